import type { SamplingProblem, Sizes } from './allocation.ts';
import { costOfAllocation, expectedStandardError } from './allocation-error.ts';
import { fewestAnswers, type PrecisionAim } from './answers-needed.ts';
import { type AllocationRequest, allocate, type StratumForecast } from './optimal-allocation.ts';
import { grossSize } from './sample-size.ts';

/** Strata that are reported together, such as all of class A. */
export interface ReportedDomain {
  readonly name: string;
  readonly strata: readonly string[];
}

export interface ComparisonRequest {
  /** With the shares of those invited who are expected to answer. */
  readonly strata: ReadonlyMap<string, StratumForecast>;
  /** Answers in all, or what each way has to reach with as few as it can. */
  readonly aim: { readonly total: number } | PrecisionAim;
  /** With a total, what the answers of the cost-optimal allocation may cost; absent: what those of the proportional one cost. */
  readonly budget?: number;
  /** In each stratum; 2 when absent. */
  readonly minimum?: number;
  /** No stratum in two. */
  readonly domains: readonly ReportedDomain[];
  /** Answers each domain has at least where domains have a minimum. */
  readonly domainMinimum: number;
  /** Quantile of the intervals: 1.96 for 95 %. */
  readonly z: number;
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
  /** Where domains have a minimum, those that cannot give so many answers. */
  readonly belowMinimum: readonly string[];
}

export type AllocationRow =
  | ComparedAllocation
  | { readonly rule: ComparedRule; readonly problems: readonly SamplingProblem[] };

/**
 * A sample divided in four ways, each with the sizes of its strata, the error that can be expected of the whole and of each
 * domain, and what it costs: in proportion; by Neyman, for the least error of the whole with so many answers; by cost, for
 * the least error with so much money; in proportion with a minimum for each domain. Where a precision is the aim, each way
 * has the fewest answers that reach it, the cost-optimal one at the least cost.
 *
 * A domain is made of whole strata, so that its error is that of a population of its own
 * (`expectedStandardError`; Cochran 1977, §5.5 and §5A.8).
 *
 * @returns for a way that does not exist the problems of `allocate` or `fewestAnswers`
 * @throws RangeError as `allocate` and `fewestAnswers`
 */
export function compareAllocations(request: ComparisonRequest): readonly AllocationRow[] {
  const { strata, aim, minimum, domains, domainMinimum } = request;
  const rowOf = (
    rule: ComparedRule,
    by: AllocationRequest['rule'],
    of: Pick<AllocationRequest, 'domains'> & { readonly budget?: number } = {},
  ): AllocationRow => {
    const how = {
      ...{ strata, rule: by, domains: of.domains ?? [] },
      ...(minimum === undefined ? {} : { minimum }),
    };
    const total = of.budget === undefined ? aim : { budget: of.budget };
    const allocation =
      'total' in total || 'budget' in total ? allocate({ ...how, aim: total }) : fewestAnswers(how, total);
    if ('problems' in allocation) return { rule, problems: allocation.problems };
    return expectedOf(rule, allocation.sizes, request);
  };
  const proportional = rowOf('proportional', { rule: 'proportional' });
  const budget = budgetOf(request, proportional);
  return [
    proportional,
    rowOf('neyman', { rule: 'neyman' }),
    rowOf('optimal', { rule: 'optimal' }, budget === null ? {} : { budget }),
    rowOf(
      'domainMinimum',
      { rule: 'proportional' },
      { domains: domains.map(({ strata: names }) => ({ strata: names, minimum: domainMinimum })) },
    ),
  ];
}

/** What the cost-optimal way may cost; `null` where a precision, or nothing that could be had, is wanted. */
function budgetOf({ aim, budget }: ComparisonRequest, proportional: AllocationRow): number | null {
  if (!('total' in aim)) return null;
  return budget ?? ('cost' in proportional ? proportional.cost : null);
}

function expectedOf(
  rule: ComparedRule,
  sizes: Sizes,
  { strata, domains, domainMinimum, z }: ComparisonRequest,
): ComparedAllocation {
  const errorOf = (names: readonly string[]): ExpectedError => {
    const of = new Map([...strata].filter(([stratum]) => names.includes(stratum)));
    const standardError = of.size === 0 ? null : expectedStandardError(of, sizes);
    const size = names.reduce((sum, stratum) => sum + (sizes.get(stratum) ?? 0), 0);
    return { size, standardError, margin: standardError === null ? null : z * standardError };
  };
  const expected = domains.map(({ name, strata: names }) => ({ name, ...errorOf(names) }));
  const needed = [...sizes].map(([stratum, size]) => {
    const { population, responseRate = 1 } = strata.get(stratum) ?? { population: 0 };
    const gross = size === 0 ? 0 : grossSize({ size, designEffect: 1, responseRate, eligibility: 1 });
    // what is whole but for rounding errors stays what it is
    const whole = Math.ceil(gross - 1e-9);
    return { stratum, invited: Math.min(whole, population), isShort: whole > population };
  });
  return {
    rule,
    sizes,
    whole: errorOf([...strata.keys()]),
    domains: expected,
    cost: costOfAllocation(strata, sizes),
    invitations: new Map(needed.map(({ stratum, invited }) => [stratum, invited])),
    short: needed.filter(({ isShort }) => isShort).map(({ stratum }) => stratum),
    belowMinimum:
      rule === 'domainMinimum'
        ? expected.filter(({ size }) => size < domainMinimum).map(({ name }) => name)
        : [],
  };
}
