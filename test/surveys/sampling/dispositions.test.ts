import { describe, expect, test } from 'vitest';
import { anybody } from '#surveys/respondent.ts';
import {
  type Disposition,
  dispositionCounts,
  dispositionOf,
  dispositions,
  ratedItems,
} from '#surveys/sampling/dispositions.ts';
import { eligibleShare, responseRates } from '#surveys/sampling/response-rates.ts';
import { aDefinition, aPage, aPair, aScale } from '../builders.ts';

const definition = aDefinition(
  aPage('one', aPair('a'), aPair('b')),
  {
    ...aPage('two', aPair('c'), aPair('d')),
    showIf: { op: 'atMost', question: 'a', part: 'perception', value: 5 },
  },
  aPage('three', aScale('overall')),
);
const rated = { expectation: 9, perception: 9 };
const low = { expectation: 9, perception: 3 };
const started = (answers: object) => ({
  definition,
  status: 'started' as const,
  answers: answers as never,
  respondent: anybody,
});

describe('a sampled customer', () => {
  test('who sent the response is complete, whatever was recorded before', () => {
    const response = { definition, status: 'submitted' as const, answers: {}, respondent: anybody };
    expect(dispositionOf({ recorded: 'noContact', response })).toBe('complete');
  });

  test('who answered half of the rated items on the route is partial', () => {
    expect(dispositionOf({ recorded: null, response: started({ a: rated }) })).toBe('partial');
    expect(dispositionOf({ recorded: null, response: started({ a: { perception: 'na' } }) })).toBe('partial');
    expect(dispositionOf({ recorded: null, response: started({ a: low, b: rated }) })).toBe('partial');
  });

  test('who answered less broke off, which counts with refusals', () => {
    expect(dispositionOf({ recorded: null, response: started({}) })).toBe('refused');
    expect(dispositionOf({ recorded: null, response: started({ a: low }) })).toBe('refused');
    expect(dispositionOf({ recorded: 'noContact', response: started({ a: { expectation: 9 } }) })).toBe(
      'refused',
    );
  });

  test('stays partial if the field recorded so by a rule of its own', () => {
    expect(dispositionOf({ recorded: 'partial', response: started({ a: low }) })).toBe('partial');
  });

  test('who took the answers back refused, unless the questionnaire was not for this customer', () => {
    const response = { definition, status: 'withdrawn' as const, answers: {}, respondent: anybody };
    expect(dispositionOf({ recorded: null, response })).toBe('refused');
    expect(dispositionOf({ recorded: 'noContact', response })).toBe('refused');
    expect(dispositionOf({ recorded: 'notEligible', response })).toBe('notEligible');
  });

  test('without a response is what was recorded, or unknown', () => {
    for (const recorded of dispositions) expect(dispositionOf({ recorded, response: null })).toBe(recorded);
    expect(dispositionOf({ recorded: null, response: null })).toBe('unknown');
  });
});

test('rated items are the pairs on the route; a survey without pairs rates with every question', () => {
  expect(ratedItems({ definition, answers: { a: rated, overall: 3 }, respondent: anybody })).toEqual({
    asked: 2,
    answered: 1,
  });
  expect(
    ratedItems({ definition, answers: { a: low, b: { expectation: 3 }, c: rated }, respondent: anybody }),
  ).toEqual({
    asked: 4,
    answered: 2,
  });
  expect(
    ratedItems({
      definition: aDefinition(aPage('one', aScale('x'), aScale('y'))),
      answers: { x: 3 },
      respondent: anybody,
    }),
  ).toEqual({
    asked: 2,
    answered: 1,
  });
});

describe('counts', () => {
  test('add up to the sample', () => {
    const counts = dispositionCounts(['complete', 'partial', 'complete', 'notEligible']);
    expect(counts).toEqual({
      complete: 2,
      partial: 1,
      refused: 0,
      noContact: 0,
      other: 0,
      unknown: 0,
      notEligible: 1,
    });
  });

  test('may be of weights', () => {
    expect(dispositionCounts(['complete', 'refused', 'complete'], [1.5, 2, 3])).toMatchObject({
      complete: 4.5,
      refused: 2,
    });
    expect(() => dispositionCounts(['complete'], [])).toThrow(RangeError);
    expect(() => dispositionCounts(['complete'], [Number.NaN])).toThrow(RangeError);
  });
});

describe('AAPOR rates', () => {
  const counts = {
    complete: 50,
    partial: 10,
    refused: 15,
    noContact: 20,
    other: 5,
    unknown: 80,
    notEligible: 25,
  };

  test('follow the published formulas, worked by hand', () => {
    // 100 known eligible, of whom 80 were contacted; e = 100 / 125 = 0.8, so 64 of the 80 unknown.
    expect(eligibleShare(counts)).toBe(0.8);
    expect(responseRates(counts)).toEqual({
      RR1: 50 / 180,
      RR2: 60 / 180,
      RR3: 50 / 164,
      RR4: 60 / 164,
      RR5: 0.5,
      RR6: 0.6,
      COOP1: 50 / 80,
      COOP2: 60 / 80,
      COOP3: 50 / 75,
      COOP4: 60 / 75,
      REF1: 15 / 180,
      REF2: 15 / 164,
      REF3: 0.15,
      CON1: 80 / 180,
      CON2: 80 / 164,
      CON3: 0.8,
    });
  });

  test('of weighted outcomes are those of the sums of their weights, e too', () => {
    const outcomes = dispositions.flatMap((outcome) => [outcome, outcome]);
    const weights = outcomes.map((_, place) => 1 + (place % 5) / 2);
    const of = (...names: Disposition[]) =>
      outcomes.reduce((sum, outcome, i) => sum + (names.includes(outcome) ? (weights[i] ?? 0) : 0), 0);
    const weighted = dispositionCounts(outcomes, weights);
    const eligible = of('complete', 'partial', 'refused', 'noContact', 'other');
    const e = eligible / (eligible + of('notEligible'));
    expect(eligibleShare(weighted)).toBeCloseTo(e, 14);
    const rates = responseRates(weighted);
    expect(rates.RR4).toBeCloseTo(of('complete', 'partial') / (eligible + e * of('unknown')), 14);
    expect(rates.COOP1).toBeCloseTo(of('complete') / of('complete', 'partial', 'refused', 'other'), 14);
    expect(rates.CON1).toBeCloseTo(
      of('complete', 'partial', 'refused', 'other') / (eligible + of('unknown')),
      14,
    );
    const alike = dispositionCounts(
      outcomes,
      outcomes.map(() => 7.5),
    );
    for (const [name, rate] of Object.entries(responseRates(dispositionCounts(outcomes)))) {
      expect(responseRates(alike)[name as keyof typeof rates]).toBeCloseTo(rate ?? Number.NaN, 14);
    }
  });

  test('with e = 1 and e = 0 are those without an estimate', () => {
    const all = responseRates(counts, 1);
    expect([all.RR3, all.RR4, all.REF2, all.CON2]).toEqual([all.RR1, all.RR2, all.REF1, all.CON1]);
    const none = responseRates(counts, 0);
    expect([none.RR3, none.RR4, none.REF2, none.CON2]).toEqual([none.RR5, none.RR6, none.REF3, none.CON3]);
  });

  test('are null, not NaN, where nothing is below the line', () => {
    const nobody = dispositionCounts([]);
    expect(new Set(Object.values(responseRates(nobody)))).toEqual(new Set([null]));
    const silent = { ...nobody, unknown: 10 };
    expect(eligibleShare(silent)).toBeNull();
    expect(responseRates(silent)).toMatchObject({ RR1: 0, RR3: null, RR5: null, COOP1: null });
    expect(responseRates(silent, 0).RR3).toBeNull();
  });

  test('refuse an eligible share that is none', () => {
    for (const e of [-0.1, 1.1, Number.NaN]) expect(() => responseRates(counts, e)).toThrow(RangeError);
  });
});
