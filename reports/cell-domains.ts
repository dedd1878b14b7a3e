import type { Design } from './sampling-error/design.ts';
import { type Domain, domainOf, domainsBy, wholeSample } from './sampling-error/domains.ts';
import { type Coded, codesAt } from './weighting/classes.ts';

/** A part of the customers: those with a value of a variable. */
export type Cell = Readonly<Record<string, string>>;

/** The domains that variables divide respondents into, each made when it is first asked for. */
export interface CellDomains {
  /** By value; empty for a variable that nobody has a value of. */
  by(variable: string): ReadonlyMap<string, Domain>;
  /** `null` means everybody; nobody is in a cell that the wave has not. */
  of(cell: Cell | null): Domain;
}

/** @param rows the respondents among the rows that variables have a code for */
export function cellDomains(
  design: Design,
  variables: Readonly<Record<string, Coded>>,
  rows: Int32Array,
): CellDomains {
  const whole = wholeSample(design);
  const known = new Map<string, ReadonlyMap<string, Domain>>();
  const by = (variable: string) => {
    const found = known.get(variable) ?? valueDomains(design, variables[variable], rows);
    known.set(variable, found);
    return found;
  };
  return {
    by,
    of(cell) {
      const [variable, value] = Object.entries(cell ?? {})[0] ?? [];
      if (variable === undefined || value === undefined) return whole;
      return by(variable).get(value) ?? domainOf(design, new Int32Array(0));
    },
  };
}

function valueDomains(design: Design, coded: Coded | undefined, rows: Int32Array): Map<string, Domain> {
  if (coded === undefined) return new Map();
  const domains = domainsBy(design, codesAt(coded.codes, rows), coded.labels.length);
  return new Map(domains.map((domain, code) => [coded.labels[code] ?? '', domain]));
}
