import type { Populations } from './allocation.ts';
import { byCodePoints } from './code-point-order.ts';

/** What is known of a customer, by column. */
export type Attributes = Readonly<Record<string, string>>;

/** A customer whose stratum cannot be told. Rows count from 1, the list's heading not included. */
export interface FrameProblem {
  readonly row: number;
  readonly column: string;
  readonly code: 'missingColumn' | 'blankValue' | 'ambiguousStratum';
  readonly params: Readonly<Record<string, string | number>>;
}

const separator = '.';

/** The label of a stratum: the values it is made of, e.g. `A.ecommerce`. */
export function stratumLabel(values: readonly string[]): string {
  return values.join(separator);
}

/** Strata that share the first of the values they are made of, to be reported together: all of class A. */
export function domainsOf(
  strata: readonly string[],
): { readonly name: string; readonly strata: readonly string[] }[] {
  const domains = new Map<string, string[]>();
  for (const stratum of strata) {
    const [name = ''] = stratum.split(separator);
    domains.set(name, [...(domains.get(name) ?? []), stratum]);
  }
  return [...domains].map(([name, of]) => ({ name, strata: of }));
}

/** A customer's stratum from the named columns, or the column that does not say. Blanks around values do not count. */
export function stratumOf(
  attributes: Attributes,
  columns: readonly string[],
): { readonly stratum: string } | { readonly column: string; readonly code: 'missingColumn' | 'blankValue' } {
  const values: string[] = [];
  for (const column of columns) {
    if (!Object.hasOwn(attributes, column)) return { column, code: 'missingColumn' };
    const value = (attributes[column] ?? '').trim();
    if (value === '') return { column, code: 'blankValue' };
    values.push(value);
  }
  return { stratum: stratumLabel(values) };
}

/**
 * Counts a customer list by stratum, strata in code point order. With no columns the whole list is one
 * stratum, whose label is empty.
 *
 * Two different combinations that would share a label (`a.b` + `c`, `a` + `b.c`) are a problem, not one stratum.
 */
export function frameStrata(
  customers: Iterable<Attributes>,
  columns: readonly string[],
): { readonly populations: Populations; readonly problems: readonly FrameProblem[] } {
  const counts = new Map<string, number>();
  const combinations = new Map<string, string>();
  const problems: FrameProblem[] = [];
  let row = 0;
  for (const attributes of customers) {
    row += 1;
    const found = stratumOf(attributes, columns);
    if ('code' in found) {
      problems.push({ row, ...found, params: {} });
      continue;
    }
    const { stratum } = found;
    const combination = JSON.stringify(columns.map((column) => (attributes[column] ?? '').trim()));
    if ((combinations.get(stratum) ?? combination) !== combination) {
      problems.push({ row, column: columns[0] ?? '', code: 'ambiguousStratum', params: { stratum } });
      continue;
    }
    combinations.set(stratum, combination);
    counts.set(stratum, (counts.get(stratum) ?? 0) + 1);
  }
  const inOrder = [...counts].sort(([one], [other]) => byCodePoints(one, other));
  return { populations: new Map(inOrder), problems };
}
