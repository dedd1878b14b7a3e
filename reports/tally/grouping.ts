import { dispositions } from '#surveys/sampling/dispositions.ts';
import { hasAnswered, type WaveDataset } from '../dataset.ts';

/** What the groups of a tally are told apart by, besides stratum and outcome. */
export interface TallyKeys {
  readonly variables: readonly string[];
  /** Whether the weights that came with the rows count. */
  readonly givenWeights: boolean;
}

/** What became of a customer, as far as weighting asks. */
export const outcomes = ['answered', 'notEligible', 'unknown', 'silent'] as const;

/** By disposition. */
const outcomeOf = Uint8Array.from(dispositions, (disposition, place) =>
  hasAnswered(place)
    ? outcomes.indexOf('answered')
    : disposition === 'notEligible' || disposition === 'unknown'
      ? outcomes.indexOf(disposition)
      : outcomes.indexOf('silent'),
);

/**
 * What a row has in common with the others of its group: the codes of its stratum and its variables (−1: none), its
 * outcome, and its weight where weights count.
 */
export function partsAt(dataset: WaveDataset, { variables, givenWeights }: TallyKeys, row: number): number[] {
  return [
    dataset.stratum.codes[row] as number,
    outcomeOf[dataset.disposition[row] as number] as number,
    ...variables.map((name) => variableOf(dataset, name).codes[row] as number),
    ...(givenWeights ? [dataset.givenWeights[row] as number] : []),
  ];
}

function variableOf({ variables }: WaveDataset, name: string) {
  const column = variables.get(name);
  if (column === undefined) throw new RangeError(`The wave has no variable ${name}`);
  return column;
}

/** With more different weights than this, nothing is gained by grouping. */
const mostWeights = 4_096;

/** Rows by group: the group of each row, and what the rows of a group have in common. */
export interface GroupedRows {
  readonly codes: Int32Array;
  readonly parts: readonly (readonly number[])[];
}

/** The groups of all rows; `null` where there are more than `most`. */
export function groupRows(dataset: WaveDataset, keys: TallyKeys, most: number): GroupedRows | null {
  const { stratum, disposition } = dataset;
  const weights = keys.givenWeights ? weightCodes(dataset.givenWeights) : [];
  if (weights === null) return null;
  const columns = [
    { codes: stratum.codes, offset: 1, count: stratum.labels.length + 1 },
    { codes: disposition, offset: 0, count: dispositions.length },
    ...keys.variables.map((name) => {
      const { codes, labels } = variableOf(dataset, name);
      return { codes, offset: 1, count: labels.length + 1 };
    }),
    ...weights,
  ];
  const combined = new Float64Array(disposition.length);
  let possible = 1;
  for (const { codes, offset, count } of columns) {
    possible *= count;
    for (let row = 0; row < combined.length; row++) {
      combined[row] = (combined[row] as number) * count + (codes[row] as number) + offset;
    }
  }
  return possible > Number.MAX_SAFE_INTEGER ? null : numbered(dataset, keys, { combined, possible, most });
}

/** Up to this many combinations a table is faster than a map, and not too large. */
const largestTable = 1 << 22;

function numbered(
  dataset: WaveDataset,
  keys: TallyKeys,
  { combined, possible, most }: { combined: Float64Array; possible: number; most: number },
): GroupedRows | null {
  const table = possible <= largestTable ? new Int32Array(possible).fill(-1) : null;
  const map = new Map<number, number>();
  const places = new Map<string, number>();
  const parts: number[][] = [];
  const codes = new Int32Array(combined.length);
  for (let row = 0; row < combined.length; row++) {
    const combination = combined[row] as number;
    let group = table === null ? (map.get(combination) ?? -1) : (table[combination] as number);
    if (group < 0) {
      // several dispositions are one outcome, and so one group
      const own = partsAt(dataset, keys, row);
      group = places.get(own.join()) ?? parts.push(own) - 1;
      if (group >= most) return null;
      places.set(own.join(), group);
      if (table === null) map.set(combination, group);
      else table[combination] = group;
    }
    codes[row] = group;
  }
  return { codes, parts };
}

function weightCodes(weights: Float64Array) {
  const codeOf = new Map<number, number>();
  const codes = new Int32Array(weights.length);
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row] as number;
    const code = codeOf.get(weight) ?? codeOf.size;
    if (code >= mostWeights) return null;
    if (code === codeOf.size) codeOf.set(weight, code);
    codes[row] = code;
  }
  return [{ codes, offset: 0, count: codeOf.size }];
}
