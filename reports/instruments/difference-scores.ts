import { casesOf } from '../sampling-error/correlations.ts';
import type { Design } from '../sampling-error/design.ts';
import type { Domain } from '../sampling-error/domains.ts';
import type { Figure, Pair } from '../sampling-error/influence.ts';
import { ratioOfSquares, sum, trueSquare } from './deviations.ts';

/** How far the difference of two scores can be relied on. */
export interface DifferenceFigures {
  /** Respondents who answered both sides of every pair. */
  readonly n: number;
  readonly leftOut: number;
  /** ρ_D, of perception minus expectation. */
  readonly reliability: Figure;
  /** Cronbach's raw alpha of either side. */
  readonly perceptionAlpha: Figure;
  readonly expectationAlpha: Figure;
}

/**
 * Reliability of the difference P − E of two sums of p items, weighted, over complete cases:
 *
 *     ρ_D = (s_P² α_P + s_E² α_E − 2 r s_P s_E)/(s_P² + s_E² − 2 r s_P s_E)
 *
 * Peter, Churchill & Brown, "Caution in the use of difference scores in consumer research", Journal of Consumer Research
 * 19 (1993). The more both sides correlate, the less reliable their difference. Undefined ('zero-denominator') where
 * everybody has the same difference.
 *
 * @throws RangeError for fewer than two pairs, or a column that is not one answer per row
 */
export function differenceReliability(
  design: Design,
  domain: Domain,
  pairs: readonly Pair[],
): DifferenceFigures {
  const p = pairs.length;
  if (p < 2) throw new RangeError(`Expected at least two pairs, found ${p}.`);
  const sides = [
    ...pairs.map(({ perception }) => perception),
    ...pairs.map(({ expectation }) => expectation),
  ];
  const cases = casesOf(design, domain, sides);
  const perceived = (deviations: Float64Array) => deviations.subarray(0, p);
  const expected = (deviations: Float64Array) => deviations.subarray(p);
  const alphaOfSide = (side: typeof perceived) =>
    ratioOfSquares(
      design,
      domain,
      cases,
      (deviations) => trueSquare(side(deviations)),
      (deviations) => sum(side(deviations)) ** 2,
    );
  return {
    n: cases.base.n,
    leftOut: cases.leftOut,
    reliability: ratioOfSquares(
      design,
      domain,
      cases,
      (deviations) => {
        const [b, a] = [perceived(deviations), expected(deviations)];
        return trueSquare(b) + trueSquare(a) - 2 * sum(b) * sum(a);
      },
      (deviations) => (sum(perceived(deviations)) - sum(expected(deviations))) ** 2,
    ),
    perceptionAlpha: alphaOfSide(perceived),
    expectationAlpha: alphaOfSide(expected),
  };
}
