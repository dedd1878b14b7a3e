import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Change, Figure, Report } from '#reports/report.ts';
import { aWorkplace, type Workplace } from '#test/helpers/cli.ts';
import {
  logisticsDefinition,
  logisticsFrameMapping,
  logisticsMapping,
  mobiDefinition,
  mobiMapping,
} from '#test/helpers/logistics.ts';
import { golden as goldenOf, hasReference, referenceFile } from '#test/helpers/reference.ts';

interface GoldenEstimate {
  readonly C: number;
  readonly se: number;
  readonly ci_t95: readonly [number, number];
  readonly n?: number;
}

type ByTarget = Readonly<Record<string, number>>;

interface GoldenWave {
  readonly nr: {
    readonly est: Readonly<Record<string, GoldenEstimate>>;
  };
  readonly calib_raking: { readonly est: Readonly<Record<string, GoldenEstimate>> };
  readonly nps_osat_nr: { readonly estimate: ByTarget; readonly se: ByTarget };
}

const nonresponse = { classes: ['stratum', 'tenure'], minimum: 0 };
const raking = { method: 'raking', margins: ['stratum', 'region', 'tenure'] };

/** `factor_product` there is `factor:product` here. */
function targetOf(golden: string): string {
  return golden.replace(/^factor_/, 'factor:');
}

function expectEqual(actual: number | null | undefined, expected: number | undefined, what: string): void {
  expect(actual, what).not.toBeNull();
  expect(Math.abs((actual ?? Number.NaN) / (expected ?? Number.NaN) - 1), what).toBeLessThan(1e-8);
}

describe.skipIf(!hasReference)('the report’s figures equal R survey’s, by the public command line', () => {
  const golden = hasReference ? goldenOf('logistics') : null;
  let place: Workplace;

  async function manyi(line: string): Promise<void> {
    const { code, error } = await place.manyi(line);
    expect({ code, error }).toEqual({ code: 0, error: '' });
  }

  /** The report under a plan, as a file of the command line. */
  async function reportUnder(plan: unknown): Promise<Report> {
    place.write('plan.json', plan);
    await manyi('plan --survey logistics --file @plan.json');
    await manyi('report --survey logistics --out @report.json');
    return JSON.parse(place.read('report.json'));
  }

  function whole(report: Report, wave: string, name: string, target: string): Figure | undefined {
    return report.waves
      .find(({ key }) => key === wave)
      ?.figures.find((one) => one.domain === null && one.name === name && one.target === target);
  }

  function changeOf(report: Report, target: string): Change | undefined {
    return report.changes.find(
      (one) => one.name === 'csi' && one.target === target && one.from === '1' && one.to === '2',
    );
  }

  beforeAll(async () => {
    place = aWorkplace();
    place.write('q.json', logisticsDefinition());
    place.write('frame.json', logisticsFrameMapping);
    place.write('waves.json', logisticsMapping);
    await manyi('questionnaire import --survey logistics --file @q.json');
    await manyi('publish --survey logistics');
    const list = referenceFile('data/logistics_population.csv');
    await manyi(`frame import --survey logistics --frame customers --file ${list} --mapping @frame.json`);
    const data = referenceFile('data/logistics_sample.csv');
    await manyi(`responses import --survey logistics --file ${data} --mapping @waves.json`);
  });

  test.each(['nr', 'calib_raking'] as const)(
    'C per item, factor and overall, weighted by %s',
    async (weighting) => {
      const calibration = weighting === 'nr' ? {} : { calibration: raking };
      const report = await reportUnder({ weighting: { nonresponse, ...calibration } });
      for (const wave of ['1', '2']) {
        const expected = (golden[`wave${wave}`] as GoldenWave)[weighting].est;
        const targets = Object.keys(expected).filter((name) => !name.startsWith('overall_'));
        expect(targets).toHaveLength(19);
        for (const target of targets) {
          const figure = whole(report, wave, 'csi', targetOf(target));
          const { C, se, ci_t95, n } = expected[target] ?? {};
          expectEqual(figure?.estimate, C, `C of ${target}`);
          expectEqual(figure?.standardError, se, `standard error of ${target}`);
          expectEqual(figure?.lower, ci_t95?.[0], `lower end of ${target}`);
          expectEqual(figure?.upper, ci_t95?.[1], `upper end of ${target}`);
          if (n !== undefined) expect(figure?.n).toBe(n);
        }
      }
    },
  );

  test('overall satisfaction and recommendation', async () => {
    const report = await reportUnder({ weighting: { nonresponse } });
    const { estimate, se } = (golden.wave1 as GoldenWave).nps_osat_nr;
    expectEqual(whole(report, '1', 'mean', 'osat')?.estimate, estimate.osat, 'mean');
    expectEqual(whole(report, '1', 'mean', 'osat')?.standardError, se.osat, 'its error');
    expectEqual(whole(report, '1', 'recommend', 'ltr')?.estimate, estimate.npsv, 'recommendation');
    expectEqual(whole(report, '1', 'recommend', 'ltr')?.standardError, se.npsv, 'its error');
  });

  test('change from wave 1 to 2, independent, overlapping and stacked', async () => {
    const expected = golden.wave_change.w2_minus_w1 as Readonly<Record<string, ByTarget>>;
    const overlap = await reportUnder({ weighting: { nonresponse }, change: 'overlap' });
    const independent = await reportUnder({ weighting: { nonresponse }, change: 'independent' });
    const stacked = await reportUnder({ weighting: { nonresponse }, change: 'stacked' });
    const targets = Object.keys(expected.diff ?? {}).filter((name) => !name.startsWith('overall_'));
    expect(targets).toHaveLength(19);
    for (const target of targets) {
      const together = changeOf(overlap, targetOf(target));
      const apart = changeOf(independent, targetOf(target));
      const inOne = changeOf(stacked, targetOf(target));
      expectEqual(inOne?.standardError, expected.se_stacked_psu?.[target], `stacked error of ${target}`);
      expect(inOne?.degreesOfFreedom).toBe(expected.df_stacked);
      expectEqual(together?.difference, expected.diff?.[target], `difference of ${target}`);
      expectEqual(
        together?.standardError,
        expected.se_overlap_tam?.[target],
        `overlapping error of ${target}`,
      );
      expectEqual(apart?.standardError, expected.se_independent?.[target], `independent error of ${target}`);
      expectEqual(
        apart?.degreesOfFreedom,
        expected.df_satterthwaite_indep?.[target],
        `degrees of freedom of ${target}`,
      );
      expect(Math.abs((together?.p ?? 1) - (expected.p_tam_normal?.[target] ?? 0))).toBeLessThan(1e-10);
      if (expected.items_p_bh?.[target] !== undefined) {
        expect(Math.abs((together?.pBH ?? 9) - expected.items_p_bh[target])).toBeLessThan(1e-10);
      }
    }
    expectEqual(overlap.movement?.chiSquare, golden.overall_3wave.wald_chi2, 'Wald test over three waves');
    expectEqual(overlap.movement?.trend, golden.overall_3wave.trend_per_wave, 'change per wave');
    expectEqual(overlap.movement?.trendStandardError, golden.overall_3wave.trend_se, 'its error');
  });

  test('response rates, and counts that add up', async () => {
    const report = await reportUnder({ weighting: { nonresponse } });
    for (const [place, wave] of report.waves.entries()) {
      const { sampled, counts, rates, weighted } = wave.dispositions;
      const expected = golden['aapor_e0.9'][`wave${wave.key}`];
      expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(sampled);
      for (const rate of ['RR1', 'RR2', 'RR5', 'RR6', 'COOP1', 'REF1', 'CON1'] as const)
        expectEqual(rates[rate], expected[rate], rate);
      expectEqual(weighted?.rates.RR2, golden.weighted_RR2[place], 'weighted RR2');
    }
  });

  test('two hundred and fifty real customers: the pair of overall quality, expected and perceived', async () => {
    place.write('mobi.json', mobiDefinition());
    place.write('mapping.json', mobiMapping);
    await manyi('questionnaire import --survey mobi --file @mobi.json');
    await manyi('publish --survey mobi');
    await manyi(
      `responses import --survey mobi --file ${referenceFile('data/mobi.csv')} --mapping @mapping.json`,
    );
    await manyi('report --survey mobi --out @mobi-report.json');
    const report: Report = JSON.parse(place.read('mobi-report.json'));
    const [header = '', ...lines] = readFileSync(referenceFile('data/mobi.csv'), 'utf8').trim().split('\n');
    const column = (name: string) => header.replaceAll('"', '').split(',').indexOf(name);
    const rows = lines.map((line) => line.split(',').map(Number));
    const pairs = rows.map((row) => [row[column('CUEX1')] ?? 0, row[column('PERQ1')] ?? 0] as const);
    const total = (side: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[side], 0);
    const ratio = total(1) / total(0);
    const squares = pairs.reduce((sum, [a, b]) => sum + (b - ratio * a) ** 2, 0);
    const error = Math.sqrt((250 / 249) * squares) / total(0);
    const figure = report.waves[0]?.figures.find(
      ({ name, target }) => name === 'csi' && target === 'overall',
    );
    expect(figure?.n).toBe(250);
    expectEqual(figure?.estimate, ratio, 'C');
    expectEqual(
      figure?.standardError,
      error,
      'its error, by the formula of a ratio in a simple random sample',
    );
    expect(figure?.lower).toBeLessThan(ratio);
  });
});
