import type { Definition } from '#surveys/definition.ts';
import type { CodedColumn } from '../columns.ts';
import type { WaveDataset } from '../dataset.ts';
import type { WaveInput } from '../measure-wave.ts';
import { stratumVariable } from '../plan.ts';
import type { WeighedRows } from '../weighed-rows.ts';

/** One text that a customer wrote, masked. */
export interface SaidText {
  readonly question: string;
  readonly masked: string;
}

/** Customers of a wave who wrote something and whose answers count. */
export interface Commenters {
  readonly definition: Definition;
  /** A row for each of them; rows of those who are gone have no answers. */
  readonly dataset: WaveDataset;
  /** What each row's customer wrote; empty for who is gone. */
  readonly texts: readonly (readonly SaidText[])[];
}

/** The rows of those who are there. */
export function rowsOfCommenters({ texts }: Commenters): Int32Array {
  return Int32Array.from([...texts.keys()].filter((row) => (texts[row]?.length ?? 0) > 0));
}

/** A customer's value of a variable; `null` where it is not known. */
export function valueAt(dataset: WaveDataset, variable: string, row: number): string | null {
  const column = columnOf(dataset, variable);
  return column?.labels[column.codes[row] ?? -1] ?? null;
}

function columnOf(dataset: WaveDataset, variable: string): CodedColumn | undefined {
  return variable === stratumVariable ? dataset.stratum : dataset.variables.get(variable);
}

/**
 * The weights of customers who wrote. Customers who agree in stratum, in all that the plan weighs by, and in the weight that came with them
 * weigh the same (`tally/`), so a customer has the weight of any respondent of the wave who is alike; where nobody is known to be, since
 * answers are anonymous, the mean weight of the stratum.
 *
 * @returns NaN for a customer of a stratum without respondents
 */
export function weightsOfCommenters(
  wave: WaveInput,
  { rows: { respondents, design } }: WeighedRows,
  { dataset }: Commenters,
  rows: Int32Array,
): Float64Array {
  const { unknownEligibility, nonresponse, calibration } = wave.plan.weighting;
  const variables = [
    ...(unknownEligibility?.classes ?? []),
    ...(nonresponse?.classes ?? []),
    ...(calibration?.margins ?? []),
  ];
  const keyOf = (of: WaveDataset, row: number) =>
    JSON.stringify([
      valueAt(of, stratumVariable, row),
      variables.map((variable) => valueAt(of, variable, row)),
      of.givenWeights[row],
    ]);
  const weights = new Map<string, number>();
  const strata = new Map<string | null, { sum: number; n: number }>();
  for (let place = 0; place < respondents.length; place++) {
    const row = respondents[place] as number;
    const weight = design.weights[place] as number;
    weights.set(keyOf(wave.dataset, row), weight);
    const stratum = strata.get(valueAt(wave.dataset, stratumVariable, row)) ?? { sum: 0, n: 0 };
    strata.set(valueAt(wave.dataset, stratumVariable, row), { sum: stratum.sum + weight, n: stratum.n + 1 });
  }
  return Float64Array.from(rows, (row) => {
    const own = weights.get(keyOf(dataset, row));
    const { sum, n } = strata.get(valueAt(dataset, stratumVariable, row)) ?? { sum: Number.NaN, n: 1 };
    return own ?? sum / n;
  });
}
