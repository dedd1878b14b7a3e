import { describe, expect, test } from 'vitest';
import { indexSpreads } from '#reports/index-spreads.ts';
import { measureWave, overallIndex, type WaveInput } from '#reports/measure-wave.ts';
import { plan } from '#reports/plan.ts';
import { WaveColumns } from '#reports/wave-columns.ts';
import { forecastFrom, type WaveForecast } from '#reports/wave-forecast.ts';
import type { Answers } from '#surveys/answers.ts';
import { readDefinition } from '#surveys/read-definition.ts';
import { expectedStandardError } from '#surveys/sampling/allocation-error.ts';
import { dispositions } from '#surveys/sampling/dispositions.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

const reading = readDefinition(aQuestionnaire());
if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
const { definition } = reading;

const populations = new Map([
  ['big', 80],
  ['small', 20],
]);

/** A wave in which everybody asked answered, each all items alike: expectation and perception. */
function aWave(rows: readonly (readonly [stratum: string, a: number, b: number])[]): WaveInput {
  const columns = new WaveColumns(definition, new Map([['v', definition]]), []);
  rows.forEach(([stratum, expectation, perception], place) => {
    const pair = { expectation, perception };
    const answers: Answers = { speed: pair, manner: pair, claims: pair };
    const response = { versionId: 'v', status: 'submitted' as const, answers };
    columns.set(place, { stratum, attributes: {}, recorded: null, weight: null, response });
  });
  return {
    ...{ key: 'w', label: null, opensAt: null, closesAt: null, definition, version: 1 },
    plan: plan.parse({}),
    dataset: columns.dataset(),
    customers: rows.map((_, i) => `K${i}`),
    populations,
    frame: null,
    draw: null,
    openAnswers: { submitted: 0, excluded: 0, used: false },
    warnings: [],
  };
}

const rows = [
  ['big', 10, 8],
  ['big', 9, 9],
  ['big', 8, 5],
  ['big', 10, 7],
  ['small', 7, 7],
  ['small', 9, 4],
  ['small', 8, 8],
] as const;

describe('how much customers differ within strata', () => {
  test('is the standard deviation of (b − Ca)/ā, by the formula written out', () => {
    const spreads = indexSpreads(aWave(rows));
    const weightOf = (stratum: string) => (populations.get(stratum) ?? 0) / (stratum === 'big' ? 4 : 3);
    const total = (value: (row: (typeof rows)[number]) => number) =>
      rows.reduce((sum, row) => sum + weightOf(row[0]) * value(row), 0);
    const index = total(([, , b]) => b) / total(([, a]) => a);
    const meanExpectation = total(([, a]) => a) / 100;
    expect(spreads?.index).toBeCloseTo(index, 12);
    for (const [stratum, count] of [
      ['big', 4],
      ['small', 3],
    ] as const) {
      const values = rows
        .filter(([of]) => of === stratum)
        .map(([, a, b]) => (b - index * a) / meanExpectation);
      const mean = values.reduce((sum, value) => sum + value, 0) / count;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
      expect(spreads?.strata.get(stratum)).toEqual({
        spread: expect.closeTo(Math.sqrt(variance), 12),
        respondents: count,
      });
    }
  });

  test('gives the wave’s own standard error back from its own respondents', () => {
    const wave = aWave(rows);
    const spreads = indexSpreads(wave);
    const strata = new Map(
      [...(spreads?.strata ?? [])].map(([stratum, { spread }]) => [
        stratum,
        { population: populations.get(stratum) ?? 0, spread },
      ]),
    );
    const measured = overallIndex(measureWave(wave).report.figures)?.standardError;
    const sizes = new Map([
      ['big', 4],
      ['small', 3],
    ]);
    expect(measured).toBeGreaterThan(0);
    expect(expectedStandardError(strata, sizes)).toBeCloseTo(measured ?? 0, 12);
  });

  test('is not known of a stratum with one respondent, which the pooled spread leaves out', () => {
    const spreads = indexSpreads(aWave(rows.slice(0, 5)));
    expect([...(spreads?.strata.keys() ?? [])]).toEqual(['big']);
    expect(spreads?.pooled).toBeCloseTo(spreads?.strata.get('big')?.spread ?? 0, 12);
  });

  test('is not known of a wave that nobody answered', () => {
    expect(indexSpreads(aWave([]))).toBeNull();
  });
});

describe('what an earlier wave lets a later one expect', () => {
  /** So many answers of a stratum, whose perceptions go through some values in turn. */
  const answersOf = (stratum: string, count: number, perceptions: readonly number[]) =>
    Array.from({ length: count }, (_, i) => [stratum, 8, perceptions[i % perceptions.length] ?? 0] as const);
  function learnt(...some: (readonly (readonly [string, number, number])[])[]): WaveForecast {
    const forecast = forecastFrom(aWave(some.flat()));
    if ('reason' in forecast) throw new Error(forecast.reason);
    return forecast;
  }

  test('is nothing from fewer than 30 answers, or from answers that do not differ', () => {
    expect(forecastFrom(aWave([]))).toEqual({ reason: 'tooFew', answers: 0 });
    expect(forecastFrom(aWave(answersOf('big', 6, [7])))).toEqual({ reason: 'tooFew', answers: 6 });
    const nearly = [...answersOf('big', 20, [6, 9]), ...answersOf('small', 9, [6, 9])];
    expect(forecastFrom(aWave(nearly))).toEqual({ reason: 'tooFew', answers: 29 });
    expect(forecastFrom(aWave(answersOf('big', 40, [7])))).toEqual({ reason: 'alike', answers: 40 });
  });

  test('is the spread of a stratum from ten answers on, else that of all', () => {
    const forecast = learnt(answersOf('big', 40, [5, 9]), answersOf('small', 9, [1, 10]));
    const { big, small, never } = { ...spreadsIn(forecast) };
    // expectations are 8 throughout, so that S is that of the perceptions over 8: 2 √(40/39) / 8
    expect(big).toEqual({ value: expect.closeTo((2 * Math.sqrt(40 / 39)) / 8, 9), isOwn: true });
    expect(small).toMatchObject({ isOwn: false });
    expect(never).toEqual(small);
    expect(small?.value).toBeGreaterThan(big?.value ?? 0);
  });

  test('is the spread of all where those of a stratum happen to agree', () => {
    const forecast = learnt(answersOf('big', 40, [5, 9]), answersOf('small', 12, [7]));
    expect(forecast.spreadIn('small')).toMatchObject({ isOwn: false });
    expect(forecast.spreadIn('small').value).toBeGreaterThan(0.1);
  });

  test('is the response rate of a stratum of which 30 were asked, else that of all', () => {
    const wave = aWave([...answersOf('big', 40, [5, 9]), ...answersOf('small', 10, [5, 9])]);
    const forecast = forecastFrom({ ...wave, dataset: { ...wave.dataset, outcomes: asked(60, 19) } });
    if ('reason' in forecast) throw new Error(forecast.reason);
    expect(forecast.responseRateIn('big')).toEqual({ value: 40 / 100, isOwn: true });
    // 40 of 100 and 10 of 29
    expect(forecast.responseRateIn('small')).toEqual({ value: 50 / 129, isOwn: false });
    expect(forecast.responseRateIn('never')).toEqual({ value: 50 / 129, isOwn: false });
    const open = { ...wave, openAnswers: { submitted: 50, excluded: 0, used: true } };
    const opened = forecastFrom(open);
    expect('reason' in opened ? null : opened.responseRateIn('big')).toBeNull();
  });

  const spreadsIn = ({ spreadIn }: WaveForecast) => ({
    big: spreadIn('big'),
    small: spreadIn('small'),
    never: spreadIn('never'),
  });

  /** 40 and 10 answers, and as many others who gave none. */
  function asked(inBig: number, inSmall: number): Uint32Array[] {
    const ended = (answered: number, silent: number) =>
      Uint32Array.from(dispositions, (name) =>
        name === 'complete' ? answered : name === 'noContact' ? silent : name === 'notEligible' ? 5 : 0,
      );
    return [ended(0, 0), ended(40, inBig), ended(10, inSmall)];
  }
});
