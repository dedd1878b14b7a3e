import type { WeightDiagnostics } from '#reports/weighting/diagnostics.ts';
import { percentage } from './axis.ts';
import { type Focus, valueNamed } from './focus.ts';
import { finalWeights, sumText, weightRange, weightText } from './weight-words.ts';

/** The final weights by stratum: a box each, beside the figures it is drawn from. */
export interface WeightBoxes {
  readonly finding: string;
  readonly all: BoxRow;
  readonly rows: readonly BoxRow[];
  readonly ticks: readonly { readonly x: string; readonly label: string }[];
  readonly caption: string;
}

interface BoxRow {
  readonly name: string;
  readonly median: string;
  readonly range: string;
  readonly answers: string;
  readonly effectiveSize: string;
  readonly sum: string;
  readonly box: Box | null;
}

/** Shares of the drawing's width as percentages. */
interface Box {
  readonly label: string;
  readonly min: string;
  readonly max: string;
  readonly lowerQuartile: string;
  readonly width: string;
  readonly median: string;
}

/** A scale on which equal lengths are equal factors, since weights are made of factors. */
interface Doublings {
  /** Exponents of 2. */
  readonly first: number;
  readonly last: number;
  /** Exponents between two marks. */
  readonly step: number;
}

/** The least weight up to which the scale begins at 1, a customer who stands for nobody but itself. */
const nearOne = 16;
const mostMarks = 7;
const mostDecimals = 6;

/** The final weights, of all answers and stratum by stratum; `null` where there are none. */
export function weightBoxes(focus: Focus): WeightBoxes | null {
  const { t, f, wave } = focus;
  const all = finalWeights(focus);
  if (all === null) return null;
  const scale = doublingsOver(all.min, all.max);
  const strata = wave.weighting.strata.map(({ stratum, weights }) => ({
    name: valueNamed(focus, 'stratum', stratum),
    weights,
  }));
  return {
    finding: finding(strata, all, focus),
    all: boxRow(t('weights.strata.all'), all, scale, focus),
    rows: strata.length < 2 ? [] : strata.map(({ name, weights }) => boxRow(name, weights, scale, focus)),
    ticks: marksOf(scale).map((exponent) => ({
      x: percentage(place(scale, 2 ** exponent)),
      label: f.number(2 ** exponent, Math.max(0, Math.min(-exponent, mostDecimals))),
    })),
    caption: t('weights.strata.caption', { step: f.integer(2 ** scale.step) }),
  };
}

interface NamedWeights {
  readonly name: string;
  readonly weights: WeightDiagnostics | null;
}

/** In which stratum one answer stands for most customers, and in which for fewest. */
function finding(strata: readonly NamedWeights[], all: WeightDiagnostics, { t, f }: Focus): string {
  const ranked = strata
    .flatMap(({ name, weights }) => (weights === null ? [] : [{ name, median: weights.quantiles.median }]))
    .sort((one, other) => one.median - other.median);
  const [least, largest] = [ranked.at(0), ranked.at(-1)];
  if (least === undefined || largest === undefined || least.median === largest.median) {
    return t('weights.strata.findingOne', { median: weightText(f, all.quantiles.median) });
  }
  return t('weights.strata.finding', {
    largest: largest.name,
    largestMedian: weightText(f, largest.median),
    least: least.name,
    leastMedian: weightText(f, least.median),
  });
}

function boxRow(name: string, weights: WeightDiagnostics | null, scale: Doublings, { t, f }: Focus): BoxRow {
  if (weights === null) {
    return { name, median: '—', range: '—', answers: '—', effectiveSize: '—', sum: '—', box: null };
  }
  const { n, sum, min, max, effectiveSize, quantiles } = weights;
  const at = (weight: number) => percentage(place(scale, weight));
  const { lowerQuartile, median, upperQuartile } = quantiles;
  return {
    name,
    median: weightText(f, median),
    range: weightRange(f, weights),
    answers: f.integer(n),
    effectiveSize: f.number(effectiveSize, 1),
    sum: sumText(f, sum),
    box: {
      label: t('weights.strata.box', {
        min: weightText(f, min),
        lowerQuartile: weightText(f, lowerQuartile),
        median: weightText(f, median),
        upperQuartile: weightText(f, upperQuartile),
        max: weightText(f, max),
      }),
      min: at(min),
      max: at(max),
      lowerQuartile: at(lowerQuartile),
      width: percentage(place(scale, upperQuartile) - place(scale, lowerQuartile)),
      median: at(median),
    },
  };
}

function doublingsOver(min: number, max: number): Doublings {
  const least = min <= nearOne ? Math.min(1, min) : min;
  const first = Math.floor(Math.log2(least) + 1e-9);
  const end = Math.max(first + 1, Math.ceil(Math.log2(Math.max(max, least)) - 1e-9));
  const step = Math.ceil((end - first) / (mostMarks - 1));
  return { first, last: first + step * Math.ceil((end - first) / step), step };
}

function marksOf({ first, last, step }: Doublings): number[] {
  return Array.from({ length: (last - first) / step + 1 }, (_, i) => first + i * step);
}

/** Where a weight lies, clear of the drawing's edges, as a share of its width. */
function place({ first, last }: Doublings, weight: number): number {
  return 0.04 + (0.9 * (Math.log2(weight) - first)) / (last - first);
}
