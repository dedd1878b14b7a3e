import type { Plan } from './plan.ts';
import type { Estimate } from './sampling-error/estimate.ts';
import {
  type StackedWaves,
  stackedCovariance,
  stackedDomain,
  stackedVariance,
  stackWaves,
} from './sampling-error/stacked-waves.ts';
import {
  type Change,
  changeInOneDesign,
  independentChange,
  type Overlap,
  overlapCovariance,
  overlapOf,
  overlappingChange,
  type WaveSample,
} from './sampling-error/waves.ts';
import type { Comparison } from './wave-comparison.ts';

/** A figure of one wave, as far as its change needs it. */
export interface WaveFigure {
  /** The place of its wave among those compared. */
  readonly wave: number;
  readonly estimate: Estimate;
  /** By respondent of the wave; asked for only where waves are not independent. */
  influence(): Float64Array;
}

/** The rows of a domain in each wave (`null`: everybody). The same function always means the same domain. */
export type Members = () => readonly (Int32Array | null)[];

/** How the figures of several waves vary together, as the plan takes their samples. */
export interface JointWaves {
  /** The later figure minus the earlier one, with its test. */
  change(from: WaveFigure, to: WaveFigure, members: Members): Change;
  /** The covariance matrix (row-major) of figures of different waves; `null` where it is undefined. */
  covariance(figures: readonly WaveFigure[]): Float64Array | null;
}

/** @param waves in order of time */
export function jointWaves(
  waves: readonly Comparison[],
  { how, confidence }: { readonly how: Plan['change']; readonly confidence: number },
): JointWaves {
  switch (how) {
    case 'independent':
      return {
        change: ({ estimate: from }, { estimate: to }) => independentChange(from, to, confidence),
        covariance: (figures) => matrixOf(figures, () => 0),
      };
    case 'overlap':
      return overlappingWaves(waves, confidence);
    case 'stacked':
      return stackedWaves(waves, confidence);
  }
}

function overlappingWaves(waves: readonly Comparison[], confidence: number): JointWaves {
  const sampleAt = samplesOf(waves);
  const overlaps = new Map<string, Overlap>();
  const between = (from: WaveFigure, to: WaveFigure): number => {
    if (from.estimate.estimate === null || to.estimate.estimate === null) return 0;
    const name = `${from.wave} ${to.wave}`;
    const overlap = overlaps.get(name) ?? overlapOf(sampleAt(from.wave), sampleAt(to.wave));
    overlaps.set(name, overlap);
    return overlapCovariance(overlap, from.influence(), to.influence());
  };
  return {
    change: (from, to) => overlappingChange(from.estimate, to.estimate, between(from, to), confidence),
    covariance: (figures) => matrixOf(figures, between),
  };
}

function stackedWaves(waves: readonly Comparison[], confidence: number): JointWaves {
  const sampleAt = samplesOf(waves);
  let made: StackedWaves | null = null;
  const stack = () => {
    made ??= stackWaves(waves.map((_, wave) => sampleAt(wave)));
    return made;
  };
  const freedoms = new Map<Members, number>();
  const degreesOfFreedom = (members: Members) => {
    const known = freedoms.get(members) ?? stackedDomain(stack(), members()).degreesOfFreedom;
    freedoms.set(members, known);
    return known;
  };
  const traced = ({ wave, influence }: WaveFigure) => ({ wave, influence: influence() });
  return {
    change(from, to, members) {
      const isDefined = from.estimate.estimate !== null && to.estimate.estimate !== null;
      const variance = isDefined ? stackedVariance(stack(), traced(from), traced(to)) : null;
      const freedom = isDefined ? degreesOfFreedom(members) : 0;
      return changeInOneDesign(from.estimate, to.estimate, variance, freedom, confidence);
    },
    covariance: (figures) => stackedCovariance(stack(), figures.map(traced)),
  };
}

/** The respondents of each wave, read when they are first asked for. */
function samplesOf(waves: readonly Comparison[]): (wave: number) => WaveSample {
  const samples = new Map<number, WaveSample>();
  return (wave) => {
    const known = samples.get(wave) ?? sampleOf(waves[wave]);
    samples.set(wave, known);
    return known;
  };
}

function sampleOf(comparison: Comparison | undefined): WaveSample {
  if (comparison === undefined) throw new RangeError('There is no such wave.');
  const { design, strata, respondents } = comparison.rows();
  return { design, strataLabels: strata, units: comparison.customers(respondents) };
}

/** Each figure's own variance on the diagonal, the others between them. */
function matrixOf(
  figures: readonly WaveFigure[],
  between: (from: WaveFigure, to: WaveFigure) => number,
): Float64Array {
  const size = figures.length;
  const matrix = new Float64Array(size * size);
  for (const [i, to] of figures.entries()) {
    matrix[i * size + i] = (to.estimate.standardError ?? 0) ** 2;
    for (const [j, from] of figures.slice(0, i).entries()) {
      const value = between(from, to);
      matrix[i * size + j] = value;
      matrix[j * size + i] = value;
    }
  }
  return matrix;
}
