import { describe, expect, test } from 'vitest';
import { type Condition, holds } from '#surveys/conditions.ts';
import { anybody } from '#surveys/respondent.ts';

const answers = {
  quality: { expectation: 9, perception: 4 },
  price: { perception: 'na' },
  half: { expectation: 9 },
  overall: 'na',
  recommend: 0,
  market: 'ecommerce',
  uses: ['send', 'return'],
  comment: 'late',
} as const;

test.each<[Condition, boolean]>([
  [{ op: 'answered', question: 'quality' }, true],
  [{ op: 'answered', question: 'price' }, true],
  [{ op: 'answered', question: 'half' }, false],
  [{ op: 'answered', question: 'half', part: 'expectation' }, true],
  [{ op: 'answered', question: 'half', part: 'perception' }, false],
  [{ op: 'answered', question: 'recommend' }, true],
  [{ op: 'answered', question: 'nothing' }, false],
  [{ op: 'answered', question: 'toString' }, false],
  [{ op: 'equals', question: 'market', value: 'ecommerce' }, true],
  [{ op: 'equals', question: 'market', value: 'business' }, false],
  [{ op: 'equals', question: 'recommend', value: 0 }, true],
  [{ op: 'equals', question: 'price', part: 'perception', value: 'na' }, true],
  [{ op: 'equals', question: 'nothing', value: 'ecommerce' }, false],
  [{ op: 'atMost', question: 'quality', part: 'perception', value: 4 }, true],
  [{ op: 'atMost', question: 'quality', part: 'expectation', value: 4 }, false],
  [{ op: 'atLeast', question: 'quality', part: 'expectation', value: 9 }, true],
  [{ op: 'atLeast', question: 'recommend', value: 0 }, true],
  [{ op: 'includes', question: 'uses', value: 'return' }, true],
  [{ op: 'includes', question: 'uses', value: 'receive' }, false],
  [{ op: 'includes', question: 'market', value: 'e' }, false],
])('%j is %s', (condition, expected) => {
  expect(holds(condition, answers, anybody)).toBe(expected);
});

describe('what is unanswered or not applicable', () => {
  test.each(['price', 'half', 'nothing', 'overall', 'uses', 'comment'])(
    'satisfies no comparison of size: %s',
    (question) => {
      expect(holds({ op: 'atMost', question, part: 'perception', value: 1e12 }, answers, anybody)).toBe(
        false,
      );
      expect(holds({ op: 'atLeast', question, value: -1e12 }, answers, anybody)).toBe(false);
    },
  );
});

test('conditions combine', () => {
  const yes: Condition = { op: 'answered', question: 'quality' };
  const no: Condition = { op: 'answered', question: 'nothing' };
  expect(holds({ op: 'all', of: [yes, yes] }, answers, anybody)).toBe(true);
  expect(holds({ op: 'all', of: [yes, no] }, answers, anybody)).toBe(false);
  expect(holds({ op: 'any', of: [no, yes] }, answers, anybody)).toBe(true);
  expect(holds({ op: 'any', of: [no, no] }, answers, anybody)).toBe(false);
  expect(holds({ op: 'not', condition: no }, answers, anybody)).toBe(true);
  expect(
    holds(
      { op: 'not', condition: { op: 'all', of: [yes, { op: 'not', condition: yes }] } },
      answers,
      anybody,
    ),
  ).toBe(true);
});
