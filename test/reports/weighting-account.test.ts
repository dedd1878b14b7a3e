import { describe, expect, test } from 'vitest';
import { measureWave, type WaveInput } from '#reports/measure-wave.ts';
import { plan as planSchema } from '#reports/plan.ts';
import type { WaveReport } from '#reports/report.ts';
import { WaveColumns } from '#reports/wave-columns.ts';
import { readDefinition } from '#surveys/read-definition.ts';
import type { Disposition } from '#surveys/sampling/dispositions.ts';
import { aQuestionnaire } from '../helpers/questionnaire.ts';

const read = readDefinition(aQuestionnaire());
if ('problems' in read) throw new Error(JSON.stringify(read.problems));
const { definition } = read;

/**
 * A wave worked out by hand. Stratum `big`: N = 80, n = 10, so d = 8; `small`: N = 20, n = 5, so d = 4.
 *
 *            I   P   R  NC   O   U  NE     n
 *     big    3   1   1   1   1   2   1    10
 *     small  2   0   1   0   0   2   0     5
 *     all    5   1   2   1   1   4   1    15
 *     Σd    32   8  12   8   8  24   8   100
 */
const outcomes: Readonly<Record<'big' | 'small', readonly Disposition[]>> = {
  big: [
    'complete',
    'complete',
    'complete',
    'partial',
    'refused',
    'noContact',
    'other',
    'unknown',
    'unknown',
    'notEligible',
  ],
  small: ['complete', 'complete', 'refused', 'unknown', 'unknown'],
};

function handMade(plan: unknown, rest: Partial<WaveInput> = {}): WaveInput {
  const columns = new WaveColumns(definition, new Map([['v', definition]]), []);
  const rows = Object.entries(outcomes).flatMap(([stratum, ended]) =>
    ended.map((recorded) => ({ stratum, recorded })),
  );
  rows.forEach(({ stratum, recorded }, place) => {
    const answers = { speed: { expectation: 10, perception: 8 } };
    const response =
      recorded === 'complete' || recorded === 'partial'
        ? ({ versionId: 'v', status: recorded === 'complete' ? 'submitted' : 'started', answers } as const)
        : null;
    columns.set(place, { stratum, attributes: {}, recorded, weight: 1 + place, response });
  });
  return {
    key: 'w',
    label: null,
    opensAt: null,
    closesAt: null,
    definition,
    version: 1,
    plan: planSchema.parse(plan),
    dataset: columns.dataset(),
    customers: null,
    populations: new Map([
      ['big', 80],
      ['small', 20],
    ]),
    frame: { key: 'f', kind: 'list', source: 'f.csv', population: 100, margins: {} },
    draw: null,
    openAnswers: { submitted: 0, excluded: 0, used: false },
    warnings: [],
    ...rest,
  };
}

function reportOf(plan: unknown, rest: Partial<WaveInput> = {}): WaveReport {
  return measureWave(handMade(plan, rest)).report;
}

function expectClose(found: Readonly<Record<string, number | null>>, expected: Record<string, number>): void {
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, value] of Object.entries(expected)) expect(found[name], name).toBeCloseTo(value, 14);
}

describe('AAPOR rates of a wave', () => {
  const { dispositions } = reportOf({});

  test('count customers: e = 10/11 of those of unknown eligibility are taken to be eligible', () => {
    expect(dispositions.eligibility.share).toBeCloseTo(10 / 11, 14);
    // below the line of RR3: 10 + 4 · 10/11 = 150/11
    expectClose(
      { ...dispositions.rates },
      {
        RR1: 5 / 14,
        RR2: 6 / 14,
        RR3: 55 / 150,
        RR4: 66 / 150,
        RR5: 5 / 10,
        RR6: 6 / 10,
        COOP1: 5 / 9,
        COOP2: 6 / 9,
        COOP3: 5 / 8,
        COOP4: 6 / 8,
        REF1: 2 / 14,
        REF2: 22 / 150,
        REF3: 2 / 10,
        CON1: 9 / 14,
        CON2: 99 / 150,
        CON3: 9 / 10,
      },
    );
  });

  test('weighted, count each customer N/n times, with an e of their own', () => {
    const { weighted } = dispositions;
    expect(weighted?.counts).toEqual({
      complete: 32,
      partial: 8,
      refused: 12,
      noContact: 8,
      other: 8,
      unknown: 24,
      notEligible: 8,
    });
    expect(weighted?.eligibility).toEqual({ share: 68 / 76, method: 'proportional' });
    // below the line of RR3: 68 + 24 · 17/19 = 1700/19
    expectClose(
      { ...weighted?.rates },
      {
        RR1: 8 / 23,
        RR2: 10 / 23,
        RR3: 152 / 425,
        RR4: 38 / 85,
        RR5: 8 / 17,
        RR6: 10 / 17,
        COOP1: 8 / 15,
        COOP2: 2 / 3,
        COOP3: 8 / 13,
        COOP4: 10 / 13,
        REF1: 3 / 23,
        REF2: 57 / 425,
        REF3: 3 / 17,
        CON1: 15 / 23,
        CON2: 57 / 85,
        CON3: 15 / 17,
      },
    );
  });

  test('have no weighted version where weights are given, a stratum’s size is unknown, or nobody was drawn', () => {
    const weightedOf = (plan: unknown, rest: Partial<WaveInput> = {}) =>
      reportOf(plan, rest).dispositions.weighted;
    expect(weightedOf({ weighting: { base: 'given' } })).toBeNull();
    const populations = (big: number | null) => ({
      populations: new Map([
        ['big', big],
        ['small', 20],
      ]),
    });
    expect(weightedOf({}, populations(null))).toBeNull();
    expect(weightedOf({}, populations(9))).toBeNull();
    expect(weightedOf({}, { openAnswers: { submitted: 6, excluded: 0, used: true } })).toBeNull();
    expect(weightedOf({}, populations(10))).not.toBeNull();
  });

  test('are there also where nobody answered', () => {
    const columns = new WaveColumns(definition, new Map([['v', definition]]), []);
    columns.set(0, { stratum: 'big', attributes: {}, recorded: null, weight: null, response: null });
    const { dispositions: none } = reportOf({}, { dataset: columns.dataset() });
    expect(none.rates).toMatchObject({ RR1: 0, RR3: null, RR5: null, COOP1: null });
    expect(none.weighted?.counts.unknown).toBe(80);
  });
});

describe('the account of a weighting', () => {
  const weighting = {
    nonresponse: { classes: ['stratum'], minimum: 0 },
    calibration: { method: 'poststratification', margins: ['stratum'] },
  };
  const report = reportOf({ weighting });
  const [base, nonresponse, calibration] = report.weighting.steps;

  test('begins with the base weights of those who answered: four times 8 and twice 4', () => {
    expect(base).toMatchObject({ step: 'base', before: null, largestFactor: null });
    // (Σw)² / Σw² = 40² / (4 · 64 + 2 · 16)
    expect(base?.diagnostics).toMatchObject({ n: 6, sum: 40, min: 4, max: 8, kishDesignEffect: 1.08 });
    expect(base?.diagnostics?.effectiveSize).toBeCloseTo(50 / 9, 13);
  });

  test('has the classes of the nonresponse, and its response rate is the weighted RR2', () => {
    // big: 4 of 9 eligible answered, small: 2 of 5
    expect(nonresponse?.classes).toEqual([
      { classes: ['big'], sampled: 9, respondents: 4, factor: 72 / 32 },
      { classes: ['small'], sampled: 5, respondents: 2, factor: 20 / 8 },
    ]);
    expect(nonresponse).toMatchObject({ step: 'nonresponse', largestFactor: 2.5 });
    expect(nonresponse?.before).toEqual(base?.diagnostics);
    // 4 · 18 + 2 · 10
    expect(nonresponse?.diagnostics).toMatchObject({ n: 6, sum: 92, min: 10, max: 18 });
    expect(nonresponse?.responseRate).toBeCloseTo(report.dispositions.weighted?.rates.RR2 ?? 0, 14);
  });

  test('has the margins of the calibration before and after', () => {
    expect(calibration?.totals).toEqual([
      { margin: 'stratum', category: 'big', respondents: 4, total: 80, before: 72, after: 80 },
      { margin: 'stratum', category: 'small', respondents: 2, total: 20, before: 20, after: 20 },
    ]);
    expect(calibration?.largestFactor).toBeCloseTo(10 / 9, 14);
    expect(calibration?.before).toEqual(nonresponse?.diagnostics);
  });

  test('ends with the final weights by stratum, which add up to the population', () => {
    expect(report.weighting.strata).toMatchObject([
      { stratum: 'big', weights: { n: 4, sum: 80, min: 20, max: 20, effectiveSize: 4 } },
      { stratum: 'small', weights: { n: 2, sum: 20, min: 10, max: 10, effectiveSize: 2 } },
    ]);
    expect(calibration?.diagnostics).toMatchObject({ n: 6, sum: 100, kishDesignEffect: 1.08 });
  });

  test('says what trimming cut off and gave to the others', () => {
    // weights 18 (four) and 10 (two), mean 92/6; at most 1.15 times that
    const trimmed = reportOf({
      weighting: { nonresponse: weighting.nonresponse, largestWeight: 1.15 },
    }).weighting.steps.at(-1);
    const limit = (1.15 * 92) / 6;
    expect(trimmed?.trimming).toMatchObject({ lowered: 4, raised: 0, recalibrations: 0 });
    expect(trimmed?.trimming?.limits.upper).toBeCloseTo(limit, 13);
    expect(trimmed?.trimming?.moved).toBeCloseTo(4 * (18 - limit), 12);
    expect(trimmed?.diagnostics?.min).toBeCloseTo(10 + 2 * (18 - limit), 12);
    expect(trimmed?.diagnostics?.sum).toBeCloseTo(92, 12);
  });

  test('is the same row by row as summed over groups, strata in the same order', () => {
    const byRows = reportOf({ weighting }, { tallies: null });
    expect(byRows.weighting.strata).toEqual(report.weighting.strata);
    expect(byRows.weighting.steps).toEqual(report.weighting.steps);
    expect(byRows.dispositions).toEqual(report.dispositions);
  });

  test('is empty where there are no weights', () => {
    const { weighting: none, state } = reportOf({
      weighting: { calibration: { method: 'raking', margins: ['region'] } },
    });
    expect(state).toBe('notWeighted');
    expect(none).toMatchObject({ steps: [], strata: [] });
  });
});
