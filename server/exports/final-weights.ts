import type { Queryable } from '#db/database.ts';
import { hasSample } from '#db/queries/anonymous-waves.ts';
import type { Wave } from '#db/tables.ts';
import { respondentsOf, type SampleRow, type WaveDataset } from '#reports/dataset.ts';
import { warningOf } from '#reports/measure-wave.ts';
import type { Plan } from '#reports/plan.ts';
import type { Warning } from '#reports/report.ts';
import { drawnGroups } from '#reports/tally/drawn-groups.ts';
import { partsAt, type TallyKeys } from '#reports/tally/grouping.ts';
import { weightingVariables } from '#reports/tally/tallies.ts';
import { WaveColumns } from '#reports/wave-columns.ts';
import { drawnSample } from '#reports/weigh-rows.ts';
import type { DrawnSample } from '#reports/weighting/drawn-sample.ts';
import { schemeFor } from '#reports/weighting/scheme-for.ts';
import { type Weighted, weigh } from '#reports/weighting/weights.ts';
import { loadWave, openStratum } from '../actions/load-wave.ts';
import type { DecidedVersion } from '../actions/versions.ts';
import type { ExportedRow } from './respondent-rows.ts';

/** A respondent in the design of the wave's report. */
export interface DesignCell {
  readonly stratum: string | null;
  /** N_h: customers in the population of the stratum; `null` where nobody knows. */
  readonly population: number | null;
  /** n_h: respondents in the stratum. */
  readonly respondents: number;
  /** How many customers the respondent stands for. */
  readonly weight: number;
}

/** The weights of a wave's respondents, as its report has them. */
export interface FinalWeights {
  readonly base: 'design' | 'given' | 'equal' | null;
  /** Why there are none; empty where there are some, or nobody answered. */
  readonly problems: readonly Warning[];
  readonly respondents: number;
  /** The sum of all weights. */
  readonly sum: number;
  /** The design of each row; `null` for who did not answer, or whose answer the report does not use. */
  of(rows: readonly ExportedRow[]): readonly (DesignCell | null)[];
}

interface Reading {
  /** Every published questionnaire of the survey, by id. */
  readonly versions: ReadonlyMap<string, DecidedVersion>;
  readonly plan: Plan;
}

/**
 * Weighs a wave as its report does. Weights hang on the stratum, the outcome, the variables of the plan and the weight given,
 * and are kept by these, so that they take no memory for rows that have them in common.
 */
export async function finalWeights(read: Queryable, wave: Wave, reading: Reading): Promise<FinalWeights> {
  const input = await loadWave(read, wave, reading);
  const { scheme, problems } = schemeFor(input);
  const base = scheme?.base ?? null;
  const none = { base, respondents: 0, sum: 0, of: (rows: readonly ExportedRow[]) => rows.map(() => null) };
  if (scheme === null) return { ...none, problems };
  const { dataset, populations, plan } = input;
  const keys = input.tallies?.main.keys ?? {
    variables: weightingVariables(plan),
    givenWeights: plan.weighting.base === 'given',
  };
  const drawn = input.tallies
    ? drawnGroups(input.tallies.main, dataset, populations)
    : { groups: null, sample: drawnSample(dataset, populations) };
  const weighing = weigh(drawn.sample, scheme);
  if (weighing.weighted === null) {
    const told = weighing.problems.filter(({ code }) => code !== 'no-respondents');
    return { ...none, problems: told.map(warningOf) };
  }
  const { weighted } = weighing;
  const partsOf = (row: number) => drawn.groups?.[row]?.parts ?? partsAt(dataset, keys, row);
  const known = new Map(
    designCells(drawn.sample, weighted, populations).map(([row, cell]) => [
      keyOf(dataset, keys, partsOf(row)),
      cell,
    ]),
  );
  const rowsOf = await sampleRows(read, wave, known.size > 0);
  const versions = new Map([...reading.versions].map(([id, { definition }]) => [id, definition]));
  // ratings are asked of nothing here
  const reference = { ...input.definition, pages: [] };
  return {
    base,
    problems: [],
    respondents: sum(weighted.rows, (place) => weighted.counts?.[place] ?? 1),
    sum: sum(weighted.rows, (place) => (weighted.counts?.[place] ?? 1) * (weighted.weights[place] ?? 0)),
    of(rows) {
      const columns = new WaveColumns(reference, versions, keys.variables);
      const places = rows.map((row) => {
        const sampleRow = rowsOf(row);
        if (sampleRow === null) return -1;
        columns.set(columns.size, sampleRow);
        return columns.size - 1;
      });
      const chunk = columns.dataset();
      const answered = new Set(respondentsOf(chunk));
      return places.map((place) =>
        answered.has(place) ? (known.get(keyOf(chunk, keys, partsAt(chunk, keys, place))) ?? null) : null,
      );
    },
  };
}

function sum(rows: Int32Array, valueAt: (place: number) => number): number {
  return rows.reduce((total, _, place) => total + valueAt(place), 0);
}

/** Of each row with weights: where it stands in the design. */
function designCells(
  { strata }: DrawnSample,
  { rows, counts, weights }: Weighted,
  populations: ReadonlyMap<string, number | null>,
): [row: number, cell: DesignCell][] {
  const respondents = new Map<number, number>();
  const codeOf = (row: number) => strata.codes[row] ?? -1;
  rows.forEach((row, place) => {
    respondents.set(codeOf(row), (respondents.get(codeOf(row)) ?? 0) + (counts?.[place] ?? 1));
  });
  return Array.from(rows, (row, place) => {
    const stratum = strata.labels[codeOf(row)] ?? null;
    const population = stratum === null ? null : (populations.get(stratum) ?? null);
    const weight = weights[place] ?? 0;
    return [row, { stratum, population, respondents: respondents.get(codeOf(row)) ?? 0, weight }];
  });
}

/** What rows have in common that have the same weight, in words: codes are of one dataset only. */
function keyOf(
  dataset: WaveDataset,
  { variables, givenWeights }: TallyKeys,
  parts: readonly number[],
): string {
  const [stratum = -1, outcome = 0, ...others] = parts;
  const labels = variables.map((name, i) => dataset.variables.get(name)?.labels[others[i] ?? -1] ?? null);
  const weight = givenWeights ? (others[variables.length] ?? null) : null;
  return JSON.stringify([dataset.stratum.labels[stratum] ?? null, outcome, labels, weight]);
}

/** The rows of the report's sample: customers sampled or, where nobody was, answers that were sent by the open link. */
async function sampleRows(
  read: Queryable,
  wave: Wave,
  isNeeded: boolean,
): Promise<(row: ExportedRow) => SampleRow | null> {
  if (!isNeeded) return () => null;
  const isDrawn = await hasSample(read, wave.id);
  const stratumOf = await openStratum(read, wave);
  return (row) => {
    const { response } = row;
    if (row.isSampled) {
      // what a sampled customer is known by is in the list
      return row.customer === null || response === null
        ? row
        : { ...row, response: { ...response, facts: null } };
    }
    if (isDrawn || response === null || response.status !== 'submitted' || response.isExcluded) return null;
    const stratum = stratumOf(response);
    return stratum === null ? null : { stratum, attributes: {}, recorded: null, weight: null, response };
  };
}
