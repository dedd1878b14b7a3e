import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PrioritiesDocument } from '#server/exports/priorities.ts';
import { aPanel, demonstration, type ExpectedDrivers, panel } from '#test/helpers/analyses.ts';
import { aWorkplace, type Workplace } from '#test/helpers/cli.ts';
import { expectSame } from '#test/reports/survey-fixture.ts';

let place: Workplace;

beforeAll(async () => {
  place = await aPanel();
});

async function prioritiesOf(options: string, workplace = place): Promise<PrioritiesDocument> {
  const done = await workplace.manyi(`priorities ${options} --out @p.json`);
  expect(done).toMatchObject({ code: 0, error: '' });
  return JSON.parse(workplace.read('p.json'));
}

const ofPanel = '--survey parcels --wave 2026 --outcome satisfied';

/** Everything R says of the estimates. */
function expectEstimates(ours: PrioritiesDocument, expected: ExpectedDrivers, tolerance: number) {
  expect(ours.drivers.map(({ key }) => key)).toEqual(expected.keys);
  expect([ours.n, ours.leftOut]).toEqual([expected.n, expected.leftOut]);
  expectSame(ours.rSquared.estimate, expected.estimate.rSquared, 'R²', tolerance);
  for (const [j, driver] of ours.drivers.entries()) {
    const what = `${driver.key}, ${ours.by}`;
    const same = (mine: number | null | undefined, of: readonly (number | null)[], name: string) =>
      expectSame(mine, of[j] ?? Number.NaN, `${name} of ${what}`, tolerance);
    same(driver.contribution.estimate, expected.estimate.contribution, 'contribution');
    same(driver.share.estimate, expected.estimate.share, 'share');
    same(driver.correlation, expected.correlation, 'correlation');
    same(driver.csi.estimate, expected.csi, 'C');
    same(driver.perception.estimate, expected.perception, 'perception');
    const { atTop, correlation } = driver.expectations;
    if (expected.expectations.atTop[j] === 0) expect(atTop.estimate).toBe(0);
    else same(atTop.estimate, expected.expectations.atTop, 'ceiling');
    same(correlation.estimate, expected.expectations.correlation, 'sides');
    if (expected.johnson) same(driver.relativeWeight, expected.johnson, 'Johnson');
    if (expected.stated?.[j] === null) expect(driver.stated).toBeNull();
    else if (expected.stated) same(driver.stated?.estimate, expected.stated, 'stated importance');
  }
}

function expectErrors(ours: PrioritiesDocument, expected: ExpectedDrivers, tolerance: number) {
  const se = expected.se?.[ours.errors.method];
  if (!se) throw new Error('Nothing to compare with');
  expectSame(ours.rSquared.standardError, se.rSquared, 'error of R²', tolerance);
  for (const [j, { key, contribution, share }] of ours.drivers.entries()) {
    expectSame(contribution.standardError, se.contribution[j] ?? 0, `error of ${key}`, tolerance);
    expectSame(share.standardError, se.share[j] ?? 0, `error of the share of ${key}`, tolerance);
  }
}

describe('drivers of a wave equal R', () => {
  test.each([
    ['item', ofPanel],
    ['dimension', ofPanel],
    ['factor', '--survey parcels --wave 2026 --outcome recommend'],
  ] as const)('by %s, weighted again in every replicate', async (by, options) => {
    const ours = await prioritiesOf(`${options} --by ${by}`);
    const expected = panel.drivers[by];
    expect(ours.method).toBe('shapley');
    expect(ours.errors).toEqual({ method: 'jackknife', replicates: 170, grouped: false, discarded: 0 });
    expectEstimates(ours, expected, 1e-10);
    expectErrors(ours, expected, 1e-8);
    expect(ours.rSquared.degreesOfFreedom).toBe(panel.degreesOfFreedom);
  });

  test.each(['item', 'dimension'] as const)('by %s, by linearization', async (by) => {
    const ours = await prioritiesOf(`${ofPanel} --by ${by} --errors linearization`);
    expect(ours.errors).toEqual({ method: 'linearization', replicates: 0, grouped: false, discarded: 0 });
    expectEstimates(ours, panel.drivers[by], 1e-10);
    // R's derivatives are differences, good to seven digits.
    expectErrors(ours, panel.drivers[by], 1e-6);
    expect(ours.rSquared.degreesOfFreedom).toBe(panel.n - 3);
  });
});

describe('the demonstration', { timeout: 120_000 }, () => {
  const demo = aWorkplace();
  const options = '--survey huajie --wave 2026Q2 --outcome overallSatisfaction';

  beforeAll(async () => {
    expect(await demo.manyi('demo', { MANYI_PORT: '0' })).toMatchObject({ code: 0 });
  }, 120_000);

  test('has the drivers that R finds in the rows it exports', async () => {
    for (const by of ['factor', 'dimension', 'item'] as const) {
      const ours = await prioritiesOf(`${options} --by ${by} --errors linearization`, demo);
      expect(ours.method).toBe(by === 'item' ? 'relative-weights' : 'shapley');
      expectEstimates(ours, demonstration.drivers[by], 1e-9);
    }
  });

  test('leaves out groups of customers, and finds about the errors that linearization does', async () => {
    const jackknife = await prioritiesOf(`${options} --by factor`, demo);
    const linear = await prioritiesOf(`${options} --by factor --errors linearization`, demo);
    expect(jackknife.errors).toMatchObject({ method: 'jackknife', grouped: true, discarded: 0 });
    expect(jackknife.errors.replicates).toBeGreaterThan(390);
    for (const [j, { share }] of jackknife.drivers.entries()) {
      const ratio = (share.standardError ?? 0) / (linear.drivers[j]?.share.standardError ?? 1);
      expect(ratio).toBeGreaterThan(0.85);
      expect(ratio).toBeLessThan(1.15);
    }
  });

  test('answers the commands of the README as they stand there', async () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const [, section = ''] = readme.split('\n## What satisfaction depends on\n');
    const commands = [...section.matchAll(/^npm run -s manyi -- (.* --survey huajie .*)$/gm)];
    expect(commands.length).toBeGreaterThan(3);
    for (const [, command = ''] of commands) {
      const line = command.replace('2026Q3', '2026Q2').replace('data/', '@');
      expect(await demo.manyi(line)).toMatchObject({ code: 0, error: '' });
    }
  });

  test('says in Chinese what most left out, and what chance alone would do', async () => {
    const { out } = await demo.manyi(
      `priorities ${options} --by item --errors linearization --out @p.csv --lang zh-CN`,
    );
    expect(out).toContain('按指标：R² = ');
    expect(out).toMatch(/只有 \d+ 名受访者每项都答了/);
    expect(out).toMatch(/纯属偶然也会得到约 0\.\d+ 的 R²/);
    expect(out).toContain('区间：线性化方法。');
  });
});

describe('the map of priorities', () => {
  const lines = ({ lines: { importance, performance } }: PrioritiesDocument) => [
    importance.value,
    performance.value,
  ];
  const mean = (values: readonly (number | null)[]) =>
    values.reduce<number>((sum, value) => sum + (value ?? 0), 0) / values.length;

  test('is divided at the means, where nothing else is said, and its quadrants follow from that', async () => {
    const ours = await prioritiesOf(ofPanel);
    expect(ours.by).toBe('dimension');
    const [importance, performance] = lines(ours);
    expectSame(importance, 1 / 3, 'importance');
    expectSame(performance, mean(panel.drivers.dimension.csi), 'performance');
    for (const { share, csi, quadrant, borderline } of ours.drivers) {
      const [isHigh, performs] = [(share.estimate ?? 0) >= 1 / 3, (csi.estimate ?? 0) >= (performance ?? 0)];
      expect(quadrant).toBe(
        isHigh
          ? performs
            ? 'keep-up'
            : 'concentrate-here'
          : performs
            ? 'possible-overkill'
            : 'low-priority',
      );
      const crosses = (share.lower ?? 0) <= 1 / 3 && 1 / 3 <= (share.upper ?? 0);
      expect(borderline.importance).toBe(crosses);
    }
  });

  test('has its lines where they are declared', async () => {
    const [, median] = lines(await prioritiesOf(`${ofPanel} --crosshair median`));
    expectSame(median, panel.drivers.dimension.csi.toSorted((a, b) => a - b)[1] ?? 0, 'median');
    expect(lines(await prioritiesOf(`${ofPanel} --crosshair midpoint`))).toEqual([
      expect.closeTo(1 / 3, 14),
      1,
    ]);
    expect(lines(await prioritiesOf(`${ofPanel} --crosshair 0.9,0.25`))).toEqual([0.25, 0.9]);
    const [even, given] = lines(await prioritiesOf(`${ofPanel} --crosshair -1.5,mean`));
    expect(given).toBe(-1.5);
    expectSame(even, 1 / 3, 'mean');
    const points = `${ofPanel} --performance perception --importance stated --crosshair midpoint`;
    expect(lines(await prioritiesOf(points))).toEqual([5.5, 5.5]);
  });

  test('places drivers by what respondents say of their importance, as far as they are asked', async () => {
    const ours = await prioritiesOf(`${ofPanel} --importance stated`);
    const [line] = lines(ours);
    const stated = panel.drivers.dimension.stated ?? [];
    expectSame(line, mean(stated.filter((each) => each !== null)), 'line');
    expect(ours.drivers.map(({ quadrant }) => quadrant === null)).toEqual(
      stated.map((each) => each === null),
    );
  });
});

describe('the table of priorities', () => {
  async function table(options: string): Promise<string[][]> {
    expect(await place.manyi(`priorities ${ofPanel} --out @p.csv ${options}`)).toMatchObject({ code: 0 });
    return parse(place.read('p.csv'), { bom: true });
  }

  test('has the most important first, every digit, and words in the chosen language', async () => {
    const document = await prioritiesOf(ofPanel);
    const [english = [], ...rows] = await table('');
    const [chinese = [], firstInChinese = []] = await table('--lang zh-CN');
    expect(english.slice(0, 4)).toEqual(['Rank', 'Key', 'Name', 'Importance (share of R²)']);
    expect(chinese.slice(0, 4)).toEqual(['名次', '键', '名称', '重要性（占 R² 的份额）']);
    expect(new Set(english).size).toBe(english.length);
    expect(chinese).toHaveLength(english.length);
    const ordered = document.drivers.toSorted((a, b) => (b.share.estimate ?? 0) - (a.share.estimate ?? 0));
    expect(rows.map((row) => row[1])).toEqual([...ordered.map(({ key }) => key), '', '']);
    expect(rows.map((row) => Number(row[3] || 'NaN')).slice(0, 3)).toEqual(
      ordered.map(({ share }) => share.estimate),
    );
    expect(rows[0]?.[2]).toBe('The parcel');
    expect(firstInChinese[2]).toBe('甲parcel');
    const whole = rows.find((row) => row[2] === 'All together (R²)') ?? [];
    expect(Number(whole[english.indexOf('Contribution to R²')])).toBe(document.rSquared.estimate);
    expect(rows.every((row) => row.length === english.length)).toBe(true);
  });

  test('is said at the terminal too, in columns', async () => {
    const { out } = await place.manyi(`priorities ${ofPanel} --out @p.csv`);
    expect(out).toMatch(/^“How satisfied are you\?”, wave “2026”, by dimension: R² = 0\.519 \(/);
    const starts = out.split('\n').slice(2, 5);
    expect(starts.map((line) => line.slice(0, 13))).toEqual([
      '1  The parcel',
      '2  The people',
      '3  The back  ',
    ]);
    expect(out).toContain('Intervals: jackknife, 170 replicates, each weighted anew.');
  });
});
