import { CompensatedSum } from '../statistics/compensated-sum.ts';
import type { Crossed } from './classes.ts';
import { addTimes, type Counts, countOf } from './counts.ts';
import type { WeightingProblem } from './problems.ts';

/** When a weighting class is too thin to stand alone. */
export interface ClassLimits {
  /** Fewest respondents; 0 = any number above none will do. */
  readonly minimum: number;
  /** Largest factor; absent = no limit. */
  readonly maximumFactor?: number | undefined;
}

/** A weighting class, possibly of several collapsed into one, and what was done to its weights. */
export interface WeightingClass {
  /** Labels of the classes it is made of: one unless collapsed. */
  readonly classes: readonly string[];
  /** Eligible units drawn. */
  readonly sampled: number;
  readonly respondents: number;
  /** Σ d of the eligible over Σ d of the respondents. */
  readonly factor: number;
}

export interface NonresponseAdjustment {
  /** Adjusted weight of each respondent; 0 for everybody else. */
  readonly weights: Float64Array;
  readonly classes: readonly WeightingClass[];
  /** Σ d of respondents over Σ d of the eligible: the weighted response rate. */
  readonly responseRate: number;
}

/** Who stands for whom, row by row. */
export interface Standing {
  /** 1 = stands for those of its class who do not. */
  readonly responded: Uint8Array;
  /** 1 = is stood for, by itself or others; `null` = all are. */
  readonly eligible: Uint8Array | null;
  readonly counts: Counts;
}

/**
 * Lets the respondents of each class stand for its nonrespondents:
 *
 *     w = d · Σ d over the eligible of the class / Σ d over its respondents
 *
 * Those known not to be eligible count on neither side. Equal to `svrep::redistribute_weights`. A class of no weight
 * stays without.
 *
 * Thin classes are collapsed one after the other, the one with fewest respondents first, into the class before
 * or after it in the order of the class variables: the one that shares more of the first variables, else the
 * one with fewer respondents, else the one before. So "A|new" joins "A|old" before it would join anything of B.
 */
export function adjustForNonresponse(
  weights: Float64Array,
  classes: Crossed,
  standing: Standing,
  limits: ClassLimits,
): { readonly adjustment: NonresponseAdjustment | null; readonly problems: readonly WeightingProblem[] } {
  const groups = collapse(groupsOf(weights, classes, standing), classes, limits);
  const problems = groups.flatMap((group): WeightingProblem[] => {
    if (factorOf(group) !== null) return [];
    const name = group.members.map((member) => classes.labels[member]).join(', ');
    return [{ code: 'class-without-respondents', class: name, sampled: group.sampled }];
  });
  if (problems.length > 0) return { adjustment: null, problems };
  const { responded, eligible } = standing;
  const factors = new Float64Array(classes.labels.length);
  for (const group of groups) for (const member of group.members) factors[member] = factorOf(group) ?? 0;
  const adjusted = weights.map((weight, row) =>
    responded[row] && isEligible(eligible, row)
      ? weight * (factors[classes.codes[row] as number] as number)
      : 0,
  );
  const total = groups.reduce((sum, { weight }) => sum + weight, 0);
  const responding = groups.reduce((sum, group) => sum + group.responding, 0);
  const described = groups.map((group) => ({
    classes: group.members.map((member) => classes.labels[member] ?? ''),
    sampled: group.sampled,
    respondents: group.respondents,
    factor: factorOf(group) ?? 0,
  }));
  return {
    adjustment: { weights: adjusted, classes: described, responseRate: total > 0 ? responding / total : 0 },
    problems,
  };
}

/**
 * What respondents count times; `null` where none stands for the others. A class of no weight at all, as in a replicate
 * that leaves out its only sampled unit, needs nobody.
 */
function factorOf({ weight, responding }: Group): number | null {
  if (responding > 0) return weight / responding;
  return weight > 0 ? null : 0;
}

interface Group {
  /** Classes in it, in order, all neighbours. */
  readonly members: readonly number[];
  readonly sampled: number;
  readonly respondents: number;
  readonly weight: number;
  readonly responding: number;
}

function groupsOf(
  weights: Float64Array,
  { codes, labels }: Crossed,
  { responded, eligible, counts }: Standing,
): Group[] {
  const sampled = new Float64Array(labels.length);
  const respondents = new Float64Array(labels.length);
  const all = labels.map(() => new CompensatedSum());
  const responding = labels.map(() => new CompensatedSum());
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    if (code < 0 || !isEligible(eligible, row)) continue;
    const [weight, count] = [weights[row] as number, countOf(counts, row)];
    sampled[code] = (sampled[code] as number) + count;
    addTimes(all[code] as CompensatedSum, weight, count);
    if (!responded[row]) continue;
    respondents[code] = (respondents[code] as number) + count;
    addTimes(responding[code] as CompensatedSum, weight, count);
  }
  return labels.flatMap((_, code) =>
    sampled[code] === 0
      ? []
      : [
          {
            members: [code],
            sampled: sampled[code] as number,
            respondents: respondents[code] as number,
            weight: all[code]?.value ?? 0,
            responding: responding[code]?.value ?? 0,
          },
        ],
  );
}

function collapse(groups: readonly Group[], classes: Crossed, limits: ClassLimits): Group[] {
  const left = [...groups];
  while (left.length > 1) {
    const thin = left.filter((group) => isThin(group, limits));
    const fewest = Math.min(...thin.map(({ respondents }) => respondents));
    const place = left.findIndex((group) => thin.includes(group) && group.respondents === fewest);
    if (place < 0) break;
    const first = joinsNext(left, place, classes) ? place : place - 1;
    const [one, other] = [left[first] as Group, left[first + 1] as Group];
    left.splice(first, 2, {
      members: [...one.members, ...other.members],
      sampled: one.sampled + other.sampled,
      respondents: one.respondents + other.respondents,
      weight: one.weight + other.weight,
      responding: one.responding + other.responding,
    });
  }
  return left;
}

function isThin(
  { respondents, weight, responding }: Group,
  { minimum, maximumFactor }: ClassLimits,
): boolean {
  return respondents < minimum || (maximumFactor !== undefined && weight > maximumFactor * responding);
}

function joinsNext(groups: readonly Group[], place: number, { parts }: Crossed): boolean {
  const [before, group, after] = [groups[place - 1], groups[place] as Group, groups[place + 1]];
  if (!before || !after) return after !== undefined;
  const withBefore = sharedParts(parts[before.members.at(-1) ?? 0], parts[group.members[0] ?? 0]);
  const withAfter = sharedParts(parts[group.members.at(-1) ?? 0], parts[after.members[0] ?? 0]);
  return withAfter === withBefore ? after.respondents < before.respondents : withAfter > withBefore;
}

/** How many of the first class variables two classes have in common. */
function sharedParts(one: readonly number[] = [], other: readonly number[] = []): number {
  const differs = one.findIndex((part, place) => part !== other[place]);
  return differs < 0 ? one.length : differs;
}

function isEligible(eligible: Uint8Array | null, row: number): boolean {
  return eligible === null || eligible[row] === 1;
}
