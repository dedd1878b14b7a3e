import { describe, expect, test } from 'vitest';
import { checkAnswers } from '#surveys/check-answers.ts';
import { type RankingQuestion, rankedOptions, withMove } from '#surveys/questions/ranking.ts';
import { anybody } from '#surveys/respondent.ts';
import { aDefinition, aForm, aPage, aRanking } from '../builders.ts';
import { codes, read } from './reading.ts';

const first = aRanking('first', ['price', 'speed', 'care']);

describe('a ranking', () => {
  test('nobody touched is no answer', () => {
    const untouched = { first: ['speed', 'price', 'care'] };
    expect(read(first, untouched).answers).toEqual({});
    expect(codes(read(first, untouched).problems)).toEqual(['first: required']);
    expect(read({ ...first, required: false }, untouched)).toEqual({ answers: {}, problems: [] });
  });

  test('that is meant is kept in the order given', () => {
    const sent = { first: ['speed', 'price', 'care'], 'first.ranked': '1' };
    expect(read(first, sent)).toEqual({ answers: { first: ['speed', 'price', 'care'] }, problems: [] });
  });

  test.each([
    [['speed', 'price'], 'notAllRanked'],
    [['speed', 'price', 'price'], 'notAllRanked'],
    [['speed', 'price', 'care', 'care'], 'notAllRanked'],
    [[], 'notAllRanked'],
    [['speed', 'price', 'wings'], 'unknownOption'],
    [['speed', 'price', '__proto__'], 'unknownOption'],
  ])('of %j is refused', (order, code) => {
    const reading = read(first, { first: order, 'first.ranked': '1' });
    expect(reading.answers).toEqual({});
    expect(codes(reading.problems)).toEqual([`first: ${code}`]);
  });

  test('of options it does not have is refused even when it is not meant', () => {
    expect(codes(read(first, { first: ['wings'] }).problems)).toEqual(['first: unknownOption']);
  });

  test.each([
    ['speed', 'wrongType'],
    [{ 0: 'speed' }, 'wrongType'],
    [['speed', 'price'], 'notAllRanked'],
    [['speed', 'speed', 'care'], 'notAllRanked'],
    [['speed', 'price', 7], 'unknownOption'],
    [[], 'notAllRanked'],
  ])('stored as %j is refused', (answer, code) => {
    const definition = aDefinition(aPage('page', first));
    const problems = checkAnswers(definition, { first: answer }, { complete: false, respondent: anybody });
    expect(codes(problems)).toEqual([`first: ${code}`]);
  });
});

describe('moving an option', () => {
  const form = aForm({ first: ['price', 'speed', 'care'], comment: 'hello' });
  const moved = (option: string, direction: 'up' | 'down') =>
    withMove(form, { question: 'first', option, direction }).get('first');

  test('changes places with its neighbour, and says that the order is meant', () => {
    expect(moved('speed', 'up')).toEqual(['speed', 'price', 'care']);
    expect(moved('speed', 'down')).toEqual(['price', 'care', 'speed']);
    const sent = withMove(form, { question: 'first', option: 'speed', direction: 'up' });
    expect(sent.get('first.ranked')).toEqual(['1']);
    expect(sent.get('comment')).toEqual(['hello']);
    expect(form.get('first')).toEqual(['price', 'speed', 'care']);
  });

  test('past either end leaves it there', () => {
    expect(moved('price', 'up')).toEqual(['price', 'speed', 'care']);
    expect(moved('care', 'down')).toEqual(['price', 'speed', 'care']);
  });

  test('of an option or a list that is not there changes nothing', () => {
    expect(withMove(form, { question: 'first', option: 'wings', direction: 'up' })).toBe(form);
    expect(withMove(form, { question: 'constructor', option: 'price', direction: 'up' })).toBe(form);
  });
});

describe('the order in which a ranking is shown', () => {
  const [question] = aDefinition(aPage('page', first)).pages[0]?.questions ?? [];
  const shown = (given: readonly string[], seed: string) =>
    rankedOptions(question as RankingQuestion, given, seed).map(({ key }) => key);

  test('begins with one of its own for each customer, always the same', () => {
    const orders = new Set(Array.from({ length: 60 }, (_, i) => shown([], `customer ${i}`).join()));
    expect(orders.size).toBe(6);
    expect(shown([], 'somebody')).toEqual(shown([], 'somebody'));
    expect(shown([], '')).toEqual(['price', 'speed', 'care']);
  });

  test('is the one given, whatever else was sent', () => {
    expect(shown(['care', 'price', 'speed'], 'x')).toEqual(['care', 'price', 'speed']);
    expect(shown(['care', 'wings', 'care'], '')).toEqual(['care', 'price', 'speed']);
  });
});
