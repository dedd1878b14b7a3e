import type { LocalizedText } from '#surveys/localized.ts';
import type { MeasureStatus } from '#surveys/measure-status.ts';
import { figureNameOf } from './measured-target.ts';
import type { Change, Figure, FigureName, SeriesBreak, SurveyEvent, WaveReport } from './report.ts';
import { holm } from './sampling-error/multiplicity.ts';
import type { ChangeReason } from './sampling-error/waves.ts';

/** Something a company does so that customers judge a part of what it offers better. Moments are beginnings of days. */
export interface Measure {
  readonly title: string;
  readonly description: string;
  /** Who answers for it. */
  readonly owner: string;
  /** What it is to improve, as figures name their target. */
  readonly target: string;
  /** What that was called when it was asked last; `null` for the whole, and for what was never asked. */
  readonly targetName: LocalizedText | null;
  /** The key of the wave that showed the need; `null` where none did. */
  readonly need: string | null;
  readonly status: MeasureStatus;
  readonly startAt: number;
  readonly dueAt: number | null;
  readonly doneAt: number | null;
}

/** The improvement measures of a survey, and what became of what each was to improve. */
export interface MeasuresReport {
  /** When the last answer came that the report is made of: what is due before, and not done, is overdue. */
  readonly asOf: number | null;
  /** How many different changes were tested; p is adjusted for all of them after Holm. */
  readonly familySize: number;
  /** In the order in which they began. */
  readonly list: readonly MeasureReport[];
}

export interface MeasureReport extends Measure {
  readonly isOverdue: boolean;
  /**
   * The last wave that was over before the measure began against the first that began after it was done; of one that is not
   * done yet, after it began. `null` where there is none, with a reason.
   */
  readonly first: MeasureEffect | null;
  /** The same wave against the newest; `null` where that is the first. */
  readonly newest: MeasureEffect | null;
  /** Keys of the waves that ran while it was taking effect: they are on neither side. */
  readonly during: readonly string[];
  /** How many other measures, begun and not dropped, are to improve the same. */
  readonly alongside: number;
  readonly reason: MeasureReason | null;
}

export type MeasureReason =
  /** It has not begun. */
  | 'planned'
  | 'dropped'
  /** No wave with figures was over before it began. */
  | 'no-wave-before'
  /** No wave with figures began after it took effect. */
  | 'no-wave-after'
  /** What it is to improve was not asked in any wave before it. */
  | 'not-asked-before'
  /** … in any wave since. */
  | 'not-asked-since';

/** How much a figure moved over a measure. That it moved says nothing of why. */
export interface MeasureEffect {
  readonly name: FigureName;
  readonly from: string;
  readonly to: string;
  /** The figure in both waves; `null` where it is held back or not defined. */
  readonly before: number | null;
  readonly after: number | null;
  readonly difference: number | null;
  readonly standardError: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly degreesOfFreedom: number | null;
  readonly p: number | null;
  /** Holm, over all changes tested for measures. */
  readonly pHolm: number | null;
  /** Places in the report's events of those between the end of the one wave and the beginning of the other. */
  readonly events: readonly number[];
  readonly reason: ChangeReason | SeriesBreak | 'held-back' | null;
}

/** What of a report the measures are held against. */
export interface MeasureGround {
  readonly waves: readonly WaveReport[];
  readonly changes: readonly Change[];
  readonly events: readonly SurveyEvent[];
  /** Keys of the rated questions that are no pairs, with their kind. */
  readonly ratings: readonly { readonly key: string; readonly kind: 'scale' | 'recommend' }[];
  /** When the last answer came; `null` before there is any. */
  readonly asOf: number | null;
}

/** Holds every measure's target after it took effect against what it was before it began. */
export function measuresReport(measures: readonly Measure[], ground: MeasureGround): MeasuresReport {
  const list = measures.map((measure) => measured(measure, measures, ground));
  const tests = new Map(
    list.flatMap((measure) =>
      [measure.first, measure.newest].flatMap((effect) =>
        effect?.p == null ? [] : [[testOf(measure, effect), effect.p] as const],
      ),
    ),
  );
  const adjusted = holm([...tests.values()]);
  const byTest = new Map([...tests.keys()].map((test, place) => [test, adjusted[place] ?? null]));
  const withHolm = (measure: Measure, effect: MeasureEffect | null) =>
    effect && { ...effect, pHolm: byTest.get(testOf(measure, effect)) ?? null };
  return {
    asOf: ground.asOf,
    familySize: tests.size,
    list: list.map((measure) => ({
      ...measure,
      first: withHolm(measure, measure.first),
      newest: withHolm(measure, measure.newest),
    })),
  };
}

/** Two measures for the same item in the same months ask for one test, not two. */
function testOf({ target }: Measure, { name, from, to }: MeasureEffect): string {
  return JSON.stringify([name, target, from, to]);
}

function measured(measure: Measure, all: readonly Measure[], ground: MeasureGround): MeasureReport {
  const { asOf } = ground;
  const isOpen = measure.status === 'planned' || measure.status === 'running';
  return {
    ...measure,
    isOverdue: isOpen && measure.dueAt !== null && asOf !== null && measure.dueAt + dayLength <= asOf,
    alongside: all.filter(
      (other) =>
        other !== measure &&
        other.target === measure.target &&
        (other.status === 'running' || other.status === 'done'),
    ).length,
    ...effectsOf(measure, ground),
  };
}

const dayLength = 24 * 60 * 60 * 1000;

type Effects = Pick<MeasureReport, 'first' | 'newest' | 'during' | 'reason'>;

function effectsOf(measure: Measure, ground: MeasureGround): Effects {
  const without = (reason: MeasureReason, during: readonly string[] = []): Effects => ({
    ...{ first: null, newest: null, during, reason },
  });
  if (measure.status === 'planned' || measure.status === 'dropped') return without(measure.status);
  const effective = measure.doneAt ?? measure.startAt;
  const waves = ground.waves.filter(({ state }) => state === 'measured');
  const before = waves.filter(({ closesAt }) => closesAt !== null && closesAt <= measure.startAt);
  const after = waves.filter(({ opensAt }) => opensAt !== null && opensAt >= effective);
  const during = waves.filter(
    (wave) =>
      !before.includes(wave) && !after.includes(wave) && (wave.opensAt !== null || wave.closesAt !== null),
  );
  const keys = during.map(({ key }) => key);
  if (before.length === 0) return without('no-wave-before', keys);
  if (after.length === 0) return without('no-wave-after', keys);
  const name = figureNameOf(measure.target, ground.ratings);
  const has = (wave: WaveReport) => figureOf(wave, name, measure.target) !== null;
  const from = before.findLast(has);
  const [to, newest] = [after.find(has), after.findLast(has)];
  if (from === undefined) return without('not-asked-before', keys);
  if (to === undefined || newest === undefined) return without('not-asked-since', keys);
  const effect = (later: WaveReport) => effectBetween(measure.target, name, from, later, ground);
  return { first: effect(to), newest: newest === to ? null : effect(newest), during: keys, reason: null };
}

function figureOf({ figures }: WaveReport, name: FigureName, target: string): Figure | null {
  return figures.find((one) => one.name === name && one.target === target && one.domain === null) ?? null;
}

function effectBetween(
  target: string,
  name: FigureName,
  from: WaveReport,
  to: WaveReport,
  { changes, events }: MeasureGround,
): MeasureEffect {
  const change = changes.find(
    (one) =>
      one.name === name &&
      one.target === target &&
      one.domain === null &&
      one.from === from.key &&
      one.to === to.key,
  );
  const valueIn = (wave: WaveReport) => {
    const figure = figureOf(wave, name, target);
    return figure === null || figure.suppressed !== null ? null : figure.estimate;
  };
  const [end, beginning] = [from.closesAt ?? 0, to.opensAt ?? 0];
  return {
    ...{ name, from: from.key, to: to.key, before: valueIn(from), after: valueIn(to) },
    difference: change?.difference ?? null,
    standardError: change?.standardError ?? null,
    lower: change?.lower ?? null,
    upper: change?.upper ?? null,
    degreesOfFreedom: change?.degreesOfFreedom ?? null,
    p: change?.p ?? null,
    pHolm: null,
    events: events.flatMap(({ at }, place) => (at >= end && at <= beginning ? [place] : [])),
    reason: change === undefined ? 'estimate-undefined' : change.reason,
  };
}
