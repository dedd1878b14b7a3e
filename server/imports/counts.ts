import { stratumVariable } from '#reports/plan.ts';
import { AttributeSummer, type AttributeSums } from '#surveys/sampling/attribute-sums.ts';

/** A variable with more different values than this is not something to calibrate to. */
const mostValues = 100;

/** Counts of customers by stratum and by the values of their attributes. */
export interface Counts {
  add(customer: { readonly stratum: string; readonly attributes: Readonly<Record<string, string>> }): void;
  readonly total: number;
  strata(): { stratum: string; population: number }[];
  /** Counts by variable and value, the strata included; variables with very many values are left out. */
  margins(): Record<string, Record<string, number>>;
  /** What customers bring together, by attributes that are numbers. */
  sums(): Record<string, AttributeSums>;
}

export function createCounts(): Counts {
  const strata = new Map<string, number>();
  const variables = new Map<string, Map<string, number>>();
  const summer = new AttributeSummer();
  let total = 0;
  return {
    add({ stratum, attributes }) {
      total += 1;
      increase(strata, stratum);
      summer.add(stratum, attributes);
      for (const [name, value] of Object.entries(attributes)) {
        const values = variables.get(name) ?? new Map<string, number>();
        variables.set(name, values);
        if (values.size <= mostValues) increase(values, value);
      }
    },
    get total() {
      return total;
    },
    strata: () => [...strata].sort(byName).map(([stratum, population]) => ({ stratum, population })),
    margins() {
      const few = [...variables].filter(([, values]) => values.size <= mostValues);
      const all = [...few, [stratumVariable, strata] as const];
      return Object.fromEntries(
        all.map(([name, values]) => [name, Object.fromEntries([...values].sort(byName))]),
      );
    },
    sums: () => summer.sums(),
  };
}

function increase(counts: Map<string, number>, value: string): void {
  counts.set(value, (counts.get(value) ?? 0) + 1);
}

function byName([one]: readonly [string, number], [other]: readonly [string, number]): number {
  return one < other ? -1 : 1;
}
