import { type Coded, codesAt, missingIn } from './classes.ts';
import { type Counts, countsAt } from './counts.ts';
import type { WeightingProblem } from './problems.ts';
import type { WeightingScheme } from './scheme.ts';

/**
 * A drawn sample, column by column: one entry per sampled unit, whether it answered or not, or one per group of
 * units that agree in everything.
 */
export interface DrawnSample {
  /** Sampling stratum; one label for all where there are none. */
  readonly strata: Coded;
  /** N_h by stratum code; `null` when unknown: then no base 'design', and no finite population correction. */
  readonly populations: Float64Array | null;
  /** How many sampled units each row stands for; absent = one each. Rows of 0 are as if they were not there. */
  readonly counts?: Counts;
  /** 1 = answered. */
  readonly responded: Uint8Array;
  /** 0 = known not to belong to the population (the rest counts as eligible); absent = all are eligible. */
  readonly eligible?: Uint8Array | null;
  /**
   * 0 = nobody knows whether it belongs to the population; absent = known of all. Counts only where the scheme
   * adjusts for it. Those who answered are known whatever it says.
   */
  readonly known?: Uint8Array | null;
  /** Weights for base 'given', needed of respondents at least. */
  readonly weights?: Float64Array | null;
  /** Class and margin variables by name. */
  readonly variables: Readonly<Record<string, Coded>>;
  /** Numeric auxiliaries by name; NaN where missing. */
  readonly numbers?: Readonly<Record<string, Float64Array>>;
}

/** @throws RangeError when columns differ in length, or a count is not a whole number from 0 */
export function checkColumns(sample: DrawnSample): void {
  const { strata, counts, responded, eligible, known, weights, variables, numbers = {} } = sample;
  const columns = [
    strata.codes,
    counts,
    eligible,
    known,
    weights,
    ...Object.values(variables).map(({ codes }) => codes),
    ...Object.values(numbers),
  ];
  for (const column of columns) {
    if (column && column.length !== responded.length) {
      throw new RangeError(`Expected ${responded.length} rows in every column, found ${column.length}.`);
    }
  }
  const wrong = counts?.find((count) => !(Number.isSafeInteger(count) && count >= 0));
  if (wrong !== undefined) throw new RangeError(`Expected whole numbers of units, found ${wrong}.`);
}

/** The sample without rows that stand for nobody. */
export function withoutEmptyRows(sample: DrawnSample): DrawnSample {
  const { strata, counts, responded, eligible, known, weights, variables, numbers = {} } = sample;
  if (!counts?.includes(0)) return sample;
  const counted = (_: number, row: number) => counts[row] !== 0;
  const codedOf = ({ codes, labels }: Coded) => ({ codes: codes.filter(counted), labels });
  return {
    ...sample,
    strata: codedOf(strata),
    counts: counts.filter(counted),
    responded: responded.filter(counted),
    eligible: eligible?.filter(counted) ?? null,
    known: known?.filter(counted) ?? null,
    weights: weights?.filter(counted) ?? null,
    variables: Object.fromEntries(Object.entries(variables).map(([name, coded]) => [name, codedOf(coded)])),
    numbers: Object.fromEntries(
      Object.entries(numbers).map(([name, values]) => [name, values.filter(counted)]),
    ),
  };
}

/** Variables and numbers that the scheme names and the sample does not have. */
export function unknownVariables(
  { variables, numbers = {} }: DrawnSample,
  { unknownEligibility, nonresponse, calibration }: WeightingScheme,
): WeightingProblem[] {
  const named = [
    ...(unknownEligibility?.classes ?? []),
    ...(nonresponse?.classes ?? []),
    ...(calibration?.margins.flatMap((margin) => margin.variables) ?? []),
  ].filter((variable) => !Object.hasOwn(variables, variable));
  const numeric = (calibration?.auxiliaries ?? [])
    .map(({ variable }) => variable)
    .filter((variable) => !Object.hasOwn(numbers, variable));
  return [...new Set([...named, ...numeric])].map((variable) => ({ code: 'unknown-variable', variable }));
}

/** Units among some rows without a value of a variable that is needed of them. */
export function missingValues(
  { variables, counts = null }: DrawnSample,
  names: readonly string[],
  rows: Int32Array,
): WeightingProblem[] {
  const ofRows = countsAt(counts, rows);
  return names.flatMap((variable): WeightingProblem[] => {
    const missing = missingIn(codesAt((variables[variable] as Coded).codes, rows), ofRows);
    return missing > 0 ? [{ code: 'value-missing', variable, rows: missing }] : [];
  });
}

/** The rows of which something holds, ascending. */
export function rowsWhere(count: number, holds: (row: number) => boolean): Int32Array {
  const rows = new Int32Array(count);
  let found = 0;
  for (let row = 0; row < count; row++) {
    if (!holds(row)) continue;
    rows[found] = row;
    found += 1;
  }
  return rows.slice(0, found);
}
