import { describe, expect, test } from 'vitest';
import type { Answers } from '#surveys/answers.ts';
import type { Condition } from '#surveys/conditions.ts';
import {
  canVisit,
  firstOpenPage,
  nextPage,
  pageOn,
  previousPage,
  relevantAnswers,
  route,
} from '#surveys/journey.ts';
import { anybody } from '#surveys/respondent.ts';
import { aChoice, aDefinition, aPage, aPair, aScale, aText } from './builders.ts';

const unhappy: Condition = { op: 'atMost', question: 'quality', part: 'perception', value: 5 };
const complained: Condition = { op: 'equals', question: 'complained', value: 'yes' };

/** Quality; if low: whether the customer complained; if so: how it went; then the end. */
const survey = aDefinition(
  aPage('start', aPair('quality')),
  { ...aPage('unhappy', aChoice('complained', ['yes', 'no'])), showIf: unhappy },
  aPage('complaint', aScale('handling', { showIf: complained }), aText('about', { showIf: complained })),
  aPage('end', aScale('overall'), aText('praise', { showIf: { op: 'not', condition: unhappy } })),
);

const low = { expectation: 9, perception: 2 };
const high = { expectation: 9, perception: 9 };
const pages = (answers: Answers) => route(survey, answers, anybody).map(({ page }) => page.key);
const questions = (answers: Answers) =>
  route(survey, answers, anybody).flatMap((each) => each.questions.map(({ key }) => key));

describe('the route', () => {
  test('without answers shows what depends on nothing', () => {
    expect(pages({})).toEqual(['start', 'end']);
  });

  test('follows the answers', () => {
    expect(pages({ quality: low })).toEqual(['start', 'unhappy', 'end']);
    expect(pages({ quality: low, complained: 'yes' })).toEqual(['start', 'unhappy', 'complaint', 'end']);
    expect(pages({ quality: low, complained: 'no' })).toEqual(['start', 'unhappy', 'end']);
  });

  test('shows of a page only the questions that apply', () => {
    expect(questions({ quality: high })).toEqual(['quality', 'overall', 'praise']);
    expect(questions({ quality: low })).toEqual(['quality', 'complained', 'overall']);
  });

  test('does not count an answer that is no longer on it', () => {
    const answers = { quality: high, complained: 'yes', handling: 3, overall: 8 };
    expect(pages(answers)).toEqual(['start', 'end']);
    expect(relevantAnswers(survey, answers, anybody)).toEqual({ quality: high, overall: 8 });
  });

  test('takes no answer from the prototype of the object it is given', () => {
    const inherited: Answers = Object.create({ quality: low, complained: 'yes' });
    expect(pages(inherited)).toEqual(['start', 'end']);
  });

  test('leads forwards and back', () => {
    const way = route(survey, { quality: low }, anybody);
    expect(nextPage(way, 'start')?.page.key).toBe('unhappy');
    expect(nextPage(way, 'end')).toBeNull();
    expect(nextPage(way, 'complaint')).toBeNull();
    expect(previousPage(way, 'end')?.page.key).toBe('unhappy');
    expect(previousPage(way, 'start')).toBeNull();
    expect(previousPage(way, 'complaint')).toBeNull();
    expect(pageOn(way, 'unhappy')?.questions).toHaveLength(1);
    expect(pageOn(way, 'complaint')).toBeNull();
  });
});

describe('a link continues', () => {
  const open = (answers: Answers, passed: string[]) =>
    firstOpenPage({ definition: survey, answers, passed, respondent: anybody })?.page.key ?? null;

  test('at the first page not yet passed', () => {
    expect(open({}, [])).toBe('start');
    expect(open({ quality: low }, ['start'])).toBe('unhappy');
    expect(open({ quality: high }, ['start'])).toBe('end');
  });

  test('at a page that has come onto the route since', () => {
    expect(open({ quality: low, overall: 3 }, ['start', 'end'])).toBe('unhappy');
  });

  test('at a passed page that now asks for more', () => {
    expect(open({ quality: { expectation: 9 } }, ['start', 'end'])).toBe('start');
  });

  test('nowhere when everything is done, also where the last page left optional questions out', () => {
    expect(open({ quality: high, overall: 8 }, ['start', 'end'])).toBeNull();
  });
});

test('a page may be opened up to the first that is not done, and no further', () => {
  const visit = (answers: Answers, passed: string[], page: string) =>
    canVisit({ definition: survey, answers, passed, respondent: anybody }, page);
  expect(visit({}, [], 'start')).toBe(true);
  expect(visit({}, [], 'end')).toBe(false);
  expect(visit({ quality: low }, ['start'], 'start')).toBe(true);
  expect(visit({ quality: low }, ['start'], 'unhappy')).toBe(true);
  expect(visit({ quality: low }, ['start'], 'end')).toBe(false);
  expect(visit({ quality: high }, ['start'], 'unhappy')).toBe(false);
  expect(visit({ quality: high, overall: 8 }, ['start', 'end'], 'start')).toBe(true);
  expect(visit({}, [], 'elsewhere')).toBe(false);
});
