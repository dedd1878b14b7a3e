import type { Definition } from '#surveys/definition.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { describedDrivers, describedParts, type Performances, performancesOf } from './described-drivers.ts';
import { type DriverWarning, driverWarnings } from './driver-warnings.ts';
import { type ImportanceReason, importanceOf } from './drivers/importance.ts';
import { type CrosshairLine, type PlacedItem, priorityMap } from './drivers/priority-map.ts';
import type { ImportanceMethod } from './drivers/shares.ts';
import { ratingOf } from './instrument.ts';
import type { WaveInput } from './measure-wave.ts';
import { endsOfPairs, partAnswers, pointsAt } from './part-answers.ts';
import { type Part, type PartKind, partsOf } from './parts.ts';
import type { Estimate } from './sampling-error/estimate.ts';
import { linearize } from './sampling-error/influence.ts';
import { type WaveReplication, waveReplication } from './wave-replication.ts';
import { type WaveProblem, type WeighedRows, type Weighing, weighedRows } from './weighed-rows.ts';

/** Where importance comes from: the data (`implied`), or what respondents say (`stated`). */
export const importanceSources = ['implied', 'stated'] as const;
export type ImportanceSource = (typeof importanceSources)[number];

/** What performance is: the index C, or the mean of what is perceived. */
export const performanceMeasures = ['csi', 'perception'] as const;
export type PerformanceMeasure = (typeof performanceMeasures)[number];

/** Where an axis is divided: by a rule, or at a number the reader has a reason for. */
export const lineRules = ['mean', 'median', 'midpoint'] as const;
export type LineRule = (typeof lineRules)[number] | number;

export interface DriversRequest {
  /** A scale question, or the one about recommending, that is to be explained. */
  readonly outcome: string;
  readonly by: PartKind;
  /** Which importance places the drivers on the map. Default 'implied'. */
  readonly importance?: ImportanceSource;
  /** Default 'csi'. */
  readonly performance?: PerformanceMeasure;
  /**
   * Default 'mean' of both. The midpoint is that of the scale; of C it is 1, just as expected, and of implied
   * importance the share that each driver would have if all had the same.
   */
  readonly crosshair?: Readonly<Record<'importance' | 'performance', LineRule>>;
  /** Default: the jackknife where that is possible and worth the wait, otherwise linearization. */
  readonly errors?: 'jackknife' | 'linearization';
}

/** One part of the questionnaire as a driver of the outcome, and its place on the map. */
export interface Driver extends Pick<PlacedItem, 'quadrant' | 'borderline'>, DescribedDriver {}

/** A driver before it is placed. */
export interface DescribedDriver {
  readonly key: string;
  readonly name: LocalizedText;
  /** The items whose perceptions make its score. */
  readonly items: readonly string[];
  /** Its part of R². */
  readonly contribution: Estimate;
  /** The same as a share of R², 0 to 1: the implied importance. */
  readonly share: Estimate;
  /** Of what is perceived with the outcome. */
  readonly correlation: number;
  /** Johnson's contribution, to compare with. */
  readonly relativeWeight: number | null;
  /** The mean of what respondents say of its importance; `null` where they are not asked. */
  readonly stated: Estimate | null;
  /** Of the regression on all drivers, in points of the outcome for a point perceived; error by linearization. */
  readonly coefficient: Estimate;
  /** Of the errors of the share and of performance, by linearization; `null` where one of them has none. */
  readonly errorCorrelation: number | null;
  /** C, as the report has it. */
  readonly csi: Estimate;
  readonly perception: Estimate;
  /** Whether expectations say anything of their own (`measureExpectations`). */
  readonly expectations: { readonly atTop: Estimate; readonly correlation: Estimate };
}

/** What an outcome depends on in one wave, and what to improve first. */
export interface WaveDrivers {
  readonly outcome: {
    readonly key: string;
    readonly kind: 'scale' | 'recommend';
    readonly text: LocalizedText;
  };
  readonly by: PartKind;
  readonly importance: ImportanceSource;
  readonly performance: PerformanceMeasure;
  readonly method: ImportanceMethod;
  /** How the errors of importance were found; those of means and of C are by linearization, as in the report. */
  readonly errors: {
    readonly method: 'jackknife' | 'linearization';
    /** 0 by linearization. */
    readonly replicates: number;
    readonly grouped: boolean;
    readonly discarded: number;
  };
  readonly confidence: number;
  /** Respondents who answered about the outcome and every driver. */
  readonly n: number;
  readonly leftOut: number;
  readonly rSquared: Estimate;
  readonly lines: Readonly<
    Record<'importance' | 'performance', { readonly rule: LineRule; readonly value: number | null }>
  >;
  /** In the order of the questionnaire. */
  readonly drivers: readonly Driver[];
  readonly warnings: readonly DriverWarning[];
}

/** Why a wave tells nothing of drivers. */
export type DriversProblem =
  | WaveProblem
  | { readonly code: 'no-pairs' }
  /** `known`: the questions that could be outcomes. */
  | { readonly code: 'unknown-question'; readonly known: readonly string[] }
  | { readonly code: 'not-rated'; readonly kind: string; readonly known: readonly string[] }
  | { readonly code: 'importance-not-asked' }
  /** Everybody answered, or weighing again and again would take too long. */
  | { readonly code: 'no-jackknife' }
  | {
      readonly code: ImportanceReason;
      /** Keys of the drivers that are constant, or combinations of those before them. */
      readonly drivers: readonly string[];
      readonly n: number;
      readonly needed: number;
    };

/**
 * How much each part of the questionnaire contributes to explaining an outcome, how well it performs, and where that
 * puts it on the map of priorities.
 *
 * A driver is what respondents perceive of a part. Only those who answered about the outcome and every driver count,
 * so that dimensions and factors, which are answered by whoever answered one of their items, keep more respondents
 * than items do.
 *
 * @param weighing the wave's rows where they have been weighed already
 */
export function driversOf(
  wave: WaveInput,
  request: DriversRequest,
  weighing?: Weighing,
):
  | { readonly drivers: WaveDrivers; readonly problem: null }
  | { readonly drivers: null; readonly problem: DriversProblem } {
  const asked = askedOf(wave, request);
  if ('code' in asked) return { drivers: null, problem: asked };
  const { weighed, problem } = weighing ?? weighedRows(wave);
  if (weighed === null) return { drivers: null, problem };
  const { rows, scheme } = weighed;
  const replication = request.errors === 'linearization' ? null : waveReplication(wave, scheme, rows);
  if (request.errors === 'jackknife' && replication === null) {
    return { drivers: null, problem: { code: 'no-jackknife' } };
  }
  const { parts, outcome } = asked;
  const answers = partAnswers(wave, weighed, parts);
  const model = {
    outcome: pointsAt(ratingOf(wave.dataset, `rating:${outcome.key}`), rows.respondents),
    drivers: answers.map(({ perceived }) => perceived),
  };
  const { confidence } = wave.plan;
  const performances = performancesOf(weighed, answers);
  const beside = influencesBeside(weighed, request, parts, performances);
  const options = { confidence, beside, ...(replication && { replication }) };
  const importance = importanceOf(rows.design, rows.whole.domain, model, options);
  if (importance.reason !== null) {
    const { reason: code, at, n } = importance;
    const drivers = at.map((place) => parts[place]?.key ?? '');
    return { drivers: null, problem: { code, drivers, n, needed: parts.length + 2 } };
  }
  const { method, n, leftOut, rSquared, discarded } = importance;
  const described = describedDrivers(describedParts(wave, weighed, answers, performances), importance);
  const { by, importance: source = 'implied', performance = 'csi' } = request;
  const errors = errorsOf(replication, discarded);
  const map = placed(wave, request, described);
  const found = {
    outcome,
    by,
    importance: source,
    performance,
    method,
    errors,
    confidence,
    n,
    leftOut,
    rSquared,
    ...map,
  };
  return { drivers: { ...found, warnings: driverWarnings(found) }, problem: null };
}

/** How performance changes with each respondent, by the place of a part. */
function influencesBeside(
  { rows }: WeighedRows,
  { performance = 'csi' }: DriversRequest,
  parts: readonly Part[],
  performances: Performances,
): (driver: number) => Float64Array | null {
  return (driver) => {
    const { key = '' } = parts[driver] ?? {};
    const [csi, perception] = [performances.csi.get(key), performances.perception.get(key)];
    if (performance === 'csi')
      return csi === undefined || csi.value === null ? null : rows.influenceOf(csi, null);
    if (perception === undefined || perception.value === null) return null;
    return linearize(rows.design, rows.whole.domain, perception).values;
  };
}

/** The parts and the outcome that are asked for, or why the questionnaire has none. */
function askedOf(
  { definition }: WaveInput,
  { outcome: key, by, importance }: DriversRequest,
): { readonly parts: readonly Part[]; readonly outcome: WaveDrivers['outcome'] } | DriversProblem {
  const parts = partsOf(definition, by);
  if (parts.length === 0) return { code: 'no-pairs' };
  const outcome = outcomeOf(definition, key);
  if ('code' in outcome) return outcome;
  const pairs = parts.flatMap((part) => part.pairs);
  const isAsked = importance !== 'stated' || pairs.some(({ question }) => question.importance);
  return isAsked ? { parts, outcome } : { code: 'importance-not-asked' };
}

function errorsOf(replication: WaveReplication | null, discarded: number): WaveDrivers['errors'] {
  if (replication === null) return { method: 'linearization', replicates: 0, grouped: false, discarded };
  const { replicates, grouped } = replication;
  return { method: 'jackknife', replicates: replicates.count, grouped, discarded };
}

/** The question to be explained, or why it cannot be. */
function outcomeOf({ pages }: Definition, key: string): WaveDrivers['outcome'] | DriversProblem {
  const questions = pages.flatMap((page) => page.questions);
  const known = questions
    .filter(({ kind }) => kind === 'scale' || kind === 'recommend')
    .map((each) => each.key);
  const question = questions.find((each) => each.key === key);
  if (question === undefined) return { code: 'unknown-question', known };
  const { kind } = question;
  if (kind !== 'scale' && kind !== 'recommend') return { code: 'not-rated', kind, known };
  return { key, kind, text: question.text };
}

/** The drivers with their places on the map, and where its lines are. */
function placed(
  { definition }: WaveInput,
  { importance = 'implied', performance = 'csi', crosshair }: DriversRequest,
  drivers: readonly DescribedDriver[],
): Pick<WaveDrivers, 'lines' | 'drivers'> {
  const scale = endsOfPairs(definition);
  const rules = crosshair ?? { importance: 'mean', performance: 'mean' };
  const even = { least: 0, greatest: 2 / drivers.length };
  const undefinedImportance = { estimate: null, lower: null, upper: null };
  const { lines, items } = priorityMap(
    drivers.map(({ key, share, stated, csi, perception }) => ({
      key,
      importance: importance === 'implied' ? share : (stated ?? undefinedImportance),
      performance: performance === 'csi' ? csi : perception,
    })),
    {
      importance: lineOf(rules.importance, importance === 'implied' ? even : scale),
      performance: lineOf(rules.performance, performance === 'csi' ? { least: 0, greatest: 2 } : scale),
    },
  );
  return {
    lines: {
      importance: { rule: rules.importance, value: lines.importance },
      performance: { rule: rules.performance, value: lines.performance },
    },
    drivers: drivers.map((driver, place) => ({
      ...driver,
      quadrant: items[place]?.quadrant ?? null,
      borderline: items[place]?.borderline ?? { importance: null, performance: null },
    })),
  };
}

/** @param ends between which the midpoint is half-way */
function lineOf(rule: LineRule, ends: { readonly least: number; readonly greatest: number }): CrosshairLine {
  if (typeof rule === 'number') return { at: 'given', value: rule };
  return rule === 'midpoint' ? { at: rule, ...ends } : { at: rule };
}
