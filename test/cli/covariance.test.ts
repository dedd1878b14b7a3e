import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { aPanel } from '../helpers/analyses.ts';
import type { Workplace } from '../helpers/cli.ts';

const options = '--survey parcels --wave 2026';
let place: Workplace;

beforeAll(async () => {
  place = await aPanel();
});

describe('covariance', () => {
  test('writes the figures with the covariance of each with each, as JSON and as a table', async () => {
    expect(await place.manyi(`covariance ${options} --out @c.json`)).toMatchObject({ code: 0, error: '' });
    const { wave, figures, covariance } = JSON.parse(place.read('c.json'));
    expect(wave.key).toBe('2026');
    expect(figures[0]).toMatchObject({ name: 'csi', target: 'overall', domain: null });
    expect(covariance).toHaveLength(figures.length);
    for (const [row, { standardError }] of figures.entries()) {
      expect(covariance[row]).toHaveLength(figures.length);
      expect(Math.sqrt(covariance[row][row])).toBeCloseTo(standardError, 12);
    }
    expect(await place.manyi(`covariance ${options} --out @c.csv`)).toMatchObject({ code: 0, error: '' });
    const [head, ...rows]: string[][] = parse(place.read('c.csv'), { bom: true });
    expect(head?.slice(0, 3)).toEqual(['figure', 'estimate', 'csi overall']);
    expect(rows.map((row) => row.slice(2).map(Number))).toEqual(covariance);
  });

  test.each([
    ['en', 'no wave'],
    ['zh-CN', '没有'],
  ])('says in %s that a wave does not exist', async (language, words) => {
    const said = await place.manyi(`covariance --survey parcels --wave 9 --out @c.json --lang ${language}`);
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.error).toContain(words);
  });
});
