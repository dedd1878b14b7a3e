import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plan as planSchema } from '#reports/plan.ts';
import { groupedPoints } from '#reports/point-shares.ts';
import { analyseWave } from '#reports/wave-analysis.ts';
import { WaveColumns } from '#reports/wave-columns.ts';
import type { RatingDistribution, WaveDistributions } from '#reports/wave-distributions.ts';
import type { Answers } from '#surveys/answers.ts';
import type { Definition, DefinitionDocument } from '#surveys/definition.ts';
import { readDefinition } from '#surveys/read-definition.ts';
import { aQuestionnaire } from '../helpers/questionnaire.ts';

interface Share {
  readonly estimate: number;
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
  readonly n: number;
}

interface Rated {
  readonly points: Readonly<Record<string, number>>;
  readonly n: number;
  readonly bottom: Share;
  readonly top: Share;
}

interface Expected {
  readonly data: {
    readonly stratum: readonly string[];
    readonly market: readonly (string | null)[];
  } & Readonly<
    Record<'expectation' | 'perception' | 'recommend', readonly (number | null)[]> &
      Record<'app' | 'phone' | 'shop', readonly (boolean | null)[]>
  >;
  readonly populations: Readonly<Record<string, number>>;
  readonly expectation: Rated;
  readonly perception: Rated;
  readonly recommend: Rated;
  readonly market: Readonly<Record<string, Share>>;
  readonly channels: Readonly<Record<string, Share>>;
}

const expected: Expected = JSON.parse(
  readFileSync(join(import.meta.dirname, '../fixtures/r/shares.json'), 'utf8'),
);

const words = (text: string) => ({ 'zh-CN': text, en: text });
const options = (keys: readonly string[]) => keys.map((key) => ({ key, label: words(key) }));

/** One pair, one recommendation, a single choice and a multiple one. */
function asked(change: Partial<DefinitionDocument> = {}): Definition {
  const { factors, pages } = aQuestionnaire();
  const [factor] = factors;
  const read = readDefinition(
    aQuestionnaire({
      factors: factor
        ? [
            {
              ...factor,
              dimensions: [
                { key: 'd', name: words('d'), items: [{ key: 'speed', name: words('s'), weight: 1 }] },
              ],
            },
          ]
        : [],
      pages: [
        {
          key: 'all',
          title: words('All'),
          questions: [
            ...pages
              .flatMap((page) => page.questions)
              .filter(({ kind, key }) => key === 'speed' || kind === 'recommend')
              .map((question) => ({ ...question, showIf: undefined })),
            {
              kind: 'choice',
              key: 'market',
              text: words('Market'),
              required: false,
              options: options(['letters', 'parcels', 'freight']),
            },
            {
              kind: 'choices',
              key: 'channels',
              text: words('Channels'),
              required: false,
              options: options(['app', 'phone', 'shop']),
            },
          ],
        },
      ],
      ...change,
    }),
  );
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.definition;
}

const definition = asked();
const recommendKey =
  definition.pages.flatMap((page) => page.questions).find(({ kind }) => kind === 'recommend')?.key ?? '';

interface Row {
  readonly stratum?: string;
  readonly answers: Answers;
}

function distributionsOf(
  rows: readonly Row[],
  populations: Readonly<Record<string, number>>,
  smallestCell = 1,
): WaveDistributions {
  const columns = new WaveColumns(definition, new Map([['v', definition]]), []);
  rows.forEach(({ stratum = 'all', answers }, place) => {
    const response = { versionId: 'v', status: 'submitted' as const, answers };
    columns.set(place, { stratum, attributes: {}, recorded: null, weight: null, response });
  });
  const { distributions } = analyseWave({
    ...{ key: 'w', label: null, opensAt: null, closesAt: null, definition, version: 1 },
    plan: planSchema.parse({ smallestCell }),
    dataset: columns.dataset(),
    customers: null,
    populations: new Map(Object.entries(populations)),
    frame: null,
    draw: null,
    openAnswers: { submitted: 0, excluded: 0, used: false },
    warnings: [],
  });
  if (distributions === null) throw new Error('not weighed');
  return distributions;
}

function ratingIn({ ratings }: WaveDistributions, column: string): RatingDistribution {
  const found = ratings.find((one) => one.column === column);
  if (found === undefined) throw new Error(`no ${column}`);
  return found;
}

function sampleOfFixture(): Row[] {
  const { data } = expected;
  return data.stratum.map((stratum, row) => {
    const [expectation, perception] = [data.expectation[row], data.perception[row]];
    const pair = {
      ...(expectation == null ? {} : { expectation }),
      ...(perception == null ? {} : { perception }),
    };
    const chosen = (['app', 'phone', 'shop'] as const).filter((key) => data[key][row] === true);
    return {
      stratum,
      answers: {
        ...(Object.keys(pair).length > 0 ? { speed: pair } : {}),
        ...(data.recommend[row] == null ? {} : { [recommendKey]: data.recommend[row] }),
        ...(data.market[row] == null ? {} : { market: data.market[row] }),
        ...(chosen.length > 0 ? { channels: chosen } : {}),
      },
    };
  });
}

function expectShare(
  ours: { readonly [K in keyof Share]: number | null } | null | undefined,
  theirs: Share,
): void {
  expect(ours?.estimate).toBeCloseTo(theirs.estimate, 12);
  expect(ours?.n).toBe(theirs.n);
  if (theirs.estimate === 0) {
    expect(ours?.lower).toBeNull();
    return;
  }
  expect(ours?.standardError).toBeCloseTo(theirs.standardError, 12);
  // R fits a regression for these, to 1e-8 of its deviance
  expect(ours?.lower).toBeCloseTo(theirs.lower, 7);
  expect(ours?.upper).toBeCloseTo(theirs.upper, 7);
}

describe('weighted shares', () => {
  const found = distributionsOf(sampleOfFixture(), expected.populations);

  test.each([
    ['expectation:speed', expected.expectation],
    ['perception:speed', expected.perception],
    [`rating:${recommendKey}`, expected.recommend],
  ])('of every point of %s are those of R, with both ends and their intervals', (column, rated) => {
    const ours = ratingIn(found, column);
    expect(ours.n).toBe(rated.n);
    const shares = ours.points
      .filter(({ n }) => n > 0)
      .map(({ from, share }) => [String(from), share] as const);
    expect(shares.map(([point]) => point)).toEqual(Object.keys(rated.points));
    for (const [point, share] of shares) expect(share).toBeCloseTo(rated.points[point] ?? Number.NaN, 12);
    expectShare(ours.bottom?.share, rated.bottom);
    expectShare(ours.top?.share, rated.top);
  });

  test.each(['market', 'channels'] as const)('of the options of %s are those of R', (key) => {
    const ours = found.choices.find((one) => one.key === key);
    expect(ours?.options.map((option) => option.key)).toEqual(Object.keys(expected[key]));
    for (const option of ours?.options ?? []) {
      expectShare(option.share, expected[key][option.key] as Share);
    }
  });

  test('count who gave no point: nothing, "not applicable", or one side of a pair only', () => {
    const rows = [
      ...Array.from({ length: 5 }, () => ({ answers: { speed: { expectation: 8, perception: 7 } } })),
      { answers: { speed: { expectation: 9 } } },
      { answers: { speed: { perception: 'na' as const } } },
      { answers: {} },
    ];
    const { n, without } = ratingIn(distributionsOf(rows, { all: 100 }), 'expectation:speed');
    expect({ n, without }).toEqual({ n: 5, without: { all: 3, notApplicable: 1, unanswered: 2 } });
  });
});

describe('what few people said', () => {
  const saying = (points: Readonly<Record<number, number>>): Row[] =>
    Object.entries(points).flatMap(([point, count]) =>
      Array.from({ length: count }, () => ({ answers: { [recommendKey]: Number(point) } })),
    );

  test('is shown together with neighbouring points only, and so is what lies beyond', () => {
    const found = distributionsOf(saying({ 0: 12, 4: 3, 5: 9, 8: 30, 9: 2, 10: 40 }), { all: 1000 }, 10);
    const { points, bottom, top } = ratingIn(found, `rating:${recommendKey}`);
    for (const { n } of points) expect(n === 0 || n >= 10).toBe(true);
    expect(points.reduce((sum, { n }) => sum + n, 0)).toBe(96);
    expect(points.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(points.some(({ from, to }) => from <= 9 && to >= 9 && from < to)).toBe(true);
    expect(bottom?.share.estimate).toBeCloseTo(24 / 96, 12);
    // the two who said 9 stand with those who said 8 or 10, and 9 and 10 together must not tell them apart
    const isWhole = points.some(({ from }) => from === 9);
    expect(top === null).toBe(!isWhole);
  });

  test('is not shown at all where all of them are few', () => {
    const found = distributionsOf(saying({ 3: 4, 9: 5 }), { all: 1000 }, 10);
    expect(ratingIn(found, `rating:${recommendKey}`)).toMatchObject({ n: 9, points: [], top: null });
  });

  test('is held back of options too, of a single choice with another option that would tell of it', () => {
    const choosing = (market: string, count: number): Row[] =>
      Array.from({ length: count }, () => ({
        answers: { market, channels: [market === 'letters' ? 'app' : 'shop'] },
      }));
    const rows = [...choosing('letters', 40), ...choosing('parcels', 30), ...choosing('freight', 3)];
    const [market, channels] = distributionsOf(rows, { all: 1000 }, 10).choices;
    const shown = market?.options.filter(({ share }) => share !== null).map(({ key }) => key);
    expect(shown).toEqual(['letters']);
    expect(channels?.options.map(({ count }) => count)).toEqual([40, 0, 33]);
  });

  test('is held back of several choices too where nearly everybody chose the same', () => {
    const row = (...channels: string[]): Row => ({ answers: { channels } });
    const rows = [...Array.from({ length: 37 }, () => row('app', 'shop')), row('shop'), row('shop')];
    const channels = distributionsOf(rows, { all: 1000 }, 10).choices.find(({ key }) => key === 'channels');
    // two did without the app; nobody did without the shop
    expect(channels?.options.map(({ count }) => count)).toEqual([null, 0, 39]);
  });

  test('never stands in a group of fewer, whatever the counts', () => {
    for (let seed = 0; seed < 300; seed++) {
      const counts = Array.from(
        { length: 2 + (seed % 9) },
        (_, place) => ((seed + 7) * (place + 3) * 31) % 23,
      );
      const groups = groupedPoints(counts, counts, 1, 10);
      const all = counts.reduce((sum, count) => sum + count, 0);
      expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(all < 10 ? 0 : all);
      for (const { count } of groups) expect(count === 0 || count >= 10).toBe(true);
      groups.forEach(({ from }, place) => {
        expect(from).toBe(place === 0 ? 1 : (groups[place - 1]?.to ?? 0) + 1);
      });
    }
  });
});
