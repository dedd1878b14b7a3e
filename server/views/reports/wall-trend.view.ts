import type { Report } from '#reports/report.ts';
import { bounded, type Focus } from './focus.ts';
import { figureIn, shortened, type TrendFigure, trendFigure } from './trend-figure.view.ts';

/** The drawing of the trend in a box of its own, which the screen makes as large as it has room for. */
export interface WallTrend {
  readonly label: string;
  readonly reference: string;
  readonly box: string;
  readonly right: string;
  readonly bottom: string;
  readonly top: string;
  readonly nameAt: string;
  readonly ticks: readonly { readonly y: string; readonly label: string; readonly isExpected: boolean }[];
  readonly expected: string;
  readonly breaks: TrendFigure['breaks'];
  readonly segments: TrendFigure['segments'];
  readonly points: readonly (TrendFigure['points'][number] & {
    readonly valueAt: string | null;
    readonly isLast: boolean;
  })[];
}

/** The most waves a screen has room for; the oldest are left out. */
const mostWaves = 8;

/** The report with its last measured waves alone, and the one that is being asked. */
export function latestWaves(report: Report): Report {
  const last = report.waves.at(-1);
  return {
    ...report,
    waves: report.waves
      .filter(({ state }) => state === 'measured')
      .slice(-mostWaves)
      .concat(last === undefined || last.state === 'measured' ? [] : [last]),
  };
}

/** The most points that all have room for their value; of more, every other has. */
const mostLabelled = 5;
/** How many letters of a wave's name there is room for. */
const longestName = 14;

/** The size of the drawing's box; `trendFigure` draws into 240 of height and shares of the width. */
const box = { width: 880, height: 480, scale: 2 };

/** The trend of the overall index; `null` before two waves have an interval. */
export function wallTrend(focus: Focus): WallTrend | null {
  const measured = focus.report.waves.filter((wave) => bounded(figureIn(wave, 'overall')) !== null);
  const figure = measured.length < 2 ? null : trendFigure(focus, ['overall']);
  if (figure === null) return null;
  const x = (share: string) => String(Math.round((Number.parseFloat(share) / 100) * box.width));
  const y = (height: string) => String(Math.round(Number(height) * box.scale));
  const last = figure.points.findLastIndex((point) => point.y !== null);
  const isLabelled = (index: number) => figure.points.length <= mostLabelled || (last - index) % 2 === 0;
  const orNull = (height: string | null) => (height === null ? null : y(height));
  return {
    label: focus.t('report.trend.drawing'),
    reference: focus.t('report.reference'),
    box: `0 0 ${box.width} ${box.height + 24}`,
    right: String(box.width),
    top: '40',
    bottom: '440',
    nameAt: '492',
    expected: y(figure.expected),
    ticks: figure.ticks.map((tick) => ({ ...tick, y: y(tick.y) })),
    breaks: figure.breaks.map((each) => ({ x: x(each.x) })),
    segments: figure.segments.map(({ x1, y1, x2, y2 }) => ({ x1: x(x1), y1: y(y1), x2: x(x2), y2: y(y2) })),
    points: figure.points.map((point, index) => ({
      ...point,
      name: shortened(point.name, longestName),
      x: x(point.x),
      y: orNull(point.y),
      lower: orNull(point.lower),
      upper: orNull(point.upper),
      valueAt: point.y !== null && isLabelled(index) ? String(Number(y(point.upper ?? point.y)) - 16) : null,
      isLast: index === last,
    })),
  };
}
