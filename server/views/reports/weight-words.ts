import type { WeightDiagnostics } from '#reports/weighting/diagnostics.ts';
import type { WeightingStep } from '#reports/weighting/weighting-steps.ts';
import type { Formats } from '../../i18n/formats.ts';
import type { Focus } from './focus.ts';

/** A weight with the decimals that matter at its size. */
export function weightText(f: Formats, weight: number): string {
  return f.number(weight, digitsFor(weight));
}

/** What weights add up to: customers, so a decimal only where one is left over. */
export function sumText(f: Formats, sum: number): string {
  const isWhole = sum >= 1000 || Math.abs(sum - Math.round(sum)) < 0.05;
  return f.number(sum, isWhole ? 0 : 1);
}

/** Least to largest weight, both with the decimals of the largest. */
export function weightRange(f: Formats, { min, max }: Pick<WeightDiagnostics, 'min' | 'max'>): string {
  return f.range(min, max, digitsFor(max));
}

function digitsFor(weight: number): number {
  if (weight < 0.1) return 4;
  if (weight < 100) return 2;
  return weight < 1000 ? 1 : 0;
}

/** A factor by which weights were multiplied: ×2.41. */
export function factorText(f: Formats, factor: number | null): string {
  return factor === null ? '—' : `×${f.number(factor, 2)}`;
}

/** What a step is called: a calibration by its method. */
export function stepName({ step }: WeightingStep, { t, wave }: Focus): string {
  if (step !== 'calibration') return t(`weights.step.${step}`);
  return t(`weights.step.${wave.weighting.calibration?.method ?? 'raking'}`);
}

/** The place of a step on the page. */
export function stepAnchor({ step }: WeightingStep): string {
  return `step-${step}`;
}

/** The weights after the last step; `null` where there are none. */
export function finalWeights({ wave }: Focus): WeightDiagnostics | null {
  return wave.weighting.steps.at(-1)?.diagnostics ?? null;
}
