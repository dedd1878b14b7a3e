import type { Outcomes, WaveReport } from '#reports/report.ts';
import type { WeightDiagnostics } from '#reports/weighting/diagnostics.ts';
import { eligibleShare, responseRates } from '#surveys/sampling/response-rates.ts';

/** Dispositions with the rates that follow from them. */
export function someOutcomes(counts: Outcomes['counts']): Outcomes {
  const share = eligibleShare(counts);
  return { counts, rates: responseRates(counts, share), eligibility: { share, method: 'proportional' } };
}

/** Weights of so many answers that add up to `sum` and are worth `effectiveSize` equal ones. */
export function someWeights(
  n: number,
  sum: number,
  effectiveSize: number,
  [min, lowerQuartile, median, upperQuartile, max]: readonly [number, number, number, number, number],
): WeightDiagnostics {
  const quantiles = { low: min, lowerQuartile, median, upperQuartile, high: max };
  return { n, sum, min, max, kishDesignEffect: n / effectiveSize, effectiveSize, quantiles };
}

const base = someWeights(1301, 11_104, 858, [1.67, 1.67, 4.18, 16.7, 16.7]);
const adjusted = someWeights(1301, 19_824, 741, [2.6, 2.8, 7.1, 29.1, 34.9]);
const calibrated = someWeights(1301, 20_000, 692.4, [1.68, 2.7, 7.2, 30.4, 41.2]);

/** A weighting of a hand-made wave: base weights, nonresponse in classes, raking to two margins. */
export const aWeighting: WaveReport['weighting'] = {
  base: 'design',
  nonresponse: { classes: ['abc', 'tenure'], used: 4, joined: 1 },
  calibration: { method: 'raking', margins: ['stratum', 'region'], iterations: 5 },
  steps: [
    { step: 'base', before: null, diagnostics: base, largestFactor: null },
    {
      step: 'nonresponse',
      before: base,
      diagnostics: adjusted,
      largestFactor: 2.61,
      classes: [
        { classes: ['A|new', 'A|old'], sampled: 590, respondents: 355, factor: 590 / 355 },
        { classes: ['B|new'], sampled: 310, respondents: 119, factor: 310 / 119 },
        { classes: ['B|old'], sampled: 404, respondents: 302, factor: 404 / 302 },
        { classes: ['C'], sampled: 952, respondents: 525, factor: 952 / 525 },
      ],
      responseRate: 0.56,
    },
    {
      step: 'calibration',
      before: adjusted,
      diagnostics: calibrated,
      largestFactor: 1.31,
      iterations: 5,
      totals: [
        { margin: 'stratum', category: 'A', respondents: 355, total: 1000, before: 987, after: 1000 },
        { margin: 'stratum', category: 'B', respondents: 421, total: 3000, before: 2984, after: 3000 },
        { margin: 'stratum', category: 'C', respondents: 525, total: 16_000, before: 15_853, after: 16_000 },
        {
          margin: 'region',
          category: 'east',
          respondents: 801,
          total: 11_000,
          before: 12_110,
          after: 11_000,
        },
        { margin: 'region', category: 'west', respondents: 500, total: 9000, before: 7714, after: 9000 },
      ],
    },
  ],
  strata: [
    { stratum: 'A', weights: someWeights(355, 1000, 349, [1.68, 2.4, 2.7, 3.1, 3.9]) },
    { stratum: 'B', weights: someWeights(421, 3000, 377, [4.1, 5.2, 6.9, 9.4, 12.8]) },
    { stratum: 'C', weights: someWeights(525, 16_000, 498, [22.3, 26.4, 30.2, 33.8, 41.2]) },
  ],
};
