import { type ComparedWave, type ComparedWaves, comparedFigure } from './compared-waves.ts';
import { breakOf, type Continuity, continuityOf } from './continuity.ts';
import { isDeclared, type TracedFigure } from './figures.ts';
import type { ChangePart, Decomposition, DecompositionReason, StratumReport } from './report.ts';
import { type Change, changeInOneDesign } from './sampling-error/waves.ts';
import type { StandardizedIndex } from './wave-comparison.ts';

/**
 * What of each change of the overall index and its factors is real, and what is composition, for every later wave
 * against every earlier one:
 *
 *     C₂ − C₁ = [C₂* − C₁] + [C₂ − C₂*]
 *
 * with C₂* the figure of the later wave where each stratum has, instead of its share of the population, the one it had
 * in the earlier population: every weight times r_h = (N_h1/N_1) / (N_h2/N_2). Kitagawa, "Components of a difference
 * between two rates", Journal of the American Statistical Association 50 (1955).
 */
export function decompositionsOf(compared: ComparedWaves): Decomposition[] {
  const { waves } = compared;
  return waves.flatMap((to, later) =>
    waves.slice(0, later).flatMap((from) => decompositionsBetween(compared, from, to)),
  );
}

/** The later wave with the strata of the earlier one, or why there is no such thing. */
type Standardized =
  | { readonly index: StandardizedIndex; readonly reason: null }
  | { readonly index: null; readonly reason: DecompositionReason };

function decompositionsBetween(
  compared: ComparedWaves,
  from: ComparedWave,
  to: ComparedWave,
): Decomposition[] {
  const standardized = standardizedTo(from, to);
  const continuity = continuityOf(compared.steps, from.wave, to.wave);
  const later = new Map(indexOf(to.comparison.figures).map((traced) => [traced.figure.target, traced]));
  return indexOf(from.comparison.figures).flatMap((earlier): Decomposition[] => {
    const { target } = earlier.figure;
    const other = later.get(target);
    if (other === undefined) return [];
    const place = { target, from: from.wave.report.key, to: to.wave.report.key };
    const reason = undivided(target, continuity, earlier, other) ?? standardized.reason;
    const [before, after] = [earlier.figure.estimate, other.figure.estimate];
    if (standardized.index === null || reason !== null || before === null || after === null) {
      return [{ ...place, difference: null, real: null, composition: null, reason }];
    }
    const parts = partsOf(compared, standardized.index, [from, earlier], [to, other]);
    return [{ ...place, difference: after - before, ...parts }];
  });
}

function indexOf(figures: readonly TracedFigure[]): TracedFigure[] {
  return figures.filter(
    ({ figure: { name, target, domain } }) => name === 'csi' && domain === null && isDeclared(target),
  );
}

function undivided(
  target: string,
  continuity: Continuity,
  ...figures: readonly TracedFigure[]
): DecompositionReason | null {
  const isDefined = figures.every(({ figure }) => figure.estimate !== null);
  return breakOf({ name: 'csi', target }, continuity) ?? (isDefined ? null : 'estimate-undefined');
}

function standardizedTo(from: ComparedWave, to: ComparedWave): Standardized {
  const strata = from.wave.report.sampling.strata.filter(isInPopulation);
  const others = to.wave.report.sampling.strata.filter(isInPopulation);
  const reason = incomparable(strata, others);
  if (reason !== null) return { index: null, reason };
  const [before, after] = [strata, others].map(sharesOf);
  const factors = strata.map(
    ({ stratum }, place) => [stratum, (before?.[place] ?? 0) / (after?.[place] ?? 1)] as const,
  );
  const isSame = factors.every(([, factor]) => factor === 1);
  return { index: isSame ? asItIs(to) : to.comparison.standardized(new Map(factors)), reason: null };
}

/** The index of a wave whose strata have kept their shares. */
function asItIs({ comparison }: ComparedWave): StandardizedIndex {
  return {
    figures: indexOf(comparison.figures),
    differenceVariance: () => 0,
    influenceOf: (figure) => comparison.rows().influenceOf(figure, null),
  };
}

/** N_h/N. */
function sharesOf(strata: readonly StratumReport[]): number[] {
  const sizes = strata.map(({ population }) => population ?? Number.NaN);
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  return sizes.map((size) => size / whole);
}

function isInPopulation({ population }: StratumReport): boolean {
  return population === null || population > 0;
}

function incomparable(
  strata: readonly StratumReport[],
  others: readonly StratumReport[],
): DecompositionReason | null {
  const all = [...strata, ...others];
  if (all.length === 0 || all.some(({ population }) => population === null)) return 'population-unknown';
  const areSame =
    strata.length === others.length &&
    strata.every(({ stratum }, place) => stratum === others[place]?.stratum);
  if (!areSame) return 'strata-differ';
  return all.some(({ respondents }) => respondents === 0) ? 'stratum-without-answers' : null;
}

/** A standard error this small beside C is rounding: the two ways to weight come to the same. */
const ROUNDING = 1e-12;

function partsOf(
  { joint, everybody, confidence }: ComparedWaves,
  index: StandardizedIndex,
  [from, earlier]: readonly [ComparedWave, TracedFigure],
  [to, later]: readonly [ComparedWave, TracedFigure],
): Pick<Decomposition, 'real' | 'composition' | 'reason'> {
  const standardized = index.figures.find(({ figure }) => figure.target === later.figure.target);
  const [asked, own] = [standardized?.statistic, later.statistic];
  if (!standardized || !asked || asked.value === null || own.value === null) {
    return { real: null, composition: null, reason: 'estimate-undefined' };
  }
  const real = joint.change(
    comparedFigure(from, earlier),
    comparedFigure(to, standardized, index.influenceOf),
    everybody,
  );
  const variance = index.differenceVariance(own, asked);
  const composition = changeInOneDesign(
    standardized.figure,
    later.figure,
    variance !== null && variance < (ROUNDING * own.value) ** 2 ? 0 : variance,
    later.figure.degreesOfFreedom ?? 0,
    confidence,
  );
  return { real: partOf(real), composition: partOf(composition), reason: null };
}

function partOf({ statistic: _, ...part }: Change): ChangePart {
  return part;
}
