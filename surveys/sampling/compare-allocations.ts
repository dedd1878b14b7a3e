import { fewest, type SamplingProblem, type Sizes } from './allocation.ts';
import { costOfAllocation, expectedStandardError } from './allocation-error.ts';
import { type AllocationRequest, allocate, type StratumForecast } from './optimal-allocation.ts';
import { grossSize } from './sample-size.ts';

/** Strata that are reported together, such as all of class A. */
export interface ReportedDomain {
  readonly name: string;
  readonly strata: readonly string[];
}

export interface ComparisonRequest {
  readonly strata: ReadonlyMap<string, StratumForecast>;
  /** Answers in all. */
  readonly total: number;
  /** What the answers of the cost-optimal allocation may cost; absent: what those of the proportional one cost. */
  readonly budget?: number;
  /** In each stratum; 2 when absent. */
  readonly minimum?: number;
  /** No stratum in two. */
  readonly domains: readonly ReportedDomain[];
  /** Answers each domain has at least where domains have a minimum. */
  readonly domainMinimum: number;
  /** Quantile of the intervals: 1.96 for 95 %. */
  readonly z: number;
  /** The share of those invited who are expected to answer, by stratum. */
  readonly responseRates: ReadonlyMap<string, number>;
}

/** How sure an estimate can be expected to be; `null` where an allocation leaves it unknown. */
export interface ExpectedError {
  /** Answers. */
  readonly size: number;
  readonly standardError: number | null;
  /** Half of the interval: z times the standard error. */
  readonly margin: number | null;
}

export type ComparedRule = 'proportional' | 'neyman' | 'optimal' | 'domainMinimum';

/** One way to divide the sample, with what can be expected of it. */
export interface ComparedAllocation {
  readonly rule: ComparedRule;
  readonly sizes: Sizes;
  readonly whole: ExpectedError;
  readonly domains: readonly (ExpectedError & { readonly name: string })[];
  readonly cost: number;
  /** Customers to invite in each stratum, so that so many answer; all of them where that is not enough. */
  readonly invitations: Sizes;
  /** Strata that are too small for so many answers at the rates expected. */
  readonly short: readonly string[];
}

export type AllocationRow =
  | ComparedAllocation
  | { readonly rule: ComparedRule; readonly problems: readonly SamplingProblem[] };

/**
 * The same sample divided in four ways, each with the sizes of its strata, the error that can be expected of the whole and
 * of each domain, and what it costs: in proportion; by Neyman, for the least error of the whole with so many answers; by
 * cost, for the least error with so much money; in proportion with a minimum for each domain.
 *
 * A domain is made of whole strata, so that its error is that of a population of its own
 * (`expectedStandardError`; Cochran 1977, §5.5 and §5A.8).
 *
 * @returns for a way that does not exist the problems of `allocate`
 * @throws RangeError as `allocate`, or when a rate is no share above 0
 */
export function compareAllocations(request: ComparisonRequest): readonly AllocationRow[] {
  const { strata, total, minimum = fewest, domains, domainMinimum } = request;
  const rowOf = (
    rule: ComparedRule,
    { rule: by, aim, domains: of = [] }: Omit<AllocationRequest, 'strata'>,
  ) => {
    const allocation = allocate({ strata, rule: by, aim, minimum, domains: of });
    if ('problems' in allocation) return { rule, problems: allocation.problems };
    return expectedOf(rule, allocation.sizes, request);
  };
  const proportional = rowOf('proportional', { rule: { rule: 'proportional' }, aim: { total } });
  const spent = 'cost' in proportional ? proportional.cost : null;
  const budget = request.budget ?? spent;
  return [
    proportional,
    rowOf('neyman', { rule: { rule: 'neyman' }, aim: { total } }),
    budget === null
      ? { rule: 'optimal', problems: 'problems' in proportional ? proportional.problems : [] }
      : rowOf('optimal', { rule: { rule: 'optimal' }, aim: { budget } }),
    rowOf('domainMinimum', {
      rule: { rule: 'proportional' },
      aim: { total },
      domains: domains.map((domain) => ({ strata: domain.strata, minimum: domainMinimum })),
    }),
  ];
}

function expectedOf(
  rule: ComparedRule,
  sizes: Sizes,
  { strata, domains, z, responseRates }: ComparisonRequest,
): ComparedAllocation {
  const errorOf = (names: readonly string[]): ExpectedError => {
    const of = new Map([...strata].filter(([stratum]) => names.includes(stratum)));
    const standardError = of.size === 0 ? null : expectedStandardError(of, sizes);
    const size = names.reduce((sum, stratum) => sum + (sizes.get(stratum) ?? 0), 0);
    return { size, standardError, margin: standardError === null ? null : z * standardError };
  };
  const needed = [...sizes].map(([stratum, size]) => {
    const rate = responseRates.get(stratum) ?? 1;
    const gross = size === 0 ? 0 : grossSize({ size, designEffect: 1, responseRate: rate, eligibility: 1 });
    // what is whole but for rounding errors stays what it is
    const whole = Math.ceil(gross - 1e-9);
    const population = strata.get(stratum)?.population ?? 0;
    return { stratum, invited: Math.min(whole, population), isShort: whole > population };
  });
  return {
    rule,
    sizes,
    whole: errorOf([...strata.keys()]),
    domains: domains.map(({ name, strata: names }) => ({ name, ...errorOf(names) })),
    cost: costOfAllocation(strata, sizes),
    invitations: new Map(needed.map(({ stratum, invited }) => [stratum, invited])),
    short: needed.filter(({ isShort }) => isShort).map(({ stratum }) => stratum),
  };
}
