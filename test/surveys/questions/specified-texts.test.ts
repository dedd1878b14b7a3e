import { describe, expect, test } from 'vitest';
import { checkAnswers } from '#surveys/check-answers.ts';
import { relevantAnswers } from '#surveys/journey.ts';
import { anybody } from '#surveys/respondent.ts';
import { aChoice, aChoices, aDefinition, aPage } from '../builders.ts';
import { codes, read } from './reading.ts';

describe('"other" of a choice', () => {
  const reason = aChoice('reason', ['late', 'broken', 'other']);

  test('is kept with its text, the answer staying a plain option', () => {
    expect(read(reason, { reason: 'other', 'reason.other': 'Ne\u0301 à la porte' })).toEqual({
      answers: { reason: 'other', 'reason.other': 'Né à la porte' },
      problems: [],
    });
  });

  test('counts as chosen for whoever only writes beside it', () => {
    expect(read(reason, { 'reason.other': 'wet' }).answers).toEqual({
      reason: 'other',
      'reason.other': 'wet',
    });
    expect(read(reason, { 'reason.other': '   ' }).answers).toEqual({});
  });

  test('is asked what it stands for, even where the question is optional', () => {
    for (const required of [true, false]) {
      const reading = read({ ...reason, required }, { reason: 'other', 'reason.other': ' ' });
      expect(reading.answers).toEqual({ reason: 'other' });
      expect(codes(reading.problems)).toEqual(['reason.other: specifyText']);
    }
  });

  test('keeps what was chosen when a text stands beside an option that was not', () => {
    const reading = read(reason, { reason: 'late', 'reason.other': 'wet' });
    expect(reading.answers).toEqual({ reason: 'late' });
    expect(reading.problems).toEqual([
      { question: 'reason', field: 'reason.other', code: 'textWithoutOption', params: { option: 'other' } },
    ]);
  });

  test('with several texts and nothing chosen takes the first and asks about the others', () => {
    const two = aChoice('reason', ['late', 'other', 'otherPlace']);
    const reading = read(two, { 'reason.other': 'wet', 'reason.otherPlace': 'shop' });
    expect(reading.answers).toEqual({ reason: 'other', 'reason.other': 'wet' });
    expect(codes(reading.problems)).toEqual(['reason.otherPlace: textWithoutOption']);
  });

  test.each([
    ['x'.repeat(501), 'tooLong'],
    ['a\u0000b', 'unsupportedCharacters'],
    ['\ud800', 'unsupportedCharacters'],
  ])('refuses a text that cannot be kept, and keeps the choice', (text, code) => {
    const reading = read(reason, { reason: 'other', 'reason.other': text });
    expect(reading.answers).toEqual({ reason: 'other' });
    expect(codes(reading.problems)).toEqual([`reason.other: ${code}`]);
  });

  test('takes one text only', () => {
    const reading = read(reason, { reason: 'other', 'reason.other': ['a', 'b'] });
    expect(codes(reading.problems)).toEqual(['reason.other: oneAnswerOnly']);
  });

  test('belongs to options that ask for words alone', () => {
    const reading = read(reason, { reason: 'late', 'reason.late': 'very' });
    expect(codes(reading.problems)).toEqual(['reason.late: unknownField']);
  });
});

describe('"other" and "none of these" of several choices', () => {
  const used = aChoices('used', ['app', 'shop', 'other', 'none'], { min: 2, max: 3 });

  test('writing beside an option chooses it, in the order of the questionnaire', () => {
    expect(read(used, { used: 'shop', 'used.other': 'fax' })).toEqual({
      answers: { used: ['shop', 'other'], 'used.other': 'fax' },
      problems: [],
    });
  });

  test('"none of these" needs no second option', () => {
    expect(read(used, { used: 'none' })).toEqual({ answers: { used: ['none'] }, problems: [] });
  });

  test('"none of these" goes with no other', () => {
    const reading = read(used, { used: ['app', 'none'] });
    expect(reading.answers).toEqual({});
    expect(reading.problems).toEqual([
      { question: 'used', field: 'used', code: 'exclusiveOption', params: { option: 'none' } },
    ]);
  });

  test('a text beside "other" does not turn "none of these" into two answers', () => {
    const reading = read(used, { used: 'none', 'used.other': 'fax' });
    expect(reading.answers).toEqual({ used: ['none'] });
    expect(codes(reading.problems)).toEqual(['used.other: textWithoutOption']);
  });

  test('a text chosen by writing counts towards the most that may be chosen', () => {
    const reading = read(used, { used: ['app', 'shop'], 'used.other': 'fax' });
    expect(reading.answers).toMatchObject({ used: ['app', 'shop', 'other'] });
    const four = read({ ...used, max: 2 }, { used: ['app', 'shop'], 'used.other': 'fax' });
    expect(codes(four.problems)).toEqual(['used: tooMany']);
  });
});

describe('what is stored beside an answer', () => {
  const definition = aDefinition(aPage('first', aChoice('again', ['yes', 'no'])), {
    ...aPage('second', aChoice('reason', ['late', 'other']), aChoices('used', ['app', 'shop', 'other'])),
    showIf: { op: 'equals', question: 'again', value: 'no' },
  });
  const check = (answers: unknown, complete = false) =>
    codes(checkAnswers(definition, answers, { complete, respondent: anybody }));

  test('is right together with its option', () => {
    const answers = {
      again: 'no',
      reason: 'other',
      'reason.other': 'wet',
      used: ['other'],
      'used.other': 'x',
    };
    expect(check(answers, true)).toEqual([]);
  });

  test.each([
    [{ reason: 'late', 'reason.other': 'wet' }, 'reason.other: textWithoutOption'],
    [{ 'reason.other': 'wet' }, 'reason.other: textWithoutOption'],
    [{ reason: 'other', 'reason.other': ' ' }, 'reason.other: wrongType'],
    [{ reason: 'other', 'reason.other': 7 }, 'reason.other: wrongType'],
    [{ reason: 'other', 'reason.other': ['wet'] }, 'reason.other: wrongType'],
    [{ reason: 'other', 'reason.other': 'e\u0301' }, 'reason.other: wrongType'],
    [{ reason: 'other', 'reason.other': 'a\u0000' }, 'reason.other: unsupportedCharacters'],
    [{ reason: 'late', 'reason.late': 'x' }, 'reason.late: unknownField'],
    [{ used: ['app'], 'used.other': 'x' }, 'used.other: textWithoutOption'],
  ])('is refused as %j', (answers, problem) => {
    expect(check({ again: 'no', ...answers })).toEqual([problem]);
  });

  test('is asked for before a response is complete', () => {
    const answers = { again: 'no', reason: 'other', used: ['app'] };
    expect(check(answers, true)).toEqual(['reason.other: specifyText']);
  });

  test('counts only while its question is on the route', () => {
    const answers = { again: 'yes', reason: 'other', 'reason.other': 'wet' };
    expect(relevantAnswers(definition, answers, anybody)).toEqual({ again: 'yes' });
    expect(relevantAnswers(definition, { ...answers, again: 'no' }, anybody)).toEqual({
      ...answers,
      again: 'no',
    });
    expect(check(answers)).toEqual(['reason: notOnRoute', 'reason.other: notOnRoute']);
  });
});
