import { describe, expect, test } from 'vitest';
import { checkAnswers } from '#surveys/check-answers.ts';
import { anybody } from '#surveys/respondent.ts';
import {
  aChoice,
  aChoices,
  aDefinition,
  aNumber,
  aPage,
  aPair,
  aRecommend,
  aScale,
  aText,
} from './builders.ts';

const survey = aDefinition(
  aPage(
    'first',
    aPair('quality'),
    aPair('price', { required: false, importance: true }),
    aScale('overall', { notApplicable: true }),
  ),
  aPage(
    'second',
    aRecommend('nps'),
    aChoice('market', ['a', 'b']),
    aChoices('uses', ['x', 'y', 'z'], { required: false }),
  ),
  aPage(
    'third',
    aNumber('parcels', { min: 0, decimals: 1, required: false }),
    aText('comment', { maxLength: 10 }),
  ),
  {
    ...aPage('fourth', aText('why', { required: true })),
    showIf: { op: 'atMost', question: 'nps', value: 6 },
  },
);

const full = {
  quality: { expectation: 9, perception: 7 },
  overall: 8,
  nps: 9,
  market: 'a',
  uses: ['x', 'z'],
  parcels: 12.5,
  comment: '好',
};

const codes = (answers: unknown, complete = false) =>
  checkAnswers(survey, answers, { complete, respondent: anybody }).map(
    ({ field, code }) => `${field}: ${code}`,
  );

test('a full response has no problem', () => {
  expect(codes(full, true)).toEqual([]);
  expect(codes({ ...full, overall: 'na', quality: { perception: 'na' } }, true)).toEqual([]);
  expect(codes(Object.assign(Object.create(null), full), true)).toEqual([]);
});

test('only a complete response must have everything its route requires', () => {
  expect(codes({})).toEqual([]);
  expect(codes({}, true)).toEqual([
    'quality.expectation: required',
    'overall: required',
    'nps: required',
    'market: required',
  ]);
  expect(codes({ ...full, quality: { expectation: 9 }, price: { perception: 3 } })).toEqual([]);
  expect(codes({ ...full, quality: { expectation: 9 }, price: { perception: 3 } }, true)).toEqual([
    'quality.perception: pairPerception',
    'price.expectation: pairExpectation',
  ]);
  expect(codes({ ...full, nps: 3 }, true)).toEqual(['why: required']);
});

test('an answer to a hidden question is refused', () => {
  expect(codes({ ...full, why: 'because' })).toEqual(['why: notOnRoute']);
  expect(codes({ ...full, nps: 3, why: 'because' }, true)).toEqual([]);
});

test('the route follows from answers that are right: a wrong one opens no page', () => {
  expect(codes({ ...full, nps: -1, why: 'because' })).toEqual(['nps: offScale', 'why: notOnRoute']);
});

describe('an answer that no form of ours could have given is refused', () => {
  test.each<[string, unknown, string]>([
    ['quality', 7, 'quality.expectation: wrongType'],
    ['quality', 'na', 'quality.expectation: wrongType'],
    ['quality', [9, 7], 'quality.expectation: wrongType'],
    ['quality', {}, 'quality.expectation: wrongType'],
    ['quality', null, 'quality.expectation: wrongType'],
    ['quality', { expectation: 'na', perception: 7 }, 'quality.expectation: offScale'],
    ['quality', { expectation: 6.5, perception: 7 }, 'quality.expectation: offScale'],
    ['quality', { expectation: [9], perception: 7 }, 'quality.expectation: offScale'],
    ['quality', { expectation: 9, perception: 7, importance: 3 }, 'quality.importance: unknownField'],
    ['quality', { expectation: 9, perception: 7, toString: 3 }, 'quality.toString: unknownField'],
    ['overall', 11, 'overall: offScale'],
    ['overall', 6.5, 'overall: offScale'],
    ['overall', Number.NaN, 'overall: offScale'],
    ['overall', Number.POSITIVE_INFINITY, 'overall: offScale'],
    ['overall', '8', 'overall: wrongType'],
    ['overall', [8], 'overall: wrongType'],
    ['overall', null, 'overall: wrongType'],
    ['overall', undefined, 'overall: wrongType'],
    ['nps', -0, 'nps: offScale'],
    ['nps', 'na', 'nps: wrongType'],
    ['market', 'c', 'market: unknownOption'],
    ['market', ['a'], 'market: wrongType'],
    ['uses', 'x', 'uses: wrongType'],
    ['uses', [], 'uses: wrongType'],
    ['uses', ['x', 'x'], 'uses: wrongType'],
    ['uses', ['z', 'x'], 'uses: wrongType'],
    ['uses', ['x', 'constructor'], 'uses: unknownOption'],
    ['parcels', '12', 'parcels: wrongType'],
    ['parcels', Number.NaN, 'parcels: notANumber'],
    ['parcels', -0, 'parcels: notANumber'],
    ['parcels', -1, 'parcels: outOfRange'],
    ['parcels', 1e-9, 'parcels: tooManyDecimals'],
    ['parcels', 0.25, 'parcels: tooManyDecimals'],
    ['comment', 3, 'comment: wrongType'],
    ['comment', ' ', 'comment: wrongType'],
    ['comment', 'Cafe\u0301', 'comment: wrongType'],
    ['comment', '12345678901', 'comment: tooLong'],
    ['comment', 'a\u0000', 'comment: unsupportedCharacters'],
    ['comment', '\ud83d', 'comment: unsupportedCharacters'],
  ])('%s: %j', (question, answer, problem) => {
    expect(codes({ ...full, [question]: answer })).toEqual([problem]);
  });

  test.each([null, undefined, 7, 'answers', [], [full], new Map(), new Date(0)])(
    'as a whole: %j',
    (answers) => {
      expect(codes(answers)).toEqual([': wrongType']);
    },
  );

  test('because no question has such a key', () => {
    expect(codes({ ...full, invented: 1 })).toEqual(['invented: unknownField']);
    expect(codes(JSON.parse('{"__proto__": {"quality": 1}, "constructor": 1}'))).toEqual([
      '__proto__: unknownField',
      'constructor: unknownField',
    ]);
  });

  test('with a handful of problems, however many keys were invented', () => {
    const invented = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`x${index}`, 1]));
    expect(codes(invented)).toHaveLength(10);
  });
});
