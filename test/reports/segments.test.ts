import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { assembleReport } from '#reports/assemble-report.ts';
import { hasAnswered } from '#reports/dataset.ts';
import { instrumentOf } from '#reports/instrument.ts';
import { type MeasuredWave, measureWave, measureWavePart, type WaveInput } from '#reports/measure-wave.ts';
import type { Part } from '#reports/part.ts';
import { plan as planSchema } from '#reports/plan.ts';
import type { Figure, SegmentDifference, WaveReport } from '#reports/report.ts';
import { sharedInRows } from '#reports/segment-cells.ts';
import { Tallies } from '#reports/tally/tallies.ts';
import { WaveColumns } from '#reports/wave-columns.ts';
import type { Answers } from '#surveys/answers.ts';
import { createRandom } from '#surveys/random.ts';
import { aWave as aRandomWave, definitions } from './random-waves.ts';

interface Fixture {
  readonly stratum: readonly string[];
  readonly market: readonly string[];
  readonly expectation: Readonly<Record<string, readonly (number | null)[]>>;
  readonly perception: Readonly<Record<string, readonly (number | null)[]>>;
  readonly populations: Readonly<Record<string, number>>;
  readonly differences: readonly {
    readonly target: string;
    readonly value: string;
    readonly difference: number;
    readonly standardError: number;
    readonly degreesOfFreedom: number;
    readonly p: number;
  }[];
  readonly test: { statistic: number; numerator: number; denominator: number; p: number };
  readonly adjusted: { readonly overall: readonly number[] };
}

const fixture: Fixture = JSON.parse(
  readFileSync(new URL('../fixtures/r/segments.json', import.meta.url), 'utf8'),
);
const definition = definitions.composite;
if (definition === undefined) throw new Error('there is no such questionnaire');

interface Row {
  readonly stratum: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly answers: Answers;
}

function aWave(rows: readonly Row[], plan: object, populations: Readonly<Record<string, number>>): WaveInput {
  if (definition === undefined) throw new Error('there is no such questionnaire');
  const parsed = planSchema.parse(plan);
  const columns = new WaveColumns(definition, new Map([['v', definition]]), parsed.segments);
  rows.forEach(({ stratum, attributes, answers }, place) => {
    const response = { versionId: 'v', status: 'submitted', answers } as const;
    columns.set(place, { stratum, attributes, recorded: null, weight: null, response });
  });
  return {
    ...{ key: 'w1', label: null, opensAt: null, closesAt: null, definition, version: 1, plan: parsed },
    ...{ dataset: columns.dataset(), customers: null, frame: null, draw: null, warnings: [] },
    populations: new Map(Object.entries(populations)),
    openAnswers: { submitted: 0, excluded: 0, used: false },
  };
}

const items = ['speed', 'manner', 'claims'];

/** The rows that R read. */
const rowsOfR = fixture.stratum.map((stratum, row): Row => {
  const answers = items.flatMap((item) => {
    const [expectation, perception] = [fixture.expectation[item]?.[row], fixture.perception[item]?.[row]];
    return expectation == null || perception == null ? [] : [[item, { expectation, perception }] as const];
  });
  return { stratum, attributes: { market: fixture.market[row] ?? '' }, answers: Object.fromEntries(answers) };
});

describe('how segments differ from everybody', () => {
  const ways: readonly (readonly [string, Partial<WaveInput>])[] = [
    ['sums of groups', {}],
    ['rows', { tallies: null }],
  ];
  test.each(ways)('is what R says, from %s', (_, how) => {
    const plan = { segments: ['market'] };
    const [contrasts] = measureWave({ ...aWave(rowsOfR, plan, fixture.populations), ...how }).report
      .segmentContrasts;
    for (const { target, value, ...expected } of fixture.differences) {
      const found = contrasts?.differences.find((one) => one.target === target && one.value === value);
      expect(found?.difference).toBeCloseTo(expected.difference, 11);
      expect(found?.standardError).toBeCloseTo(expected.standardError, 11);
      expect(found?.degreesOfFreedom).toBe(expected.degreesOfFreedom);
      expect(found?.p).toBeCloseTo(expected.p, 9);
    }
    expect(contrasts?.test?.statistic).toBeCloseTo(fixture.test.statistic, 8);
    expect(contrasts?.test).toMatchObject({
      numerator: fixture.test.numerator,
      denominator: fixture.test.denominator,
    });
    expect(contrasts?.test?.p).toBeCloseTo(fixture.test.p, 10);
    const overall = contrasts?.differences.filter(({ target }) => target === 'overall') ?? [];
    for (const [place, p] of fixture.adjusted.overall.entries()) {
      expect(overall[place]?.pHolm).toBeCloseTo(p, 9);
      expect(overall[place]?.familySize).toBe(3);
    }
  });

  test('is the same from sums and from rows, under calibration too', () => {
    for (const seed of ['one', 'two', 'three']) {
      const plan = {
        ...{ segments: ['region', 'market'], smallestCell: 1 },
        weighting: { calibration: { method: 'raking', margins: ['region'] } },
      };
      const { input } = aRandomWave(createRandom(seed), definition, plan, 300);
      const [sums, rows] = [measureWave(input), measureWave({ ...input, tallies: null })].map(
        ({ report }) => report.segmentContrasts,
      );
      expect(sums?.length).toBe(rows?.length);
      sums?.forEach(({ differences, test: whole }, variable) => {
        expect(whole?.statistic).toBeCloseTo(rows?.[variable]?.test?.statistic ?? Number.NaN, 7);
        differences.forEach((each: SegmentDifference, place) => {
          const other = rows?.[variable]?.differences[place];
          if (each.standardError === null) expect(other?.standardError).toBeNull();
          else expect(each.standardError).toBeCloseTo(other?.standardError ?? Number.NaN, 9);
        });
      });
    }
  });

  test('a segment that is everybody differs by nothing, and nothing is tested', () => {
    const rows = rowsOfR.map((row) => ({ ...row, attributes: { market: 'all' } }));
    const [contrasts] = measureWave(aWave(rows, { segments: ['market'] }, fixture.populations)).report
      .segmentContrasts;
    expect(contrasts?.test).toBeNull();
    expect(contrasts?.differences[0]).toMatchObject({ difference: 0, p: null, reason: 'no-variance' });
  });
});

test('which segments have the same respondents is told alike by sums and by rows', () => {
  const { input } = aRandomWave(createRandom('shared'), definition, { segments: ['region', 'market'] }, 200);
  const tallies = Tallies.of(input.dataset, input.plan, instrumentOf(definition));
  for (const [one, other] of [
    ['region', 'market'],
    ['stratum', 'region'],
  ] as const) {
    const told = tallies?.sharedValues(input.dataset, one, other)?.map((pair) => pair.join()) ?? [];
    expect(told.length).toBeGreaterThan(3);
    expect([...told].sort()).toEqual(
      sharedInRows(input.dataset, one, other)
        .map((pair) => pair.join())
        .sort(),
    );
  }
});

describe('what is held back', () => {
  const answers = (expectation: number, perception: number): Answers =>
    Object.fromEntries(items.map((item) => [item, { expectation, perception }]));
  const shownIn = ({ figures }: WaveReport, name: Figure['name'], target: string) =>
    Object.fromEntries(
      figures.flatMap((one) =>
        one.domain !== null && one.name === name && one.target === target
          ? [[Object.values(one.domain)[0], one.suppressed === null ? one.n : null]]
          : [],
      ),
    );
  const populations = { big: 2000 };
  const row = (attributes: Record<string, string>, own: Answers = answers(9, 8)): Row => ({
    stratum: 'big',
    attributes,
    answers: own,
  });
  const times = (count: number, make: (place: number) => Row) =>
    Array.from({ length: count }, (_, i) => make(i));

  test('five answers of A customers are enough, four are not, and ten of others', () => {
    const rows = (a: number) => [
      ...times(a, () => row({ abc: 'A' })),
      ...times(12, () => row({ abc: 'B' })),
      ...times(30, () => row({ abc: 'C' })),
    ];
    const plan = { segments: ['abc'] };
    const of = (a: number) =>
      shownIn(measureWave(aWave(rows(a), plan, populations)).report, 'csi', 'overall');
    expect(of(5)).toEqual({ A: 5, B: 12, C: 30 });
    expect(of(4)).toEqual({ A: null, B: null, C: 30 });
  });

  test('an item that few of a segment answered is held back with the same item of another, and with what would give it away', () => {
    const { claims, ...others } = answers(9, 7);
    const rows = [
      ...times(20, (i) => row({ market: 'x' }, i < 4 ? answers(9, 7) : { ...others })),
      ...times(30, () => row({ market: 'y' })),
      ...times(25, () => row({ market: 'z' })),
    ];
    expect(claims).toBeDefined();
    const { report } = measureWave(aWave(rows, { segments: ['market'] }, populations));
    expect(shownIn(report, 'csi', 'overall')).toEqual({ x: 20, y: 30, z: 25 });
    expect(shownIn(report, 'csi', 'claims')).toEqual({ x: null, y: 30, z: null });
    // a whole that is shown would tell of the only part of it that is not
    const known = definition?.factors.map(({ key, dimensions }) => {
      const own = dimensions.flatMap((dimension) => dimension.items.map((item) => item.key));
      return {
        factor: shownIn(report, 'gap', `factor:${key}`),
        items: own.map((item) => shownIn(report, 'gap', item)),
      };
    });
    for (const value of ['x', 'z']) {
      for (const { factor, items: all } of known ?? []) {
        const hidden = all.filter((item) => item[value] === null).length;
        if (factor[value] !== null) expect(hidden).not.toBe(1);
      }
      const hidden = known?.filter(({ factor }) => factor[value] === null).length;
      expect(hidden).not.toBe(1);
    }
    const held = report.segmentContrasts[0]?.differences.filter(({ reason }) => reason === 'held-back');
    expect(held?.map(({ target, value }) => [target, value])).toContainEqual(['claims', 'z']);
    expect(
      held?.every(
        ({ difference, standardError, p }) => difference === null && standardError === null && p === null,
      ),
    ).toBe(true);
  });

  test('a class does not give away a small district of it', () => {
    const district = (name: string, area: string, count: number) => times(count, () => row({ name, area }));
    const rows = [
      ...district('n1', 'north', 4),
      ...district('n2', 'north', 30),
      ...district('s1', 'south', 25),
      ...district('s2', 'south', 20),
    ];
    const alone = measureWave(aWave(rows, { segments: ['name'] }, populations)).report;
    expect(shownIn(alone, 'csi', 'overall')).toEqual({ n1: null, n2: 30, s1: 25, s2: null });
    const both = measureWave(aWave(rows, { segments: ['area', 'name'] }, populations)).report;
    expect(shownIn(both, 'csi', 'overall')).toMatchObject({ north: 34, south: 45, n1: null, n2: null });
  });
});

describe('a part of the customers as a whole', () => {
  const seeds = ['part', 'other part'];
  const plan = { segments: ['region', 'market'], smallestCell: 5 };

  test('has the figures of its segment, with both sides of each pair', () => {
    for (const seed of seeds) {
      const { input } = aRandomWave(createRandom(seed), definition, plan, 300);
      const whole = measureWave(input).report.figures;
      const part = measureWavePart(input, [{ variable: 'region', value: 'east' }]).report.figures;
      const own = whole.filter(({ domain }) => domain?.region === 'east');
      expect(own.length).toBeGreaterThan(8);
      for (const figure of own) {
        const same = part.find(({ name, target }) => name === figure.name && target === figure.target);
        expect(same).toEqual({ ...figure, domain: null });
      }
      expect(part.map(({ name }) => name)).toContain('expectation');
      expect(part.every(({ domain }) => domain === null)).toBe(true);
    }
  });

  test('of two crossed values is what a variable of the pairs would give', () => {
    const { input } = aRandomWave(createRandom('crossed'), definition, plan, 400);
    const part = [
      { variable: 'region', value: 'west' },
      { variable: 'stratum', value: 'B' },
    ] as const;
    const crossed = measureWavePart(
      { ...input, plan: { ...input.plan, segments: ['region', 'stratum'] } },
      part,
    );
    const overall = crossed.report.figures.find(({ name, target }) => name === 'csi' && target === 'overall');
    const { stratum, disposition, variables } = input.dataset;
    const region = variables.get('region');
    const inPart = [...disposition.keys()].filter(
      (row) =>
        hasAnswered(disposition[row] ?? 0) &&
        region?.labels[region.codes[row] ?? -1] === 'west' &&
        stratum.labels[stratum.codes[row] ?? -1] === 'B',
    );
    expect(inPart.length).toBeGreaterThan(5);
    expect(overall?.n).toBeLessThanOrEqual(inPart.length);
    expect(overall?.estimate).toBeGreaterThan(0);
    expect(crossed.report.plan.segments).toEqual(['region', 'stratum']);
  });

  test('is held back where the tables of its variables would give it away', () => {
    const answers: Answers = Object.fromEntries(
      items.map((item) => [item, { expectation: 9, perception: 8 }]),
    );
    const cells = [
      ['x', 'p', 30],
      ['x', 'q', 4],
      ['y', 'p', 25],
      ['y', 'q', 40],
      ['z', 'p', 22],
      ['z', 'q', 24],
    ] as const;
    const rows = cells.flatMap(([market, size, count]) =>
      Array.from({ length: count }, (): Row => ({ stratum: 'big', attributes: { market, size }, answers })),
    );
    const wave = aWave(rows, { segments: ['market', 'size'] }, { big: 2000 });
    const shown = cells.map(([market, size]) => {
      const part = [
        { variable: 'market', value: market },
        { variable: 'size', value: size },
      ] as const;
      const { figures } = measureWavePart(wave, part).report;
      return figures.find(({ name, target }) => name === 'csi' && target === 'overall')?.suppressed === null;
    });
    // the small one, with another in its row and its column, and the one that closes the square
    expect(shown.filter((is) => !is)).toHaveLength(4);
    expect([shown[0], shown[1]]).toEqual([false, false]);
    expect(measureWavePart(wave, [{ variable: 'market', value: 'nobody' }]).report.figures).toEqual([]);
    expect(measureWavePart(wave, [{ variable: 'colour', value: 'red' }]).report.figures).toEqual([]);
  });

  test('changes from wave to wave as its segment does', () => {
    for (const change of ['overlap', 'stacked', 'independent'] as const) {
      const waves = ['one', 'two'].map((seed, place) => {
        const { input } = aRandomWave(createRandom(seed), definition, { ...plan, change }, 300);
        return { ...input, key: `w${place}` };
      });
      const of = (measured: MeasuredWave[], part?: Part) =>
        assembleReport(
          {
            slug: 's',
            definition,
            version: 1,
            plan: planSchema.parse({ ...plan, change }),
            ...(part ? { part } : {}),
          },
          measured,
        );
      const part: Part = [{ variable: 'region', value: 'east' }];
      const whole = of(waves.map((wave) => measureWave(wave))).changes;
      const alone = of(
        waves.map((wave) => measureWavePart(wave, part)),
        part,
      );
      const found = whole.filter(({ name, domain }) => name === 'csi' && domain?.region === 'east');
      expect(found.length).toBeGreaterThan(3);
      for (const { target, difference, standardError, degreesOfFreedom, p } of found) {
        const same = alone.changes.find((one) => one.name === 'csi' && one.target === target);
        expect(same).toMatchObject({ difference, standardError, degreesOfFreedom, p, domain: null });
      }
      expect(alone.decompositions).toEqual([]);
      expect(alone.part).toMatchObject(part);
      expect(alone.segments).toEqual([]);
    }
  });
});
