import type { WaveDataset } from '../dataset.ts';
import { valueAt } from './commenters.ts';

/** Values of some variables of a customer, as far as they may stand beside a comment. */
export type ShownGroup = Readonly<Record<string, string>>;

/** Customers who agree in what is shown of them so far. */
interface Branch {
  readonly rows: readonly number[];
  readonly shown: ShownGroup;
}

/**
 * What may be shown beside a comment of the customer who wrote it, so that it tells of at least `smallest` respondents in all that is
 * shown together. One variable after the other divides those who agree so far; values of too few, with the next smallest until they are
 * enough, stay one group of which the variable is not shown. So that it is missing tells of as many, too.
 *
 * @param respondents rows of all who answered the wave
 * @returns what is shown of a customer with these values, whoever it is
 */
export function shownGroups(
  dataset: WaveDataset,
  respondents: Int32Array,
  variables: readonly string[],
  smallest: number,
): (values: (variable: string) => string | null) => ShownGroup {
  const divisions = new Map<string, ReadonlySet<string>>();
  let branches: Branch[] = [{ rows: [...respondents], shown: {} }];
  for (const variable of variables) {
    branches = branches.flatMap((branch) => {
      const byValue = new Map<string | null, number[]>();
      for (const row of branch.rows) {
        const value = valueAt(dataset, variable, row);
        byValue.set(value, pushed(byValue.get(value), row));
      }
      const shown = valuesShown(byValue, smallest);
      divisions.set(branchKey(variable, branch.shown), shown);
      const rest = [...byValue].flatMap(([value, rows]) => (value !== null && shown.has(value) ? [] : rows));
      const named = [...shown].map((value) => ({
        rows: byValue.get(value) ?? [],
        shown: { ...branch.shown, [variable]: value },
      }));
      return rest.length > 0 ? [...named, { rows: rest, shown: branch.shown }] : named;
    });
  }
  return (values) => {
    let shown: ShownGroup = {};
    for (const variable of variables) {
      const value = values(variable);
      const isShown = value !== null && divisions.get(branchKey(variable, shown))?.has(value) === true;
      if (isShown) shown = { ...shown, [variable]: value };
    }
    return shown;
  };
}

function pushed(rows: number[] | undefined, row: number): number[] {
  if (rows === undefined) return [row];
  rows.push(row);
  return rows;
}

function branchKey(variable: string, shown: ShownGroup): string {
  return JSON.stringify([variable, Object.entries(shown)]);
}

/** Values of enough customers, less the smallest of them where those not shown would be too few. */
function valuesShown(byValue: ReadonlyMap<string | null, readonly number[]>, smallest: number): Set<string> {
  const named = [...byValue].flatMap(([value, rows]) => (value === null ? [] : [{ value, n: rows.length }]));
  const shown = named
    .filter(({ n }) => n >= smallest)
    .sort((a, b) => b.n - a.n || (a.value < b.value ? -1 : 1));
  const all = [...byValue.values()].reduce((sum, rows) => sum + rows.length, 0);
  for (;;) {
    const rest = all - shown.reduce((sum, { n }) => sum + n, 0);
    if (rest === 0 || rest >= smallest || shown.length === 0) return new Set(shown.map(({ value }) => value));
    shown.pop();
  }
}
