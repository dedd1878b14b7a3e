import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import type { Estimation } from '#reports/estimate/result.ts';
import { type Golden, golden, hasReference } from '#test/helpers/reference.ts';
import { dataFile, estimated, expectNear, lineOf } from './reference.ts';

const file = 'logistics_sample.csv';
const read = (name: string) =>
  parse(readFileSync(dataFile(name)), { columns: true }) as Record<string, string>[];
const items = hasReference ? read('logistics_items.csv') : [];
const index = (rest: object = {}) => ({
  name: 'csi',
  type: 'csi',
  items: items.map(({ item = '', factor = '' }) => ({
    key: item,
    factor,
    expectation: `a_${item}`,
    perception: `b_${item}`,
  })),
  factors: { product: 0.4, service: 0.4, image: 0.2 },
  ...rest,
});
const designed = { weights: 'w_nr', strata: ['stratum'], clusters: ['cust'], fpc: ['Nh'] };
const respondents = { resp: ['1'] };
const wave = (key: string) => ({ rows: { wave: [key], ...respondents }, design: designed });

/** The name of a target in R's results. */
const named = (target: string | null) => (target ?? '').replace('factor:', 'factor_');

function counts(variable: string): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const row of read('logistics_population.csv')) {
    const value = row[variable] ?? '';
    totals[value] = (totals[value] ?? 0) + 1;
  }
  return totals;
}

/** C, standard error and interval of every target that R has. */
function expectIndex(
  run: Estimation,
  expected: Golden,
  { name = 'csi', interval = 'ci_t95', domain = null as string | null } = {},
) {
  const compared = Object.entries(expected).flatMap(([target, figure]: [string, Golden]) => {
    const ours = target.startsWith('factor_') ? target.replace('factor_', 'factor:') : target;
    if (target.startsWith('overall_')) return [];
    const line = lineOf(run, name, { target: ours, domain });
    expectNear(line.estimate, figure.C, `${target} ${domain}`);
    expectNear(line.standardError, figure.se, `${target} ${domain} standard error`);
    expectNear(line.lower, figure[interval][0], `${target} ${domain} lower`);
    expectNear(line.upper, figure[interval][1], `${target} ${domain} upper`);
    return [target];
  });
  expect(compared.length).toBeGreaterThan(0);
}

describe.skipIf(!hasReference)(
  'an express company, against R survey (reference data beside the repository)',
  () => {
    const logistics = hasReference ? golden('logistics') : {};
    const margins = hasReference
      ? ['stratum', 'region', 'tenure'].map((variable) => ({
          variables: [variable],
          totals: counts(variable),
        }))
      : [];

    describe.each(['1', '2'])('wave %s', (key) => {
      const expected = logistics[`wave${key}`];

      test('adjusted for nonresponse: raw, anchored, t and log intervals', async () => {
        const estimates = [
          index(),
          index({ name: 'log', interval: 'log' }),
          index({ name: 'anchored', origin: 1 }),
        ];
        const run = await estimated(file, { ...wave(key), estimates });
        expect(run.result.design).toMatchObject({ rows: expected.nr.n, degreesOfFreedom: expected.nr.degf });
        expectNear(run.result.design.populationSize, expected.nr.sum_w, 'population');
        expectNear(run.result.design.weights.kishDesignEffect, expected.nr.kish_deff_w, 'Kish');
        expectIndex(run, expected.nr.est);
        expectIndex(run, expected.nr.est, { name: 'log', interval: 'ci_log_t95' });
        expectIndex(run, expected.nr.zero_anchored_origin1, { name: 'anchored' });
        expectNear(lineOf(run, 'csi', { target: 'P1' }).designEffect, expected.deff_P1, 'design effect');
      });

      test('other aggregates, and Fieller’s interval', async () => {
        const estimates = [
          index({ name: 'mean', aggregate: 'meanOfFactors' }),
          index({ name: 'pooled', aggregate: 'pooled' }),
          index({ name: 'fieller', interval: 'fieller' }),
        ];
        const run = await estimated(file, { ...wave(key), estimates });
        for (const [name, target] of [
          ['mean', 'overall_mean_of_factor_C'],
          ['pooled', 'overall_pooled'],
        ] as const) {
          const line = lineOf(run, name, { target: 'overall' });
          expectNear(line.estimate, expected.nr.est[target].C, target);
          expectNear(line.standardError, expected.nr.est[target].se, `${target} standard error`);
        }
        const p1 = lineOf(run, 'fieller', { target: 'P1' });
        expectNear(p1.lower, expected.fieller_P1[0], 'lower');
        expectNear(p1.upper, expected.fieller_P1[1], 'upper');
      });

      test.each([
        ['poststrat', { method: 'poststratification', margins: margins.slice(0, 1) }],
        ['rake', { method: 'raking', margins, variance: 'rake' }],
        ['calib_raking', { method: 'raking', margins }],
      ] as const)('%s', async (name, calibration) => {
        const run = await estimated(file, { ...wave(key), calibration, estimates: [index()] });
        expectIndex(run, expected[name].est);
      });

      test('from the drawn sample, with nonresponse adjusted here', async () => {
        const run = await estimated(file, {
          rows: { wave: [key] },
          design: { strata: ['stratum'], fpc: ['Nh'] },
          nonresponse: { responded: 'resp', classes: ['stratum', 'tenure'], minimum: 0 },
          estimates: [index()],
        });
        expectIndex(run, expected.nr.est);
      });

      test.each([
        ['nr', {}],
        ['calib', { calibration: { method: 'raking', margins } }],
      ] as const)('by class, market and stratum, %s', async (weighting, rest) => {
        const variables = ['abc', 'market', 'stratum'];
        const by = variables.map((variable) => [variable]);
        const run = await estimated(file, { ...wave(key), ...rest, estimates: [index()], by });
        for (const variable of variables) {
          for (const [domain, figures] of Object.entries<Golden>(expected[`by_${variable}`])) {
            expectIndex(run, figures[weighting], { domain });
            const line = lineOf(run, 'csi', { target: 'overall', domain });
            expect(line.degreesOfFreedom).toBe(figures.degf);
            expect(line.n).toBe(figures.n);
            if (weighting === 'calib')
              expectNear(line.effectiveSize, figures.neff, `effective size of ${domain}`);
          }
        }
      });

      test('recommendation and overall satisfaction', async () => {
        const estimates = [
          { name: 'npsv', type: 'recommend', variable: 'ltr' },
          { name: 'osat', type: 'mean', variable: 'osat' },
        ];
        for (const [golden, rest] of [
          [expected.nps_osat_nr, {}],
          [expected.nps_osat_calib, { calibration: { method: 'raking', margins } }],
        ] as const) {
          const run = await estimated(file, { ...wave(key), ...rest, estimates });
          for (const name of ['npsv', 'osat']) {
            expectNear(lineOf(run, name).estimate, golden.estimate[name], name);
            expectNear(lineOf(run, name).standardError, golden.se[name], `${name} standard error`);
          }
        }
      });
    });

    test('jackknife of the whole drawn sample, adjusted again in every replicate', async () => {
      const run = await estimated(file, {
        rows: { wave: ['1'] },
        design: { strata: ['stratum'], fpc: ['Nh'] },
        replicates: { type: 'JKn' },
        nonresponse: { responded: 'resp', classes: ['stratum', 'tenure'], minimum: 0 },
        estimates: [index()],
      });
      const { estimate, se } = logistics.wave1_JKn_gross_readjusted;
      for (const line of run.result.estimates) {
        const target = named(line.target);
        const key = target in estimate ? target : `${target}.b_${target}`;
        expectNear(line.estimate, estimate[key], key);
        expectNear(line.standardError, se[key], `${key} standard error`);
      }
    }, 60_000);

    test.each(['independent', 'overlap', 'stacked'] as const)('change, %s', async (covariance) => {
      const change = { variable: 'wave', values: ['1', '2', '3'], covariance, unit: 'cust' };
      const run = await estimated(file, {
        rows: respondents,
        design: designed,
        change,
        estimates: [index()],
      });
      expect(run.result.changes).toHaveLength(3 * 19);
      for (const [from, to] of [
        ['1', '2'],
        ['2', '3'],
        ['1', '3'],
      ] as const) {
        const expected = logistics.wave_change[`w${to}_minus_w${from}`];
        if (!expected) continue;
        for (const line of run.result.changes.filter((each) => each.from === from && each.to === to)) {
          const target = named(line.target);
          const what = `${target} from ${from} to ${to}`;
          expectNear(line.difference, expected.diff[target], what, 1e-3);
          const se = { independent: 'se_independent', overlap: 'se_overlap_tam', stacked: 'se_stacked_psu' }[
            covariance
          ];
          expectNear(line.standardError, expected[se][target], `${what} standard error`);
          if (covariance === 'independent') {
            expectNear(
              line.degreesOfFreedom,
              expected.df_satterthwaite_indep[target],
              `${what} degrees of freedom`,
            );
          } else if (covariance === 'stacked') {
            expect(line.degreesOfFreedom).toBe(expected.df_stacked);
          } else {
            expect(Math.abs((line.p ?? 9) - expected.p_tam_normal[target])).toBeLessThan(1e-10);
            if (!(target in expected.items_p_holm)) continue;
            expect(Math.abs((line.pHolm ?? 9) - expected.items_p_holm[target])).toBeLessThan(1e-10);
            expect(Math.abs((line.pBH ?? 9) - expected.items_p_bh[target])).toBeLessThan(1e-10);
          }
        }
      }
    });
  },
);
