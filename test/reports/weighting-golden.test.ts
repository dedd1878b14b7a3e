import { describe, expect, test } from 'vitest';
import { measureIndex } from '#reports/index/csi.ts';
import { meanOf } from '#reports/index/mean.ts';
import { createDesign, type Design } from '#reports/sampling-error/design.ts';
import { type Domain, domainsBy, wholeSample } from '#reports/sampling-error/domains.ts';
import { estimateOf } from '#reports/sampling-error/estimate.ts';
import { rowsOf } from '#reports/sampling-error/sample.ts';
import { diagnosticsOf } from '#reports/weighting/diagnostics.ts';
import { type WeightingScheme, weightingScheme } from '#reports/weighting/scheme.ts';
import { type DrawnSample, type Weighted, weigh } from '#reports/weighting/weights.ts';
import { type Golden, golden, hasReference } from '#test/helpers/reference.ts';
import { coded, csv, drawnSample, numbers, population, type Row } from './logistics-reference.ts';

/** Equal to 1e-8 relative: the promise. */
function expectSame(ours: number | null | undefined, reference: number, what: string) {
  const difference = Math.abs((ours ?? Number.NaN) - reference) / Math.max(Math.abs(reference), 1e-300);
  expect(difference, `${what}: ${ours} against ${reference}`).toBeLessThan(1e-8);
}

function expectWeights(ours: Float64Array, reference: readonly number[]) {
  expect(ours).toHaveLength(reference.length);
  reference.forEach((weight, row) => {
    expectSame(ours[row], weight, `weight of row ${row}`);
  });
}

function weighed(sample: DrawnSample, scheme: unknown): Weighted {
  const { weighted, problems } = weigh(sample, weightingScheme.parse(scheme) as WeightingScheme);
  if (!weighted) throw new Error(JSON.stringify(problems));
  return weighted;
}

/** California schools: sampled by stratum, or whole districts at once. */
function schools(file: 'apistrat' | 'apiclus1') {
  const rows = csv(`${file}.csv`);
  const sample: DrawnSample = {
    strata: { codes: new Int32Array(rows.length), labels: ['all'] },
    populations: null,
    responded: new Uint8Array(rows.length).fill(1),
    weights: numbers(rows, 'pw'),
    variables: { stype: coded(rows, 'stype'), 'sch.wide': coded(rows, 'sch.wide') },
    numbers: { api99: numbers(rows, 'api99') },
  };
  const populations = numbers(rows, 'fpc');
  /** The design of the survey with weights of ours. */
  const designWith = ({ weights, design: { projections = [] } }: Weighted): Design => {
    if (file === 'apiclus1') {
      const population = Float64Array.of(populations[0] ?? Number.NaN);
      return createDesign({
        weights,
        units: coded(rows, 'dnum').codes,
        populations: population,
        projections,
      });
    }
    const { codes, labels } = coded(rows, 'stype');
    const byStratum = Float64Array.from(labels, (_, code) => populations[codes.indexOf(code)] ?? Number.NaN);
    return createDesign({ weights, strata: codes, populations: byStratum, projections });
  };
  return { rows, sample, designWith };
}

function ratio(design: Design, domain: Domain, rows: readonly Row[]) {
  const pair = { expectation: numbers(rows, 'api99'), perception: numbers(rows, 'api00') };
  const model = {
    items: [{ key: 'api', factor: 'all', weight: 1, origin: 0, pair }],
    factors: { all: 1 },
    aggregate: 'composite',
  } as const;
  return estimateOf(design, domain, measureIndex(rowsOf(design, domain), model).overall.index);
}

const only = (record: Record<string, number>) => Object.values(record)[0] ?? Number.NaN;

describe.skipIf(!hasReference)('schools of California, as R weights them', () => {
  const api = hasReference ? golden('api') : null;
  const known = api?.population;
  const margin = (variable: string, totals: Golden) => ({ variables: [variable], totals });
  const stype = margin('stype', known?.N_stype);
  const both = [stype, margin('sch.wide', known?.N_schwide)];
  const auxiliaries = [{ variable: 'api99', total: known?.sum_api99 }];
  const linear = { method: 'linear', margins: [stype], auxiliaries };
  const raked = { method: 'raking', margins: both, variance: 'rake' };

  describe.each([
    ['clus1_postStratify_stype', 'apiclus1', { method: 'poststratification', margins: [stype] }],
    ['clus1_rake_converged', 'apiclus1', raked],
    ['clus1_calibrate_raking', 'apiclus1', { method: 'raking', margins: both }],
    ['clus1_calibrate_linear_stype_api99', 'apiclus1', linear],
    ['clus1_calibrate_linear_bounded', 'apiclus1', { ...linear, bounds: [0.6, 1.6] }],
    ['strat_calibrate_linear_stype_api99', 'apistrat', linear],
    ['strat_rake_converged', 'apistrat', raked],
  ] as const)('%s', (name, file, calibration) => {
    const expected = api?.[name];

    test('weights', () => {
      const { sample } = schools(file);
      expectWeights(weighed(sample, { base: 'given', calibration }).weights, expected.weights);
    });

    test('estimates and standard errors', () => {
      const { rows, sample, designWith } = schools(file);
      const design = designWith(weighed(sample, { base: 'given', calibration }));
      const whole = wholeSample(design);
      const mean = estimateOf(design, whole, meanOf(rowsOf(design, whole), numbers(rows, 'api00')));
      expectSame(mean.estimate, only(expected.mean_api00.estimate), 'mean');
      expectSame(mean.standardError, only(expected.mean_api00.se), 'mean, standard error');
      const overall = ratio(design, whole, rows);
      expectSame(overall.estimate, only(expected.ratio.estimate), 'ratio');
      expectSame(overall.standardError, only(expected.ratio.se), 'ratio, standard error');
      expectSame(overall.lower, expected.ratio.ci_t95['api00/api99'][0], 'ratio, lower');
      for (const [column, golden] of [
        ['stype', 'by_stype_ratio'],
        ['sch.wide', 'by_schwide_ratio'],
      ] as const) {
        const { codes, labels } = coded(rows, column);
        domainsBy(design, codes, labels.length).forEach((domain, code) => {
          const label = labels[code] ?? '';
          const estimate = ratio(design, domain, rows);
          expectSame(estimate.estimate, expected[golden].estimate[label], label);
          expectSame(estimate.standardError, expected[golden].se[label], `${label}, standard error`);
        });
      }
      const { codes, labels } = coded(rows, 'comp.imp');
      const improved = domainsBy(design, codes, labels.length)[labels.indexOf('Yes')] ?? whole;
      const domain = ratio(design, improved, rows);
      expectSame(domain.estimate, only(expected.domain_compimp_ratio.estimate), 'domain');
      expectSame(domain.standardError, only(expected.domain_compimp_ratio.se), 'domain, standard error');
      expect(domain.degreesOfFreedom).toBe(expected.domain_compimp_ratio.degf);
    });
  });

  test('trimmed once and until none is outside, with the standard error R gives', () => {
    const { rows, sample, designWith } = schools('apiclus1');
    const trimmed = (strict: boolean) =>
      weighed(sample, {
        base: 'given',
        calibration: linear,
        trimming: { lower: 25, upper: 45, strict, recalibrate: false },
      });
    const expected = api?.clus1_trim_25_45;
    expectWeights(weighed(sample, { base: 'given', calibration: linear }).weights, expected.before);
    expectWeights(trimmed(false).weights, expected.once);
    expectWeights(trimmed(true).weights, expected.strict);
    const design = designWith(trimmed(true));
    const whole = wholeSample(design);
    const mean = estimateOf(design, whole, meanOf(rowsOf(design, whole), numbers(rows, 'api00')));
    expectSame(mean.estimate, only(expected.mean_api00_strict.estimate), 'mean');
    expectSame(mean.standardError, only(expected.mean_api00_strict.se), 'standard error');
  });

  test('Kish', () => {
    const { sample } = schools('apistrat');
    const ours = diagnosticsOf(sample.weights ?? new Float64Array());
    expectSame(ours?.kishDesignEffect, api?.dstrat.kish.deff_w, 'design effect');
    expectSame(ours?.effectiveSize, api?.dstrat.kish.neff, 'effective size');
    const { w, deffK, neff } = golden('analytics').kish;
    expectSame(diagnosticsOf(Float64Array.from(w))?.kishDesignEffect, deffK, 'design effect');
    expectSame(diagnosticsOf(Float64Array.from(w))?.effectiveSize, neff, 'effective size');
  });
});

describe.skipIf(!hasReference)('customers of the express company', () => {
  test.each([1, 2, 3])('wave %d: adjusted, post-stratified and raked weights', (wave) => {
    const drawn = drawnSample(wave);
    const strata = coded(drawn, 'stratum');
    const frame = population();
    const totals = (variable: string) => {
      const counts: Record<string, number> = {};
      for (const row of frame) counts[row[variable] ?? ''] = (counts[row[variable] ?? ''] ?? 0) + 1;
      return { variables: [variable], totals: counts };
    };
    const sample: DrawnSample = {
      strata,
      populations: Float64Array.from(strata.labels, (label) => totals('stratum').totals[label] ?? Number.NaN),
      responded: Uint8Array.from(drawn, ({ resp }) => Number(resp)),
      variables: { stratum: strata, region: coded(drawn, 'region'), tenure: coded(drawn, 'tenure') },
    };
    const nonresponse = { classes: ['stratum', 'tenure'], minimum: 0 };
    const margins = [totals('stratum'), totals('region'), totals('tenure')];
    const schemes = {
      w_nr: { base: 'design', nonresponse },
      w_ps: {
        base: 'design',
        nonresponse,
        calibration: { method: 'poststratification', margins: [margins[0]] },
      },
      w_rk: { base: 'design', nonresponse, calibration: { method: 'raking', margins } },
    };
    for (const [column, scheme] of Object.entries(schemes)) {
      const { weights, rows } = weighed(sample, scheme);
      const expected = numbers(drawn, column);
      expectWeights(
        weights,
        Array.from(rows, (row) => expected[row] ?? Number.NaN),
      );
    }
  });
});
