import { meanOf, sharesIn } from '../index/mean.ts';
import type { Answers, Figure } from '../sampling-error/influence.ts';
import type { Sample } from '../sampling-error/sample.ts';

/** Kano's classes of a feature, in the order that settles ties: what does more harm or good comes first. */
export const KANO_CLASSES = [
  /** Its absence dissatisfies; its presence is taken for granted. */
  'must-be',
  /** Satisfies as far as it is there, dissatisfies as far as it is not. */
  'one-dimensional',
  /** Delights; nobody misses it. */
  'attractive',
  'indifferent',
  /** Not wanted. */
  'reverse',
  /** The two answers contradict each other. */
  'questionable',
] as const;

export type KanoClass = (typeof KANO_CLASSES)[number];

/** Class by answers, the functional in the row, the dysfunctional in the column, 1 like to 5 dislike. */
const EVALUATION: readonly (readonly KanoClass[])[] = [
  ['questionable', 'attractive', 'attractive', 'attractive', 'one-dimensional'],
  ['reverse', 'indifferent', 'indifferent', 'indifferent', 'must-be'],
  ['reverse', 'indifferent', 'indifferent', 'indifferent', 'must-be'],
  ['reverse', 'indifferent', 'indifferent', 'indifferent', 'must-be'],
  ['reverse', 'reverse', 'reverse', 'reverse', 'questionable'],
];

/**
 * The class in which each respondent puts a feature: its place in `KANO_CLASSES`, NaN where an answer is missing.
 *
 * Both questions are answered from 1 to 5: like it, must be so, neutral, can live with it, dislike it. Functional: how
 * they would feel with the feature; dysfunctional: without. Evaluation table of Kano, Seraku, Takahashi & Tsuji (1984)
 * as in Berger et al., "Kano's methods for understanding customer-defined quality" (1993).
 *
 * @throws RangeError for another answer, or columns of different lengths
 */
export function kanoClasses(functional: Answers, dysfunctional: Answers): Answers {
  if (functional.length !== dysfunctional.length) {
    throw new RangeError(`Expected ${functional.length} answers, found ${dysfunctional.length}.`);
  }
  return functional.map((answer, row) => {
    const other = dysfunctional[row] as number;
    if (Number.isNaN(answer) || Number.isNaN(other)) return Number.NaN;
    const found = EVALUATION[answer - 1]?.[other - 1];
    if (!found) throw new RangeError(`Unexpected answers: ${answer} and ${other} in row ${row}.`);
    return KANO_CLASSES.indexOf(found);
  });
}

export interface KanoFigures {
  /** Weighted share of each class among all who answered both questions. */
  readonly shares: Readonly<Record<KanoClass, Figure>>;
  /** (A + O)/(A + O + M + I): how far its presence satisfies, 0 to 1. */
  readonly better: Figure;
  /** −(O + M)/(A + O + M + I): how far its absence dissatisfies, −1 to 0. */
  readonly worse: Figure;
  /** The largest class; `null` without answers. */
  readonly category: KanoClass | null;
  /** Whether it is larger than the next by more than chance; `null` without answers. */
  readonly decision: KanoDecision | null;
}

/**
 * A feature as Kano's method sees it, from the class of each respondent (`kanoClasses`).
 *
 * Better and Worse are ratios of weighted counts among the four classes that speak of the feature (Berger et al. 1993);
 * undefined ('no-answers') where everybody is in one of the other two. Ties go to the class that comes first in
 * `KANO_CLASSES`.
 */
export function measureKano(sample: Sample, classes: Answers): KanoFigures {
  const shares = KANO_CLASSES.map((_, place) => meanOf(sample, sharesIn(classes, place)));
  const ofClasses = Object.fromEntries(KANO_CLASSES.map((name, place) => [name, shares[place]]));
  const ordered = largestFirst(shares);
  const [first, second] = ordered;
  const effective = effectiveSize(shares[0]);
  return {
    shares: ofClasses as Record<KanoClass, Figure>,
    better: meanOf(sample, coefficient(classes, { attractive: 1, 'one-dimensional': 1 })),
    worse: meanOf(sample, coefficient(classes, { 'one-dimensional': -1, 'must-be': -1 })),
    category: first?.name ?? null,
    decision:
      first && second && effective !== null
        ? fongTest(first.share * effective, second.share * effective, effective)
        : null,
  };
}

export interface KanoDecision {
  /** |a − b|, in respondents. */
  readonly difference: number;
  /** What the difference has to reach. */
  readonly threshold: number;
  readonly distinguishable: boolean;
}

/** The normal quantile of Fong's test: 90 % both sides, in the two digits in which it was published. */
const FONG_QUANTILE = 1.65;

/**
 * Whether the two most frequent classes, named by a and b of n respondents, are more than chance apart:
 *
 *     |a − b| ≥ 1.65·√((a + b)(2n − a − b)/(2n))
 *
 * Fong, "Using the self-stated importance questionnaire to interpret Kano questionnaire results", Center for Quality of
 * Management Journal 5 (1996). It knows simple random samples; `measureKano` gives it shares of the effective size.
 *
 * @throws RangeError unless n is positive, a and b are not negative and together at most n
 */
export function fongTest(a: number, b: number, n: number): KanoDecision {
  // Shares of an effective size add up to it but for rounding.
  if (!(n > 0 && a >= 0 && b >= 0 && a + b <= n * (1 + 1e-12))) {
    throw new RangeError(`Unexpected counts: ${a} and ${b} of ${n}.`);
  }
  const difference = Math.abs(a - b);
  const threshold = FONG_QUANTILE * Math.sqrt(((a + b) * (2 * n - a - b)) / (2 * n));
  return { difference, threshold, distinguishable: difference >= threshold };
}

/** What each class counts for among the four that speak of the feature; NaN in the other two. */
function coefficient(classes: Answers, counted: Partial<Record<KanoClass, number>>): Answers {
  const values = KANO_CLASSES.map((name) =>
    name === 'reverse' || name === 'questionable' ? Number.NaN : (counted[name] ?? 0),
  );
  return classes.map((place) => values[place] ?? Number.NaN);
}

/** The classes from the largest share down; shares that differ by rounding only keep their order. */
function largestFirst(shares: readonly Figure[]): { readonly name: KanoClass; readonly share: number }[] {
  const known = KANO_CLASSES.flatMap((name, place) => {
    const share = shares[place]?.value ?? null;
    return share === null ? [] : [{ name, share }];
  });
  const rounded = (share: number) => Math.round(share * 1e12);
  return known.sort((one, other) => rounded(other.share) - rounded(one.share));
}

function effectiveSize(share: Figure | undefined): number | null {
  if (!share || share.base.squaredWeight === 0) return null;
  return share.base.weight ** 2 / share.base.squaredWeight;
}
