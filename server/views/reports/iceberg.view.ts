import type { Estimate } from '#reports/sampling-error/estimate.ts';
import type {
  ComplaintBehaviour,
  ReceivedComplaints,
  WaveDissatisfaction,
} from '#reports/wave-dissatisfaction.ts';
import { startOfDay } from '../../actions/calendar-day.ts';
import { percentage } from './axis.ts';
import type { Bounded, Focus } from './focus.ts';

/** Complaints that were received, beside the dissatisfaction that was measured. */
export interface Iceberg {
  readonly finding: string;
  readonly drawing: IcebergDrawing | null;
  readonly rows: readonly { readonly name: string; readonly value: string; readonly interval: string }[];
  readonly channels: readonly {
    readonly channel: string;
    readonly period: string;
    readonly source: string;
    readonly count: string;
  }[];
  readonly behaviour: {
    readonly note: string;
    readonly parts: readonly {
      readonly name: string;
      readonly value: string;
      readonly width: string | null;
    }[];
  } | null;
  readonly captions: readonly string[];
  /** Where complaints are entered; `null` for whoever may not. */
  readonly enter: { readonly href: string; readonly label: string } | null;
  readonly words: Readonly<
    Record<'title' | 'table' | 'channel' | 'period' | 'source' | 'count' | 'behaviour', string>
  >;
}

/** Two bars on one scale, one above and one below the water: places in percent of the drawing's height. */
export interface IcebergDrawing {
  readonly label: string;
  readonly water: string;
  readonly depth: string;
  readonly aboveTop: string;
  readonly aboveHeight: string;
  readonly belowHeight: string;
  readonly whiskerFrom: string;
  readonly whiskerTo: string;
  readonly above: string;
  readonly below: string;
  readonly interval: string;
  readonly hears: string;
}

/** @param enter where complaints are entered; `null` for whoever may not. `null` where nothing tells who is dissatisfied */
export function iceberg(focus: Focus, enter: string | null): Iceberg | null {
  const found = focus.analysis?.dissatisfaction ?? null;
  if (found === null) return null;
  const { t } = focus;
  return {
    finding: findingOf(found, focus),
    drawing: drawingOf(found, focus),
    rows: rowsOf(found, focus),
    channels: found.complaints.map((each) => channelOf(each, focus)),
    behaviour: behaviourOf(found.behaviour, focus),
    captions: captionsOf(found, focus),
    enter: enter === null ? null : { href: enter, label: t('report.iceberg.enter') },
    words: {
      title: t('report.iceberg.title'),
      table: t('report.iceberg.table'),
      channel: t('report.iceberg.channel'),
      period: t('report.iceberg.period'),
      source: t('report.iceberg.source'),
      count: t('report.iceberg.count'),
      behaviour: t('report.iceberg.behaviour'),
    },
  };
}

/** An estimate with its interval, `null` where it has none. */
function boundsOf(estimate: Estimate | null | undefined): Bounded | null {
  if (!estimate || estimate.estimate === null || estimate.lower === null || estimate.upper === null)
    return null;
  return { estimate: estimate.estimate, lower: estimate.lower, upper: estimate.upper };
}

function findingOf(found: WaveDissatisfaction, focus: Focus): string {
  const { t, f } = focus;
  const { share, received, complaints } = found;
  if (share === null || share.estimate === null) return t('report.iceberg.tooFew');
  if (share.estimate === 0) return t('report.iceberg.nobody');
  if (share.estimate === 1) return t('report.iceberg.everybody');
  const number = boundsOf(found.number?.estimate);
  const percents = boundsOf(share);
  if (number === null) {
    if (percents === null) return t('report.iceberg.tooFew');
    const said = {
      share: f.percent(percents.estimate),
      lower: f.percent(percents.lower),
      upper: f.percent(percents.upper),
    };
    return t('report.iceberg.shareOnly', said);
  }
  const said = {
    received: f.integer(received),
    number: f.integer(number.estimate),
    lower: f.integer(number.lower),
    upper: f.integer(number.upper),
  };
  if (complaints.length === 0) return t('report.iceberg.notEntered', said);
  if (received === 0) return t('report.iceberg.none', said);
  if (number.upper < received) return t('report.iceberg.fewer', said);
  if (number.lower <= received) return t('report.iceberg.open', said);
  const { ratio, lower, upper } = ratiosOf(number, received, focus);
  return t('report.iceberg.many', { ...said, ratio, lower, upper });
}

/** Dissatisfied customers for each complaint, written with a decimal where they are few. */
function ratiosOf({ estimate, lower, upper }: Bounded, received: number, { f }: Focus) {
  const digits = estimate / received < 10 ? 1 : 0;
  const written = (value: number) => f.number(value / received, digits);
  return { ratio: written(estimate), lower: written(lower), upper: written(upper) };
}

function drawingOf(found: WaveDissatisfaction, { t, f }: Focus): IcebergDrawing | null {
  const number = boundsOf(found.number?.estimate);
  if (number === null || found.complaints.length === 0) return null;
  const { received } = found;
  const [top, room] = [0.08, 0.84];
  const scale = room / (received + Math.max(number.upper, 1));
  const water = top + received * scale;
  return {
    label: t('report.iceberg.drawing', { received: f.integer(received), number: f.integer(number.estimate) }),
    water: percentage(water),
    depth: percentage(1 - water),
    aboveTop: percentage(top),
    aboveHeight: percentage(received * scale),
    belowHeight: percentage(number.estimate * scale),
    whiskerFrom: percentage(water + number.lower * scale),
    whiskerTo: percentage(water + number.upper * scale),
    above: t('report.iceberg.above', { received: f.integer(received) }),
    below: t('report.iceberg.below', { number: f.integer(number.estimate) }),
    interval: t('report.iceberg.interval', {
      lower: f.integer(number.lower),
      upper: f.integer(number.upper),
    }),
    hears: t('report.iceberg.water'),
  };
}

function rowsOf(found: WaveDissatisfaction, focus: Focus): Iceberg['rows'] {
  const { t, f } = focus;
  const number = boundsOf(found.number?.estimate);
  const share = found.share;
  const bounds = boundsOf(share);
  const isEntered = found.complaints.length > 0;
  return [
    ...(isEntered
      ? [{ name: t('report.iceberg.received'), value: f.integer(found.received), interval: '' }]
      : []),
    ...(number === null
      ? []
      : [
          {
            name: t('report.iceberg.number'),
            value: f.integer(number.estimate),
            interval: f.range(number.lower, number.upper, 0),
          },
        ]),
    ...(share === null || share.estimate === null
      ? []
      : [
          {
            name: t('report.iceberg.share'),
            value: f.percent(share.estimate, 1),
            interval: bounds === null ? '' : `${f.percent(bounds.lower, 1)}–${f.percent(bounds.upper, 1)}`,
          },
        ]),
    ...(number === null || found.received === 0
      ? []
      : [ratioRow(ratiosOf(number, found.received, focus), t('report.iceberg.ratio'))]),
  ];
}

function ratioRow({ ratio, lower, upper }: ReturnType<typeof ratiosOf>, name: string) {
  return { name, value: ratio, interval: `${lower}–${upper}` };
}

function channelOf({ channel, count, fromOn, untilOn, source }: ReceivedComplaints, { t, f }: Focus) {
  const days = { from: f.date(startOfDay(fromOn)), to: f.date(startOfDay(untilOn)) };
  return { channel, source, count: f.integer(count), period: t('report.iceberg.days', days) };
}

function behaviourOf(behaviour: ComplaintBehaviour | null, { t, f }: Focus): Iceberg['behaviour'] {
  if (behaviour === null) return null;
  const parts = (['silent', 'privately', 'publicly'] as const).map((part) => {
    const share = behaviour[part];
    const bounds = boundsOf(share);
    const value = share?.estimate ?? null;
    if (value === null)
      return { name: t(`report.iceberg.${part}`), value: t('report.iceberg.tooFewHere'), width: null };
    const interval = bounds === null ? '' : ` (${f.percent(bounds.lower)}–${f.percent(bounds.upper)})`;
    return {
      name: t(`report.iceberg.${part}`),
      value: f.percent(value) + interval,
      width: percentage(value),
    };
  });
  return { note: t('report.iceberg.behaviour.n', { n: f.integer(behaviour.n) }), parts };
}

function captionsOf(found: WaveDissatisfaction, { t, f, report, text }: Focus): string[] {
  const { measure, number, n, without, confidence, complaints } = found;
  const rated = report.ratings.find(({ key }) => measure.by === 'rating' && key === measure.question);
  const rule =
    measure.by === 'index'
      ? t('report.iceberg.rule.index', { below: f.number(measure.below, 2) })
      : t('report.iceberg.rule.rating', {
          question: rated ? text(rated.text) : measure.question,
          below: f.integer(measure.below),
        });
  const how = { n: f.integer(n), confidence: f.percent(confidence) };
  return [
    rule,
    ...(number === null
      ? []
      : [t(number.by === 'weights' ? 'report.iceberg.byWeights' : 'report.iceberg.byPopulation', how)]),
    ...(without === 0 ? [] : [t('report.iceberg.without', { without: f.integer(without) })]),
    ...(complaints.length === 0 ? [] : [t('report.iceberg.notPeople'), t('report.iceberg.thumb')]),
  ];
}
