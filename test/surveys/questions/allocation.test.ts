import { describe, expect, test } from 'vitest';
import { checkAnswers } from '#surveys/check-answers.ts';
import { anybody } from '#surveys/respondent.ts';
import { aDefinition, anAllocation, aPage } from '../builders.ts';
import { codes, read } from './reading.ts';

const points = anAllocation('points', ['speed', 'care', 'price']);

describe('points to share out', () => {
  test('are kept for every option, what was left blank as nothing', () => {
    expect(read(points, { 'points.speed': '60', 'points.care': '40', 'points.price': ' ' })).toEqual({
      answers: { points: { points: { speed: 60, care: 40, price: 0 } } },
      problems: [],
    });
  });

  test('are understood in full-width digits and with blanks around', () => {
    const reading = read(points, { 'points.speed': ' ６０ ', 'points.care': '40.0' });
    expect(reading.answers).toEqual({ points: { points: { speed: 60, care: 40, price: 0 } } });
  });

  test('that do not add up are kept as they are, and it is said how many are missing or too many', () => {
    const few = read(points, { 'points.speed': '60' });
    expect(few.answers).toEqual({ points: { points: { speed: 60 } } });
    expect(few.problems).toEqual([
      {
        question: 'points',
        field: 'points.speed',
        code: 'pointsMissing',
        params: { points: 40, total: 100 },
      },
    ]);
    const many = read(points, { 'points.speed': '60', 'points.care': '60' });
    expect(many.problems).toMatchObject([{ code: 'pointsOver', params: { points: 20, total: 100 } }]);
  });

  test('add up to what the author says', () => {
    const ten = anAllocation('points', ['speed', 'care'], { total: 10 });
    expect(read(ten, { 'points.speed': '3', 'points.care': '7' }).problems).toEqual([]);
    expect(codes(read(ten, { 'points.speed': '11' }).problems)).toEqual(['points.speed: outOfRange']);
  });

  test.each([
    ['6.5', 'tooManyDecimals'],
    ['-5', 'outOfRange'],
    ['-0', 'notANumber'],
    ['1e2', 'notANumber'],
    ['1e999', 'notANumber'],
    ['9'.repeat(400), 'notANumber'],
    ['Infinity', 'notANumber'],
    ['0x10', 'notANumber'],
    ['1,000', 'notANumber'],
    ['１０1', 'outOfRange'],
    ['a\u0000', 'notANumber'],
    ['\ud800', 'notANumber'],
  ])('refuse %j and keep the others', (typed, code) => {
    const reading = read(points, { 'points.speed': '100', 'points.care': typed });
    expect(reading.answers).toEqual({ points: { points: { speed: 100 } } });
    expect(codes(reading.problems)).toEqual([`points.care: ${code}`]);
  });

  test('are not counted while one of them cannot be read', () => {
    const reading = read(points, { 'points.speed': '10', 'points.care': '6.5' });
    expect(codes(reading.problems)).toEqual(['points.care: tooManyDecimals']);
  });

  test('take one number each', () => {
    const reading = read(points, { 'points.speed': ['50', '50'], 'points.care': '100' });
    expect(codes(reading.problems)).toEqual(['points.speed: oneAnswerOnly']);
  });

  test('left blank are one problem where they are needed, and none where they are not', () => {
    expect(codes(read(points, {}).problems)).toEqual(['points.speed: required']);
    expect(read({ ...points, required: false }, {}).problems).toEqual([]);
    expect(codes(read({ ...points, required: false }, { 'points.care': '1' }).problems)).toEqual([
      'points.speed: pointsMissing',
    ]);
  });

  const definition = aDefinition(aPage('page', points));
  const check = (answer: unknown, complete = false) =>
    codes(checkAnswers(definition, { points: answer }, { complete, respondent: anybody }));

  test.each([
    [100, 'points.speed: wrongType'],
    [[100], 'points.speed: wrongType'],
    [{ points: [100] }, 'points.speed: wrongType'],
    [{ points: {} }, 'points.speed: wrongType'],
    [{ points: { speed: 100 }, expectation: 3 }, 'points.speed: wrongType'],
    [{ expectation: 3 }, 'points.speed: wrongType'],
    [{ points: { wings: 100 } }, 'points.wings: unknownOption'],
    [JSON.parse('{"points":{"__proto__":100}}'), 'points.__proto__: unknownOption'],
    [{ points: { speed: 6.5 } }, 'points.speed: outOfRange'],
    [{ points: { speed: '100' } }, 'points.speed: outOfRange'],
    [{ points: { speed: Number.NaN } }, 'points.speed: outOfRange'],
  ])('stored as %j are refused', (answer, problem) => {
    expect(check(answer)).toEqual([problem]);
  });

  test('may be stored before they add up, and not be complete', () => {
    expect(check({ points: { speed: 60 } })).toEqual([]);
    expect(check({ points: { speed: 60 } }, true)).toEqual(['points.speed: pointsMissing']);
  });
});
