import { createDesign, type Design } from './design.ts';
import { type Domain, domainOf, wholeSample } from './domains.ts';
import { covarianceOfTotals, varianceOfTotal } from './linearization.ts';
import type { WaveSample } from './waves.ts';

/** The rows of several waves as one design whose sampled units are customers, so that waves are domains of it. */
export interface StackedWaves {
  readonly design: Design;
  /** Where the rows of each wave stand among those of the design. */
  readonly places: readonly Int32Array[];
  /** Everybody in any wave. */
  readonly whole: Domain;
}

/**
 * Stacks waves, in order of time. A customer is one unit in all waves and stays in the stratum of the first of them;
 * somebody unknown is a unit of its own. n_h counts customers of any wave. N_h is the largest that a wave knows of
 * the stratum, and no less than n_h; a stratum of which some wave does not know it has no finite correction.
 *
 * Influences come with their calibration taken out (`linearize` in the wave's own design), so the design has none.
 */
export function stackWaves(waves: readonly WaveSample[]): StackedWaves {
  const strata = new Map<string, number>();
  const units = new Map<string | number, number>();
  const unitStrata: number[] = [];
  const [rowUnits, weights]: [number[], number[]] = [[], []];
  const places = waves.map(({ design, units: names, strataLabels }) => {
    const first = rowUnits.length;
    const codes = strataLabels.map((label) => {
      const code = strata.get(label) ?? strata.size;
      strata.set(label, code);
      return code;
    });
    for (let row = 0; row < names.length; row++) {
      const name = names[row] ?? '';
      let unit = name === '' ? undefined : units.get(name);
      if (unit === undefined) {
        unit = unitStrata.push(codes[design.stage.strata[row] as number] as number) - 1;
        if (name !== '') units.set(name, unit);
      }
      rowUnits.push(unit);
      weights.push(design.weights[row] as number);
    }
    return Int32Array.from(names, (_, row) => first + row);
  });
  const design = createDesign({
    weights: Float64Array.from(weights),
    strata: Int32Array.from(rowUnits, (unit) => unitStrata[unit] as number),
    units: Int32Array.from(rowUnits),
    populations: populationsOf(waves, strata, unitStrata),
    lonelyUnits: waves[0]?.design.lonelyUnits ?? 'fail',
  });
  return { design, places, whole: wholeSample(design) };
}

function populationsOf(
  waves: readonly WaveSample[],
  strata: ReadonlyMap<string, number>,
  unitStrata: readonly number[],
): Float64Array {
  const populations = new Float64Array(strata.size);
  for (const stratum of unitStrata) populations[stratum] = (populations[stratum] as number) + 1;
  for (const { design, strataLabels } of waves) {
    strataLabels.forEach((label, code) => {
      const stratum = strata.get(label) as number;
      const known = design.stage.populations?.[code] ?? Number.POSITIVE_INFINITY;
      populations[stratum] = Math.max(populations[stratum] as number, known);
    });
  }
  return populations;
}

/** Influences of waves by the rows of all, each times its sign; 0 in the others. */
function padded(
  { design, places }: StackedWaves,
  ...parts: readonly (WaveInfluence & { readonly sign: 1 | -1 })[]
): Float64Array {
  const padding = new Float64Array(design.weights.length);
  for (const { wave, influence, sign } of parts) {
    const own = places[wave] ?? new Int32Array(0);
    for (let row = 0; row < own.length; row++) {
      padding[own[row] as number] = sign * (influence[row] as number);
    }
  }
  return padding;
}

/** An estimate of one wave: its place among them, and its influence by the wave's own rows. */
export interface WaveInfluence {
  readonly wave: number;
  readonly influence: Float64Array;
}

/** The covariance matrix (row-major) of estimates of the waves; `null` when a lonely unit makes it undefined. */
export function stackedCovariance(
  stack: StackedWaves,
  estimates: readonly WaveInfluence[],
): Float64Array | null {
  const influences = estimates.map((estimate) => padded(stack, { ...estimate, sign: 1 }));
  return covarianceOfTotals(stack.design, influences, stack.whole);
}

/** The variance of the difference of two estimates of one design, by their influences there. */
export function differenceVariance(design: Design, from: Float64Array, to: Float64Array): number | null {
  const between = to.map((value, row) => value - (from[row] as number));
  return varianceOfTotal(design, between, wholeSample(design));
}

/** The variance of the later estimate minus the earlier one. */
export function stackedVariance(stack: StackedWaves, from: WaveInfluence, to: WaveInfluence): number | null {
  const difference = padded(stack, { ...to, sign: 1 }, { ...from, sign: -1 });
  return varianceOfTotal(stack.design, difference, stack.whole);
}

/** The domain of some rows of each wave; `null` = all of a wave's. Its degrees of freedom count customers once. */
export function stackedDomain(
  { design, places }: StackedWaves,
  rows: readonly (Int32Array | null)[],
): Domain {
  const members = places.flatMap((own, wave) => {
    const some = rows[wave] ?? null;
    return some === null ? [...own] : Array.from(some, (row) => own[row] as number);
  });
  return domainOf(design, Int32Array.from(members));
}
