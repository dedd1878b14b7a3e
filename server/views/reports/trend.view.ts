import type { Figure, WaveReport } from '#reports/report.ts';
import { type ChangeParts, changeParts } from './change-parts.view.ts';
import { bounded, decidingP, type Focus, isMoreThanNoise, reasonInWords, shown } from './focus.ts';
import { type EventView, eventViews } from './trend-events.view.ts';
import {
  changeOfIndex,
  figureIn,
  isBroken,
  shortened,
  type TrendFigure,
  trendFigure,
} from './trend-figure.view.ts';
import { type ChangeView, changeReasonInWords, changeView } from './verdict.ts';

export interface Trend {
  readonly finding: string;
  readonly parts: ChangeParts | null;
  readonly caption: string;
  readonly figure: TrendFigure | null;
  readonly series: readonly { readonly key: string; readonly name: string }[];
  readonly rows: readonly TrendRow[];
  /** Why lines are broken: which figures are another measure since, and why. */
  readonly breaks: readonly string[];
  readonly events: { readonly list: readonly EventView[]; readonly note: string } | null;
  readonly words: Readonly<
    Record<
      'title' | 'wave' | 'change' | 'answers' | 'showSeries' | 'reference' | 'drawing' | 'table' | 'events',
      string
    >
  >;
}

export interface TrendRow {
  readonly name: string;
  /** The name as far as a drawing has room for it. */
  readonly shortName: string;
  readonly isFocus: boolean;
  /** Why the wave has no figures. */
  readonly without: string | null;
  readonly cells: readonly TrendCell[];
  readonly change: ChangeView | null;
  readonly n: string;
}

/** A figure with its numbers in full, from which the script draws. */
export interface TrendCell {
  readonly value: string;
  readonly lower: string;
  readonly upper: string;
  readonly text: string;
  readonly interval: string;
  /** Whether it is another measure than in the wave before, so that no line leads to it. */
  readonly isBroken: boolean;
}

/** The index over all waves, as a finding, a drawing and a table. */
export function trend(focus: Focus): Trend {
  const { t, f, report, text } = focus;
  const series = [
    { key: 'overall', name: t('report.overall') },
    ...report.factors.map(({ key, name }) => ({ key: `factor:${key}`, name: text(name) })),
  ];
  const events = eventViews(focus);
  return {
    finding: trendFinding(focus),
    parts: changeParts(focus),
    caption: t('report.trend.caption', {
      confidence: f.percent(report.plan.confidence),
    }),
    figure: trendFigure(
      focus,
      series.map(({ key }) => key),
    ),
    series,
    rows: report.waves.map((wave) =>
      trendRow(
        wave,
        series.map(({ key }) => key),
        focus,
      ),
    ),
    breaks: breaksInWords(focus, series),
    events: events.length === 0 ? null : { list: events, note: t('report.events.note') },
    words: {
      title: t('report.trend.title'),
      events: t('report.events.title'),
      wave: t('report.wave'),
      change: t('report.trend.change'),
      answers: t('report.answersShort'),
      showSeries: t('report.trend.showSeries'),
      reference: t('report.reference'),
      drawing: t('report.trend.drawing'),
      table: t('report.trend.table'),
    },
  };
}

/** Each wave since which figures are another measure, with their names and the reason. */
function breaksInWords(
  { report, t, f, waveName }: Focus,
  series: readonly { readonly key: string; readonly name: string }[],
): string[] {
  return report.waves.flatMap((wave, index) => {
    const before = report.waves.slice(0, index).findLast(({ state }) => state === 'measured');
    if (before === undefined) return [];
    const names = new Map<string, string[]>();
    for (const { key, name } of series) {
      if (!isBroken(report, key, before, wave)) continue;
      const why = changeReasonInWords(changeOfIndex(report, key, before, wave)?.reason ?? null, t) ?? '';
      names.set(why, [...(names.get(why) ?? []), name]);
    }
    return [...names].map(([why, broken]) =>
      t('report.trend.break', { wave: waveName(wave), names: f.list(broken), why }),
    );
  });
}

function trendFinding(focus: Focus): string {
  const { t, f, report } = focus;
  const measured = report.waves.filter(({ state }) => state === 'measured');
  const [first, last] = [measured[0], measured.at(-1)];
  if (first === undefined || last === undefined) return t('report.trend.none');
  if (first === last) return t('report.trend.one');
  if (report.movement !== null) {
    const { chiSquare, degreesOfFreedom, p, trend: slope, trendStandardError, trendP } = report.movement;
    const moved = p < 1 - report.plan.confidence;
    return t(moved ? 'report.trend.moved' : 'report.trend.steady', {
      waves: measured.length,
      test: t('report.trend.wald', {
        chiSquare: f.number(chiSquare, 2),
        degreesOfFreedom: f.integer(degreesOfFreedom),
        p: f.p(p),
      }),
      slope: f.signed(slope, 3),
      slopeError: f.standardError(trendStandardError),
      slopeP: f.p(trendP),
    });
  }
  const change = changeOfIndex(report, 'overall', first, last);
  const names = { from: focus.waveName(first), to: focus.waveName(last) };
  if (change?.difference == null) return t('report.trend.unknown', names);
  const said = { ...names, amount: f.index(Math.abs(change.difference)) };
  if (decidingP(change) === null) return t('report.trend.twoUntested', said);
  if (!isMoreThanNoise(change, report.plan.confidence)) return t('report.trend.twoSteady', said);
  return t(change.difference > 0 ? 'report.trend.twoRose' : 'report.trend.twoFell', said);
}

function trendRow(wave: WaveReport, targets: readonly string[], focus: Focus): TrendRow {
  const { t, f, report } = focus;
  const earlier = report.waves.slice(0, report.waves.indexOf(wave));
  const before = earlier.findLast(({ state }) => state === 'measured');
  const change = before === undefined ? null : changeOfIndex(report, 'overall', before, wave);
  const overall = figureIn(wave, 'overall');
  return {
    name: focus.waveName(wave),
    shortName: shortened(focus.waveName(wave)),
    isFocus: wave === focus.wave,
    without: wave.state === 'measured' ? null : t(`report.state.${wave.state}`),
    cells: targets.map((target) => ({
      ...trendCell(figureIn(wave, target), focus),
      isBroken: isBroken(report, target, before, wave),
    })),
    change: changeView(change, focus),
    n: overall === null || overall.suppressed !== null ? '—' : f.integer(overall.n),
  };
}

function trendCell(figure: Figure | null, { t, f }: Focus): Omit<TrendCell, 'isBroken'> {
  const value = shown(figure);
  const known = bounded(figure);
  return {
    value: value === null ? '' : String(value.estimate),
    lower: known === null ? '' : String(known.lower),
    upper: known === null ? '' : String(known.upper),
    text: value === null ? '—' : f.index(value.estimate),
    interval:
      known !== null
        ? f.range(known.lower, known.upper, 3)
        : figure === null
          ? ''
          : reasonInWords(t, figure.reason),
  };
}
