import type { ItemDescription } from '#reports/report.ts';
import { type Axis, coordinate } from './axis.ts';
import { type Focus, shown } from './focus.ts';

/** ○—● of one row: coordinates of a drawing 200 wide and 24 high. */
export interface Dumbbell {
  readonly label: string;
  readonly expectation: string;
  readonly perception: string;
  readonly expectationText: string;
  readonly perceptionText: string;
  /** Ends of the interval of what was perceived. */
  readonly lower: string;
  readonly upper: string;
}

const dumbbellWidth = 200;
const dumbbellMargin = 8;

/** Whether items have different scales; their means are then shares of the way from lowest to highest point. */
export function isMixed({ report }: Focus): boolean {
  const [first, ...rest] = report.factors.flatMap(({ items }) => items);
  return rest.some(({ scale }) => scale.min !== first?.scale.min || scale.max !== first.scale.max);
}

/** Where a mean lies between the ends of its item's scale, 0 to 1. */
function onScale({ scale }: Pick<ItemDescription, 'scale'>, mean: number, mixed: boolean): number {
  return Math.min(1, Math.max(0, mixed ? mean : (mean - scale.min) / (scale.max - scale.min)));
}

/** One axis for all items, ending at whole points (or tenths), so that ○—● can be compared down the page. */
export function scaleAxis(items: readonly ItemDescription[], focus: Focus): Axis | null {
  const [first] = items;
  const mixed = isMixed(focus);
  const places = items.flatMap((item) =>
    (['expectation', 'perception'] as const).flatMap((name) => {
      const known = shown(focus.figure(name, item.key));
      if (known === null) return [];
      return [known.estimate, known.lower, known.upper].flatMap((one) =>
        one === null ? [] : [onScale(item, one, mixed)],
      );
    }),
  );
  if (first === undefined || places.length === 0) return null;
  const unit = mixed ? 0.1 : 1 / (first.scale.max - first.scale.min);
  const min = Math.floor(Math.min(...places) / unit + 1e-9) * unit;
  const max = Math.max(Math.ceil(Math.max(...places) / unit - 1e-9) * unit, min + unit);
  return { min, max, ticks: [min, max], digits: 2, at: (value) => (value - min) / (max - min) };
}

/** The ends of the axis in words: points of the scale, or shares of it where scales differ. */
export function endsOf(axis: Axis, items: readonly ItemDescription[], focus: Focus) {
  const { f } = focus;
  const [first] = items;
  if (first === undefined || isMixed(focus)) return { low: f.percent(axis.min), high: f.percent(axis.max) };
  const point = (share: number) => f.number(first.scale.min + share * (first.scale.max - first.scale.min), 0);
  return { low: point(axis.min), high: point(axis.max) };
}

/** ○—● of an item, or of several on its scale; `null` where one of its means is missing. */
export function dumbbell(
  item: Pick<ItemDescription, 'key' | 'scale'>,
  axis: Axis,
  focus: Focus,
): Dumbbell | null {
  const { t, f, figure } = focus;
  const mixed = isMixed(focus);
  const expectation = shown(figure('expectation', item.key));
  const perception = shown(figure('perception', item.key));
  if (expectation === null || perception === null) return null;
  const x = (mean: number) =>
    coordinate(dumbbellMargin + axis.at(onScale(item, mean, mixed)) * (dumbbellWidth - 2 * dumbbellMargin));
  const write = (mean: number) => (mixed ? f.percent(mean, 1) : f.number(mean, 2));
  const texts = { expectation: write(expectation.estimate), perception: write(perception.estimate) };
  return {
    label: t('report.where.dumbbell', texts),
    expectation: x(expectation.estimate),
    perception: x(perception.estimate),
    expectationText: texts.expectation,
    perceptionText: texts.perception,
    lower: x(perception.lower ?? perception.estimate),
    upper: x(perception.upper ?? perception.estimate),
  };
}
