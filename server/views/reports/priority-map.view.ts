import { ellipsePoints } from '#reports/drivers/confidence-ellipse.ts';
import type { Estimate } from '#reports/sampling-error/estimate.ts';
import type { Priority, WavePriorities } from '#reports/wave-priorities.ts';
import { type Axis, axisOver, coordinate } from './axis.ts';
import type { Focus } from './focus.ts';
import { type Box, freePlace } from './label-places.ts';

/** The map of what to improve first, drawn in its own units: once for a desk, with names, and once for a phone. */
export interface PriorityMap {
  readonly label: string;
  readonly drawings: readonly MapDrawing[];
  readonly caption: string;
}

export interface MapDrawing {
  /** `wide` or `narrow`. */
  readonly size: string;
  readonly viewBox: string;
  readonly frame: { readonly x: string; readonly y: string; readonly width: string; readonly height: string };
  readonly expected: {
    readonly x: string;
    readonly top: string;
    readonly bottom: string;
    readonly label: string;
  };
  /** The averages that divide the fields. */
  readonly lines: {
    readonly x: string;
    readonly y: string;
    readonly left: string;
    readonly right: string;
    readonly top: string;
    readonly bottom: string;
  };
  readonly xTicks: readonly MapTick[];
  readonly yTicks: readonly MapTick[];
  readonly xName: MapText;
  readonly yName: MapText;
  readonly fields: readonly MapText[];
  readonly points: readonly MapPoint[];
}

interface MapTick {
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly x: string;
  readonly y: string;
  readonly label: string;
}

interface MapText {
  readonly x: string;
  readonly y: string;
  readonly anchor: string;
  readonly text: string;
}

interface MapPoint {
  readonly number: number;
  readonly x: string;
  readonly y: string;
  readonly textY: string;
  /** The region of both estimates as a path; `null` without errors of both. */
  readonly ellipse: string | null;
  /** The interval of C, where there is no ellipse. */
  readonly whisker: { readonly from: string; readonly to: string } | null;
  readonly name: MapText | null;
}

interface Placed {
  readonly number: number;
  readonly name: string;
  readonly csi: Estimate;
  readonly x: number;
  readonly y: number;
  readonly border: readonly { readonly x: number; readonly y: number }[];
}

/** Beyond these, names would lie upon one another: numbers then. */
const mostNamed = 20;

const sizes = [
  { size: 'wide', width: 720, height: 460, left: 60, right: 24, top: 28, bottom: 52, hasNames: true },
  { size: 'narrow', width: 340, height: 380, left: 46, right: 20, top: 28, bottom: 50, hasNames: false },
] as const;

/** What importance a part has on the map. */
export function importanceOf(part: Priority, source: WavePriorities['source']): number | null {
  if (source === 'declared') return part.declared;
  return (source === 'implied' ? part.implied : part.stated)?.estimate ?? null;
}

/** Draws the map; `null` where fewer than two parts have a place on it. */
export function priorityMapView(priorities: WavePriorities, focus: Focus): PriorityMap | null {
  const { t, f } = focus;
  const { source, by, confidence } = priorities;
  const placed = priorities.parts.flatMap((part, place) => placedPart(part, place + 1, priorities, focus));
  if (placed.length < 2) return null;
  const parts = t(`report.first.contribution.${by}`);
  const hasEllipses = placed.some(({ border }) => border.length > 0);
  const caption = hasEllipses ? 'report.first.map.caption' : 'report.first.map.captionPlain';
  const axes = axesOf(placed, priorities);
  return {
    label: t('report.first.map.label', { count: placed.length, parts }),
    drawings: sizes.map((size) => drawing(placed, axes, size, { priorities, focus, source })),
    caption: `${t(caption, { parts, confidence: f.percent(confidence) })}${t.locale === 'en' ? ' ' : ''}${t('report.first.map.numbers')}`,
  };
}

function placedPart(
  part: Priority,
  number: number,
  { source, confidence }: WavePriorities,
  focus: Focus,
): Placed[] {
  const y = importanceOf(part, source);
  const { estimate: x, standardError: xError } = part.csi;
  if (x === null || y === null) return [];
  const importance = source === 'implied' ? part.implied : part.stated;
  const yError = importance?.standardError ?? null;
  const { errorCorrelation: correlation } = part;
  const border =
    source === 'implied' && xError !== null && yError !== null && correlation !== null
      ? ellipsePoints({ x, y, xError, yError, correlation }, confidence)
      : [];
  const name = focus.text(part.name);
  return [{ number, name, csi: part.csi, x, y, border }];
}

interface Axes {
  readonly x: Axis;
  readonly y: Axis;
}

/** C's axis shows 1, that of importance 0, but for what customers state on a scale of points. */
function axesOf(placed: readonly Placed[], { source, lines }: WavePriorities): Axes {
  const xs = placed.flatMap(({ x, csi, border }) => [
    x,
    ...(border.length > 0 ? border.map((point) => point.x) : [csi.lower ?? x, csi.upper ?? x]),
  ]);
  const ys = placed.flatMap(({ y, border }) => [y, ...border.map((point) => point.y)]);
  const known = (line: number | null) => (line === null ? [] : [line]);
  return {
    x: axisOver([...xs, 1, ...known(lines.performance)], { least: 0.05, count: 5 }),
    y: axisOver(
      [...ys.map((y) => Math.max(0, y)), ...known(lines.importance), ...(source === 'stated' ? [] : [0])],
      {
        least: source === 'stated' ? 0.5 : 0.05,
        count: 5,
      },
    ),
  };
}

type Size = (typeof sizes)[number];

interface About {
  readonly priorities: WavePriorities;
  readonly focus: Focus;
  readonly source: WavePriorities['source'];
}

function drawing(placed: readonly Placed[], axes: Axes, size: Size, about: About): MapDrawing {
  const { width, height, left, right, top, bottom } = size;
  const across = (value: number) => left + axes.x.at(value) * (width - left - right);
  const down = (value: number) => top + (1 - axes.y.at(value)) * (height - top - bottom);
  const edge = { left, right: width - right, top, bottom: height - bottom };
  const { t } = about.focus;
  const { lines } = about.priorities;
  const middle = { x: across(lines.performance ?? 1), y: down(lines.importance ?? axes.y.min) };
  return {
    size: size.size,
    viewBox: `0 0 ${width} ${height}`,
    frame: {
      x: String(left),
      y: String(top),
      width: String(edge.right - left),
      height: String(edge.bottom - top),
    },
    expected: {
      x: coordinate(across(1)),
      top: String(top),
      bottom: String(edge.bottom),
      label: t('report.first.expected'),
    },
    lines: {
      x: coordinate(middle.x),
      y: coordinate(middle.y),
      left: String(left),
      right: String(edge.right),
      top: String(top),
      bottom: String(edge.bottom),
    },
    ...ticksOf(axes, edge, { across, down }, about),
    xName: text((edge.left + edge.right) / 2, height - 8, 'middle', t('report.first.axis.csi')),
    yName: text(4, 14, 'start', t(`report.first.axis.${about.source}`)),
    fields: fieldsIn(edge, size, about),
    points: pointsOf(placed, { across, down }, edge, size),
  };
}

interface Edge {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface Scales {
  across(value: number): number;
  down(value: number): number;
}

function text(x: number, y: number, anchor: string, words: string): MapText {
  return { x: coordinate(x), y: coordinate(y), anchor, text: words };
}

function ticksOf(axes: Axes, edge: Edge, { across, down }: Scales, { focus: { f }, source }: About) {
  const importance = (value: number) =>
    source === 'stated' ? f.number(value, axes.y.digits) : f.percent(value, Math.max(0, axes.y.digits - 2));
  const size = (at: number, from: number, to: number) => ({
    at: coordinate(at),
    from: coordinate(from),
    to: coordinate(to),
  });
  return {
    xTicks: axes.x.ticks.map((value) => ({
      ...size(across(value), edge.bottom, edge.bottom + 4),
      x: coordinate(across(value)),
      y: coordinate(edge.bottom + 18),
      label: f.number(value, axes.x.digits),
    })),
    yTicks: axes.y.ticks.map((value) => ({
      ...size(down(value), edge.left - 4, edge.left),
      x: coordinate(edge.left - 8),
      y: coordinate(down(value) + 4),
      label: importance(value),
    })),
  };
}

/** The names of the fields in the corners; on a narrow map those at the right stand a line below, since both are too long for one. */
function fieldsIn(
  { left, right, top, bottom }: Edge,
  { hasNames }: Size,
  { focus: { t } }: About,
): MapText[] {
  const below = hasNames ? 0 : 16;
  return [
    text(left + 6, top + 16, 'start', t('analysis.quadrant.concentrate-here')),
    text(right - 6, top + 16 + below, 'end', t('analysis.quadrant.keep-up')),
    text(left + 6, bottom - 8 - below, 'start', t('analysis.quadrant.low-priority')),
    text(right - 6, bottom - 8, 'end', t('analysis.quadrant.possible-overkill')),
  ];
}

const discRadius = 9;

function pointsOf(
  placed: readonly Placed[],
  { across, down }: Scales,
  edge: Edge,
  { hasNames }: Size,
): MapPoint[] {
  const taken: Box[] = placed.map(({ x, y }) => ({
    left: across(x) - discRadius,
    right: across(x) + discRadius,
    top: down(y) - discRadius,
    bottom: down(y) + discRadius,
  }));
  return placed.map(({ number, name, csi, x, y, border }) => {
    const at = { x: across(x), y: down(y) };
    const free =
      hasNames && placed.length <= mostNamed
        ? freePlace(name, { ...at, radius: discRadius }, edge, taken)
        : null;
    if (free) taken.push(free.box);
    const isBare = border.length === 0 && csi.lower !== null && csi.upper !== null;
    return {
      number,
      x: coordinate(at.x),
      y: coordinate(at.y),
      textY: coordinate(at.y + 4),
      ellipse: border.length === 0 ? null : pathOf(border.map((point) => [across(point.x), down(point.y)])),
      whisker: isBare
        ? { from: coordinate(across(csi.lower ?? x)), to: coordinate(across(csi.upper ?? x)) }
        : null,
      name: free && { x: coordinate(free.x), y: coordinate(free.y), anchor: free.anchor, text: free.text },
    };
  });
}

function pathOf(points: readonly (readonly [number, number])[]): string {
  return `M${points.map(([x, y]) => `${coordinate(x)} ${coordinate(y)}`).join('L')}Z`;
}
