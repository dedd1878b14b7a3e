import type { LocalizedText } from '#surveys/localized.ts';
import { firstPointCode } from './columns.ts';
import { describedParts, performancesOf } from './described-drivers.ts';
import { type Coordinate, type PlacedItem, priorityMap } from './drivers/priority-map.ts';
import { MOST_SHAPLEY_DRIVERS } from './drivers/shapley.ts';
import { ratingOf } from './instrument.ts';
import type { WaveInput } from './measure-wave.ts';
import { outcomeQuestion } from './outcome-question.ts';
import { partAnswers } from './part-answers.ts';
import { type Part, type PartKind, partKinds, partsOf } from './parts.ts';
import type { Estimate } from './sampling-error/estimate.ts';
import { type DriversProblem, driversOf, type WaveDrivers } from './wave-drivers.ts';
import type { WeighedRows } from './weighed-rows.ts';

/** Where the importance that places parts on the map comes from: answers, what respondents say, or the weights declared. */
export type PrioritySource = 'implied' | 'stated' | 'declared';

/** Why parts as fine as these were not taken. */
export type PassedOver = {
  readonly by: PartKind;
  readonly why: 'one-part' | 'too-many' | 'too-few-cases' | DriversProblem['code'];
};

/** One part of the questionnaire with its place on the map. */
export interface Priority extends Pick<PlacedItem, 'quadrant' | 'borderline'> {
  readonly key: string;
  readonly name: LocalizedText;
  readonly items: readonly string[];
  /** Share of R²; `null` where it is not known. */
  readonly implied: Estimate | null;
  /** The mean of what respondents say; `null` where they are not asked. */
  readonly stated: Estimate | null;
  /** Share in the overall index, as the questionnaire declares it. */
  readonly declared: number;
  readonly csi: Estimate;
  /** Of the errors of implied importance and C; `null` where one has none. */
  readonly errorCorrelation: number | null;
  /**
   * Where implied and said importance clearly differ: `hidden`, above average in the answers and below it in what is said
   * (or declared), or `claimed`, the other way round. `null` where neither is shown.
   */
  readonly contrast: 'hidden' | 'claimed' | null;
}

/** What to improve first in one wave. */
export interface WavePriorities {
  readonly confidence: number;
  readonly source: PrioritySource;
  readonly by: PartKind;
  /** Whether the plan says how finely to look. */
  readonly isPlanned: boolean;
  /** Finer parts that were not taken, and why. */
  readonly passedOver: readonly PassedOver[];
  /** Why importance does not come from the answers; `null` where it does. */
  readonly problem: 'no-outcome' | PassedOver['why'] | null;
  /** What explains the outcome; `null` where nothing does. */
  readonly model: Pick<
    WaveDrivers,
    'outcome' | 'method' | 'errors' | 'n' | 'leftOut' | 'rSquared' | 'warnings'
  > | null;
  /** Where the map is divided: at the mean of the parts. */
  readonly lines: { readonly importance: number | null; readonly performance: number | null };
  /** In the order of the questionnaire. */
  readonly parts: readonly Priority[];
}

/** So many complete cases each part needs at least. */
const CASES_PER_PART = 10;

/**
 * Places parts of the questionnaire on a map of importance and C.
 *
 * Importance comes from the answers where the survey asks an outcome. It is looked at as finely as the answers bear: items
 * where there are at most 15 of them, at least ten respondents for each answered everything, and those are at least as
 * many as left something out; else dimensions, else factors. Without an outcome it is what respondents say, and where they
 * are not asked, the weights that the questionnaire declares.
 *
 * @returns the priorities, and the regression behind them; `null` for a questionnaire without pairs
 */
export function prioritiesOf(
  wave: WaveInput,
  weighed: WeighedRows,
): { readonly priorities: WavePriorities; readonly drivers: WaveDrivers | null } | null {
  const { definition, plan } = wave;
  if (partsOf(definition, 'item').length === 0) return null;
  const outcome = outcomeQuestion(definition, plan.drivers?.outcome);
  const passedOver: PassedOver[] = [];
  if (outcome !== null) {
    for (const by of plan.drivers?.by ? [plan.drivers.by] : partKinds) {
      const why = plan.drivers?.by ? null : whyNot(wave, weighed, outcome.key, by);
      const request = { outcome: outcome.key, by, ...errorsFor(weighed) };
      const found = why === null ? driversOf(wave, request, { weighed, problem: null }) : null;
      if (found?.drivers)
        return { priorities: implied(wave, found.drivers, passedOver), drivers: found.drivers };
      passedOver.push({ by, why: why ?? found?.problem?.code ?? 'one-part' });
    }
  }
  const problem =
    outcome === null ? 'no-outcome' : (passedOver.findLast(({ why }) => why !== 'one-part')?.why ?? null);
  return { priorities: said(wave, weighed, problem, passedOver), drivers: null };
}

/**
 * With more respondents than these, errors of importance are linearized: contributions are far enough from 0 then for that
 * to hold, and a page is not to wait some seconds for replicates.
 */
const MOST_FOR_JACKKNIFE = 600;

function errorsFor({ rows: { respondents } }: WeighedRows) {
  return respondents.length > MOST_FOR_JACKKNIFE ? { errors: 'linearization' as const } : {};
}

/** Why a questionnaire is not to be looked at so finely; `null` where nothing stands against it. */
function whyNot(
  { definition, dataset }: WaveInput,
  { rows: { respondents } }: WeighedRows,
  outcome: string,
  by: PartKind,
): PassedOver['why'] | null {
  const parts = partsOf(definition, by);
  if (parts.length < 2) return 'one-part';
  if (parts.length > MOST_SHAPLEY_DRIVERS) return 'too-many';
  const columns = parts.map(({ pairs }) =>
    pairs.map(({ key }) =>
      (['expectation', 'perception'] as const).map((side) => ratingOf(dataset, `${side}:${key}`).codes),
    ),
  );
  const rated = ratingOf(dataset, `rating:${outcome}`).codes;
  const has = (codes: Uint8Array | undefined, row: number) => (codes?.[row] ?? 0) >= firstPointCode;
  let [asked, complete] = [0, 0];
  for (const row of respondents) {
    asked += 1;
    if (!has(rated, row)) continue;
    if (columns.every((pairs) => pairs.some(([a, b]) => has(a, row) && has(b, row)))) complete += 1;
  }
  return complete < CASES_PER_PART * parts.length || complete < asked - complete ? 'too-few-cases' : null;
}

/** The map with the importance that the answers show. */
function implied(wave: WaveInput, drivers: WaveDrivers, passedOver: readonly PassedOver[]): WavePriorities {
  const { by, outcome, method, errors, n, leftOut, rSquared, warnings } = drivers;
  const declared = declaredShares(partsOf(wave.definition, by));
  const contrasts = contrastsOf(drivers.drivers, declared);
  return {
    confidence: wave.plan.confidence,
    source: 'implied',
    by,
    isPlanned: wave.plan.drivers?.by !== undefined,
    passedOver,
    problem: null,
    model: { outcome, method, errors, n, leftOut, rSquared, warnings },
    lines: { importance: drivers.lines.importance.value, performance: drivers.lines.performance.value },
    parts: drivers.drivers.map(
      ({ key, name, items, share, stated, csi, errorCorrelation, quadrant, borderline }) => ({
        ...{ key, name, items, implied: share, stated, declared: declared.get(key) ?? 0, csi },
        ...{ errorCorrelation, quadrant, borderline, contrast: contrasts.get(key) ?? null },
      }),
    ),
  };
}

/** The map with the importance that respondents state, or else that the questionnaire declares. */
function said(
  wave: WaveInput,
  weighed: WeighedRows,
  problem: WavePriorities['problem'],
  passedOver: readonly PassedOver[],
): WavePriorities {
  const { definition, plan } = wave;
  const by = plan.drivers?.by ?? saidBy(wave);
  const parts = partsOf(definition, by);
  const answers = partAnswers(wave, weighed, parts);
  const described = describedParts(wave, weighed, answers, performancesOf(weighed, answers));
  const source = described.some(({ stated }) => stated !== null) ? 'stated' : 'declared';
  const declared = declaredShares(parts);
  const { lines, items } = priorityMap(
    described.map(({ key, stated, csi }) => ({
      key,
      importance: source === 'stated' ? (stated ?? unknown) : exactly(declared.get(key) ?? 0),
      performance: csi,
    })),
    { importance: { at: 'mean' }, performance: { at: 'mean' } },
  );
  return {
    confidence: plan.confidence,
    ...{ source, by, isPlanned: plan.drivers?.by !== undefined, passedOver, problem, model: null, lines },
    parts: described.map(({ key, name, items: own, stated, csi }, place) => ({
      ...{ key, name, items: own, implied: null, stated, declared: declared.get(key) ?? 0, csi },
      errorCorrelation: null,
      quadrant: items[place]?.quadrant ?? null,
      borderline: items[place]?.borderline ?? { importance: null, performance: null },
      contrast: null,
    })),
  };
}

/** As finely as a map can still be read, without answers that would have to bear it. */
function saidBy({ definition }: WaveInput): PartKind {
  const fits = (by: PartKind) => {
    const { length } = partsOf(definition, by);
    return length > 1 && length <= MOST_SHAPLEY_DRIVERS;
  };
  return partKinds.find(fits) ?? 'item';
}

const unknown: Coordinate = { estimate: null, lower: null, upper: null };

function exactly(value: number): Coordinate {
  return { estimate: value, lower: value, upper: value };
}

function declaredShares(parts: readonly Part[]): ReadonlyMap<string, number> {
  return new Map(parts.map(({ key, pairs }) => [key, pairs.reduce((sum, { weight }) => sum + weight, 0)]));
}

/** Parts whose importance is clearly on one side of its mean in the answers, and on the other in what is said or declared. */
function contrastsOf(
  drivers: WaveDrivers['drivers'],
  declared: ReadonlyMap<string, number>,
): ReadonlyMap<string, Priority['contrast']> {
  const isAsked = drivers.some(({ stated }) => stated !== null);
  const sides = (coordinates: readonly Coordinate[]) => {
    const known = coordinates.flatMap(({ estimate }) => (estimate === null ? [] : [estimate]));
    const mean = known.reduce((sum, each) => sum + each, 0) / known.length;
    return coordinates.map(({ lower, upper }) => {
      if (lower === null || upper === null) return null;
      return lower > mean ? 'above' : upper < mean ? 'below' : null;
    });
  };
  const shown = sides(drivers.map(({ share }) => share));
  const others = sides(
    drivers.map(({ key, stated }) => (isAsked ? (stated ?? unknown) : exactly(declared.get(key) ?? 0))),
  );
  return new Map(
    drivers.map(({ key }, place) => {
      const [own, other] = [shown[place], others[place]];
      if (own === 'above' && other === 'below') return [key, 'hidden'];
      return [key, own === 'below' && other === 'above' ? 'claimed' : null];
    }),
  );
}
