import { fewest, populationProblems, type SamplingProblem, type Sizes } from './allocation.ts';
import {
  type Aim,
  type Bounded,
  roundedByLargestRemainder,
  type Share,
  sharesWithin,
  sumOfSizes,
} from './bounded-shares.ts';
import { byCodePoints } from './code-point-order.ts';

/** What is known, or expected, of a stratum before it is sampled. */
export interface StratumForecast {
  /** N_h. */
  readonly population: number;
  /** S_h: the standard deviation of what is measured; of C that of (b − Ca)/ā. */
  readonly spread: number;
  /** c_h: what one answer costs, in any currency; 1 when absent. */
  readonly cost?: number;
  /** r_h: the share of those invited who answer; 1 when absent. Answers are then no more than r_h N_h. */
  readonly responseRate?: number;
}

/** The most answers that a stratum can be expected to give: ⌊r_h N_h⌋, but those a variance needs. */
export function obtainable({ population, responseRate = 1 }: StratumForecast): number {
  return Math.max(Math.min(fewest, population), Math.floor(population * responseRate + 1e-9));
}

/**
 * Which strata get more, as data that can be stored:
 *
 * - 'proportional': n_h ∝ N_h
 * - 'neyman': n_h ∝ N_h S_h, the least variance of the whole for a number of answers (Neyman 1934)
 * - 'optimal': n_h ∝ N_h S_h/√c_h, the least variance for a budget (Cochran, Sampling Techniques, 1977, §5.5)
 * - 'power': n_h ∝ N_h^q, 0 ≤ q ≤ 1, a compromise for reporting strata one by one: 0 gives all the same, 1 is
 *   proportional (Bankier 1988, with equal coefficients of variation)
 */
export type AllocationRule =
  | { readonly rule: 'proportional' | 'neyman' | 'optimal' }
  | { readonly rule: 'power'; readonly exponent: number };

/** How much in all: a number of answers, a budget Σ c_h n_h, or the variance of the estimated mean. */
export type AllocationAim =
  | { readonly total: number }
  | { readonly budget: number }
  | { readonly variance: number };

/** Strata reported together, which shall have so many answers at least, or be taken whole. */
export interface DomainMinimum {
  readonly strata: readonly string[];
  readonly minimum: number;
}

export interface AllocationRequest {
  readonly strata: ReadonlyMap<string, StratumForecast>;
  readonly rule: AllocationRule;
  readonly aim: AllocationAim;
  /** In each stratum, or the whole of a smaller one; 2 when absent, since a variance needs two. */
  readonly minimum?: number;
  /** Only with a total; no stratum in two. */
  readonly domains?: readonly DomainMinimum[];
}

export interface Allocation {
  /** n_h before rounding. */
  readonly exact: ReadonlyMap<string, number>;
  /** Whole n_h: of a total by largest remainder; of a budget rounded down, of a variance up, so that both hold. */
  readonly sizes: Sizes;
}

/**
 * Divides a sample over strata by a rule. A stratum whose share exceeds the answers it can give is asked as a whole, one
 * with less than the minimum gets that, and the rest is divided again until nothing exceeds any more. Domains that come
 * short of their minimum get it, divided by the same rule inside, at the cost of all others.
 *
 * @returns problems where no allocation exists: 'totalTooSmall', 'totalTooBig' and 'totalBeyondResponse' of a total (of a
 *   budget in its currency), and those of populations
 * @throws RangeError when a spread, cost, rate, exponent, variance or minimum is not usable, or a stratum is in two domains
 */
export function allocate({
  strata,
  rule,
  aim,
  minimum = fewest,
  domains = [],
}: AllocationRequest): Allocation | { readonly problems: readonly SamplingProblem[] } {
  checkForecasts(strata, rule, minimum);
  const plans = plansOf({ strata, rule, minimum });
  const problems = [
    ...populationProblems(new Map(plans.map(({ stratum, population }) => [stratum, population]))),
    ...aimProblems(plans, aim, domains),
  ];
  if (problems.length > 0) return { problems };
  if ('total' in aim) return allocatedTotal(plans, aim.total, domains);
  if (domains.length > 0) throw new RangeError('Minima of domains need a total.');
  const shares = sharesWithin(
    plans,
    'budget' in aim ? sumOfSizes(cappedBudget(plans, aim.budget), costOf) : varianceAim(plans, aim.variance),
  );
  const round = 'budget' in aim ? Math.floor : Math.ceil;
  return {
    exact: exactOf(shares),
    // a size that is whole but for rounding errors stays what it is
    sizes: new Map(
      [...exactOf(shares)].map(([stratum, size]) => [
        stratum,
        Math.abs(size - Math.round(size)) < 1e-9 ? Math.round(size) : round(size),
      ]),
    ),
  };
}

interface Plan extends Bounded {
  readonly spread: number;
  readonly cost: number;
}

type Weighed = Required<Pick<StratumForecast, 'population' | 'spread' | 'cost'>>;

function plansOf({ strata, rule, minimum = fewest }: Omit<AllocationRequest, 'aim'>): readonly Plan[] {
  return [...strata]
    .sort(([one], [other]) => byCodePoints(one, other))
    .map(([stratum, forecast]) => {
      const { population, spread, cost = 1 } = forecast;
      const most = obtainable(forecast);
      const measure = measureOf({ population, spread, cost }, rule);
      return { stratum, population, spread, cost, measure, least: Math.min(minimum, most), most };
    });
}

/** The smallest and the biggest total that can be divided so. */
export function possibleTotals(request: Omit<AllocationRequest, 'aim'>): { least: number; most: number } {
  return totalsOf(plansOf(request), request.domains ?? []);
}

function totalsOf(plans: readonly Plan[], domains: readonly DomainMinimum[]) {
  const inDomains = new Set(domains.flatMap(({ strata }) => strata));
  const outside = plans.filter(({ stratum }) => !inDomains.has(stratum));
  return {
    least:
      outside.reduce((sum, plan) => sum + plan.least, 0) +
      domains.reduce((sum, domain) => sum + neededBy(domain, plans), 0),
    most: plans.reduce((sum, plan) => sum + plan.most, 0),
  };
}

function measureOf({ population, spread, cost }: Weighed, rule: AllocationRule): number {
  switch (rule.rule) {
    case 'proportional':
      return population;
    case 'neyman':
      return population * spread;
    case 'optimal':
      return (population * spread) / Math.sqrt(cost);
    case 'power':
      return population ** rule.exponent;
  }
}

const costOf = ({ cost }: Plan) => cost;

/** More money than a census costs buys no more. */
function cappedBudget(plans: readonly Plan[], budget: number): number {
  return Math.min(
    budget,
    plans.reduce((sum, { cost, most }) => sum + cost * most, 0),
  );
}

/** Σ W²S²(1/n − 1/N) = V₀. What a stratum contributes is −W²S²/n, which grows with n. */
function varianceAim(plans: readonly Plan[], variance: number): Aim<Plan> {
  const whole = plans.reduce((sum, { population }) => sum + population, 0);
  const weighed = ({ population, spread }: Plan) => ((population / whole) * spread) ** 2;
  const census = plans.reduce((sum, plan) => sum + weighed(plan) / plan.population, 0);
  return {
    target: -(variance + census),
    contribution: (plan, size) => (weighed(plan) === 0 ? 0 : -weighed(plan) / size),
    scale: (free, contribution) => {
      const spread = free.reduce(
        (sum, plan) => sum + (weighed(plan) === 0 ? 0 : weighed(plan) / plan.measure),
        0,
      );
      if (spread === 0) return 0;
      return contribution < 0 ? -spread / contribution : Number.POSITIVE_INFINITY;
    },
  };
}

function allocatedTotal(
  plans: readonly Plan[],
  total: number,
  domains: readonly DomainMinimum[],
): Allocation {
  const groups: { shares: readonly Share[]; total: number }[] = [];
  let free = plans;
  let rest = total;
  let open = domains;
  for (;;) {
    const shares = sharesWithin(free, sumOfSizes(rest));
    const sizes = exactOf(shares);
    const short = open.filter((domain) => lackOf(domain, sizes, plans) > 1e-9);
    if (short.length === 0) {
      groups.push({ shares, total: rest });
      break;
    }
    for (const domain of short) {
      const members = plans.filter(({ stratum }) => domain.strata.includes(stratum));
      const needed = neededBy(domain, plans);
      groups.push({ shares: sharesWithin(members, sumOfSizes(needed)), total: needed });
      rest -= needed;
    }
    const settled = new Set(short.flatMap((domain) => domain.strata));
    free = free.filter(({ stratum }) => !settled.has(stratum));
    open = open.filter((domain) => !short.includes(domain));
  }
  const rounded = groups.flatMap(({ shares, total: part }) => [...roundedByLargestRemainder(shares, part)]);
  return {
    exact: exactOf(groups.flatMap(({ shares }) => shares)),
    sizes: new Map(rounded.sort(([one], [other]) => byCodePoints(one, other))),
  };
}

function exactOf(shares: readonly Share[]): ReadonlyMap<string, number> {
  return new Map(
    shares
      .map(({ stratum, size }): [string, number] => [stratum, size])
      .sort(([one], [other]) => byCodePoints(one, other)),
  );
}

/** The minimum of a domain, or all of it where it is smaller; never less than its strata need. */
function neededBy({ strata, minimum }: DomainMinimum, plans: readonly Plan[]): number {
  const members = plans.filter(({ stratum }) => strata.includes(stratum));
  const least = members.reduce((sum, plan) => sum + plan.least, 0);
  const most = members.reduce((sum, plan) => sum + plan.most, 0);
  return Math.max(least, Math.min(minimum, most));
}

function lackOf(domain: DomainMinimum, sizes: ReadonlyMap<string, number>, plans: readonly Plan[]): number {
  const has = domain.strata.reduce((sum, stratum) => sum + (sizes.get(stratum) ?? 0), 0);
  return neededBy(domain, plans) - has;
}

function checkForecasts(strata: AllocationRequest['strata'], rule: AllocationRule, minimum: number): void {
  if (rule.rule === 'power' && !(rule.exponent >= 0 && rule.exponent <= 1))
    throw new RangeError(`Unexpected exponent: ${rule.exponent}`);
  if (!Number.isInteger(minimum) || minimum < 1) throw new RangeError(`Unexpected minimum: ${minimum}`);
  for (const [stratum, { spread, cost = 1, responseRate = 1 }] of strata) {
    if (!(spread >= 0 && spread < Infinity && cost > 0 && cost < Infinity))
      throw new RangeError(`Unexpected spread or cost in stratum ${stratum}: ${spread}, ${cost}`);
    if (!(responseRate > 0 && responseRate <= 1))
      throw new RangeError(`Unexpected response rate in stratum ${stratum}: ${responseRate}`);
  }
}

function aimProblems(
  plans: readonly Plan[],
  aim: AllocationAim,
  domains: readonly DomainMinimum[],
): readonly SamplingProblem[] {
  const inDomains = domains.flatMap(({ strata }) => strata);
  if (new Set(inDomains).size < inDomains.length) throw new RangeError('A stratum is in two domains.');
  const wrong = domains.find(({ minimum }) => !Number.isInteger(minimum) || minimum < 0);
  if (wrong) throw new RangeError(`Unexpected minimum of a domain: ${wrong.minimum}`);
  const unknown = inDomains.filter((name) => !plans.some(({ stratum }) => stratum === name));
  if (unknown.length > 0) return unknown.map((stratum) => ({ stratum, code: 'unknownStratum', params: {} }));
  if ('variance' in aim) {
    if (!(aim.variance >= 0)) throw new RangeError(`Unexpected variance: ${aim.variance}`);
    return [];
  }
  const wholeStratum = (code: SamplingProblem['code'], params: SamplingProblem['params']) => [
    { stratum: null, code, params },
  ];
  if ('budget' in aim) {
    const least = plans.reduce((sum, plan) => sum + plan.cost * plan.least, 0);
    return aim.budget >= least ? [] : wholeStratum('totalTooSmall', { minimum: least });
  }
  if (!Number.isInteger(aim.total)) return wholeStratum('notWhole', {});
  const { least, most } = totalsOf(plans, domains);
  const population = plans.reduce((sum, plan) => sum + plan.population, 0);
  if (aim.total > population) return wholeStratum('totalTooBig', { population });
  if (aim.total > most) return wholeStratum('totalBeyondResponse', { answers: most });
  return aim.total < least ? wholeStratum('totalTooSmall', { minimum: least }) : [];
}
