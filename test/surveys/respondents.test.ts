import { describe, expect, test } from 'vitest';
import type { Answers } from '#surveys/answers.ts';
import { definition } from '#surveys/definition.ts';
import { relevantAnswers, route, screenedOutBy } from '#surveys/journey.ts';
import { problemsIn } from '#surveys/publishing.ts';
import { quotasReached } from '#surveys/quotas.ts';
import { anybody, type Respondent } from '#surveys/respondent.ts';
import { shuffled } from '#surveys/shuffle.ts';
import { aChoice, aDocument, aNumber, aPage, aScale, aText, words } from './builders.ts';

const facts = [{ key: 'abc', name: words('class') }];
const someone = (more: Partial<Respondent>): Respondent => ({ ...anybody, ...more });

describe('what is known of a customer', () => {
  const forA = { op: 'fact' as const, fact: 'abc', oneOf: ['A', 'B'] };
  const survey = definition.parse(
    aDocument(
      [
        { ...aPage('key', aText('manager')), showIf: forA },
        aPage('all', aScale('overall'), aText('english', { showIf: { op: 'language', oneOf: ['en'] } })),
      ],
      { facts },
    ),
  );
  const asked = (respondent: Respondent) =>
    route(survey, {}, respondent).flatMap(({ questions }) => questions.map(({ key }) => key));

  test('decides what is asked', () => {
    expect(asked(anybody)).toEqual(['overall']);
    expect(asked(someone({ facts: { abc: 'A' }, language: 'en' }))).toEqual([
      'manager',
      'overall',
      'english',
    ]);
    expect(asked(someone({ facts: { abc: 'C' }, language: 'zh-CN' }))).toEqual(['overall']);
  });

  test('is nothing a questionnaire did not name, nor anything every object has', () => {
    expect(asked(someone({ facts: { constructor: 'A' } }))).toEqual(['overall']);
    const wrong = definition.parse(
      aDocument([{ ...aPage('p', aText('t')), showIf: { op: 'fact', fact: 'toBe', oneOf: ['x'] } }]),
    );
    expect(problemsIn(wrong).map(({ code }) => code)).toEqual(['unknownFact']);
  });
});

describe('a random order', () => {
  const questions = Array.from({ length: 8 }, (_, index) => aScale(`q${index}`));
  const pages = ['a', 'b', 'c'].map((key) => aPage(key, aScale(`on-${key}`)));
  const survey = definition.parse(
    aDocument([{ ...aPage('first', ...questions), shuffle: true }, ...pages, aPage('last', aText('end'))], {
      shuffle: [['a', 'b', 'c']],
    }),
  );
  const order = (seed: string) => {
    const [first, ...others] = route(survey, {}, someone({ seed }));
    return [first?.questions.map(({ key }) => key).join(' '), others.map(({ page }) => page.key).join(' ')];
  };

  test('is the same for one customer whenever it is asked for, and the written one for nobody', () => {
    expect(order('someone')).toEqual(order('someone'));
    expect(order('')).toEqual(['q0 q1 q2 q3 q4 q5 q6 q7', 'a b c last']);
  });

  test('differs between customers, each order of three as often as the others', () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 6000; seed++) {
      const [, pagesInOrder = ''] = order(`customer ${seed}`);
      counts.set(pagesInOrder, (counts.get(pagesInOrder) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    const expected = 1000;
    const chiSquare = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    // 99.9 % of a fair shuffle stay below (5 degrees of freedom)
    expect(chiSquare).toBeLessThan(20.5);
    expect([...counts.keys()].every((pagesInOrder) => pagesInOrder.endsWith('last'))).toBe(true);
  });

  test('keeps everything, and what is fixed in its place', () => {
    const items = ['a', 'b', 'c', 'd', 'other'];
    const orders = Array.from({ length: 50 }, (_, seed) =>
      shuffled(items, `${seed}`, (item) => item === 'other'),
    );
    for (const each of orders) {
      expect(each.toSorted()).toEqual(items.toSorted());
      expect(each.at(-1)).toBe('other');
    }
    expect(new Set(orders.map(String)).size).toBeGreaterThan(10);
  });

  test('of pages is refused where they are no neighbours, and where one looks at another', () => {
    const document = (shuffle: string[][]) =>
      definition.parse(aDocument([...pages, aPage('last', aText('end'))], { shuffle }));
    expect(problemsIn(document([['a', 'c']])).map(({ code }) => code)).toEqual(['shuffledPages']);
    expect(
      problemsIn(
        document([
          ['a', 'b'],
          ['b', 'c'],
        ]),
      ).map(({ code }) => code),
    ).toEqual(['shuffledPages', 'shuffledPages']);
    expect(problemsIn(document([['a', 'nowhere']])).map(({ code }) => code)).toEqual(['shuffledPages']);
    const [a, b] = pages;
    if (a === undefined || b === undefined) throw new Error('two pages');
    const looking = { ...b, showIf: { op: 'atMost' as const, question: 'on-a', value: 5 } };
    const shuffledTogether = definition.parse(aDocument([a, looking], { shuffle: [['a', 'b']] }));
    expect(problemsIn(shuffledTogether).map(({ code }) => code)).toEqual(['conditionAboutLaterPage']);
    expect(problemsIn(definition.parse(aDocument([a, looking])))).toEqual([]);
  });
});

describe('screening out', () => {
  const tooYoung = {
    key: 'young',
    when: { op: 'atMost' as const, question: 'age', value: 17 },
    text: words('sorry'),
  };
  const survey = definition.parse(
    aDocument([{ ...aPage('who', aNumber('age')), endIf: [tooYoung] }, aPage('rating', aScale('overall'))]),
  );

  test('ends the route after the page it follows, and later answers do not count', () => {
    const answers: Answers = { age: 12, overall: 9 };
    expect(route(survey, answers, anybody).map(({ page }) => page.key)).toEqual(['who']);
    expect(relevantAnswers(survey, answers, anybody)).toEqual({ age: 12 });
    expect(screenedOutBy(survey, answers, anybody)?.key).toBe('young');
    expect(screenedOutBy(survey, { age: 30 }, anybody)).toBeNull();
  });

  test('never happens on an answer not given yet', () => {
    const not = { op: 'not' as const, condition: { op: 'atLeast' as const, question: 'age', value: 18 } };
    const inverted = definition.parse(
      aDocument([
        { ...aPage('who', aNumber('age')), endIf: [{ ...tooYoung, when: not }] },
        aPage('rating', aScale('overall')),
      ]),
    );
    expect(route(inverted, {}, anybody)).toHaveLength(2);
    expect(route(inverted, { age: 5 }, anybody)).toHaveLength(1);
  });
});

describe('quotas', () => {
  const quota = (key: string, when: object) => ({
    key,
    name: words(key),
    when,
    limit: 2,
    full: words('full'),
  });
  const survey = definition.parse(
    aDocument([aPage('who', aChoice('market', ['a', 'b'])), aPage('rating', aScale('overall'))], {
      facts,
      quotas: [
        quota('sellers', { op: 'equals', question: 'market', value: 'a' }),
        quota('others', { op: 'not', condition: { op: 'equals', question: 'market', value: 'a' } }),
        quota('classA', { op: 'fact', fact: 'abc', oneOf: ['A'] }),
      ] as never,
    }),
  );
  const reached = (answers: Answers, passed: string[], respondent = anybody) =>
    quotasReached({ definition: survey, answers, passed, respondent }).map(({ key }) => key);

  test('are reached when what they look at was answered and its page passed', () => {
    expect(reached({}, [])).toEqual([]);
    expect(reached({ market: 'a' }, [])).toEqual([]);
    expect(reached({ market: 'a' }, ['who'])).toEqual(['sellers']);
    expect(reached({ market: 'b' }, ['who'])).toEqual(['others']);
    expect(reached({ market: 'b' }, ['who'], someone({ facts: { abc: 'A' } }))).toEqual(['others', 'classA']);
  });
});
