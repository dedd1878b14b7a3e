import { coordinate } from './axis.ts';
import type { Bounded } from './focus.ts';

/** A small bar beside a figure, from a middle line: outlines in a drawing 60 wide and 8 high. */
export interface SmallBar {
  readonly bar: string;
  /** The figure's interval. */
  readonly reach: string;
  readonly tone: 'below' | 'above';
}

const width = 60;

/** The farthest that any figure or end of an interval lies from the middle, so that all bars share one axis. */
export function farthest(figures: readonly (Bounded | null)[], middle: number, least: number): number {
  const distances = figures.flatMap((known) =>
    known === null ? [] : [known.lower, known.upper].map((end) => Math.abs(end - middle)),
  );
  return distances.reduce((most, distance) => Math.max(most, distance), least);
}

/** The bar of a figure on an axis that reaches so far to either side of its middle; `null` without an interval. */
export function smallBar(known: Bounded | null, middle: number, reach: number): SmallBar | null {
  if (known === null) return null;
  const x = (value: number) => (width / 2) * (1 + (value - middle) / reach);
  const [from, to] = [x(middle), x(known.estimate)].sort((a, b) => a - b) as [number, number];
  return {
    bar: `M${coordinate(from)} 1h${coordinate(to - from)}v6h-${coordinate(to - from)}z`,
    reach: `M${coordinate(x(known.lower))} 4h${coordinate(x(known.upper) - x(known.lower))}`,
    tone: known.estimate < middle ? 'below' : 'above',
  };
}
