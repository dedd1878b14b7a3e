import { type CodedColumn, pointOf } from '#reports/columns.ts';
import type { WaveDataset } from '#reports/dataset.ts';
import type { WaveInput } from '#reports/measure-wave.ts';
import { drawnSample } from '#reports/weigh-rows.ts';
import { baseWeights } from '#reports/weighting/base.ts';
import { CROSS, crossed } from '#reports/weighting/classes.ts';
import { schemeFor } from '#reports/weighting/scheme-for.ts';
import { type DrawnSample, type Weighted, weigh } from '#reports/weighting/weights.ts';
import { dispositions } from '#surveys/sampling/dispositions.ts';
import type { Cell } from '../csv.ts';
import { labelCell, ratingName } from './names.ts';

/** What stands in one column of a wave's sample, row by row. */
type Column = (row: number) => Cell;

/** A wave's drawn sample as columns: a row for every customer asked, answered or not. */
export interface WaveSample {
  readonly rows: number;
  /** By the names of `sampleColumns` and of the ratings. A column that is not here is empty. */
  readonly columns: ReadonlyMap<string, Column>;
  /** Variables of the plan, by their own names. */
  readonly variables: ReadonlyMap<string, Column>;
}

/** The columns every analysis file has, in their order, between who a row is and the variables. */
export const sampleColumns = [
  'stratum',
  'N_h',
  'disposition',
  'responded',
  'eligible',
  'known',
  'eligibility_class',
  'nonresponse_class',
  'base_weight',
  'given_weight',
  'final_weight',
] as const;

/**
 * A wave's sample with the weights of its plan. Where the wave cannot be weighted, the columns of weights and classes
 * are empty. This file alone knows how a wave is held in memory.
 */
export function waveSample(wave: WaveInput): WaveSample {
  const { dataset, populations, plan } = wave;
  const sample = drawnSample(dataset, populations);
  const { scheme } = schemeFor(wave);
  const weighted = scheme && weigh(sample, scheme).weighted;
  const { stratum, disposition } = dataset;
  const columns: Record<(typeof sampleColumns)[number], Column> = {
    stratum: labels(stratum),
    N_h: (row) => populations.get(stratum.labels[stratum.codes[row] ?? -1] ?? '') ?? null,
    disposition: (row) => dispositions[disposition[row] ?? -1] ?? null,
    responded: numbers(sample.responded),
    eligible: numbers(sample.eligible),
    known: numbers(sample.known),
    eligibility_class: classes(sample, plan.weighting.unknownEligibility, weighted, 'unknownEligibility'),
    nonresponse_class: classes(sample, plan.weighting.nonresponse, weighted, 'nonresponse'),
    base_weight: weighted ? baseOf(sample, scheme?.base) : () => null,
    given_weight: numbers(dataset.givenWeights),
    final_weight: weighted ? byRespondent(dataset.sampled, weighted.rows, weighted.weights) : () => null,
  };
  return {
    rows: dataset.sampled,
    columns: new Map([...Object.entries(columns), ...ratingsOf(dataset)]),
    variables: new Map(Object.entries(sample.variables).map(([name, coded]) => [name, labels(coded)])),
  };
}

function labels({ codes, labels: names }: CodedColumn): Column {
  return (row) => {
    const label = names[codes[row] ?? -1];
    return label === undefined ? null : labelCell(label);
  };
}

/** Numbers by row; no number is an empty cell. */
function numbers(values: ArrayLike<number> | null | undefined): Column {
  return (row) => {
    const value = values?.[row];
    return value === undefined || Number.isNaN(value) ? null : value;
  };
}

function byRespondent(sampled: number, rows: Int32Array, values: Float64Array): Column {
  const spread = new Float64Array(sampled).fill(Number.NaN);
  rows.forEach((row, place) => {
    spread[row] = values[place] as number;
  });
  return numbers(spread);
}

function baseOf(sample: DrawnSample, base: 'design' | 'given' | 'equal' | undefined): Column {
  if (base === 'given') return numbers(sample.weights);
  return base === 'design' ? numbers(baseWeights(sample.strata, sample.populations, null).weights) : () => 1;
}

/** The number of the class each row was weighted in, after thin classes were joined; empty where it counts in none. */
function classes(
  { variables }: DrawnSample,
  plan: { readonly classes: readonly string[] } | undefined,
  weighted: Weighted | null,
  step: 'unknownEligibility' | 'nonresponse',
): Column {
  const used = weighted?.steps.find((each) => each.step === step)?.classes;
  if (!plan || !used) return () => null;
  const { codes, labels: names } = crossed(
    plan.classes.flatMap((name) => (Object.hasOwn(variables, name) ? [variables[name]] : [])).filter(isThere),
  );
  const numberOf = new Map(used.flatMap((group, place) => group.classes.map((name) => [name, place + 1])));
  return (row) => numberOf.get(names[codes[row] ?? -1] ?? CROSS) ?? null;
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined;
}

function ratingsOf({ ratings }: WaveDataset): [string, Column][] {
  return [...ratings].map(([name, column]) => [ratingName(name), (row) => pointOf(column, row)]);
}
