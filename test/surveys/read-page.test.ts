import { describe, expect, test } from 'vitest';
import type { FieldError } from '#surveys/field-error.ts';
import { readPage } from '#surveys/read-page.ts';
import {
  aChoice,
  aChoices,
  aContact,
  aDefinition,
  aForm,
  aNumber,
  aPage,
  aPair,
  aRecommend,
  aScale,
  aText,
  type QuestionDocument,
} from './builders.ts';

/** Reads a form against one page with these questions. */
function read(questions: QuestionDocument[], fields: Parameters<typeof aForm>[0]) {
  const definition = aDefinition(aPage('first', ...questions), aPage('second', aText('later')));
  return readPage(definition, definition.pages[0]?.questions ?? [], aForm(fields));
}

const codes = (problems: readonly FieldError[]) => problems.map(({ field, code }) => `${field}: ${code}`);

describe('a pair', () => {
  test('is read as two points', () => {
    expect(read([aPair('quality')], { 'quality.expectation': '9', 'quality.perception': '7' })).toEqual({
      answers: { quality: { expectation: 9, perception: 7 } },
      problems: [],
    });
  });

  test('that is not applicable needs no expectation', () => {
    expect(read([aPair('quality')], { 'quality.perception': 'na' })).toEqual({
      answers: { quality: { perception: 'na' } },
      problems: [],
    });
  });

  test('keeps the half that was given and asks for the other', () => {
    const one = read([aPair('quality')], { 'quality.expectation': '9' });
    expect(one.answers).toEqual({ quality: { expectation: 9 } });
    expect(codes(one.problems)).toEqual(['quality.perception: pairPerception']);
    const other = read([aPair('quality')], { 'quality.perception': '3' });
    expect(codes(other.problems)).toEqual(['quality.expectation: pairExpectation']);
  });

  test('that is optional may be left out whole but not by half', () => {
    expect(read([aPair('quality', { required: false })], {}).problems).toEqual([]);
    const half = read([aPair('quality', { required: false })], { 'quality.expectation': '9' });
    expect(codes(half.problems)).toEqual(['quality.perception: pairPerception']);
  });

  test('left empty is one problem, at its first control', () => {
    expect(codes(read([aPair('quality')], {}).problems)).toEqual(['quality.expectation: required']);
  });

  test('asks for importance where the designer does, and only then accepts it', () => {
    const both = { 'quality.expectation': '9', 'quality.perception': '7' };
    expect(codes(read([aPair('quality', { importance: true })], both).problems)).toEqual([
      'quality.importance: required',
    ]);
    expect(
      read([aPair('quality', { importance: true })], { ...both, 'quality.importance': '2' }).answers,
    ).toEqual({
      quality: { expectation: 9, perception: 7, importance: 2 },
    });
    expect(codes(read([aPair('quality')], { ...both, 'quality.importance': '2' }).problems)).toEqual([
      'quality.importance: unknownField',
    ]);
  });

  test('does not take "not applicable" where it is not offered, nor for an expectation', () => {
    const fields = { 'quality.expectation': 'na', 'quality.perception': 'na' };
    expect(codes(read([aPair('quality', { notApplicable: false })], fields).problems)).toEqual([
      'quality.expectation: offScale',
      'quality.perception: offScale',
    ]);
    expect(codes(read([aPair('quality')], fields).problems)).toEqual(['quality.expectation: offScale']);
  });
});

test.each([
  '0',
  '11',
  '6.5',
  '7.0',
  '-1',
  '-0',
  '07',
  '+7',
  ' 7',
  '7 ',
  '1e1',
  '1e999',
  'Infinity',
  'NaN',
  '７',
  '0x7',
  'seven',
  '__proto__',
])('a rating of %j is off the scale from 1 to 10, whatever the kind of question', (value) => {
  const params = { min: 1, max: 10 };
  expect(read([aScale('overall')], { overall: value })).toEqual({
    answers: {},
    problems: [{ question: 'overall', field: 'overall', code: 'offScale', params }],
  });
  expect(read([aPair('quality')], { 'quality.expectation': '5', 'quality.perception': value })).toEqual({
    answers: { quality: { expectation: 5 } },
    problems: [{ question: 'quality', field: 'quality.perception', code: 'offScale', params }],
  });
});

test('a recommendation runs from 0 to 10', () => {
  expect(read([aRecommend('nps')], { nps: '0' }).answers).toEqual({ nps: 0 });
  expect(read([aRecommend('nps')], { nps: '10' }).answers).toEqual({ nps: 10 });
  expect(codes(read([aRecommend('nps')], { nps: '11' }).problems)).toEqual(['nps: offScale']);
});

test('"not applicable" is an answer to a scale that offers it', () => {
  expect(read([aScale('overall', { notApplicable: true })], { overall: 'na' }).answers).toEqual({
    overall: 'na',
  });
  expect(codes(read([aScale('overall')], { overall: 'na' }).problems)).toEqual(['overall: offScale']);
});

test('several values where one is asked are refused, also when they are equal', () => {
  const questions = [
    aPair('quality'),
    aScale('overall'),
    aRecommend('nps'),
    aChoice('market', ['a', 'b']),
    aNumber('age'),
    aText('comment'),
  ];
  const two = ['1', '1'];
  const { answers, problems } = read(questions, {
    'quality.expectation': two,
    'quality.perception': '1',
    overall: two,
    nps: two,
    market: ['a', 'a'],
    age: two,
    comment: two,
  });
  expect(answers).toEqual({ quality: { perception: 1 } });
  expect(codes(problems)).toEqual([
    'quality.expectation: oneAnswerOnly',
    'overall: oneAnswerOnly',
    'nps: oneAnswerOnly',
    'market: oneAnswerOnly',
    'age: oneAnswerOnly',
    'comment: oneAnswerOnly',
  ]);
});

describe('options', () => {
  test('that do not exist are refused', () => {
    expect(codes(read([aChoice('market', ['a', 'b'])], { market: 'c' }).problems)).toEqual([
      'market: unknownOption',
    ]);
    expect(codes(read([aChoices('use', ['a', 'b'])], { use: ['a', 'toString'] }).problems)).toEqual([
      'use: unknownOption',
    ]);
  });

  test('are kept in the order of the questionnaire', () => {
    expect(read([aChoices('use', ['a', 'b', 'c'])], { use: ['c', 'a'] }).answers).toEqual({
      use: ['a', 'c'],
    });
  });

  test('are limited in number as the designer says', () => {
    const question = aChoices('use', ['a', 'b', 'c', 'd'], { min: 2, max: 3 });
    expect(read([question], { use: ['a'] }).problems).toEqual([
      { question: 'use', field: 'use', code: 'tooFew', params: { min: 2 } },
    ]);
    expect(read([question], { use: ['a', 'b', 'c', 'd'] }).problems).toEqual([
      { question: 'use', field: 'use', code: 'tooMany', params: { max: 3 } },
    ]);
    expect(read([question], { use: ['a', 'b'] }).problems).toEqual([]);
  });
});

describe('a number', () => {
  const decimal = aNumber('kilos', { min: -5, max: 30, decimals: 1 });

  test.each([
    ['12', 12],
    [' 12 ', 12],
    ['１２．５', 12.5],
    ['－３', -3],
    ['　7　', 7],
    ['١٢٫٥', 12.5],
    ['۱۲', 12],
    ['\u200e-٣', -3],
    ['\u22123', -3],
    ['꧑᭒', 12],
    ['007', 7],
    ['5.00', 5],
    ['-0.5', -0.5],
    ['0', 0],
  ])('typed as %j is read as %d', (typed, value) => {
    expect(read([decimal], { kilos: typed })).toEqual({ answers: { kilos: value }, problems: [] });
  });

  test.each([
    '12,5',
    '1e1',
    '1e999',
    'Infinity',
    '-Infinity',
    'NaN',
    '-0',
    '-0.0',
    '5.',
    '.5',
    '+5',
    '1 2',
    '0x1F',
    '十',
    '1_000',
    '𝟛',
    '--1',
    '9'.repeat(31),
  ])('typed as %j is no number', (typed) => {
    expect(codes(read([decimal], { kilos: typed }).problems)).toEqual(['kilos: notANumber']);
  });

  test('outside its range, or finer than asked, says what is allowed', () => {
    expect(read([decimal], { kilos: '30.1' }).problems[0]).toMatchObject({
      code: 'outOfRange',
      params: { min: -5, max: 30 },
    });
    expect(read([decimal], { kilos: '1.25' }).problems[0]).toMatchObject({
      code: 'tooManyDecimals',
      params: { decimals: 1 },
    });
    expect(read([decimal], { kilos: '0.0000000001' }).problems[0]).toMatchObject({ code: 'tooManyDecimals' });
    expect(read([aNumber('count')], { count: '1000000000000' }).problems[0]).toMatchObject({
      code: 'outOfRange',
    });
  });
});

describe('a text', () => {
  const comment = aText('comment', { maxLength: 10 });
  const answer = (typed: string) => read([comment], { comment: typed }).answers.comment;

  test('is kept byte for byte: blanks, line ends, markup, emoji, formula signs and direction overrides', () => {
    for (const typed of [
      '  a < b  ',
      'a\r\nb\nc',
      '<b>&amp;',
      '=1+1',
      '👍🏽好',
      '\u202Eabc\u202C',
      "'; --",
      'a\u200bb',
    ]) {
      expect(answer(typed)).toBe(typed);
    }
  });

  test('is brought to normal form C', () => {
    expect(answer('Cafe\u0301')).toBe('Café');
  });

  test('of blanks alone is no answer', () => {
    expect(read([comment], { comment: ' \r\n\t　' })).toEqual({ answers: {}, problems: [] });
    expect(codes(read([aText('comment', { required: true })], { comment: '　' }).problems)).toEqual([
      'comment: required',
    ]);
  });

  test('is measured in characters, a line break as one, as the browser does', () => {
    expect(read([comment], { comment: '👍'.repeat(10) }).problems).toEqual([]);
    expect(read([comment], { comment: 'a\r\n'.repeat(5) }).problems).toEqual([]);
    expect(read([comment], { comment: '👍'.repeat(11) }).problems).toEqual([
      { question: 'comment', field: 'comment', code: 'tooLong', params: { max: 10, length: 11 } },
    ]);
  });

  test.each([
    ['a\u0000', 'U+0000', 2],
    ['👍\u000b', 'U+000B', 2],
    ['\u001b[31m', 'U+001B', 1],
    ['\u007f', 'U+007F', 1],
    ['\u0085', 'U+0085', 1],
    ['\ud800', 'U+D800', 1],
    ['👍\udc00x', 'U+DC00', 2],
    ['\uffff', 'U+FFFF', 1],
  ])('with %j is refused, naming the character and its place', (typed, character, position) => {
    expect(read([comment], { comment: typed })).toEqual({
      answers: {},
      problems: [
        {
          question: 'comment',
          field: 'comment',
          code: 'unsupportedCharacters',
          params: { character, position },
        },
      ],
    });
  });

  test.each(['\u200b', '\u200d\ufe0f', '\u3164', ' \u2800\u00ad\u061c\n'])('of %j alone is none', (typed) => {
    expect(read([aText('comment')], { comment: typed })).toEqual({ answers: {}, problems: [] });
    const other = aChoice('why', ['other'], { required: false });
    expect(codes(read([other], { why: 'other', 'why.other': typed }).problems)).toEqual([
      'why.other: specifyText',
    ]);
    const contact = read([aContact('reach')], { 'reach.name': typed, 'reach.email': typed });
    expect(contact).toEqual({ answers: {}, problems: [] });
  });

  test('keeps the joiners in it', () => {
    expect(read([aText('comment')], { comment: '👩\u200d💻' }).answers).toEqual({ comment: '👩\u200d💻' });
  });

  test('of four megabytes is refused with its length and does not take long', () => {
    expect(read([comment], { comment: '长'.repeat(4_000_000) }).problems[0]?.params).toEqual({
      max: 10,
      length: 4_000_000,
    });
  });
});

describe('a form', () => {
  test('says everything that is wrong at once, in the order of the page, and keeps what is right', () => {
    const questions = [aScale('one'), aPair('two'), aChoice('three', ['a', 'b']), aScale('four')];
    const { answers, problems } = read(questions, { three: 'x', 'two.perception': '99', four: '4' });
    expect(codes(problems)).toEqual([
      'one: required',
      'two.expectation: required',
      'two.perception: offScale',
      'three: unknownOption',
    ]);
    expect(answers).toEqual({ four: 4 });
  });

  test('with a blank value says nothing for that field', () => {
    expect(codes(read([aScale('overall')], { overall: '' }).problems)).toEqual(['overall: required']);
    expect(read([aScale('overall', { required: false })], { overall: '' })).toEqual({
      answers: {},
      problems: [],
    });
    expect(read([aScale('overall')], { overall: ['', '7'] }).answers).toEqual({ overall: 7 });
  });

  test('may carry control fields, which begin with an underscore', () => {
    expect(read([aScale('overall')], { overall: '7', _action: 'next' }).problems).toEqual([]);
  });

  test('with a field of another page or of no page is refused', () => {
    expect(codes(read([aScale('overall')], { overall: '7', later: 'hello' }).problems)).toEqual([
      'later: notOnRoute',
    ]);
    expect(codes(read([aScale('overall')], { overall: '7', 'overall.perception': '7' }).problems)).toEqual([
      'overall.perception: unknownField',
    ]);
  });

  test('cannot reach into the objects it is read into', () => {
    const form = new Map([
      ['overall', ['7']],
      ['__proto__', ['1']],
      ['constructor', ['1']],
      ['toString', ['1']],
    ]);
    const definition = aDefinition(aPage('first', aScale('overall')));
    const { answers, problems } = readPage(definition, definition.pages[0]?.questions ?? [], form);
    expect(answers).toEqual({ overall: 7 });
    expect(Object.getPrototypeOf(answers)).toBe(Object.prototype);
    // `__proto__` begins with an underscore, like a control field, and is read as little as one.
    expect(codes(problems)).toEqual(['constructor: unknownField', 'toString: unknownField']);
  });

  test('with thousands of invented names is refused with a handful of problems', () => {
    const invented = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`x${index}`, '1']));
    expect(read([aScale('overall')], { overall: '7', ...invented }).problems).toHaveLength(10);
  });
});
