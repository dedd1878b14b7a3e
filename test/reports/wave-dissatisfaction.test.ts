import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { WaveInput } from '#reports/measure-wave.ts';
import { plan as planSchema } from '#reports/plan.ts';
import type { Estimate } from '#reports/sampling-error/estimate.ts';
import { holm } from '#reports/sampling-error/multiplicity.ts';
import { fisherTest } from '#reports/statistics/fisher-test.ts';
import { analyseWave } from '#reports/wave-analysis.ts';
import { WaveColumns } from '#reports/wave-columns.ts';
import type { ReceivedComplaints, WaveDissatisfaction } from '#reports/wave-dissatisfaction.ts';
import type { Answers } from '#surveys/answers.ts';
import type { Definition } from '#surveys/definition.ts';
import { readDefinition } from '#surveys/read-definition.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

type Share = Pick<Estimate, 'estimate' | 'standardError' | 'lower' | 'upper' | 'n'>;

/** What `fixtures/r/iceberg.R` wrote. */
const fixture: {
  readonly data: {
    readonly stratum: readonly string[];
    readonly responded: readonly boolean[];
    readonly did: readonly string[];
  } & Readonly<Record<'a_speed' | 'b_speed' | 'a_manner' | 'b_manner', readonly (number | null)[]>>;
  readonly populations: Readonly<Record<string, number>>;
  readonly degreesOfFreedom: number;
  readonly share: Share;
  readonly number: Share;
  readonly behaviour: Readonly<Record<'silent' | 'publicly' | 'privately', Share>>;
  readonly fisher: {
    readonly tables: readonly (readonly [number, number, number, number])[];
    readonly p: readonly number[];
    readonly holm: readonly number[];
  };
} = JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/r/iceberg.json'), 'utf8'));

const words = (text: string) => ({ 'zh-CN': text, en: text });
const actions = ['complainedToCompany', 'stoppedBuying', 'other', 'nothing'] as const;
const actionOf: Readonly<Record<string, (typeof actions)[number]>> = {
  publicly: 'complainedToCompany',
  privately: 'stoppedBuying',
  silent: 'nothing',
  other: 'other',
};

/** Two items, the second of which counts twice, and the question of what one did when dissatisfied. */
function asked(): Definition {
  const [factor] = aQuestionnaire().factors;
  const read = readDefinition(
    aQuestionnaire({
      factors: factor
        ? [
            {
              ...factor,
              dimensions: [
                {
                  key: 'delivery',
                  name: words('Delivery'),
                  items: [
                    { key: 'speed', name: words('Speed'), weight: 1 },
                    { key: 'manner', name: words('Manner'), weight: 2 },
                  ],
                },
              ],
            },
          ]
        : [],
      pages: [
        {
          key: 'all',
          title: words('All'),
          questions: [
            { kind: 'pair', key: 'speed', scale: 'ten' },
            { kind: 'pair', key: 'manner', scale: 'ten' },
            {
              kind: 'choices',
              key: 'complaintActions',
              text: words('What did you do?'),
              required: false,
              options: actions.map((key) => ({ key, label: words(key), exclusive: key === 'nothing' })),
            },
          ],
        },
      ],
    }),
  );
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.definition;
}

const definition = asked();

/** The wave of the fixture; those who cannot be judged as they are, or as if they were content. */
function aWave({
  isComplete = false,
  adjusts = true,
  populations = fixture.populations,
  rows = fixture.data.stratum.length,
}: {
  isComplete?: boolean;
  adjusts?: boolean;
  populations?: Readonly<Record<string, number>>;
  rows?: number;
} = {}): WaveInput {
  const columns = new WaveColumns(definition, new Map([['v1', definition]]), []);
  const { data } = fixture;
  for (let row = 0; row < rows; row++) {
    const pair = (item: 'speed' | 'manner'): Answers => {
      const [expectation, perception] = [data[`a_${item}`][row] ?? null, data[`b_${item}`][row] ?? null];
      return expectation === null || perception === null ? {} : { [item]: { expectation, perception } };
    };
    const rated = { ...pair('speed'), ...pair('manner') };
    const isJudged = Object.keys(rated).length > 0;
    const done = actionOf[data.did[row] ?? ''];
    const answers: Answers = {
      ...(isJudged || !isComplete ? rated : { speed: { expectation: 5, perception: 5 } }),
      ...(done === undefined ? {} : { complaintActions: [done] }),
    };
    columns.set(row, {
      stratum: data.stratum[row] ?? null,
      attributes: {},
      recorded: data.responded[row] ? null : 'refused',
      weight: null,
      response: data.responded[row] ? { versionId: 'v1', status: 'submitted', answers } : null,
    });
  }
  return {
    key: 'q3',
    label: null,
    opensAt: null,
    closesAt: null,
    definition,
    version: 1,
    plan: planSchema.parse({
      weighting: adjusts ? { nonresponse: { classes: ['stratum'], minimum: 0 } } : {},
    }),
    dataset: columns.dataset(),
    customers: null,
    populations: new Map(Object.entries(populations)),
    frame: null,
    draw: null,
    openAnswers: { submitted: 0, excluded: 0, used: false },
    warnings: [],
  };
}

function found(wave: WaveInput, complaints: readonly ReceivedComplaints[] = []): WaveDissatisfaction {
  const { dissatisfaction } = analyseWave(wave, { complaints, comments: null });
  if (dissatisfaction === null) throw new Error('Nothing was found');
  return dissatisfaction;
}

function expectAsInR(estimate: Estimate | null | undefined, expected: Share): void {
  for (const name of ['estimate', 'standardError', 'lower', 'upper'] as const) {
    expect(Math.abs((estimate?.[name] ?? Number.NaN) / (expected[name] ?? 0) - 1), name).toBeLessThan(1e-9);
  }
  expect(estimate?.n).toBe(expected.n);
}

describe('customers who are dissatisfied', () => {
  test('are the weighted share that R finds, with its interval', () => {
    const { share, n, without } = found(aWave());
    expectAsInR(share, fixture.share);
    expect([n, without]).toEqual([fixture.share.n, fixture.number.n - fixture.share.n]);
  });

  test('are as many as their weights come to, where these stand for the population and everybody can be judged', () => {
    const { number } = found(aWave({ isComplete: true }));
    expect(number?.by).toBe('weights');
    expectAsInR(number?.estimate, fixture.number);
  });

  test('are their share of the population where some cannot be judged, or nobody stands in for the silent', () => {
    const size = Object.values(fixture.populations).reduce((sum, each) => sum + each, 0);
    const { number, share } = found(aWave());
    expect(number?.by).toBe('population');
    expect(number?.estimate.estimate).toBeCloseTo(size * (fixture.share.estimate ?? 0), 8);
    expect(number?.estimate.standardError).toBeCloseTo(size * (share?.standardError ?? 0), 8);
    expect(found(aWave({ adjusts: false, isComplete: true })).number?.by).toBe('population');
  });

  test('have no number where the population is not known, and no share where few answered', () => {
    expect(found(aWave({ populations: {}, adjusts: false })).number).toBeNull();
    expect(found(aWave({ rows: 8 }))).toMatchObject({ share: null, number: null, behaviour: null });
  });

  test('did what R says: nothing, something in public, or something in private', () => {
    const { behaviour } = found(aWave());
    expect(behaviour?.n).toBe(fixture.behaviour.silent.n);
    for (const part of ['silent', 'publicly', 'privately'] as const) {
      expectAsInR(behaviour?.[part], fixture.behaviour[part]);
    }
  });

  test('stand beside the complaints that were entered', () => {
    const one = { channel: 'hotline', count: 12, fromOn: '2026-07-01', untilOn: '2026-09-30', source: 'log' };
    expect(found(aWave(), [one, { ...one, channel: 'shop', count: 3 }])).toMatchObject({ received: 15 });
  });
});

describe('Fisher’s exact test', () => {
  const { tables, p, holm: adjusted } = fixture.fisher;
  const ps = tables.map(([a, of, b, among]) => fisherTest({ count: a, size: of }, { count: b, size: among }));

  test('is R’s, and so is Holm’s adjustment', () => {
    ps.forEach((each, place) => {
      expect(each).toBeCloseTo(p[place] ?? Number.NaN, 11);
    });
    holm(ps).forEach((each, place) => {
      expect(each).toBeCloseTo(adjusted[place] ?? Number.NaN, 11);
    });
  });

  test('says the same whichever group comes first, and refuses what is no count', () => {
    expect(fisherTest({ count: 3, size: 105 }, { count: 12, size: 96 })).toBeCloseTo(ps[0] ?? 0, 12);
    expect(() => fisherTest({ count: 4, size: 3 }, { count: 0, size: 3 })).toThrow(RangeError);
  });
});
