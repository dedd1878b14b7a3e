import { EstimateRefusal } from './refusal.ts';
import type { EstimateOf, EstimateSpec } from './spec.ts';

/** @throws EstimateRefusal for what the parts of a spec say that does not fit together */
export function checkSpec(spec: EstimateSpec): void {
  checkDesign(spec.design);
  if (spec.calibration) checkCalibration(spec.calibration);
  checkNames(spec);
  const { change, replicates } = spec;
  if (replicates?.type === 'given') checkPositive(replicates.scale, 'replicates.scale');
  if (replicates?.type === 'Fay' && replicates.rho === 1) {
    throw new EstimateRefusal('rho-not-below-1', { key: 'replicates.rho' });
  }
  if (change) {
    const again = change.values.findIndex((value, place) => change.values.indexOf(value) < place);
    if (again >= 0) {
      const value = change.values[again] ?? '';
      throw new EstimateRefusal('duplicate-value', { key: `change.values[${again}]` }, { value });
    }
    if (change.covariance === 'overlap' && change.unit === undefined) {
      throw new EstimateRefusal('unit-missing', { key: 'change.unit' });
    }
    if (change.covariance === 'overlap' && replicates?.type === 'given') {
      throw new EstimateRefusal('overlap-needs-rows', { key: 'change.covariance' });
    }
  }
}

function checkPositive(value: number, key: string): void {
  if (!(value > 0)) throw new EstimateRefusal('not-positive', { key });
}

function checkDesign({ strata = [], clusters = [], fpc = [] }: EstimateSpec['design']): void {
  const stages = Math.max(1, clusters.length);
  for (const [key, given] of Object.entries({ strata, fpc })) {
    if (given.length > stages) {
      throw new EstimateRefusal(
        'too-many-columns',
        { key: `design.${key}` },
        { stages, given: given.length },
      );
    }
  }
}

function checkCalibration(calibration: NonNullable<EstimateSpec['calibration']>): void {
  const { method, margins, population, bounds, trim, variance } = calibration;
  const numeric = margins.some((margin) => 'variable' in margin);
  if (population !== undefined) checkPositive(population, 'calibration.population');
  if (bounds && !(bounds[0] < 1 && bounds[1] > 1)) {
    throw new EstimateRefusal('bounds-without-1', { key: 'calibration.bounds' });
  }
  if (trim?.upper !== undefined) checkPositive(trim.upper, 'calibration.trim.upper');
  if (margins.length === 0 && population === undefined) {
    throw new EstimateRefusal('margins-missing', { key: 'calibration.margins' });
  }
  const poststratifies = method === 'poststratification';
  if (poststratifies && (margins.length !== 1 || numeric || population !== undefined)) {
    throw new EstimateRefusal('one-margin-only', { key: 'calibration.margins' });
  }
  if (poststratifies && bounds) throw new EstimateRefusal('bounds-not-here', { key: 'calibration.bounds' });
  if (method === 'logit' && !bounds)
    throw new EstimateRefusal('bounds-missing', { key: 'calibration.bounds' });
  if (variance === 'rake' && (method !== 'raking' || numeric || population !== undefined || bounds)) {
    throw new EstimateRefusal('rake-not-here', { key: 'calibration.variance' });
  }
  if (trim && trim.lower === undefined && trim.upper === undefined) {
    throw new EstimateRefusal('trim-empty', { key: 'calibration.trim' });
  }
  if (trim && (trim.lower ?? 0) > (trim.upper ?? Number.POSITIVE_INFINITY)) {
    throw new EstimateRefusal('trim-ends', { key: 'calibration.trim' });
  }
}

function checkNames({ estimates }: EstimateSpec): void {
  const names = new Set<string>();
  for (const [place, estimate] of estimates.entries()) {
    const key = `estimates[${place}]`;
    if (names.has(estimate.name)) {
      throw new EstimateRefusal('duplicate-name', { key: `${key}.name` }, { name: estimate.name });
    }
    names.add(estimate.name);
    if (estimate.type === 'csi') checkIndex(estimate, key);
  }
}

function checkIndex({ items, factors }: EstimateOf<'csi'>, key: string): void {
  const keys = new Set<string>();
  for (const [place, item] of items.entries()) {
    const at = `${key}.items[${place}]`;
    if (keys.has(item.key)) {
      throw new EstimateRefusal('duplicate-name', { key: `${at}.key` }, { name: item.key });
    }
    keys.add(item.key);
    if (item.key === 'overall' || item.key.startsWith('factor:')) {
      throw new EstimateRefusal('reserved-name', { key: `${at}.key` }, { name: item.key });
    }
    if (!Object.hasOwn(factors, item.factor)) {
      throw new EstimateRefusal('unknown-factor', { key: `${at}.factor` }, { factor: item.factor });
    }
  }
  if (!Object.values(factors).some((weight) => weight > 0)) {
    throw new EstimateRefusal('factors-without-weight', { key: `${key}.factors` });
  }
  for (const [factor, weight] of Object.entries(factors)) {
    if (weight > 0 && !items.some((item) => item.factor === factor)) {
      throw new EstimateRefusal('factor-without-items', { key: `${key}.factors.${factor}` }, { factor });
    }
  }
  if (!items.some(({ factor, weight }) => weight > 0 && (factors[factor] as number) > 0)) {
    throw new EstimateRefusal('items-without-weight', { key: `${key}.items` });
  }
}
