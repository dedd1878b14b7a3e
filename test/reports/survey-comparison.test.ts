import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { assembleReport } from '#reports/assemble-report.ts';
import { measureWave } from '#reports/measure-wave.ts';
import { plan } from '#reports/plan.ts';
import type { Report } from '#reports/report.ts';
import { independentContrast } from '#reports/sampling-error/contrast.ts';
import { independentChange } from '#reports/sampling-error/waves.ts';
import { outOfHundred, satisfactionScore } from '#reports/satisfaction-score.ts';
import type { ComparedSurvey } from '#reports/survey-comparability.ts';
import { compareSurveys } from '#reports/survey-comparison.ts';
import { WaveColumns } from '#reports/wave-columns.ts';
import { readDefinition } from '#surveys/read-definition.ts';
import { aQuestionnaire } from '../helpers/questionnaire.ts';
import { aFigure, anEmptyFigure, aReport, aWave } from '../helpers/report.ts';

interface Expected {
  readonly value: number;
  readonly se: number;
  readonly df: number;
  readonly p: number;
  readonly lower: number;
  readonly upper: number;
}

/** What `fixtures/r/comparisons.R` wrote. */
const fixture: {
  readonly data: Readonly<Record<'station' | 'stratum', string[]>> &
    Readonly<Record<'N' | 'a' | 'b', number[]>>;
  readonly alone: Readonly<Record<string, { estimate: number; se: number; df: number }>>;
  readonly againstEast: Readonly<Record<string, Expected>>;
  readonly holmEast: Readonly<Record<string, number>>;
  readonly againstMean: Readonly<Record<string, Expected>>;
  readonly holmMean: Readonly<Record<string, number>>;
} = JSON.parse(readFileSync(new URL('../fixtures/r/comparisons.json', import.meta.url), 'utf8'));

const stations = ['east', 'south', 'west'];

/** A station's survey, measured as any survey is: with all items answered alike, C of the whole is that of one. */
function station(name: string): ComparedSurvey {
  const read = readDefinition(aQuestionnaire());
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  const { definition } = read;
  const columns = new WaveColumns(definition, new Map([['v', definition]]), []);
  const { data } = fixture;
  const rows = data.station.flatMap((each, row) => (each === name ? [row] : []));
  rows.forEach((row, place) => {
    const pair = { expectation: data.a[row] ?? 0, perception: data.b[row] ?? 0 };
    const answers = { speed: pair, manner: pair, claims: pair };
    columns.set(place, {
      ...{ stratum: data.stratum[row] ?? '', attributes: {}, recorded: null, weight: null },
      response: { versionId: 'v', status: 'submitted', answers },
    });
  });
  const populations = new Map(rows.map((row) => [data.stratum[row] ?? '', data.N[row] ?? 0]));
  const population = [...populations.values()].reduce((sum, each) => sum + each, 0);
  const wave = measureWave({
    ...{ key: 'w', label: null, opensAt: null, closesAt: null, definition, version: 1, plan: plan.parse({}) },
    dataset: columns.dataset(),
    customers: rows.map(String),
    populations,
    frame: { key: 'c', kind: 'list', source: 'c.csv', population, margins: {} },
    draw: null,
    openAnswers: { submitted: 0, excluded: 0, used: false },
    warnings: [],
  });
  const report = assembleReport({ slug: name, definition, version: 1, plan: plan.parse({}) }, [wave]);
  const [first] = report.waves;
  if (first === undefined) throw new Error('a report needs a wave');
  return { report, wave: first };
}

const near = (found: number | null | undefined, expected: number | undefined, digits = 10) =>
  expect(found).toBeCloseTo(expected ?? Number.NaN, digits);

describe('three stations with samples of their own, as R has them', () => {
  const surveys = stations.map(station);

  test.each([
    [0, fixture.againstEast, fixture.holmEast],
    ['mean', fixture.againstMean, fixture.holmMean],
  ] as const)('held against %s', (reference, expected, adjusted) => {
    const { targets } = compareSurveys(surveys, reference);
    const [overall] = targets;
    for (const [place, name] of stations.entries()) {
      const cell = overall?.cells[place];
      near(cell?.figure?.estimate, fixture.alone[name]?.estimate, 12);
      near(cell?.figure?.standardError, fixture.alone[name]?.se, 12);
      const wanted = expected[name];
      if (wanted === undefined) {
        expect(cell).toMatchObject({ difference: null, why: 'is-reference' });
        continue;
      }
      near(cell?.difference?.value, wanted.value, 12);
      near(cell?.difference?.standardError, wanted.se, 12);
      near(cell?.difference?.degreesOfFreedom, wanted.df, 6);
      near(cell?.difference?.p, wanted.p);
      near(cell?.difference?.lower, wanted.lower);
      near(cell?.difference?.upper, wanted.upper);
    }
    // of one item, its factor is the whole once more: the same numbers, and twice as many tests
    const alone = compareSurveys(
      surveys.map(({ report, wave }) => ({ report: { ...report, factors: [] }, wave })),
      reference,
    );
    expect(alone.familySize).toBe(Object.keys(expected).length);
    for (const [place, name] of stations.entries())
      if (adjusted[name] !== undefined) near(alone.targets[0]?.cells[place]?.pHolm, adjusted[name]);
  });
});

test('a difference of two is the change between two independent waves', () => {
  const [one, other] = [
    aFigure('csi', 'overall', 'w', 0.94, 0.004),
    aFigure('csi', 'overall', 'w', 0.96, 0.007),
  ];
  const { difference, statistic: _, ...rest } = independentChange(one, other);
  const terms = [
    { of: one, coefficient: -1 },
    { of: other, coefficient: 1 },
  ];
  expect(independentContrast(terms)).toEqual({ value: difference, ...rest });
  expect(independentContrast([...terms, { of: { ...one, standardError: null }, coefficient: 0 }]).p).toBe(
    rest.p,
  );
});

function survey(change: (report: Report) => Partial<Report> = () => ({})): ComparedSurvey {
  const report = aReport({ waves: [aWave('q1', 0)] });
  const changed = { ...report, ...change(report) };
  const [wave] = changed.waves;
  if (wave === undefined) throw new Error('a report needs a wave');
  return { report: { ...changed, survey: { ...changed.survey, version: wave.version } }, wave };
}

describe('questionnaires that differ', () => {
  const items = (report: Report, change: (item: Report['factors'][number]['items'][number]) => object) =>
    report.factors.map((factor) =>
      factor.key === 'service'
        ? {
            ...factor,
            items: factor.items.map((item, place) => (place === 0 ? { ...item, ...change(item) } : item)),
          }
        : factor,
    );
  test.each([
    [
      'origins-differ',
      ({ index }: Report) => ({ index: { ...index, origin: 'scaleMinimum' as const } }),
      true,
    ],
    [
      'aggregates-differ',
      ({ index }: Report) => ({ index: { ...index, aggregate: 'pooled' as const } }),
      false,
    ],
    ['items-differ', (report: Report) => ({ factors: items(report, () => ({ key: 'other' })) }), true],
    [
      'items-differ',
      (report: Report) => ({ factors: items(report, () => ({ name: { en: 'Else' } })) }),
      true,
    ],
    [
      'scales-differ',
      (report: Report) => ({ factors: items(report, () => ({ scale: { min: 1, max: 5 } })) }),
      true,
    ],
    ['weights-differ', (report: Report) => ({ factors: items(report, () => ({ share: 0.2 })) }), true],
  ] as const)('%s: no difference, and said why', (why, change, isOfFactor) => {
    const { targets } = compareSurveys([survey(), survey(change)], 0);
    const cellOf = (target: string) => targets.find((each) => each.target === target)?.cells[1];
    expect(cellOf('overall')).toMatchObject({ difference: null, pHolm: null, why });
    expect(cellOf('overall')?.figure?.estimate).not.toBeNull();
    expect(cellOf('factor:service')?.why).toBe(isOfFactor ? why : null);
    if (why !== 'origins-differ') expect(cellOf('factor:product')?.difference?.p).toBeGreaterThan(0);
  });

  test('the mean is of those that are the same measure, and of no single one', () => {
    const other = survey(({ index }) => ({ index: { ...index, origin: 'scaleMinimum' as const } }));
    const three = compareSurveys([survey(), other, survey()]).targets[0];
    expect(three?.mean?.surveys).toBe(2);
    expect(three?.cells.map(({ why }) => why)).toEqual([null, 'origins-differ', null]);
    const two = compareSurveys([survey(), other]).targets[0];
    expect(two).toMatchObject({
      mean: null,
      cells: [{ why: 'nothing-to-compare' }, { why: 'origins-differ' }],
    });
  });

  test('a wave of an older version is compared only where its series goes on', () => {
    const both = (reason: Report['changes'][number]['reason']) => {
      const report = aReport({ waves: [aWave('q1', 0, { version: 1 }), aWave('q2', 1, { version: 2 })] });
      const changes = report.changes.map((each) => ({ ...each, reason }));
      const [wave] = report.waves;
      if (wave === undefined) throw new Error('a report needs a wave');
      return compareSurveys([survey(), { report: { ...report, changes }, wave }], 0).targets[0]?.cells[1]
        ?.why;
    };
    expect([both(null), both('items-changed')]).toEqual([null, 'version-differs']);
  });
});

test('what a survey holds back stays held back, and nothing is tested of it', () => {
  const held = survey(({ waves }) => ({
    waves: waves.map((wave) => ({
      ...wave,
      figures: wave.figures.map((figure) => ({ ...figure, suppressed: 'small-cell' as const })),
    })),
  }));
  const { targets, familySize } = compareSurveys([held, survey()], 0);
  expect(targets[0]?.cells[0]?.figure).toMatchObject({ estimate: null, lower: null, standardError: null });
  expect(targets[0]?.cells[1]).toMatchObject({ difference: null, why: 'reference-without-figure' });
  expect(familySize).toBe(0);
  expect(compareSurveys([]).familySize).toBe(0);
});

test('intervals are all of the highest level asked for', () => {
  const strict = survey(({ plan: own }) => ({ plan: { ...own, confidence: 0.99 } }));
  const { confidence, targets } = compareSurveys([survey(), strict], 0);
  const [one, other] = targets[0]?.cells ?? [];
  expect(confidence).toBe(0.99);
  expect(one?.figure).toEqual(other?.figure);
  expect(one?.figure?.lower).toBeCloseTo((one?.figure?.estimate ?? 0) - 2.5796 * 0.0032, 5);
});

describe('overall satisfaction out of 100', () => {
  const rating = (key: string, max = 10) => ({
    ...{ key, kind: 'scale' as const, text: { en: key }, scale: { min: 1, max } },
  });
  const scored = (ratings: Report['ratings'], means: Readonly<Record<string, readonly [number, number]>>) =>
    survey(({ waves }) => ({
      ratings,
      waves: waves.map((wave) => ({
        ...wave,
        figures: Object.entries(means).map(([key, [mean, error]]) => aFigure('mean', key, 'q1', mean, error)),
      })),
    }));

  test('is where the mean lies between the ends of the scale', () => {
    const found = satisfactionScore(
      scored([rating('overallSatisfaction')], { overallSatisfaction: [7.75, 0.045] }),
    );
    expect(found?.score).toBeCloseTo(75, 10);
    expect(found?.standardError).toBeCloseTo(0.5, 10);
    expect(found?.lower).toBeCloseTo(75 - 1.9618 * 0.5, 3);
  });

  test('of several questions it is their mean, never surer than they would be together', () => {
    const means = { overallSatisfaction: [7.75, 0.045], closeToIdeal: [3, 0.04] } as const;
    const found = satisfactionScore(
      scored([rating('overallSatisfaction'), rating('closeToIdeal', 5)], means),
    );
    expect(found?.score).toBeCloseTo((75 + 50) / 2, 10);
    expect(found?.standardError).toBeCloseTo((0.5 + 1) / 2, 10);
  });

  test('is missing where nothing of it is asked, or a part of it is held back', () => {
    expect(satisfactionScore(survey())).toBeNull();
    const held = scored([rating('overallSatisfaction')], {});
    expect(satisfactionScore(held)).toBeNull();
    const figure = aFigure('mean', 'overallSatisfaction', 'q1', 7, 0.1);
    const hidden = anEmptyFigure(figure, { suppressed: 'small-cell', reason: null, n: 3 });
    const wave = { ...held.wave, figures: [hidden] };
    expect(satisfactionScore({ ...held, wave })).toBeNull();
  });

  test('a published figure is brought to the same scale', () => {
    expect(outOfHundred(77.3, { min: 0, max: 100 })).toBeCloseTo(77.3, 12);
    expect(outOfHundred(4, { min: 1, max: 5 })).toBe(75);
  });
});
