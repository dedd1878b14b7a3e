import { CompensatedSum } from '../statistics/compensated-sum.ts';
import type { Design } from './design.ts';
import type { Domain } from './domains.ts';
import { projectInfluence } from './projection.ts';

/** Answers to one question, one number per row; NaN where there is none (missing, not applicable). */
export type Answers = Float64Array;

/** An item asked twice. Only rows that answered both count. */
export interface Pair<C = Answers> {
  /** a: what was expected. */
  readonly expectation: C;
  /** b: what was perceived. */
  readonly perception: C;
}

/** How many rows a figure rests on, and their weights. */
export interface Base {
  /** Rows with a positive weight that answered. */
  readonly n: number;
  readonly weight: number;
  readonly squaredWeight: number;
  /** Of a composite: how many answered the part that fewest answered. Absent: `n`, as of a figure without parts. */
  readonly fewest?: number;
}

/** How a figure changes with one answer: weight × slope × (answer − centre). */
export interface AnswerTerm<C = Answers> {
  readonly kind: 'answer';
  readonly answers: C;
  readonly centre: number;
  readonly slope: number;
}

/** How a figure changes with a pair of answers, the sum of both sides; rows with half a pair do not count. */
export interface PairTerm<C = Answers> {
  readonly kind: 'pair';
  readonly pair: Pair<C>;
  readonly expectationCentre: number;
  readonly expectationSlope: number;
  readonly perceptionCentre: number;
  readonly perceptionSlope: number;
}

export type Term<C = Answers> = AnswerTerm<C> | PairTerm<C>;

/** Why a figure is not defined. */
export type UndefinedReason =
  /** Nobody is in the domain. */
  | 'no-rows'
  /** Nobody in the domain answered (a pair: both sides). */
  | 'no-answers'
  /** Everybody who answered has weight 0. */
  | 'zero-weight'
  /** An item with a weight in the composite has no answers, so the composite as declared does not exist. */
  | 'item-without-answers'
  /** The expectations, counted from the origin, add up to nothing or less: C has no denominator. */
  | 'expectation-not-positive'
  /** The denominator of a ratio is 0. */
  | 'zero-denominator'
  /** The arithmetic left the range of numbers. */
  | 'not-finite';

/**
 * A statistic with its first-order behaviour: the terms add up to its influence on every row.
 * Everything about its sampling error follows from these, whatever the statistic.
 *
 * `C` is what a column of answers is: the answers themselves, or the name by which sums of them are known.
 */
export interface DefinedFigure<C = Answers> {
  readonly value: number;
  readonly base: Base;
  readonly terms: readonly Term<C>[];
  /** Where the figure is a ratio: its two sides, for Fieller's interval. */
  readonly ratio?: { readonly numerator: DefinedFigure<C>; readonly denominator: DefinedFigure<C> };
}

export interface UndefinedFigure {
  readonly value: null;
  readonly reason: UndefinedReason;
  readonly base: Base;
}

export type Figure<C = Answers> = DefinedFigure<C> | UndefinedFigure;

/** A defined figure, or the reason there is none when its value is not a finite number. */
export function figure<C>(defined: DefinedFigure<C>): Figure<C> {
  if (Number.isFinite(defined.value)) return defined;
  return { value: null, reason: 'not-finite', base: defined.base };
}

/** The term of a figure multiplied by a constant. */
export function scaledTerm<C>(term: Term<C>, factor: number): Term<C> {
  if (term.kind === 'answer') return { ...term, slope: term.slope * factor };
  return {
    ...term,
    expectationSlope: term.expectationSlope * factor,
    perceptionSlope: term.perceptionSlope * factor,
  };
}

/** An influence ready for the variance, and the spread the same answers would have in a simple random sample. */
export interface Influence {
  /** u, one number per row of the design: weighted, 0 outside the domain, calibration taken out. */
  readonly values: Float64Array;
  /** Population variance of u/w among the rows that answered (R `svyvar`); `null` for fewer than two. */
  readonly spread: number | null;
}

/**
 * The influence of a figure on every row.
 *
 * @param into written over and returned as `values`; give a scratch array to spare the memory of a new one.
 */
export function linearize(
  design: Design,
  domain: Domain,
  { terms, base }: DefinedFigure,
  into: Float64Array = new Float64Array(design.weights.length),
): Influence {
  into.fill(0);
  for (const term of terms) addTerm(term, design.weights, domain.rows, into);
  const spread = spreadOf(into, design.weights, domain.rows, base);
  for (const projection of design.projections) projectInfluence(projection, design.weights, into);
  return { values: into, spread };
}

function addTerm(term: Term, weights: Float64Array, rows: Int32Array | null, into: Float64Array): void {
  if (term.kind === 'answer') addAnswerTerm(term, weights, rows, into);
  else addPairTerm(term, weights, rows, into);
}

function addAnswerTerm(
  { answers, centre, slope }: AnswerTerm,
  weights: Float64Array,
  rows: Int32Array | null,
  into: Float64Array,
): void {
  const count = rows === null ? weights.length : rows.length;
  for (let place = 0; place < count; place++) {
    const row = rows === null ? place : (rows[place] as number);
    const answer = answers[row] as number;
    if (Number.isNaN(answer)) continue;
    into[row] = (into[row] as number) + (weights[row] as number) * slope * (answer - centre);
  }
}

function addPairTerm(
  { pair, expectationCentre, expectationSlope, perceptionCentre, perceptionSlope }: PairTerm,
  weights: Float64Array,
  rows: Int32Array | null,
  into: Float64Array,
): void {
  const { expectation, perception } = pair;
  const count = rows === null ? weights.length : rows.length;
  for (let place = 0; place < count; place++) {
    const row = rows === null ? place : (rows[place] as number);
    const a = expectation[row] as number;
    const b = perception[row] as number;
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    const change = perceptionSlope * (b - perceptionCentre) + expectationSlope * (a - expectationCentre);
    into[row] = (into[row] as number) + (weights[row] as number) * change;
  }
}

/** n/(n − 1) · (Σ w z²/Σw − z̄²), z = u/w, over the rows that answered; the others have u = 0. */
function spreadOf(
  influence: Float64Array,
  weights: Float64Array,
  rows: Int32Array | null,
  { n, weight }: Base,
): number | null {
  if (n < 2) return null;
  const count = rows === null ? weights.length : rows.length;
  const total = new CompensatedSum();
  let squares = 0;
  for (let place = 0; place < count; place++) {
    const row = rows === null ? place : (rows[place] as number);
    const u = influence[row] as number;
    if (u === 0) continue;
    total.add(u);
    squares += (u * u) / (weights[row] as number);
  }
  const mean = total.value / weight;
  return (n / (n - 1)) * (squares / weight - mean * mean);
}
