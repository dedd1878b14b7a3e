import { describe, expect, test } from 'vitest';
import { type Aggregate, measureIndex } from '#reports/index/csi.ts';
import { meanOf, sharesIn } from '#reports/index/mean.ts';
import { recommendScores } from '#reports/index/recommend.ts';
import { createDesign, type Design } from '#reports/sampling-error/design.ts';
import { type Domain, domainOf, domainsBy, wholeSample } from '#reports/sampling-error/domains.ts';
import { estimateOf, estimateWithInfluence } from '#reports/sampling-error/estimate.ts';
import { type Figure, linearize } from '#reports/sampling-error/influence.ts';
import { covarianceOfTotals } from '#reports/sampling-error/linearization.ts';
import { benjaminiHochberg, holm } from '#reports/sampling-error/multiplicity.ts';
import { rowsOf } from '#reports/sampling-error/sample.ts';
import { linearTrend, waldTest } from '#reports/sampling-error/series.ts';
import {
  independentChange,
  overlapCovariance,
  overlapOf,
  overlappingChange,
} from '#reports/sampling-error/waves.ts';
import type { WeightingScheme } from '#reports/weighting/scheme.ts';
import { type Weighted, weigh } from '#reports/weighting/weights.ts';
import { type Golden, golden, hasReference } from '#test/helpers/reference.ts';
import {
  coded,
  drawnSample,
  factors,
  indexItems,
  numbers,
  population,
  type Row,
} from './logistics-reference.ts';

/** Equal to 1e-8 relative: the promise. What holds here is about 1e-12. */
function expectSame(ours: number | null | undefined, reference: number, what: string) {
  expect(ours, what).not.toBeNull();
  const difference = Math.abs((ours ?? Number.NaN) - reference) / Math.max(Math.abs(reference), 1e-300);
  expect(difference, `${what}: ${ours} against ${reference}`).toBeLessThan(1e-8);
}

function expectSameP(ours: number | null | undefined, reference: number, what: string) {
  expect(Math.abs((ours ?? Number.NaN) - reference), `${what}: ${ours} against ${reference}`).toBeLessThan(
    1e-10,
  );
}

const classes = ['stratum', 'tenure'];
const nonresponse = { classes, minimum: 0 };

function totalsOf(rows: readonly Row[], ...variables: string[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const row of rows) {
    const category = variables.map((variable) => row[variable]).join('|');
    totals[category] = (totals[category] ?? 0) + 1;
  }
  return totals;
}

function schemes(): Record<'nr' | 'poststrat' | 'calib_raking', WeightingScheme> {
  const frame = population();
  const margin = (...variables: string[]) => ({ variables, totals: totalsOf(frame, ...variables) });
  return {
    nr: { base: 'design', nonresponse },
    poststrat: {
      base: 'design',
      nonresponse,
      calibration: { method: 'poststratification', margins: [margin('stratum')] },
    },
    calib_raking: {
      base: 'design',
      nonresponse,
      calibration: { method: 'raking', margins: [margin('stratum'), margin('region'), margin('tenure')] },
    },
  };
}

/** A wave weighed from the drawn sample by this project's own code. */
function weighedWave(wave: number, scheme: WeightingScheme) {
  const drawn = drawnSample(wave);
  const strata = coded(drawn, 'stratum');
  const frame = totalsOf(population(), 'stratum');
  const { weighted, problems } = weigh(
    {
      strata,
      populations: Float64Array.from(strata.labels, (label) => frame[label] ?? Number.NaN),
      responded: Uint8Array.from(drawn, ({ resp }) => Number(resp)),
      variables: { stratum: strata, region: coded(drawn, 'region'), tenure: coded(drawn, 'tenure') },
    },
    scheme,
  );
  expect(problems).toEqual([]);
  const { rows: places, design: input } = weighted as Weighted;
  const rows = Array.from(places, (place) => drawn[place] as Row);
  return { rows, design: createDesign(input), weighted: weighted as Weighted, strataLabels: strata.labels };
}

/** Figures under the names of the reference. */
function figuresOf(
  rows: readonly Row[],
  design: Design,
  domain: Domain,
  origin: number,
): Record<string, Figure> {
  const items = indexItems(rows, origin);
  const measured = (aggregate: Aggregate) =>
    measureIndex(rowsOf(design, domain), { items, factors, aggregate });
  const composite = measured('composite');
  return {
    ...Object.fromEntries(composite.items.map(({ key, index }) => [key, index])),
    ...Object.fromEntries(composite.factors.map(({ key, index }) => [`factor_${key}`, index])),
    overall: composite.overall.index,
    overall_mean_of_factor_C: measured('meanOfFactors').overall.index,
    overall_pooled: measured('pooled').overall.index,
  };
}

function figureNamed(figures: Record<string, Figure>, name: string): Figure {
  const found = figures[name];
  if (!found) throw new Error(`The reference has a figure that is not computed: ${name}`);
  return found;
}

function expectEstimates(expected: Golden, figures: Record<string, Figure>, design: Design, domain: Domain) {
  for (const [name, { C, se, ci_t95, ci_log_t95, n }] of Object.entries<Golden>(expected)) {
    const figure = figureNamed(figures, name);
    const estimate = estimateOf(design, domain, figure);
    const logarithmic = estimateOf(design, domain, figure, { interval: 'log' });
    expectSame(estimate.estimate, C, `${name} C`);
    expectSame(estimate.standardError, se, `${name} standard error`);
    expectSame(estimate.lower, ci_t95[0], `${name} lower`);
    expectSame(estimate.upper, ci_t95[1], `${name} upper`);
    expectSame(logarithmic.lower, ci_log_t95[0], `${name} lower, log`);
    expectSame(logarithmic.upper, ci_log_t95[1], `${name} upper, log`);
    if (n !== undefined) expect(estimate.n).toBe(n);
  }
}

describe.runIf(hasReference)('the logistics panel equals R survey', () => {
  const reference = hasReference ? golden('logistics') : {};
  const scheme = hasReference ? schemes() : ({} as ReturnType<typeof schemes>);

  describe.each([1, 2])('wave %i', (wave) => {
    const expected = reference[`wave${wave}`];

    test.each(['nr', 'poststrat', 'calib_raking'] as const)('weighted by %s', (name) => {
      const { rows, design, weighted } = weighedWave(wave, scheme[name]);
      const domain = wholeSample(design);
      const last = weighted.steps.at(-1)?.diagnostics;
      expect(last?.n).toBe(expected[name].n);
      expectSame(last?.sum, expected[name].sum_w, 'sum of weights');
      expectSame(last?.kishDesignEffect, expected[name].kish_deff_w, 'Kish design effect');
      expectSame(last?.effectiveSize, expected[name].neff, 'effective size');
      expect(domain.degreesOfFreedom).toBe(expected[name].degf);
      expectEstimates(expected[name].est, figuresOf(rows, design, domain, 0), design, domain);
      expectEstimates(
        expected[name].zero_anchored_origin1,
        figuresOf(rows, design, domain, 1),
        design,
        domain,
      );
    });

    test('the weights themselves', () => {
      const columns = { nr: 'w_nr', poststrat: 'w_ps', calib_raking: 'w_rk' } as const;
      for (const [name, column] of Object.entries(columns) as [keyof typeof columns, string][]) {
        const { rows, design } = weighedWave(wave, scheme[name]);
        numbers(rows, column).forEach((weight, row) => {
          expectSame(design.weights[row], weight, `${column} in row ${row}`);
        });
      }
    });

    test('without weights', () => {
      const { rows } = weighedWave(wave, scheme.nr);
      const design = createDesign({ weights: new Float64Array(rows.length).fill(1) });
      const domain = wholeSample(design);
      expect(domain.degreesOfFreedom).toBe(expected.unweighted.degf);
      expectEstimates(expected.unweighted.est, figuresOf(rows, design, domain, 0), design, domain);
    });

    test('the design effect and Fieller’s interval of an item', () => {
      const { rows, design } = weighedWave(wave, scheme.nr);
      expectSame(
        estimateOf(
          design,
          wholeSample(design),
          figureNamed(figuresOf(rows, design, wholeSample(design), 0), 'P1'),
        ).designEffect,
        expected.deff_P1,
        'design effect',
      );
      // The reference counts degrees of freedom among those who answered the item
      const answered = rows.flatMap(({ a_P1, b_P1 }, row) => (a_P1 === '' || b_P1 === '' ? [] : [row]));
      const domain = domainOf(design, Int32Array.from(answered));
      const P1 = figureNamed(figuresOf(rows, design, domain, 0), 'P1');
      const { lower, upper } = estimateOf(design, domain, P1, { interval: 'fieller' });
      expectSame(lower, expected.fieller_P1[0], 'lower');
      expectSame(upper, expected.fieller_P1[1], 'upper');
    });

    test.each(['abc', 'market', 'stratum'])('by %s', (variable) => {
      for (const [name, weighting] of [
        ['nr', 'nr'],
        ['calib', 'calib_raking'],
      ] as const) {
        const { rows, design } = weighedWave(wave, scheme[weighting]);
        const { codes, labels } = coded(rows, variable);
        domainsBy(design, codes, labels.length).forEach((domain, code) => {
          const inDomain = expected[`by_${variable}`][labels[code] ?? ''];
          const figures = figuresOf(rows, design, domain, 0);
          expect(domain.n).toBe(inDomain.n);
          expect(domain.degreesOfFreedom).toBe(inDomain.degf);
          if (name === 'calib') {
            const { effectiveSize } = estimateOf(design, domain, figureNamed(figures, 'overall'));
            expectSame(effectiveSize, inDomain.neff, 'effective size');
          }
          expectEstimates(inDomain[name], figures, design, domain);
        });
      }
    });

    test.each([
      ['nr', 'nps_osat_nr'],
      ['calib_raking', 'nps_osat_calib'],
    ] as const)('recommendation, satisfaction and their covariance, weighted by %s', (name, key) => {
      const { rows, design } = weighedWave(wave, scheme[name]);
      const domain = wholeSample(design);
      const satisfaction = numbers(rows, 'osat');
      const top = satisfaction.map((answer) => (Number.isNaN(answer) ? answer : answer >= 9 ? 1 : 0));
      const columns = {
        npsv: recommendScores(numbers(rows, 'ltr')),
        osat: satisfaction,
        top: sharesIn(top, 1),
      };
      const { estimate, se, ci_t95, vcov } = expected[key];
      const influences = Object.entries(columns).map(([column, answers]) => {
        const figure = meanOf(rowsOf(design, domain), answers);
        const ours = estimateWithInfluence(design, domain, figure);
        expectSame(ours.estimate.estimate, estimate[column], column);
        expectSame(ours.estimate.standardError, se[column], `${column} standard error`);
        expectSame(ours.estimate.lower, ci_t95[column][0], `${column} lower`);
        return ours.influence as Float64Array;
      });
      const matrix = covarianceOfTotals(design, influences, domain);
      vcov.values.flat().forEach((value: number, place: number) => {
        expectSame(matrix?.[place], value, `covariance ${place}`);
      });
    });
  });

  test('the weighted response rate', () => {
    const rates = [1, 2, 3].map((wave) => weighedWave(wave, scheme.nr).weighted.steps[1]?.responseRate);
    reference.weighted_RR2.forEach((rate: number, i: number) => {
      expectSame(rates[i], rate, `wave ${i + 1}`);
    });
  });

  test('the change from wave to wave, independent and overlapping', () => {
    const waves = [1, 2, 3].map((wave) => weighedWave(wave, scheme.nr));
    const samples = waves.map(({ rows, design, strataLabels }) => ({
      design,
      strataLabels,
      units: rows.map(({ cust }) => cust ?? ''),
    }));
    for (const [key, expected] of Object.entries<Golden>(reference.wave_change)) {
      const [to, from] = key.split('_minus_').map((name) => Number(name.slice(1)) - 1) as [number, number];
      const pairs = [from, to].map((place) => {
        const { rows, design } = waves[place] as (typeof waves)[number];
        const domain = wholeSample(design);
        return { design, domain, figures: figuresOf(rows, design, domain, 0) };
      });
      const overlap = overlapOf(
        samples[from] as (typeof samples)[number],
        samples[to] as (typeof samples)[number],
      );
      expect(overlap.common + overlap.moved).toBe(expected.overlap_respondents);
      const changes = Object.keys(expected.diff).map((name) => {
        const [first, second] = pairs.map(({ design, domain, figures }) =>
          estimateWithInfluence(design, domain, figureNamed(figures, name)),
        );
        if (!first?.influence || !second?.influence) throw new Error(`${name} is not defined`);
        const covariance = overlapCovariance(overlap, first.influence, second.influence);
        const independent = independentChange(first.estimate, second.estimate);
        const overlapping = overlappingChange(first.estimate, second.estimate, covariance);
        expectSame(independent.difference, expected.diff[name], `${key} ${name}`);
        expectSame(independent.standardError, expected.se_independent[name], `${key} ${name} independent`);
        expectSame(independent.degreesOfFreedom, expected.df_satterthwaite_indep[name], `${key} ${name} df`);
        expectSame(covariance, expected.cov_tam[name], `${key} ${name} covariance`);
        expectSame(overlapping.standardError, expected.se_overlap_tam[name], `${key} ${name} overlapping`);
        expectSame(overlapping.statistic, expected.z_tam[name], `${key} ${name} z`);
        expectSameP(overlapping.p, expected.p_tam_normal[name], `${key} ${name} p`);
        return { name, p: overlapping.p };
      });
      const items = changes.filter(({ name }) => name in expected.items_p_holm);
      const byHolm = holm(items.map(({ p }) => p));
      const byBenjaminiHochberg = benjaminiHochberg(items.map(({ p }) => p));
      items.forEach(({ name }, i) => {
        expectSameP(byHolm[i], expected.items_p_holm[name], `${key} ${name} Holm`);
        expectSameP(byBenjaminiHochberg[i], expected.items_p_bh[name], `${key} ${name} Benjamini–Hochberg`);
      });
    }
  });

  test('three waves together: covariance matrix, Wald test, trend', () => {
    const waves = [1, 2, 3].map((wave) => {
      const { rows, design, strataLabels } = weighedWave(wave, scheme.nr);
      const domain = wholeSample(design);
      const overall = figureNamed(figuresOf(rows, design, domain, 0), 'overall');
      if (overall.value === null) throw new Error('C is not defined');
      const { values: influence } = linearize(design, domain, overall);
      const sample = { design, strataLabels, units: rows.map(({ cust }) => cust ?? '') };
      return { sample, influence, value: overall.value, estimate: estimateOf(design, domain, overall) };
    });
    const covariance = Float64Array.from({ length: 9 }, (_, place) => {
      const [one, other] = [waves[Math.floor(place / 3)], waves[place % 3]];
      if (!one || !other) throw new Error('No such wave');
      if (one === other) return (one.estimate.standardError ?? Number.NaN) ** 2;
      return overlapCovariance(overlapOf(one.sample, other.sample), one.influence, other.influence);
    });
    const expected = reference.overall_3wave;
    expected.cov.flat().forEach((value: number, place: number) => {
      expectSame(covariance[place], value, `covariance ${place}`);
    });
    const series = { values: waves.map(({ value }) => value), covariance };
    const wald = waldTest(series);
    expectSame(wald?.chiSquare, expected.wald_chi2, 'chi-square');
    expect(wald?.degreesOfFreedom).toBe(expected.df);
    expectSameP(wald?.p, expected.p, 'p');
    const trend = linearTrend(series);
    expectSame(trend?.slope, expected.trend_per_wave, 'trend');
    expectSame(trend?.standardError, expected.trend_se, 'trend standard error');
  });
});
