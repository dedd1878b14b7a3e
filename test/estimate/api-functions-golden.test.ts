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
import { golden, hasReference } from '#test/helpers/reference.ts';
import { designs } from './api-samples.ts';
import { dataFile, expectNear, specOf, tableOf } from './reference.ts';

describe.skipIf(!hasReference)(
  'the California samples by the functions, against R survey (reference data beside the repository)',
  () => {
    const api = hasReference ? golden('api') : {};

    describe.each(Object.entries(designs))('%s', async (name, [file, design]) => {
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
    });
  },
);
