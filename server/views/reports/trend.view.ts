import type { Figure, WaveReport } from '#reports/report.ts';
import { type Axis, axisOver, percentage } from './axis.ts';
import { bounded, type Focus, isMoreThanNoise, reasonInWords, shown } from './focus.ts';
import { type ChangeView, changeView } from './verdict.ts';

export interface Trend {
  readonly finding: string;
  readonly caption: string;
  readonly figure: TrendFigure | null;
  readonly series: readonly { readonly key: string; readonly name: string }[];
  readonly rows: readonly TrendRow[];
  readonly words: Readonly<
    Record<'title' | 'wave' | 'change' | 'answers' | 'showSeries' | 'reference' | 'drawing' | 'table', string>
  >;
}

export interface TrendRow {
  readonly name: string;
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
}

/** The drawing of the overall index: shares of the width as percentages, heights in the drawing's own unit. */
export interface TrendFigure {
  readonly min: string;
  readonly max: string;
  readonly step: string;
  readonly digits: number;
  readonly expected: string;
  readonly ticks: readonly { readonly y: string; readonly label: string; readonly isExpected: boolean }[];
  readonly points: readonly TrendPoint[];
  readonly segments: readonly {
    readonly x1: string;
    readonly y1: string;
    readonly x2: string;
    readonly y2: string;
  }[];
}

interface TrendPoint {
  readonly x: string;
  /** `null` in a wave without figures. */
  readonly y: string | null;
  readonly lower: string | null;
  readonly upper: string | null;
  readonly value: string;
  readonly name: string;
  /** Labels that a narrow page, or any page, has no room for. */
  readonly room: 'always' | 'wide' | 'never';
}

/** The index over all waves, as a finding, a drawing and a table. */
export function trend(focus: Focus): Trend {
  const { t, f, report, text } = focus;
  const series = [
    { key: 'overall', name: t('report.overall') },
    ...report.factors.map(({ key, name }) => ({ key: `factor:${key}`, name: text(name) })),
  ];
  return {
    finding: trendFinding(focus),
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
    words: {
      title: t('report.trend.title'),
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

function figureIn(wave: WaveReport, target: string): Figure | null {
  return (
    wave.figures.find((one) => one.name === 'csi' && one.target === target && one.domain === null) ?? null
  );
}

function trendFinding(focus: Focus): string {
  const { t, f, report } = focus;
  const measured = report.waves.filter(({ state }) => state === 'measured');
  const [first, last] = [measured[0], measured.at(-1)];
  if (first === undefined || last === undefined) return t('report.trend.none');
  if (first === last) return t('report.trend.one');
  if (report.movement !== null) {
    const { chiSquare, degreesOfFreedom, p, trend: slope, trendStandardError } = report.movement;
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
    });
  }
  const change = report.changes.find(
    (one) => one.name === 'csi' && one.target === 'overall' && one.from === first.key && one.to === last.key,
  );
  const names = { from: focus.waveName(first), to: focus.waveName(last) };
  if (change?.difference == null) return t('report.trend.unknown', names);
  const words = !isMoreThanNoise(change, report.plan.confidence)
    ? 'report.trend.twoSteady'
    : change.difference > 0
      ? 'report.trend.twoRose'
      : 'report.trend.twoFell';
  return t(words, { ...names, amount: f.index(Math.abs(change.difference)) });
}

function trendRow(wave: WaveReport, targets: readonly string[], focus: Focus): TrendRow {
  const { t, f, report } = focus;
  const earlier = report.waves.slice(0, report.waves.indexOf(wave));
  const before = earlier.findLast(({ state }) => state === 'measured');
  const change = report.changes.find(
    (one) =>
      one.name === 'csi' && one.target === 'overall' && one.to === wave.key && one.from === before?.key,
  );
  const overall = figureIn(wave, 'overall');
  return {
    name: focus.waveName(wave),
    isFocus: wave === focus.wave,
    without: wave.state === 'measured' ? null : t(`report.state.${wave.state}`),
    cells: targets.map((target) => trendCell(figureIn(wave, target), focus)),
    change: changeView(change ?? null, focus),
    n: overall === null || overall.suppressed !== null ? '—' : f.integer(overall.n),
  };
}

function trendCell(figure: Figure | null, { t, f }: Focus): TrendCell {
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

/** The smallest part of the index's axis shown, so that noise does not look like a mountain. */
const leastSpan = 0.1;
const drawing = { left: 0.09, right: 0.93, top: 26, bottom: 214 };

function trendFigure(focus: Focus, targets: readonly string[]): TrendFigure | null {
  const { report, f, waveName } = focus;
  const values = report.waves.flatMap((wave) =>
    targets.flatMap((target) => {
      const known = shown(figureIn(wave, target));
      return known === null ? [] : [known.lower ?? known.estimate, known.upper ?? known.estimate];
    }),
  );
  if (values.length === 0) return null;
  const axis = axisOver([...values, 1], { least: leastSpan, count: 5 });
  const y = (value: number) =>
    String(Math.round(drawing.bottom - axis.at(value) * (drawing.bottom - drawing.top)));
  const names = report.waves.map(waveName);
  const points = report.waves.map((wave, index): TrendPoint => {
    const figure = figureIn(wave, 'overall');
    const value = shown(figure);
    return {
      x: percentage(placeOf(index, report.waves.length)),
      y: value === null ? null : y(value.estimate),
      lower: value?.lower == null ? null : y(value.lower),
      upper: value?.upper == null ? null : y(value.upper),
      value: value === null ? '' : f.index(value.estimate),
      name: names[index] ?? '',
      room: roomFor(index, names),
    };
  });
  return { ...axisInWords(axis, focus, y), points, segments: segmentsBetween(points) };
}

function placeOf(index: number, count: number): number {
  return drawing.left + ((index + 0.5) / count) * (drawing.right - drawing.left);
}

function axisInWords(axis: Axis, { f }: Focus, y: (value: number) => string) {
  const [first = 0, second = 1] = axis.ticks;
  return {
    min: String(axis.ticks[0] ?? axis.min),
    max: String(axis.ticks.at(-1) ?? axis.max),
    step: String(Number((second - first).toFixed(axis.digits))),
    digits: axis.digits,
    expected: y(1),
    ticks: axis.ticks.map((tick) => ({
      y: y(tick),
      label: f.number(tick, axis.digits),
      isExpected: tick === 1,
    })),
  };
}

/** Lines between neighbours that both have figures; a wave without figures leaves a gap. */
function segmentsBetween(points: readonly TrendPoint[]) {
  return points.slice(1).flatMap((point, index) => {
    const before = points[index];
    if (before === undefined || before.y === null || point.y === null) return [];
    return [{ x1: before.x, y1: before.y, x2: point.x, y2: point.y }];
  });
}

/** Letters that fit under the drawing on a phone and on a desk; a Chinese character is two letters wide. */
const lettersAcross = { narrow: 36, wide: 90 };

/** Which of the waves' names are written: every k-th counted from the last, so that they do not run into each other. */
function roomFor(index: number, names: readonly string[]): TrendPoint['room'] {
  const widest = Math.max(
    ...names.map((name) => [...name].reduce((sum, one) => sum + (one > 'ÿ' ? 2 : 1), 1)),
  );
  const fromLast = names.length - 1 - index;
  const every = (letters: number) => Math.max(1, Math.ceil((names.length * widest) / letters));
  if (fromLast % every(lettersAcross.narrow) === 0) return 'always';
  return fromLast % every(lettersAcross.wide) === 0 ? 'wide' : 'never';
}
