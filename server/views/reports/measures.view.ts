import type { MeasureEffect, MeasureReport } from '#reports/measures.ts';
import type { Change } from '#reports/report.ts';
import type { MeasureStatus } from '#surveys/measure-status.ts';
import { type MessageKey, plural } from '../../i18n/translate.ts';
import { type Focus, isMoreThanNoise } from './focus.ts';
import { type ChangeView, changeView } from './verdict.ts';

/** What is done about what the report says, and what became of it. */
export interface Measures {
  readonly finding: string;
  readonly rows: readonly MeasureRow[];
  readonly caption: readonly string[];
  /** Where to begin one; `null` for whoever may not. */
  readonly begin: { readonly href: string; readonly label: string } | null;
  readonly words: Readonly<
    Record<'title' | 'measure' | 'target' | 'owner' | 'status' | 'effect' | 'table' | 'description', string>
  >;
}

export interface MeasureRow {
  readonly title: string;
  readonly description: string;
  readonly target: string;
  readonly owner: string;
  readonly status: MeasureStatus;
  readonly statusSaid: string;
  /** Its days, in words. */
  readonly days: readonly string[];
  readonly overdue: string | null;
  readonly effects: readonly EffectView[];
  /** Why there is no effect to show, and what else a reader has to know of it. */
  readonly notes: readonly string[];
}

interface EffectView {
  readonly change: ChangeView;
  readonly sentence: string;
}

/** How a figure is written: digits, and what it is multiplied by. */
const writing = {
  csi: { digits: 3, unit: 1 },
  mean: { digits: 2, unit: 1 },
  recommend: { digits: 1, unit: 100 },
} as const;

/** @param link where a measure is begun; `null` for whoever may not. `null` where there is nothing to show and nothing to do */
export function measures(focus: Focus, link: ((target: string | null) => string) | null): Measures | null {
  const { t, report } = focus;
  const { list } = report.measures;
  if (list.length === 0 && link === null) return null;
  return {
    finding: findingOf(focus),
    rows: list.map((measure) => rowOf(measure, focus)),
    caption: list.length === 0 ? [] : captionOf(focus),
    begin: link === null ? null : { href: link(null), label: t('improve.begin') },
    words: {
      title: t('report.measures.title'),
      measure: t('improve.measure'),
      target: t('improve.target'),
      owner: t('improve.owner'),
      status: t('improve.status'),
      effect: t('report.measures.effect'),
      table: t('report.measures.table'),
      description: t('report.measures.description'),
    },
  };
}

function findingOf(focus: Focus): string {
  const { t, f, report } = focus;
  const { list } = report.measures;
  if (list.length === 0) return t('report.measures.none');
  const counted = (['done', 'running', 'planned', 'dropped'] as const).flatMap((status) => {
    const count = list.filter((measure) => measure.status === status).length;
    return count === 0 ? [] : [t(`report.measures.count.${status}`, { count: f.integer(count) })];
  });
  const overdue = list.filter(({ isOverdue }) => isOverdue).length;
  if (overdue > 0) counted.push(t('report.measures.count.overdue', { count: f.integer(overdue) }));
  const said = plural(t, 'report.measures.counts', list.length, {
    measures: f.integer(list.length),
    parts: counted.join(t('report.comma')),
  });
  return [said, ...effectFinding(focus)].join(t('report.sentenceSpace'));
}

/** How many of the figures that measures aim at moved since; two measures for one item are one figure. */
function effectFinding(focus: Focus): string[] {
  const { t, f, report } = focus;
  const tested = new Map(
    report.measures.list.flatMap((measure) =>
      measure.first?.p == null
        ? []
        : [[`${measure.target} ${measure.first.from} ${measure.first.to}`, measure] as const],
    ),
  );
  const moved = [...tested.values()].flatMap((measure) => {
    const change = changeOf(measure, measure.first, focus);
    return change !== null && isMoreThanNoise(change, report.plan.confidence) ? [change.difference ?? 0] : [];
  });
  if (tested.size === 0) return [t('report.measures.untested')];
  const rose = moved.filter((difference) => difference > 0).length;
  return [
    t('report.measures.moved', {
      tested: f.integer(tested.size),
      rose: f.integer(rose),
      fell: f.integer(moved.length - rose),
      noise: f.integer(tested.size - moved.length),
    }),
  ];
}

function captionOf({ t, f, report }: Focus): string[] {
  const { familySize, asOf } = report.measures;
  return [
    t('report.measures.how'),
    ...(familySize > 1 ? [t('report.measures.family', { count: f.integer(familySize) })] : []),
    ...(asOf === null ? [] : [t('report.measures.asOf', { day: f.date(asOf) })]),
  ];
}

function rowOf(measure: MeasureReport, focus: Focus): MeasureRow {
  const { t, f } = focus;
  const effects = [measure.first, measure.newest].flatMap((effect) =>
    effect === null ? [] : [effectView(measure, effect, focus)],
  );
  const days = [
    t('report.measures.from', { day: f.day(measure.startAt) }),
    ...(measure.dueAt === null ? [] : [t('report.measures.due', { day: f.day(measure.dueAt) })]),
    ...(measure.doneAt === null ? [] : [t('report.measures.doneOn', { day: f.day(measure.doneAt) })]),
  ];
  return {
    title: measure.title,
    description: measure.description,
    target: targetName(measure, focus),
    owner: measure.owner,
    status: measure.status,
    statusSaid: t(`improve.status.${measure.status}`),
    days,
    overdue: measure.isOverdue ? t('improve.overdue') : null,
    effects,
    notes: notesOf(measure, focus),
  };
}

/** What a target is called where it stands in the report, else what it was called when it was asked last. */
function targetName({ target, targetName: last }: MeasureReport, { report, t, text }: Focus): string {
  if (target === 'overall') return t('improve.target.overall');
  const named = [
    ...report.factors.flatMap(({ key, name, items, dimensions }) => [
      [`factor:${key}`, name] as const,
      ...dimensions.map((dimension) => [`dimension:${dimension.key}`, dimension.name] as const),
      ...items.map((item) => [item.key, item.name] as const),
    ]),
    ...report.ratings.map((rating) => [rating.key, rating.text] as const),
  ].find(([key]) => key === target)?.[1];
  return (named && text(named)) || (last && text(last)) || target;
}

function notesOf({ reason, during, alongside, need }: MeasureReport, focus: Focus): string[] {
  const { t, f, report, waveName } = focus;
  const named = (keys: readonly string[]) =>
    f.list(report.waves.filter(({ key }) => keys.includes(key)).map(waveName));
  return [
    ...(reason === null ? [] : [t(reasons[reason])]),
    ...(during.length === 0 || reason === 'planned' || reason === 'dropped'
      ? []
      : [t('report.measures.during', { waves: named(during) })]),
    ...(alongside === 0 ? [] : [plural(t, 'report.measures.alongside', alongside)]),
    ...(need === null ? [] : [t('report.measures.need', { wave: named([need]) })]),
  ];
}

const reasons = {
  planned: 'report.measures.reason.planned',
  dropped: 'report.measures.reason.dropped',
  'no-wave-before': 'report.measures.reason.noWaveBefore',
  'no-wave-after': 'report.measures.reason.noWaveAfter',
  'not-asked-before': 'report.measures.reason.notAskedBefore',
  'not-asked-since': 'report.measures.reason.notAskedSince',
} as const satisfies Record<NonNullable<MeasureReport['reason']>, MessageKey>;

/** An effect as the change it is, judged by the p that is adjusted for all measures. */
function changeOf({ target }: MeasureReport, effect: MeasureEffect | null, { report }: Focus): Change | null {
  if (effect === null) return null;
  const { before: _before, after: _after, events: _events, ...change } = effect;
  return {
    ...change,
    ...{ target, domain: null, pBH: null, family: null, familySize: report.measures.familySize },
  };
}

function effectView(measure: MeasureReport, effect: MeasureEffect, focus: Focus): EffectView {
  const { t, f, report } = focus;
  const how = effect.name in writing ? writing[effect.name as keyof typeof writing] : writing.csi;
  const change = changeOf(measure, effect, focus);
  const view = changeView(change, focus, how) ?? { amount: '—', words: '', p: '', tone: 'open' };
  const write = (value: number | null) => (value === null ? '—' : f.number(how.unit * value, how.digits));
  const [from, to] = [effect.from, effect.to].map((key) => waveNamed(key, focus));
  const names = { from: from ?? '', to: to ?? '', before: write(effect.before), after: write(effect.after) };
  const words = effectWords(change, focus);
  const isTold = effect === measure.newest && change?.p != null;
  const said = t(isTold ? 'report.measures.newest' : words, {
    ...names,
    noise: t(
      words === 'report.measures.withinNoise' ? 'report.measures.noise' : 'report.measures.moreThanNoise',
    ),
    figure: t(effect.name === 'csi' ? 'report.measures.figure.csi' : 'report.measures.figure.rating'),
    target: targetName(measure, focus),
    amount:
      effect.difference === null
        ? ''
        : isTold
          ? f.signed(how.unit * effect.difference, how.digits)
          : f.number(how.unit * Math.abs(effect.difference), how.digits),
    confidence: f.percent(report.plan.confidence),
    interval: t('report.interval', {
      lower: effect.lower === null ? '—' : f.signed(how.unit * effect.lower, how.digits),
      upper: effect.upper === null ? '—' : f.signed(how.unit * effect.upper, how.digits),
    }),
    p: view.p,
    why: view.words,
  });
  const events =
    effect.events.length === 0
      ? []
      : [t('report.measures.between', { events: f.list(effect.events.map((place) => String(place + 1))) })];
  return { change: view, sentence: [said, ...events].join(t('report.sentenceSpace')) };
}

function waveNamed(key: string, { report, waveName }: Focus): string {
  const wave = report.waves.find((one) => one.key === key);
  return wave === undefined ? key : waveName(wave);
}

function effectWords(change: Change | null, { report }: Focus): MessageKey {
  if (change === null || change.difference === null) return 'report.measures.notCompared';
  if (change.p === null) return 'report.measures.notTested';
  if (!isMoreThanNoise(change, report.plan.confidence)) return 'report.measures.withinNoise';
  return change.difference > 0 ? 'report.measures.rose' : 'report.measures.fell';
}
