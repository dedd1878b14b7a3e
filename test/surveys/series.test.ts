import { describe, expect, test } from 'vitest';
import type { Definition } from '#surveys/definition.ts';
import { checkChoices, proposedSeries, seriesBetween } from '#surveys/series.ts';
import { versionChanges } from '#surveys/version-changes.ts';
import { aDefinition, aPage, aPair, aRecommend, aScale, words } from './builders.ts';

const asks = (text: string, more: object = {}) =>
  aDefinition(
    aPage('one', aPair('speed', { text: words(text) }), aScale('overall', more), aRecommend('recommend')),
  );
const step = (number: number, definition: Definition, decisions: Record<string, boolean> = {}) => ({
  number,
  definition,
  decisions: new Map(Object.entries(decisions)),
});
const stateOf = (steps: ReturnType<typeof step>[], from: number, to: number, key = 'speed') => {
  const [one, other] = [from, to].map((number) => steps.find((each) => each.number === number));
  if (!one || !other) throw new Error('no such version');
  expect(seriesBetween(steps, other, one).get(key)).toBe(seriesBetween(steps, one, other).get(key));
  return seriesBetween(steps, one, other).get(key);
};

describe('a series between two versions', () => {
  const [a, typo, b] = [asks('How fast?'), asks('How fast ?!'), asks('How soon?')];

  test('goes on over a rewording that somebody called a correction, and ends at one called another question', () => {
    const steps = [step(1, a), step(2, typo, { speed: true }), step(3, b, { speed: false }), step(4, b)];
    expect(stateOf(steps, 1, 1)).toBe('same');
    expect(stateOf(steps, 1, 2)).toBe('same');
    expect(stateOf(steps, 2, 3)).toBe('ended');
    expect(stateOf(steps, 1, 3)).toBe('ended');
    expect(stateOf(steps, 1, 4)).toBe('ended');
    expect(stateOf(steps, 3, 4)).toBe('same');
  });

  test('is reworded as long as somebody has not decided every rewording in between', () => {
    expect(stateOf([step(1, a), step(2, typo), step(3, b, { speed: true })], 1, 3)).toBe('reworded');
    expect(stateOf([step(1, a), step(2, typo, { speed: true }), step(3, b, { speed: true })], 1, 3)).toBe(
      'same',
    );
  });

  test('is one again where the words went there and back, and not where it ended for its meaning', () => {
    const back = [step(1, a), step(2, b, { speed: false }), step(3, a, { speed: false })];
    expect(stateOf(back, 1, 3)).toBe('same');
    expect(stateOf(back, 1, 2)).toBe('ended');
    expect(stateOf([step(1, a), step(2, a, { speed: false })], 1, 2)).toBe('ended');
  });

  test('of a rating beside the items breaks with its scale and its words', () => {
    const other = aDefinition(aPage('one', aPair('speed', { text: words('How fast?') }), aScale('overall')));
    const steps = [
      step(1, a),
      step(2, asks('How fast?', { text: words('All in all?') }), { overall: false }),
    ];
    expect(stateOf(steps, 1, 2, 'overall')).toBe('ended');
    expect(stateOf([step(1, a), step(2, other)], 1, 2, 'recommend')).toBe('removed');
    const five = { ...other, scales: { ten: { ...other.scales.ten, min: 1, max: 5 } } } as Definition;
    expect(stateOf([step(1, a), step(2, five, { overall: true })], 1, 2, 'overall')).toBe('scaleChanged');
  });
});

describe('what somebody decides', () => {
  const proposed = proposedSeries(asks('How fast?'), asks('How soon?'));
  const check = (choices: Record<string, { continues: boolean; reason?: string }>) =>
    checkChoices(
      proposed,
      new Map(Object.entries(choices).map(([key, choice]) => [key, { reason: 'a typo', ...choice }])),
    );

  test('is asked of what was reworded', () => {
    expect(proposed.map(({ key, proposal }) => [key, proposal])).toEqual([
      ['speed', 'decide'],
      ['overall', 'continues'],
      ['recommend', 'continues'],
    ]);
    expect(check({})).toEqual({ undecided: ['speed'], problems: [], recorded: [] });
    expect(check({ speed: { continues: true } })).toEqual({
      undecided: [],
      problems: [],
      recorded: [{ key: 'speed', continues: true, reason: 'a typo' }],
    });
  });

  test('may end what was not touched, for its meaning, and needs a reason', () => {
    expect(check({ speed: { continues: true }, overall: { continues: false } }).recorded).toHaveLength(2);
    expect(check({ speed: { continues: false, reason: ' ' } }).problems).toEqual([
      { key: 'speed', problem: 'reasonMissing' },
    ]);
    expect(check({ overall: { continues: true, reason: '' } })).toMatchObject({ problems: [], recorded: [] });
  });

  test('cannot have another scale be the same measure, nor speak of what is not asked', () => {
    const before = asks('How fast?');
    const scales = { ten: { ...before.scales.ten, max: 7 } } as Definition['scales'];
    const onSeven = proposedSeries(before, { ...before, scales });
    const reason = 'we are sure';
    const { problems } = checkChoices(
      onSeven,
      new Map([
        ['speed', { continues: true, reason }],
        ['nothing', { continues: true, reason }],
      ]),
    );
    expect(problems).toEqual([
      { key: 'speed', problem: 'cannotContinue' },
      { key: 'nothing', problem: 'unknownItem' },
    ]);
  });
});

describe('the changes of a version', () => {
  const before = aDefinition(
    aPage('one', aPair('speed'), aScale('overall')),
    aPage('two', aRecommend('recommend')),
  );
  const changesTo = (change: (document: Definition) => unknown) => {
    const later = structuredClone(before);
    return versionChanges(before, (change(later) ?? later) as Definition);
  };

  test('are none where nothing changed', () => {
    expect(changesTo(() => undefined)).toEqual([]);
  });

  test('tell a text by language', () => {
    const changes = changesTo((later) => {
      Object.assign(later.title, { en: 'Another title', fr: 'Un titre' });
      later.languages.push('fr');
    });
    expect(changes).toEqual([
      {
        kind: 'setting',
        change: 'changed',
        place: ['languages'],
        before: ['zh-CN', 'en'],
        after: ['zh-CN', 'en', 'fr'],
      },
      {
        kind: 'text',
        change: 'changed',
        place: ['title', 'en'],
        before: before.title.en,
        after: 'Another title',
      },
      { kind: 'text', change: 'added', place: ['title', 'fr'], after: 'Un titre' },
    ]);
  });

  test('tell weights, scales, conditions and settings with what they were and are', () => {
    const changes = changesTo((later) => {
      const [factor] = later.factors;
      if (factor) factor.weight = 3;
      if (later.scales.ten) later.scales.ten.max = 7;
      const [, two] = later.pages;
      if (two) two.showIf = { is: 'answered', question: 'overall' } as never;
      later.index.band = 0.1;
    });
    expect(changes.map(({ kind, change, place }) => [kind, change, place.join('.')])).toEqual([
      ['weight', 'changed', `factors.${before.factors[0]?.key}.weight`],
      ['condition', 'added', 'pages.two.showIf'],
      ['scale', 'changed', 'scales.ten.max'],
      ['setting', 'changed', 'index.band'],
    ]);
    expect(changes[0]).toMatchObject({ before: before.factors[0]?.weight, after: 3 });
  });

  test('tell what was added, removed, moved and put in another order', () => {
    const changes = changesTo((later) => {
      const [one, two] = later.pages;
      const moved = one?.questions.pop();
      if (moved) two?.questions.push(moved);
      two?.questions.shift();
      later.pages.reverse();
      later.pages.push({ ...structuredClone(before.pages[0]), key: 'three', questions: [] } as never);
    });
    expect(changes.map(({ kind, change, place }) => [kind, change, place.join('.')])).toEqual([
      ['page', 'added', 'pages.three'],
      ['order', 'changed', 'pages'],
      ['place', 'changed', 'questions.overall.page'],
      ['question', 'removed', 'questions.recommend'],
      ['order', 'changed', 'questions'],
    ]);
  });
});
