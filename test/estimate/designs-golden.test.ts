import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runEstimation } from '#reports/estimate/run.ts';
import { readNumbers } from '#server/estimate/read-table.ts';
import { packedFileSource } from '#server/estimate/source.ts';
import { memorySource } from '#server/imports/source.ts';
import { temporaryDirectory } from '#test/helpers/database.ts';
import { type Golden, golden, hasReference } from '#test/helpers/reference.ts';
import { dataFile, estimated, expectNear, lineOf, specOf, tableOf } from './reference.ts';

function expectFigures(run: Awaited<ReturnType<typeof estimated>>, expected: Golden, what: string) {
  for (const name of Object.keys(expected.estimate)) {
    const ours = lineOf(run, name);
    expectNear(ours.estimate, expected.estimate[name], `${what} ${name}`);
    expectNear(ours.standardError, expected.se[name], `${what} ${name} standard error`);
    if (expected.degf !== undefined) expect(ours.degreesOfFreedom).toBe(expected.degf);
    if (!expected.ci_t95) continue;
    expectNear(ours.lower, expected.ci_t95[name][0], `${what} ${name} lower`);
    expectNear(ours.upper, expected.ci_t95[name][1], `${what} ${name} upper`);
  }
}

describe.skipIf(!hasReference)(
  'textbook designs, against R survey (reference data beside the repository)',
  () => {
    const designs = hasReference ? golden('designs') : {};
    const deaths = [
      { name: 'alive/arrests', type: 'ratio', numerator: 'alive', denominator: 'arrests' },
      { name: 'alive', type: 'total', variable: 'alive' },
      { name: 'arrests', type: 'total', variable: 'arrests' },
    ];
    const areas = { strata: ['ESA'], clusters: ['ambulance'], nest: true };

    test.each([
      ['scd_taylor', undefined],
      ['scd_JKn', { type: 'JKn' }],
    ] as const)('%s', async (name, replicates) => {
      const run = await estimated('scd.csv', {
        design: areas,
        estimates: deaths,
        ...(replicates && { replicates }),
      });
      expectFigures(run, designs[name].ratio, name);
      if (designs[name].total) expectFigures(run, designs[name].total, name);
    });

    test.each([
      ['BRR', { type: 'BRR' }, 'scd_BRR'],
      ['Fay', { type: 'Fay', rho: 0.3 }, 'scd_Fay_0.3'],
    ] as const)('totals by %s are the same from any balanced half-samples', async (_, replicates, name) => {
      const run = await estimated('scd.csv', { design: areas, estimates: deaths, replicates });
      expectFigures(run, designs[name].total, name);
    });

    test.each([
      ['scd_BRR', 'scd_repweights', 1 / 4, 'ratio', false],
      ['scd_BRR', 'scd_repweights', 1 / 4, 'ratio_mse', true],
      ['scd_Fay_0.3', 'scd_fay_repweights', null, 'ratio', false],
    ] as const)('%s from its weights given: %s %s %s', async (name, weights, scale, key, mse) => {
      // R's matrix is by row of the data, a column for each replicate.
      const matrix: number[][] = designs[weights];
      const lines = matrix.map((row) => row.join(','));
      const path = join(temporaryDirectory(), 'replicates.csv');
      const header = (matrix[0] ?? []).map((_, replicate) => `r${replicate}`).join(',');
      writeFileSync(path, `${header}\n${lines.join('\n')}\n`);
      const replicates = { type: 'given', file: path, scale: designs[name].scale ?? scale, mse };
      const spec = specOf({ data: 'scd.csv', design: areas, estimates: deaths, replicates });
      const table = await tableOf(spec, packedFileSource(dataFile('scd.csv')));
      const { columns } = await readNumbers(packedFileSource(path));
      expectFigures(runEstimation(spec, table, columns), designs[name][key], name);
    });

    test('the textbook example with and without finite correction', async () => {
      const estimates = [{ name: 'x', type: 'total', variable: 'x' }];
      const design = { weights: 'weight', strata: ['stratid'], clusters: ['psuid'], nest: true };
      const withfpc = await estimated('fpc.csv', { design: { ...design, fpc: ['Nh'] }, estimates });
      const withoutfpc = await estimated('fpc.csv', { design, estimates });
      expectFigures(withfpc, designs.fpc_examples.withfpc, 'with');
      expectFigures(withoutfpc, designs.fpc_examples.withoutfpc, 'without');
    });

    test.each(['certainty', 'remove', 'adjust'])('lonely units, rule %s', async (lonelyPsu) => {
      const expected = designs[`lonely_${lonelyPsu}`];
      const rows: Record<string, number>[] = designs.lonely_data;
      const csv = ['st,w,b,a,Nh', ...rows.map(({ st, w, b, a, Nh }) => [st, w, b, a, Nh].join(','))].join(
        '\n',
      );
      const estimates = [
        { name: 'b', type: 'mean', variable: 'b' },
        { name: 'b/a', type: 'ratio', numerator: 'b', denominator: 'a' },
      ];
      for (const [fpc, parts] of [
        [undefined, ['mean', 'ratio']],
        [['Nh'], ['mean_fpc']],
      ] as const) {
        const spec = specOf({
          data: 'x',
          design: { weights: 'w', strata: ['st'], lonelyPsu, ...(fpc && { fpc }) },
          estimates,
        });
        const run = runEstimation(spec, await tableOf(spec, memorySource('lonely.csv', csv)), null);
        for (const part of parts) expectFigures(run, expected[part], `${lonelyPsu} ${part}`);
        expect(run.result.design.degreesOfFreedom).toBe(expected.degf);
      }
    });

    test.each([
      ['rake', 'rake'],
      ['calibrate', 'calibrate'],
    ] as const)('the residuals of R’s %s', async (variance, key) => {
      const margins = [
        { variables: ['stype'], totals: { E: 4421, H: 755, M: 1018 } },
        { variables: ['sch.wide'], totals: { No: 1072, Yes: 5122 } },
      ];
      const run = await estimated('apistrat.csv', {
        design: { weights: 'pw', strata: ['stype'], fpc: ['fpc'] },
        calibration: { method: 'raking', margins, variance },
        estimates: [
          { name: 'api00', type: 'mean', variable: 'api00' },
          { name: 'api00/api99', type: 'ratio', numerator: 'api00', denominator: 'api99' },
          { name: 'enroll', type: 'total', variable: 'enroll' },
        ],
      });
      for (const part of ['mean', 'ratio', 'total'])
        expectFigures(run, designs.quirk_rake_variance[key][part], part);
    });
  },
);
