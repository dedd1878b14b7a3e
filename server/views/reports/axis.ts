/** An axis with round ticks, and where a value lies on it. */
export interface Axis {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
  /** Decimals that tell the ticks apart. */
  readonly digits: number;
  /** Share of the axis's length at a value, 0 to 1 for values on it. */
  at(value: number): number;
}

const roundSteps = [1, 2, 2.5, 5, 10];

/**
 * An axis over all the values, ending at round ticks.
 *
 * @param least the shortest span an axis may have, so that small differences do not fill the page
 * @param count about how many ticks
 */
export function axisOver(
  values: readonly number[],
  { least, count }: { least: number; count: number },
): Axis {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const missing = Math.max(0, least - (high - low)) / 2;
  const step = roundStep((high - low + 2 * missing) / count);
  const first = Math.floor((low - missing) / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil((high + missing) / step - 1e-9));
  const digits = decimalsOf(step);
  const ticks = Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toFixed(digits)),
  );
  const min = first * step;
  const max = last * step;
  return { min, max, ticks, digits, at: (value) => (value - min) / (max - min) };
}

function roundStep(wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(wanted));
  const factor = roundSteps.find((one) => one * power >= wanted * 0.999) ?? 10;
  return factor * power;
}

function decimalsOf(step: number): number {
  for (let digits = 0; digits < 10; digits += 1) {
    if (Math.abs(step * 10 ** digits - Math.round(step * 10 ** digits)) < 1e-6) return digits;
  }
  return 10;
}

/** A coordinate of a drawing, short enough to write. */
export function coordinate(value: number): string {
  return Number(value.toFixed(2)).toString();
}

/** A coordinate as a share of a drawing's width, so that it fits a phone and a desk with letters of one size. */
export function percentage(share: number): string {
  return `${coordinate(100 * share)}%`;
}
