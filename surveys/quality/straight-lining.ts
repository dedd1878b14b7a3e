import { type Answers, answerTo, isPairAnswer } from '../answers.ts';
import type { Definition } from '../definition.ts';
import type { Grade } from './grade.ts';

/** What is asked of every item on one scale, and so can be ticked down in one line. */
export const halves = ['expectation', 'perception'] as const;
export type Half = (typeof halves)[number];

/** The shares in which the points of a half are chosen in the wave; they sum to 1. */
export type PointShares = ReadonlyMap<number, number>;

/** How evenly one half of the pairs was rated. */
export interface RatedHalf {
  readonly half: Half;
  /** How many items were rated. */
  readonly items: number;
  /** The most items one after another with the same point, in the order of the questionnaire. */
  readonly longestRun: number;
  /** The point chosen most often, and the share of items it was chosen for. */
  readonly point: number;
  readonly share: number;
}

/** The same, with how likely that is. */
export interface HalfLine extends RatedHalf {
  /**
   * How often a run of this length or a longer one would be expected if points were chosen independently in the wave's
   * shares; at most 1. `null` where these are not known.
   */
  readonly chance: number | null;
}

export interface StraightLining {
  readonly kind: 'straightLining';
  readonly grade: Grade;
  /** The halves with enough items, as far as they were judged. */
  readonly halves: readonly HalfLine[];
}

/** With fewer items in a half a line says nothing: a customer may well find five things alike. */
export const fewestItems = 6;
/** From so many items on, a line in both halves at the same point is strong. */
const manyItems = 10;
/** A run less likely than this is worth a note, and of perceptions worth a look. */
const [rare, veryRare] = [1e-3, 1e-6];

/**
 * Whether somebody ticked down a line (non-differentiation). The two halves of pairs are judged apart, because they mean
 * different things: who expects the best of everything, as most do, has one line of expectations and is honest; and who
 * found everything as it should be may have one of perceptions. A line in both is what nobody gives who compares.
 *
 * | grade | |
 * | --- | --- |
 * | `note` | one half is a line, or holds a run expected less than once in 1,000 |
 * | `suspicious` | both halves are lines; or the perceptions are one that is expected less than once in 1,000,000 |
 * | `strong` | both halves are lines at the same point, over 10 items or more |
 *
 * Limits: points are not chosen independently (who is content is content with much), so that chance makes lines look rarer
 * than they are; it orders responses and proves nothing. Where pages are shuffled the order asked is not known, and runs
 * are those of the questionnaire's order; lines are the same in any order.
 *
 * @see Krosnick (1991), Response strategies for coping with the cognitive demands of attitude measures in surveys
 * @see Johnson (2005); Meade & Craig (2012), Identifying careless responses in survey data: the longest string
 * @returns `null` where there is nothing to note, or fewer than six items were rated in each half
 */
export function straightLining(
  definition: Definition,
  answers: Answers,
  shares: Readonly<Partial<Record<Half, PointShares>>>,
): StraightLining | null {
  const pairs = pairKeys(definition);
  const rated = halves.flatMap((half) => ratedHalf(half, pointsOf(pairs, answers, half)) ?? []);
  return lineFlag(rated, ({ half, longestRun, items }) => {
    const known = shares[half];
    return known === undefined ? null : chanceOfRun(longestRun, items, known);
  });
}

/**
 * `straightLining` of halves that were looked at before.
 *
 * @param chanceOf the chance of the longest run of one; `null` where it is not known
 */
export function lineFlag(
  rated: readonly RatedHalf[],
  chanceOf: (half: RatedHalf) => number | null,
): StraightLining | null {
  const lines = rated.map((half): HalfLine => ({ ...half, chance: chanceOf(half) }));
  const grade = gradeOf(lines);
  return grade === null ? null : { kind: 'straightLining', grade, halves: lines };
}

/** The keys of pairs, in the order of the questionnaire. */
export function pairKeys({ pages }: Definition): string[] {
  return pages
    .flatMap(({ questions }) => questions)
    .flatMap(({ kind, key }) => (kind === 'pair' ? [key] : []));
}

/** The points of one half. @param pairs the keys of pairs in the order of the questionnaire */
export function pointsOf(pairs: readonly string[], answers: Answers, half: Half): number[] {
  return pairs.flatMap((key) => {
    const answer = answerTo(answers, key);
    const point = isPairAnswer(answer) ? answer[half] : undefined;
    return typeof point === 'number' ? [point] : [];
  });
}

/** How evenly the points of a half stand; `null` where they are too few to judge. */
export function ratedHalf(half: Half, points: readonly number[]): RatedHalf | null {
  if (points.length < fewestItems) return null;
  const counts = new Map<number, number>();
  for (const point of points) counts.set(point, (counts.get(point) ?? 0) + 1);
  const [[point, most]] = [...counts].toSorted(([, one], [, other]) => other - one) as [[number, number]];
  return {
    half,
    items: points.length,
    longestRun: longestRunIn(points),
    point,
    share: most / points.length,
  };
}

function longestRunIn(points: readonly number[]): number {
  let [longest, run] = [0, 0];
  points.forEach((point, place) => {
    run = place > 0 && points[place - 1] === point ? run + 1 : 1;
    longest = Math.max(longest, run);
  });
  return longest;
}

/**
 * The expected number of runs of at least `length` among `items` independent points, which by Markov's inequality is no less
 * than the probability of one: Σ_k p_k^L · (1 + (n − L)(1 − p_k)), a run being counted where it begins.
 *
 * @returns at most 1
 */
export function chanceOfRun(length: number, items: number, shares: PointShares): number {
  let expected = 0;
  for (const share of shares.values()) {
    expected += share ** length * (1 + (items - length) * (1 - share));
  }
  return Math.min(1, expected);
}

function gradeOf(lines: readonly HalfLine[]): Grade | null {
  const flat = lines.filter(isLine);
  const [one, other] = flat;
  if (one && other) {
    const isMany = Math.min(one.items, other.items) >= manyItems;
    return one.point === other.point && isMany ? 'strong' : 'suspicious';
  }
  if (one?.half === 'perception' && one.chance !== null && one.chance < veryRare) return 'suspicious';
  const isRare = lines.some(({ chance }) => chance !== null && chance < rare);
  return one || isRare ? 'note' : null;
}

function isLine({ longestRun, items }: HalfLine): boolean {
  return longestRun === items;
}
