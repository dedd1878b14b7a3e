import { describe, expect, test } from 'vitest';
import { normalQuantile } from '#reports/statistics/distributions.ts';
import { expectedStandardError } from '#surveys/sampling/allocation-error.ts';
import {
  type AllocationAim,
  type AllocationRule,
  allocate,
  type StratumForecast,
} from '#surveys/sampling/optimal-allocation.ts';
import { eligibleShare, responseRates } from '#surveys/sampling/response-rates.ts';
import {
  sizeForChange,
  sizeForMean,
  sizeForProportion,
  sizeForVariation,
} from '#surveys/sampling/sample-size.ts';
import { golden, hasReference } from '#test/helpers/reference.ts';
import { expectSame } from './sampling-fixture.ts';

type ByStratum = Record<string, number>;

function forecasts(populations: ByStratum, spreads: ByStratum, costs: ByStratum) {
  return new Map(
    Object.entries(populations).map(([stratum, population]): [string, StratumForecast] => [
      stratum,
      { population, spread: spreads[stratum] ?? Number.NaN, cost: costs[stratum] ?? 1 },
    ]),
  );
}

function expectAllocation(
  strata: ReadonlyMap<string, StratumForecast>,
  rule: AllocationRule,
  aim: AllocationAim,
  expected: { nh: ByStratum; se?: number | null },
) {
  const allocation = allocate({ strata, rule, aim });
  if ('problems' in allocation) throw new Error(JSON.stringify(allocation.problems));
  for (const [stratum, size] of Object.entries(expected.nh)) {
    expectSame(allocation.exact.get(stratum), size, `${rule.rule} ${stratum}`, 1e-8);
  }
  if (typeof expected.se === 'number')
    expectSame(expectedStandardError(strata, allocation.exact), expected.se, `${rule.rule} error`, 1e-8);
}

describe.skipIf(!hasReference)('as PracTools and R have it', () => {
  const z = normalQuantile(0.975);

  test('sizes', () => {
    const { mean_moe, mean_cv, prop_moe, ratio_C, wave_change } = golden('analytics').size;
    const mean = { variance: mean_moe.args.S2, margin: mean_moe.args.moe, z };
    expectSame(sizeForMean({ ...mean, population: mean_moe.args.N }), mean_moe.srs, 'mean', 1e-8);
    expectSame(sizeForMean({ ...mean, population: null }), mean_moe.inf, 'mean, endless', 1e-8);
    const { CV0: target, CVpop: variation, N: population } = mean_cv.args;
    expectSame(sizeForVariation({ variation, target, population }), mean_cv.n, 'variation', 1e-8);
    const { e: margin, p: share, N } = prop_moe.args;
    expectSame(sizeForProportion({ share, margin, z, population: N }), prop_moe.n, 'share', 1e-8);
    expectSame(sizeForProportion({ share, margin, z, population: null }), prop_moe.n_inf, 'endless', 1e-8);
    const ratio = { variance: ratio_C.S2_r, margin: 0.01, z };
    expectSame(sizeForMean({ ...ratio, population: null }), ratio_C['n_moe_0.01'], 'C', 1e-8);
    expectSame(sizeForMean({ ...ratio, population: 20_000 }), ratio_C['n_moe_0.01_fpc'], 'C', 1e-8);
    const change = {
      variances: [2.25, 2.25],
      change: 0.2,
      zTest: z,
      zPower: normalQuantile(0.8),
      correlation: 0.6,
    } as const;
    const half = sizeForChange({ ...change, overlap: 0.5 });
    expectSame(half.earlier, wave_change.overlap50_exact, 'half the customers in both waves', 1e-8);
    expect(Math.ceil(half.later)).toBe(wave_change.overlap50.n2);
    expect(Math.ceil(sizeForChange({ ...change, overlap: 0 }).earlier)).toBe(wave_change.indep.n1);
  });

  test('allocations, with their errors', () => {
    const { args, proportional, neyman, totcost, totvar, ...others } = golden('analytics').alloc;
    const { Nh, Sh, ch } = args;
    const strata = forecasts(Nh, Sh, ch);
    const total = { total: 1200 };
    expectAllocation(strata, { rule: 'proportional' }, total, proportional);
    expectAllocation(strata, { rule: 'neyman' }, total, neyman);
    expectAllocation(strata, { rule: 'optimal' }, { budget: 20_000 }, totcost);
    expectAllocation(strata, { rule: 'optimal' }, { variance: 0.005 ** 2 }, totvar);
    expectAllocation(strata, { rule: 'power', exponent: 0.5 }, total, { nh: others['power_alloc_q0.5'] });
    const capped = others.neyman_n4000_capped;
    expectAllocation(forecasts(Nh, capped.Sh, {}), { rule: 'neyman' }, { total: 4000 }, capped);
  });

  test('1,200 customers of the express company, three ways', () => {
    const { N_h, allocation_n1200: expected } = golden('logistics');
    const strata = forecasts(N_h, expected.S_h, expected.cost);
    for (const [rule, name, error] of [
      ['proportional', 'proportional', 'proportional'],
      ['neyman', 'neyman', 'neyman'],
      ['optimal', 'optimal_cost', 'optimal'],
    ] as const) {
      expectAllocation(strata, { rule }, { total: 1200 }, { nh: expected[name], se: expected.se[error] });
    }
  });

  test('AAPOR rates, with e among those whose eligibility is known', () => {
    const { args, e_cases, out } = golden('analytics').aapor;
    const { I, P, R, NC, O, UH, UO, NE } = args;
    const unknown = UH + UO;
    const counts = { complete: I, partial: P, refused: R, noContact: NC, other: O, unknown, notEligible: NE };
    expectSame(eligibleShare(counts), e_cases, 'e', 1e-12);
    const rates = responseRates(counts);
    expect(Object.keys(rates).sort()).toEqual(Object.keys(out).sort());
    for (const [name, rate] of Object.entries(rates)) expectSame(rate, out[name], name, 1e-12);
  });
});
