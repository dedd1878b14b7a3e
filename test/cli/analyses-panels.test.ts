import { beforeAll, describe, expect, test } from 'vitest';
import type { Estimate } from '#reports/sampling-error/estimate.ts';
import type { PrioritiesDocument } from '#server/exports/priorities.ts';
import type { ReliabilityDocument } from '#server/exports/reliability.ts';
import type { WaveDocument } from '#server/exports/report-json.ts';
import { aWorkplace } from '#test/helpers/cli.ts';
import { panels } from '#test/r/panels.ts';
import { expectSame } from '#test/reports/survey-fixture.ts';

async function preparedPanel(slug: string) {
  const place = aWorkplace();
  const panel = panels.map((make) => make()).find((each) => each.slug === slug);
  if (!panel) throw new Error(`There is no panel ${slug}`);
  for (const [name, content] of Object.entries(panel.files)) place.write(name, content);
  for (const line of panel.commands) expect(await place.manyi(line)).toMatchObject({ code: 0, error: '' });
  return async <T>(line: string): Promise<T> => {
    expect(await place.manyi(`${line} --out @x.json`)).toMatchObject({ code: 0, error: '' });
    return JSON.parse(place.read('x.json'));
  };
}

function expectEqual(one: Estimate | undefined, other: Estimate | undefined, what: string) {
  expectSame(one?.estimate, other?.estimate ?? Number.NaN, what);
  expectSame(one?.standardError, other?.standardError ?? Number.NaN, `error of ${what}`, 1e-8);
  expect(one?.n).toBe(other?.n);
}

// Of the panel `raked`, trimming and raking take turns a hundred times, too often for hundreds of replicates.
describe.each([
  ['raked', '2026Q2', 'linearization'],
  ['rescaled', 'w1', 'jackknife'],
  ['given', '3', 'jackknife'],
])('analyses of the panel %s', (slug, wave, errors) => {
  let json: Awaited<ReturnType<typeof preparedPanel>>;

  beforeAll(async () => {
    json = await preparedPanel(slug);
  });

  test('know C and perceptions as the report does, in whatever way waves are weighted and indices made', async () => {
    const report = await json<WaveDocument>(`report --survey ${slug} --wave ${wave}`);
    const figure = (name: string, target: string) =>
      report.estimates.find((each) => each.name === name && each.target === target && each.domain === null);
    for (const by of ['item', 'factor'] as const) {
      const found = await json<PrioritiesDocument>(
        `priorities --survey ${slug} --wave ${wave} --outcome satisfied --by ${by}`,
      );
      expect(found.errors.method).toBe(errors);
      expectSame(
        found.drivers.reduce((sum, { contribution }) => sum + (contribution.estimate ?? 0), 0),
        found.rSquared.estimate ?? Number.NaN,
        'R²',
      );
      for (const { key, csi, perception, stated } of found.drivers) {
        expectEqual(csi, figure('csi', by === 'factor' ? `factor:${key}` : key), `C of ${key}`);
        if (by === 'factor') continue;
        expectEqual(perception, figure('perception', key), `perception of ${key}`);
        const important = figure('importance', key);
        // Where scales differ, the report gives importance in points of its own scale.
        if (important && report.index.unit === 'points') expectEqual(stated ?? undefined, important, key);
        expect(stated === null).toBe(important === undefined);
      }
    }
  });

  test('find reliabilities with errors', async () => {
    const { parts } = await json<ReliabilityDocument>(`reliability --survey ${slug} --wave ${wave}`);
    const scales = parts.flatMap(({ perception }) => (perception === null ? [] : [perception]));
    expect(scales.length).toBeGreaterThan(1);
    for (const { raw } of scales) {
      expect(raw.estimate).toBeLessThanOrEqual(1);
      expect(raw.standardError).toBeGreaterThan(0);
    }
  });
});
