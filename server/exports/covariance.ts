import type { JointCovariance } from '#reports/joint-covariance.ts';
import type { Figure } from '#reports/report.ts';
import { csvRow } from './csv.ts';

/** A figure by what names it, as reports do. */
function nameOf({ name, target, domain }: Figure): string {
  const cell = Object.entries(domain ?? {}).map(([variable, value]) => `${variable}=${value}`);
  return [name, target, ...cell].join(' ');
}

/** The figures with their estimates, and the matrix row by row. */
export function covarianceDocument<Of extends object>(of: Of, { figures, matrix }: JointCovariance) {
  return {
    ...of,
    figures: figures.map(({ name, target, domain, estimate, standardError, degreesOfFreedom }) => ({
      name,
      target,
      domain,
      estimate,
      standardError,
      degreesOfFreedom,
    })),
    covariance: figures.map((_, row) => [
      ...matrix.subarray(row * figures.length, (row + 1) * figures.length),
    ]),
  };
}

/** A row per figure: its name, its estimate, and its covariance with each. */
export function* covarianceCsv({ figures, matrix }: JointCovariance): Generator<string> {
  yield csvRow(['figure', 'estimate', ...figures.map(nameOf)], true);
  for (const [row, figure] of figures.entries()) {
    const covariances = matrix.subarray(row * figures.length, (row + 1) * figures.length);
    yield csvRow([nameOf(figure), figure.estimate, ...covariances], true);
  }
}
