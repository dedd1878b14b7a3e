import { isDeclared, type TracedFigure } from './figures.ts';
import type { SegmentContrasts, SegmentDifference, SegmentTest } from './report.ts';
import type { DefinedFigure } from './sampling-error/influence.ts';
import { benjaminiHochberg, holm } from './sampling-error/multiplicity.ts';
import { waldTest } from './sampling-error/series.ts';
import { changeInOneDesign } from './sampling-error/waves.ts';
import { fTails } from './statistics/distributions.ts';
import type { Segments } from './weighted-wave.ts';

/** The values of a variable with what was measured of each; what is held back says so. */
export interface MeasuredSegments {
  readonly variable: string;
  readonly segments: Segments;
  /** By value, in the order of the segments. */
  readonly figures: readonly (readonly TracedFigure[])[];
}

/**
 * How C of each value of a variable differs from that of everybody, and whether the values differ at all.
 *
 * Both are of one sample, so the error of the difference is that of one design: V(C_v) + V(C) − 2 Cov(C_v, C), from the
 * influences (R `svyby(covmat = TRUE)` with `svycontrast`). A value whose C is that of everybody has that of all others
 * too, so the test is one of a value against the rest, of the number that is shown.
 *
 * @param whole what was measured of everybody
 */
export function segmentContrasts(
  measured: MeasuredSegments,
  whole: readonly TracedFigure[],
  confidence: number,
): SegmentContrasts {
  const found = whole.flatMap((everybody) =>
    everybody.figure.name === 'csi' ? [contrastsOf(measured, everybody, confidence)] : [],
  );
  return {
    variable: measured.variable,
    test: found.find(({ target }) => target === 'overall')?.test ?? null,
    differences: adjusted(found.flatMap(({ differences }) => differences)),
  };
}

/** A difference this small beside C is rounding: the value is everybody. */
const ROUNDING = 1e-12;

function contrastsOf(
  { segments, figures }: MeasuredSegments,
  everybody: TracedFigure,
  confidence: number,
): { target: string; test: SegmentTest | null; differences: SegmentDifference[] } {
  const { target } = everybody.figure;
  const own = figures.flatMap((all, place) => {
    const found = all.find(({ figure }) => figure.name === 'csi' && figure.target === target);
    return found === undefined ? [] : [{ ...found, place, value: segments.values[place]?.value ?? '' }];
  });
  const shown = own.flatMap((each) =>
    each.figure.suppressed === null && each.statistic.value !== null
      ? [{ ...each, defined: each.statistic }]
      : [],
  );
  const { statistic } = everybody;
  const covariance =
    statistic.value === null || shown.length === 0
      ? null
      : segments.covariance(
          shown.map(({ place, defined }) => ({ place, figure: defined })),
          statistic,
        );
  const size = shown.length + 1;
  const differences = own.map(({ figure, value, place }): SegmentDifference => {
    const name = { target, value, pHolm: null, pBH: null, family: familyOf(target), familySize: null };
    if (figure.suppressed !== null) return { ...name, ...nothing, reason: 'held-back' };
    const at = shown.findIndex((each) => each.place === place);
    const variance = at < 0 ? null : varianceOfDifference(covariance, size, at);
    const isRounding = variance !== null && variance < (ROUNDING * (figure.estimate ?? 0)) ** 2;
    const { statistic: _, ...change } = changeInOneDesign(
      everybody.figure,
      figure,
      isRounding ? 0 : variance,
      figure.degreesOfFreedom ?? 0,
      confidence,
    );
    return { ...name, ...change };
  });
  const freedom = segments.whole.domain.degreesOfFreedom;
  return { target, test: covariance && testOf(shown, covariance, freedom), differences };
}

const nothing = {
  ...{ difference: null, standardError: null, lower: null, upper: null },
  ...{ degreesOfFreedom: null, p: null },
};

function varianceOfDifference(covariance: Float64Array | null, size: number, at: number): number | null {
  if (covariance === null) return null;
  const [own, both, whole] = [at * size + at, (size - 1) * size + at, size * size - 1].map(
    (place) => covariance[place] ?? 0,
  ) as [number, number, number];
  return own + whole - 2 * both;
}

/**
 * Whether all values are alike: Wald's statistic W of the k − 1 differences between them, as
 * F = (d − k + 2) / (d (k − 1)) W with k − 1 and d − k + 2 degrees of freedom, d those of the design.
 *
 * Korn & Graubard, "Simultaneous testing of regression coefficients with complex survey data", The American Statistician
 * 44 (1990).
 */
function testOf(
  shown: readonly { readonly defined: DefinedFigure<string> }[],
  covariance: Float64Array,
  freedom: number,
): SegmentTest | null {
  const count = shown.length;
  const matrix = Float64Array.from({ length: count * count }, (_, place) => {
    const [row, column] = [Math.floor(place / count), place % count];
    return covariance[row * (count + 1) + column] ?? 0;
  });
  const wald = waldTest({ values: shown.map(({ defined }) => defined.value), covariance: matrix });
  if (wald === null) return null;
  const numerator = wald.degreesOfFreedom;
  const denominator = freedom - numerator + 1;
  if (denominator < 1) return null;
  const statistic = (denominator / (freedom * numerator)) * wald.chiSquare;
  return {
    statistic,
    numerator,
    denominator,
    p: fTails(statistic, numerator, denominator).upper,
    pHolm: null,
  };
}

function familyOf(target: string): SegmentDifference['family'] {
  return target === 'overall' ? 'overall' : isDeclared(target) ? 'factors' : 'items';
}

/** Holm over the values' overall index; Benjamini–Hochberg over their factors, and over their items. */
function adjusted(differences: readonly SegmentDifference[]): SegmentDifference[] {
  const become = new Map<SegmentDifference, SegmentDifference>();
  for (const family of ['overall', 'factors', 'items'] as const) {
    const members = differences.filter((each) => each.family === family);
    const p = members.map((each) => each.p);
    const adjustedP = family === 'overall' ? holm(p) : benjaminiHochberg(p);
    const familySize = p.filter((each) => each !== null).length;
    for (const [place, each] of members.entries()) {
      const own = { [family === 'overall' ? 'pHolm' : 'pBH']: adjustedP[place] ?? null };
      become.set(each, { ...each, ...own, familySize });
    }
  }
  return differences.map((each) => become.get(each) ?? each);
}
