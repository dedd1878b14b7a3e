import { combinations } from './classes.ts';
import type { Counts } from './counts.ts';
import { type Margin, marginProblems, populationOf, SAME_POPULATION } from './margins.ts';
import type { CalibrationProblem } from './problems.ts';

/** A number known of every respondent whose population total is known too. */
export interface Auxiliary {
  readonly name: string;
  /** One finite number per respondent. */
  readonly values: Float64Array;
  readonly total: number;
}

/** Everything that calibrated weights shall add up to, each as often as its row counts. */
export interface Targets {
  readonly margins: readonly Margin[];
  readonly auxiliaries?: readonly Auxiliary[];
  /** The number of units in the population, where no margin implies it. */
  readonly population?: number | null;
  /** How many respondents each row stands for; absent = one each. */
  readonly counts?: Counts;
}

/** The name of the population's size among margins. */
export const POPULATION = 'population';

/** One total to be met: Σ w x over the cells. */
export interface Constraint {
  readonly margin: string;
  /** `null` for a number and for the size of the population. */
  readonly category: string | null;
  /** x of each cell: 1 or 0 for a category. */
  readonly cells: Float64Array;
  readonly total: number;
}

/** Rows that agree in every category and number share a cell, and so their factor. */
export interface ConstraintCells {
  readonly codes: Int32Array;
  readonly count: number;
  readonly constraints: readonly Constraint[];
}

/** What stops respondents with these weights from being calibrated to the targets; empty when nothing does. */
export function targetProblems(weights: Float64Array, targets: Targets): CalibrationProblem[] {
  const { margins, population = null, counts = null } = targets;
  const problems = marginProblems(weights, margins, counts);
  const [first] = margins;
  if (population === null || !first) return problems;
  const total = populationOf(first);
  if (Math.abs(total - population) > SAME_POPULATION * population) {
    problems.push({ code: 'margins-disagree', margin: first.name, total, expected: population });
  }
  return problems;
}

/**
 * The targets as linear constraints over as few cells as there are different rows.
 *
 * @throws RangeError when a number is not finite or columns differ in length
 */
export function constraintCells(rows: number, targets: Targets): ConstraintCells {
  const { margins, auxiliaries = [], population = null } = targets;
  const numbers = auxiliaries.map((auxiliary) => ({ auxiliary, ...distinct(auxiliary, rows) }));
  const { codes, parts } = combinations(
    [
      ...margins.map(({ categories }) => ({ codes: categories.codes, count: categories.labels.length })),
      ...numbers.map(({ codes, values }) => ({ codes, count: values.length })),
    ],
    rows,
  );
  const overCells = (x: (part: readonly number[]) => number) => Float64Array.from(parts, x);
  const ofMargins = margins.flatMap(({ name, categories, totals }, place) =>
    categories.labels.map((category, code) => ({
      margin: name,
      category,
      cells: overCells((part) => (part[place] === code ? 1 : 0)),
      total: totals[category] ?? 0,
    })),
  );
  const size =
    population === null
      ? []
      : [{ margin: POPULATION, category: null, cells: overCells(() => 1), total: population }];
  const ofNumbers = numbers.map(({ auxiliary: { name, total }, values }, place) => ({
    margin: name,
    category: null,
    cells: overCells((part) => values[part[margins.length + place] as number] as number),
    total,
  }));
  return { codes, count: parts.length, constraints: [...ofMargins, ...size, ...ofNumbers] };
}

/** The different numbers of a column, and which of them each row has. */
function distinct({ name, values }: Auxiliary, rows: number) {
  if (values.length !== rows)
    throw new RangeError(`Expected ${rows} values of ${name}, found ${values.length}.`);
  const places = new Map<number, number>();
  const codes = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const value = values[row] as number;
    if (!Number.isFinite(value)) throw new RangeError(`Unexpected value of ${name}: ${value}.`);
    let place = places.get(value);
    if (place === undefined) {
      place = places.size;
      places.set(value, place);
    }
    codes[row] = place;
  }
  return { codes, values: Float64Array.from(places.keys()) };
}
