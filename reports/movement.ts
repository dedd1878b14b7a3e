import { type ComparedWaves, comparedFigure } from './compared-waves.ts';
import { breakOf, continuityOf } from './continuity.ts';
import type { Movement } from './report.ts';
import { linearTrend, waldTest } from './sampling-error/series.ts';

/**
 * Whether the overall index moved at all over the measured waves, and by how much per wave.
 *
 * `null` for fewer than three of them, or where the index is not comparable throughout.
 */
export function movementOf({ waves, steps, joint }: ComparedWaves): Movement | null {
  const measured = waves.flatMap((compared) => {
    const traced = compared.comparison.figures.find(
      ({ figure }) => figure.name === 'csi' && figure.target === 'overall' && figure.domain === null,
    );
    if (traced === undefined || traced.figure.estimate === null || traced.figure.standardError === null)
      return [];
    return [{ wave: compared.wave, figure: comparedFigure(compared, traced) }];
  });
  if (measured.length < 3) return null;
  const isBroken = measured.some(({ wave }, place) =>
    measured
      .slice(0, place)
      .some(
        (from) => breakOf({ name: 'csi', target: 'overall' }, continuityOf(steps, from.wave, wave)) !== null,
      ),
  );
  if (isBroken) return null;
  const covariance = joint.covariance(measured.map(({ figure }) => figure));
  if (covariance === null) return null;
  const series = { values: measured.map(({ figure }) => figure.estimate.estimate ?? 0), covariance };
  const wald = waldTest(series);
  const trend = linearTrend(series);
  if (wald === null || trend === null) return null;
  return { ...wald, trend: trend.slope, trendStandardError: trend.standardError, trendP: trend.p };
}
