import { measureWave, type WaveInput } from './measure-wave.ts';
import type { Figure } from './report.ts';
import { covarianceOfTotals } from './sampling-error/linearization.ts';
import type { WaveProblem } from './weighed-rows.ts';

/** Figures of a wave with the covariance of each with each: with it any contrast of them can be judged. */
export interface JointCovariance {
  /** Those that the report gives a standard error of: nothing undefined, nothing held back. */
  readonly figures: readonly Figure[];
  /** Row-major; its diagonal is the squares of the standard errors. */
  readonly matrix: Float64Array;
}

/** Influences of so many figures are held at a time, by twos. */
const BLOCK = 64;

/**
 * The joint covariance of C, means and recommendation of a wave, of everybody and of every segment: the covariance of
 * the totals of their influences under the design, calibration taken out.
 *
 * @returns why there are none, where the wave has no figures
 */
export function jointCovariance(
  wave: WaveInput,
):
  | { readonly joint: JointCovariance; readonly problem: null }
  | { readonly joint: null; readonly problem: WaveProblem } {
  const { comparison, report } = measureWave(wave);
  if (comparison === null) {
    const isUnanswered = report.state === 'noAnswers';
    const problem: WaveProblem = isUnanswered
      ? { code: 'unanswered' }
      : { code: 'not-weighted', reasons: report.warnings };
    return { joint: null, problem };
  }
  const { design, whole, influenceOf } = comparison.rows();
  const traced = comparison.figures.flatMap(({ figure, statistic }) =>
    statistic.value === null || figure.suppressed !== null || figure.standardError === null
      ? []
      : [{ figure, statistic }],
  );
  const size = traced.length;
  const matrix = new Float64Array(size * size);
  const influences = (from: number) =>
    traced.slice(from, from + BLOCK).map(({ figure, statistic }) => influenceOf(statistic, figure.domain));
  for (let from = 0; from < size; from += BLOCK) {
    const rows = influences(from);
    for (let to = from; to < size; to += BLOCK) {
      const columns = to === from ? [] : influences(to);
      const block = covarianceOfTotals(design, [...rows, ...columns], whole.domain);
      if (block === null) throw new RangeError('The figures have standard errors, and no covariances');
      fill({ matrix, size }, block, (place) =>
        place < rows.length ? from + place : to + place - rows.length,
      );
    }
  }
  return { joint: { figures: traced.map(({ figure }) => figure), matrix }, problem: null };
}

/** Writes a symmetric block to where its figures stand in the whole. */
function fill(
  { matrix, size }: { readonly matrix: Float64Array; readonly size: number },
  block: Float64Array,
  placeOf: (place: number) => number,
): void {
  const width = Math.sqrt(block.length);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < width; j++) {
      matrix[placeOf(i) * size + placeOf(j)] = block[i * width + j] as number;
    }
  }
}
