import { describe, expect, test } from 'vitest';
import { type DataTable, numbersOf } from '#reports/estimate/columns.ts';
import { type Sample, sampleOf } from '#reports/estimate/sample.ts';
import { meanOf } from '#reports/index/mean.ts';
import { ratioOf } from '#reports/index/ratio.ts';
import { totalOf } from '#reports/index/total.ts';
import { type Domain, domainOf, wholeSample } from '#reports/sampling-error/domains.ts';
import { estimateOf } from '#reports/sampling-error/estimate.ts';
import { type DefinedFigure, type Figure, linearize } from '#reports/sampling-error/influence.ts';
import { covarianceOfTotals } from '#reports/sampling-error/linearization.ts';
import { quantileOf } from '#reports/sampling-error/quantile.ts';
import { rowsOf } from '#reports/sampling-error/sample.ts';
import { weightedVariance } from '#reports/statistics/moments.ts';
import { packedFileSource } from '#server/estimate/source.ts';
import { type Golden, golden, hasReference } from '#test/helpers/reference.ts';
import { dataFile, estimated, expectNear, lineOf, specOf, tableOf } from './reference.ts';

const estimates = [
  { name: 'api00', type: 'mean', variable: 'api00' },
  { name: 'api99', type: 'mean', variable: 'api99' },
  { name: 'enroll', type: 'total', variable: 'enroll' },
  { name: 'stype', type: 'proportion', variable: 'stype' },
  { name: 'ratio', type: 'ratio', numerator: 'api00', denominator: 'api99' },
  { name: 'students', type: 'ratio', numerator: 'api.stu', denominator: 'enroll' },
];
const by = [['stype'], ['sch.wide'], ['comp.imp']];

const strat = { weights: 'pw', strata: ['stype'], fpc: ['fpc'] };
const clus1 = { weights: 'pw', clusters: ['dnum'], fpc: ['fpc'] };
const srs = { weights: 'pw', fpc: ['fpc'] };
const without = ({ fpc: _, ...design }: { fpc: string[] }) => design;
const designs = {
  dstrat: ['apistrat.csv', strat],
  dstrat_nofpc: ['apistrat.csv', without(strat)],
  dclus1: ['apiclus1.csv', clus1],
  dclus1_nofpc: ['apiclus1.csv', without(clus1)],
  dsrs: ['apisrs.csv', srs],
  dsrs_nofpc: ['apisrs.csv', without(srs)],
} as const;

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

    describe.each(Object.entries(designs))(
      '%s, what the command does not ask for',
      async (name, [file, design]) => {
        const spec = specOf({
          data: file,
          design,
          by: [['sch.wide']],
          estimates: ['api00', 'api99', 'ell', 'meals']
            .map((variable) => ({ name: variable, type: 'mean', variable }))
            .concat({ name: 'stype', type: 'proportion', variable: 'stype' } as never),
        });
        const table: DataTable = hasReference
          ? await tableOf(spec, packedFileSource(dataFile(file)))
          : {
              count: 0,
              lines: new Int32Array(),
              places: new Int32Array(),
              total: 0,
              texts: new Map(),
              numbers: new Map(),
              identifiers: new Map(),
            };
        const expected = api[name];
        const sample: Sample | null = hasReference
          ? sampleOf(spec, table, Int32Array.from(table.lines.keys()), null, null)
          : null;
        const column = (variable: string) => numbersOf(table, variable, Int32Array.from(table.lines.keys()));
        const setting = () => {
          if (!sample) throw new Error('No reference');
          return { design: sample.design, whole: wholeSample(sample.design) };
        };
        const covariance = (figures: readonly Figure[], domains: readonly Domain[]) => {
          const { design: made, whole } = setting();
          const influences = figures.map(
            (figure, i) => linearize(made, domains[i] as Domain, figure as DefinedFigure).values,
          );
          return covarianceOfTotals(made, influences, whole) as Float64Array;
        };
        const expectMatrix = (ours: Float64Array, values: number[][]) => {
          values.flat().forEach((value, place) => {
            const row = Math.floor(place / values.length);
            const col = place % values.length;
            const size = Math.sqrt((values[row]?.[row] ?? 0) * (values[col]?.[col] ?? 0));
            expectNear(ours[place], value, `covariance ${row}, ${col}`, size);
          });
        };

        test('joint covariance of means, of ratios and of domains', () => {
          const { design: made, whole } = setting();
          const means = ['api00', 'api99'].map((variable) => meanOf(rowsOf(made, whole), column(variable)));
          expectMatrix(covariance(means, [whole, whole]), expected.mean_api00_api99.vcov.values);
          const ratios = ['api99', 'meals'].flatMap((below) =>
            ['api00', 'ell'].map((above) => ratioOf(rowsOf(made, whole), column(above), column(below))),
          );
          expectMatrix(
            covariance(
              ratios,
              ratios.map(() => whole),
            ),
            expected.ratio_multi_cov.vcov.values,
          );
          const wide = table.texts.get('sch.wide');
          const domains = [0, 1].map((code) =>
            domainOf(
              made,
              Int32Array.from(column('api00').keys()).filter((row) => wide?.codes[row] === code),
            ),
          );
          const parts = domains.map((domain) =>
            ratioOf(rowsOf(made, domain), column('api00'), column('api99')),
          );
          const matrix = covariance(parts, domains);
          expectMatrix(matrix, expected.by_schwide_ratio.vcov.values);
          const [no = 0, both = 0, , yes = 0] = matrix;
          expectNear(
            (parts[1]?.value ?? 0) - (parts[0]?.value ?? 0),
            expected.contrast_ratio_Yes_minus_No.estimate,
            'contrast',
          );
          expectNear(
            Math.sqrt(no + yes - 2 * both),
            expected.contrast_ratio_Yes_minus_No.se,
            'contrast standard error',
          );
        });

        test('totals of categories, mean of ratios, gap, variance', () => {
          const { design: made, whole } = setting();
          const kinds = table.texts.get('stype');
          for (const [code, label] of (kinds?.labels ?? []).entries()) {
            const has = Float64Array.from(kinds?.codes ?? [], (own) => (own === code ? 1 : 0));
            const ours = estimateOf(made, whole, totalOf(rowsOf(made, whole), has));
            expectNear(ours.estimate, expected.total_stype.estimate[`stype${label}`], label);
            expectNear(
              ours.standardError,
              expected.total_stype.se[`stype${label}`],
              `${label} standard error`,
              1,
            );
          }
          const both = [column('api00'), column('api99')] as const;
          for (const [key, of, member] of [
            ['mean_of_ratios_api00_api99', (b: number, a: number) => b / a, 'r'],
            ['mean_gap', (b: number, a: number) => b - a, 'g'],
          ] as const) {
            const answers = both[0].map((b, row) => of(b, both[1][row] as number));
            const ours = estimateOf(made, whole, meanOf(rowsOf(made, whole), answers));
            expectNear(ours.estimate, expected[key].estimate[member], key);
            expectNear(ours.standardError, expected[key].se[member], `${key} standard error`);
          }
          expectNear(weightedVariance(both[0], made.weights), expected.var_api00.estimate, 'variance');
        });

        test('quantiles, and the design effect against drawing with replacement', () => {
          const { design: made, whole } = setting();
          const answers = column('api00');
          const effect = estimateOf(made, whole, meanOf(rowsOf(made, whole), answers), {
            simpleSample: 'withReplacement',
          });
          expectNear(effect.designEffect, expected.mean_api00_deff_replace, 'design effect');
          const { q, est, se, ci } = expected.quantile_api00;
          for (const [place, p] of q.entries()) {
            const ours = quantileOf(made, whole, answers, p, (below) => meanOf(rowsOf(made, whole), below));
            expect([ours.estimate, ours.lower, ours.upper]).toEqual([est[place], ...ci[place]]);
            expectNear(ours.standardError, se[place], `standard error at ${p}`);
          }
        });
      },
    );

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
