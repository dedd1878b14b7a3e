import { stratumLabel } from '#surveys/sampling/frame.ts';
import type { FileProblems } from './problems.ts';
import type { CellReader } from './table.ts';
import type { TableRow } from './table-row.ts';

/** The one stratum of a population that is not divided. */
export const wholePopulation = 'all';

/** More are no strata: somebody named a column in which every customer has a value of its own. */
const mostStrata = 1000;

/**
 * Reads the stratum of each row from the columns that name it; a function among them gives a value that is worked
 * out. Two different combinations of values that would share a label are a problem, not one stratum.
 */
export function stratumReader(
  parts: readonly (string | ((row: TableRow) => string))[],
  cells: CellReader,
  problems: FileProblems,
): (row: TableRow) => string | null {
  const combinations = new Map<string, string>();
  return (row) => {
    if (parts.length === 0) return wholePopulation;
    const values = parts.map((part) => (typeof part === 'string' ? cells.neededName(row, part) : part(row)));
    const known = values.filter((value) => value !== null);
    if (known.length < values.length) return null;
    const stratum = stratumLabel(known);
    const combination = JSON.stringify(known);
    const before = combinations.get(stratum);
    if (before === combination) return stratum;
    if (before !== undefined) {
      problems.add('ambiguousStratum', { row: row.row }, { stratum });
      return null;
    }
    if (combinations.size > mostStrata) return null;
    combinations.set(stratum, combination);
    if (combinations.size <= mostStrata) return stratum;
    problems.add('tooManyStrata', { row: row.row }, { maximum: mostStrata });
    return null;
  };
}
