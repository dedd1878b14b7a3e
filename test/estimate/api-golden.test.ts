import { describe, expect, test } from 'vitest';
import { type Golden, golden, hasReference } from '#test/helpers/reference.ts';
import { by, clus1, designs, estimates, strat, without } from './api-samples.ts';
import { estimated, expectNear, lineOf } from './reference.ts';

const stypes = [
  { variables: ['stype'], totals: { E: 4421, H: 755, M: 1018 } },
  { variables: ['sch.wide'], totals: { No: 1072, Yes: 5122 } },
];
const [stype] = stypes;
const api99 = { variable: 'api99', total: 3914069 };
const calibrations = {
  clus1_postStratify_stype: ['apiclus1.csv', clus1, { method: 'poststratification', margins: [stype] }],
  clus1_rake_converged: ['apiclus1.csv', clus1, { method: 'raking', margins: stypes, variance: 'rake' }],
  clus1_calibrate_raking: ['apiclus1.csv', clus1, { method: 'raking', margins: stypes }],
  clus1_calibrate_linear_stype_api99: ['apiclus1.csv', clus1, { method: 'linear', margins: [stype, api99] }],
  strat_calibrate_linear_stype_api99: ['apistrat.csv', strat, { method: 'linear', margins: [stype, api99] }],
  strat_rake_converged: ['apistrat.csv', strat, { method: 'raking', margins: stypes, variance: 'rake' }],
} as const;

/** Estimate and standard error; the interval too, where R's has the same degrees of freedom. */
function expectLine(line: ReturnType<typeof lineOf>, expected: Golden, key: string, what: string) {
  const estimate = expected.estimate[key];
  expectNear(line.estimate, estimate, what);
  expectNear(line.standardError, expected.se[key], `${what} standard error`, 1e-9 * Math.abs(estimate));
  if (expected.degf !== line.degreesOfFreedom) return;
  expectNear(line.lower, expected.ci_t95[key][0], `${what} lower`);
  expectNear(line.upper, expected.ci_t95[key][1], `${what} upper`);
}

function expectDomains(run: Awaited<ReturnType<typeof estimated>>, expected: Golden) {
  for (const domain of ['E', 'H', 'M']) {
    expectLine(lineOf(run, 'ratio', { domain }), expected.by_stype_ratio, domain, `ratio in ${domain}`);
  }
  for (const domain of ['No', 'Yes']) {
    const lines = run.result.estimates.filter(
      (row) => row.name === 'ratio' && row.domain?.['sch.wide'] === domain,
    );
    expectLine(lines[0] as never, expected.by_schwide_ratio, domain, `ratio in ${domain}`);
  }
  const improved = run.result.estimates.find(
    (row) => row.name === 'ratio' && row.domain?.['comp.imp'] === 'Yes',
  );
  expectLine(improved as never, expected.domain_compimp_ratio, 'api00/api99', 'ratio of the improved');
  expect(improved?.degreesOfFreedom).toBe(expected.domain_compimp_ratio.degf);
}

describe.skipIf(!hasReference)(
  'the California samples, against R survey (reference data beside the repository)',
  () => {
    const api = hasReference ? golden('api') : {};

    test.each(Object.entries(designs))('%s', async (name, [file, design]) => {
      const expected = api[name];
      const run = await estimated(file, { design, estimates, by });
      expect(run.result.design).toMatchObject({ rows: expected.n, degreesOfFreedom: expected.degf });
      expectNear(run.result.design.populationSize, expected.sum_weights, 'population');
      expectNear(run.result.design.weights.kishDesignEffect, expected.kish.deff_w, 'Kish');
      expectNear(run.result.design.weights.effectiveSize, expected.kish.neff, 'effective size');
      for (const mean of ['api00', 'api99'])
        expectLine(lineOf(run, mean), expected.mean_api00_api99, mean, mean);
      expectNear(lineOf(run, 'api00').designEffect, expected.mean_api00_deff.deff.api00, 'design effect');
      expectLine(lineOf(run, 'enroll'), expected.total_enroll, 'enroll', 'total');
      for (const target of ['E', 'H', 'M']) {
        expectLine(
          lineOf(run, 'stype', { target }),
          expected.mean_stype,
          `stype${target}`,
          `share of ${target}`,
        );
        expectLine(
          lineOf(run, 'api00', { domain: target }),
          expected.by_stype_mean,
          target,
          `mean in ${target}`,
        );
      }
      expectLine(lineOf(run, 'ratio'), expected.ratio_api00_api99, 'api00/api99', 'ratio');
      expectNear(
        lineOf(run, 'ratio').designEffect,
        expected.ratio_api00_api99.deff['api00/api99'],
        'ratio design effect',
      );
      expectLine(lineOf(run, 'students'), expected.ratio_apistu_enroll, 'api.stu/enroll', 'students');
      const improved = run.result.estimates.find(
        (row) => row.name === 'api00' && row.domain?.['comp.imp'] === 'Yes',
      );
      expectLine(improved as never, expected.domain_compimp_mean, 'api00', 'mean of the improved');
      expectDomains(run, expected);
    });

    describe.each(Object.entries(calibrations))('%s', (name, [file, design, calibration]) => {
      test('weights, estimates and domains', async () => {
        const expected = api[name];
        const run = await estimated(file, { design, calibration, estimates, by });
        for (const [row, weight] of expected.weights.entries())
          expectNear(run.weights[row], weight, `weight ${row}`);
        expectLine(lineOf(run, 'api00'), expected.mean_api00, 'api00', 'mean');
        expectLine(lineOf(run, 'enroll'), expected.total_enroll, 'enroll', 'total');
        expectLine(lineOf(run, 'ratio'), expected.ratio, 'api00/api99', 'ratio');
        expectDomains(run, expected);
      });
    });

    test('linear calibration within bounds', async () => {
      const expected = api.clus1_calibrate_linear_bounded;
      const factors = expected.weights.map((weight: number) => weight / 33.846996307373);
      const bounds = [Math.min(...factors), Math.max(...factors)].map((bound) => Number(bound.toFixed(6)));
      const calibration = { method: 'linear', margins: [stype, api99], bounds };
      const run = await estimated('apiclus1.csv', { design: clus1, calibration, estimates, by });
      for (const [row, weight] of expected.weights.entries())
        expectNear(run.weights[row], weight, `weight ${row}`);
      expectLine(lineOf(run, 'ratio'), expected.ratio, 'api00/api99', 'ratio');
      expectLine(lineOf(run, 'api00'), expected.mean_api00, 'api00', 'mean');
      expectDomains(run, expected);
    });

    test('weights trimmed between 25 and 45', async () => {
      const expected = api.clus1_trim_25_45;
      const trim = { lower: 25, upper: 45 };
      const calibration = { method: 'linear', margins: [stype, api99], trim };
      const run = await estimated('apiclus1.csv', { design: clus1, calibration, estimates });
      for (const [row, weight] of expected.strict.entries())
        expectNear(run.weights[row], weight, `weight ${row}`);
      expectLine(lineOf(run, 'api00'), expected.mean_api00_strict, 'api00', 'mean');
    });

    test.each([
      ['rep_clus1_JK1', 'apiclus1.csv', clus1, { type: 'JK1' }, undefined],
      ['rep_strat_JKn', 'apistrat.csv', strat, { type: 'JKn' }, undefined],
      ['rep_strat_JKn_nofpc', 'apistrat.csv', without(strat), { type: 'JKn' }, undefined],
      [
        'rep_clus1_JK1_postStratify',
        'apiclus1.csv',
        clus1,
        { type: 'JK1' },
        { method: 'poststratification', margins: [stype] },
      ],
      [
        'rep_clus1_bootstrap',
        'apiclus1.csv',
        clus1,
        { type: 'given', file: 'apiclus1_repw_bootstrap.csv', scale: 0.0053840631730079 },
        undefined,
      ],
    ] as const)('%s', async (name, file, design, replicates, calibration) => {
      const expected = api[name];
      const run = await estimated(file, {
        design,
        replicates,
        estimates,
        by,
        ...(calibration && { calibration }),
      });
      expect(run.result.design.degreesOfFreedom).toBe(expected.degf);
      for (const mean of ['api00', 'api99']) expectLine(lineOf(run, mean), expected.mean, mean, mean);
      expectLine(lineOf(run, 'enroll'), expected.total_enroll, 'enroll', 'total');
      expectLine(lineOf(run, 'ratio'), expected.ratio, 'api00/api99', 'ratio');
      const wide = (domain: string) =>
        run.result.estimates.find((row) => row.name === 'ratio' && row.domain?.['sch.wide'] === domain);
      for (const domain of ['No', 'Yes'])
        expectLine(wide(domain) as never, expected.by_schwide_ratio, domain, domain);
      const improved = run.result.estimates.find(
        (row) => row.name === 'ratio' && row.domain?.['comp.imp'] === 'Yes',
      );
      expectLine(improved as never, expected.domain_compimp_ratio, 'api00/api99', 'the improved');
      expect(improved?.degreesOfFreedom).toBe(expected.domain_compimp_ratio.degf);
    });
  },
);
