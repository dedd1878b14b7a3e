import type { Change, Figure, Report, SeriesBreak, WaveReport } from '#reports/report.ts';
import { type Axis, axisOver, percentage } from './axis.ts';
import { type Focus, shown } from './focus.ts';
import { type EventMark, eventMarks, eventViews } from './trend-events.view.ts';

/** The drawing of the overall index: shares of the width as percentages, heights in the drawing's own unit. */
export interface TrendFigure {
  readonly min: string;
  readonly max: string;
  readonly step: string;
  readonly digits: number;
  readonly expected: string;
  readonly ticks: readonly { readonly y: string; readonly label: string; readonly isExpected: boolean }[];
  readonly points: readonly TrendPoint[];
  /** Intervals between neighbours of the same measure, in a box 1000 wide and as high as the drawing. */
  readonly bands: readonly { readonly points: string }[];
  /** Whether so many waves stand side by side that marks have to be small. */
  readonly isDense: boolean;
  readonly events: readonly EventMark[];
  /** Where the overall index is another measure than before. */
  readonly breaks: readonly { readonly x: string }[];
  readonly segments: readonly {
    readonly x1: string;
    readonly y1: string;
    readonly x2: string;
    readonly y2: string;
  }[];
}

type Room = 'always' | 'wide' | 'never';

interface TrendPoint {
  readonly x: string;
  /** `null` in a wave without figures. */
  readonly y: string | null;
  readonly lower: string | null;
  readonly upper: string | null;
  readonly value: string;
  readonly name: string;
  /** Labels that a narrow page, or any page, has no room for. */
  readonly room: Room;
  /** The same of its value, which stands above the interval where waves are dense. */
  readonly valueRoom: Room;
  readonly valueY: string | null;
}

/** C of a target in a wave, of all customers. */
export function figureIn(wave: WaveReport, target: string): Figure | null {
  return (
    wave.figures.find((one) => one.name === 'csi' && one.target === target && one.domain === null) ?? null
  );
}

/** The change of C of everybody from one wave to another. */
export function changeOfIndex(
  report: Report,
  target: string,
  from: WaveReport,
  to: WaveReport,
): Change | null {
  return (
    report.changes.find(
      (one) =>
        one.name === 'csi' &&
        one.target === target &&
        one.domain === null &&
        one.from === from.key &&
        one.to === to.key,
    ) ?? null
  );
}

const seriesBreaks: Readonly<Record<SeriesBreak, true>> = {
  'scale-changed': true,
  'origin-changed': true,
  'series-ended': true,
  'items-changed': true,
  'weights-changed': true,
  'aggregate-changed': true,
};

/** Whether C of a target is another measure in a wave than in the one before. */
export function isBroken(
  report: Report,
  target: string,
  before: WaveReport | undefined,
  wave: WaveReport,
): boolean {
  const reason = before === undefined ? null : (changeOfIndex(report, target, before, wave)?.reason ?? null);
  return reason !== null && Object.hasOwn(seriesBreaks, reason);
}

/** The smallest part of the index's axis shown, so that noise does not look like a mountain. */
const leastSpan = 0.1;
const drawing = { left: 0.11, right: 0.93, top: 26, bottom: 214 };

/** The overall index over all waves as a still drawing, on an axis that would also hold the other targets. */
export function trendFigure(focus: Focus, targets: readonly string[]): TrendFigure | null {
  const { report, f, waveName } = focus;
  const ends = report.waves.flatMap((wave) =>
    targets.flatMap((target) => {
      const known = shown(figureIn(wave, target));
      return known === null ? [] : [known.lower ?? known.estimate, known.upper ?? known.estimate];
    }),
  );
  if (ends.length === 0) return null;
  const axis = axisOver([...ends, 1], { least: leastSpan, count: 5 });
  const y = (value: number) =>
    String(Math.round(drawing.bottom - axis.at(value) * (drawing.bottom - drawing.top)));
  const names = report.waves.map((wave) => shortened(waveName(wave)));
  const values = report.waves.map((wave) => shown(figureIn(wave, 'overall')));
  const texts = values.map((value) => (value === null ? '' : f.index(value.estimate)));
  const lastKnown = values.findLastIndex((value) => value !== null);
  const points = values.map((value, index): TrendPoint => {
    return {
      x: percentage(placeOf(index, values.length)),
      y: value === null ? null : y(value.estimate),
      lower: value?.lower == null ? null : y(value.lower),
      upper: value?.upper == null ? null : y(value.upper),
      value: texts[index] ?? '',
      name: names[index] ?? '',
      room: roomFor(index, names),
      valueRoom:
        values.length <= mostLarge ? roomFor(index, texts) : index === lastKnown ? 'always' : 'never',
      valueY: value === null ? null : y(value.upper ?? value.estimate),
    };
  });
  const broken = report.waves.map((wave, index) => {
    const before = report.waves.slice(0, index).findLast(({ state }) => state === 'measured');
    return isBroken(report, 'overall', before, wave);
  });
  const breaks = broken.flatMap((is, index) =>
    is ? [{ x: percentage(placeOf(index - 0.5, values.length)) }] : [],
  );
  return {
    ...axisInWords(axis, focus, y),
    ...{ points, breaks },
    bands: bandsBetween(points, broken),
    segments: segmentsBetween(points, broken),
    isDense: points.length > mostLarge,
    events: eventMarks(eventViews(focus), (place) => placeOf(place, points.length)),
  };
}

/** More waves than these have small marks. */
const mostLarge = 12;

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

/** Lines between neighbours that both have figures of the same measure; anything else leaves a gap. */
function segmentsBetween(points: readonly TrendPoint[], broken: readonly boolean[]) {
  return points.slice(1).flatMap((point, index) => {
    const before = points[index];
    if (before === undefined || before.y === null || point.y === null || broken[index + 1]) return [];
    return [{ x1: before.x, y1: before.y, x2: point.x, y2: point.y }];
  });
}

/** The interval as a band between neighbours of the same measure that both have one. */
function bandsBetween(points: readonly TrendPoint[], broken: readonly boolean[]) {
  const at = ({ x }: TrendPoint) => Math.round(10 * Number.parseFloat(x));
  return points.slice(1).flatMap((point, index) => {
    const before = points[index];
    if (before === undefined || broken[index + 1] || before.lower === null || point.lower === null) return [];
    const corners = [
      [at(before), before.lower],
      [at(point), point.lower],
      [at(point), point.upper],
      [at(before), before.upper],
    ];
    return [{ points: corners.map((corner) => corner.join(',')).join(' ') }];
  });
}

/** Letters that fit under the drawing on a phone and on a desk; a Chinese character is two letters wide. */
const lettersAcross = { narrow: 36, wide: 90 };

/** Which of the waves' names, or values, are written: every k-th counted from the last, so that they do not run into each other. */
function roomFor(index: number, names: readonly string[]): Room {
  const widest = Math.max(
    ...names.map((name) => [...name].reduce((sum, one) => sum + (one > 'ÿ' ? 2 : 1), 1)),
  );
  const fromLast = names.length - 1 - index;
  const every = (letters: number) => Math.max(1, Math.ceil((names.length * widest) / letters));
  const wide = every(lettersAcross.wide);
  // those on every page are among those on a wide one, so that neither run into the others
  const always = wide * Math.ceil(every(lettersAcross.narrow) / wide);
  if (fromLast % always === 0) return 'always';
  return fromLast % wide === 0 ? 'wide' : 'never';
}

/** The longest name a drawing has room for. */
const longestName = 24;

/** A name as far as a drawing has room for it. */
export function shortened(name: string, longest: number = longestName): string {
  const letters = [...name];
  return letters.length <= longest ? name : `${letters.slice(0, longest - 1).join('')}…`;
}
