import {
  type DriverModel,
  type ImportanceOptions,
  importanceOf,
  type MeasuredImportance,
} from '#reports/drivers/importance.ts';
import { createDesign, type Design } from '#reports/sampling-error/design.ts';
import { wholeSample } from '#reports/sampling-error/domains.ts';
import type { Random } from '#surveys/random.ts';

export const rows = 120;

/** Ratings that depend on something in common, more or less. */
export function ratings(random: Random, drivers: number): DriverModel {
  const common = Array.from({ length: rows }, () => random.next() * 6);
  const rating = () => {
    const share = 0.4 + 0.6 * random.next();
    return Float64Array.from(common, (each) => Math.round(10 * (share * each + random.next() * 4)) / 10);
  };
  return { outcome: rating(), drivers: Array.from({ length: drivers }, rating) };
}

export function stratified(random: Random): Design {
  const strata = Int32Array.from({ length: rows }, () => random.below(3));
  return createDesign({ strata, weights: Float64Array.from(strata, (h) => (h + 1) * (1 + random.next())) });
}

export function measured(
  design: Design,
  model: DriverModel,
  options?: ImportanceOptions,
): MeasuredImportance {
  const importance = importanceOf(design, wholeSample(design), model, options);
  if (importance.reason !== null) throw new Error(importance.reason);
  return importance;
}
