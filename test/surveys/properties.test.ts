import { expect, test } from 'vitest';
import type { Answers } from '#surveys/answers.ts';
import { checkAnswers } from '#surveys/check-answers.ts';
import { answerKeys } from '#surveys/companions.ts';
import { type Condition, holds } from '#surveys/conditions.ts';
import type { Definition } from '#surveys/definition.ts';
import { canVisit, firstOpenPage, relevantAnswers, route } from '#surveys/journey.ts';
import { kindOf } from '#surveys/questions/index.ts';
import type { Random } from '#surveys/random.ts';
import { readDefinition } from '#surveys/read-definition.ts';
import { type Form, readPage } from '#surveys/read-page.ts';
import { anybody } from '#surveys/respondent.ts';
import {
  aChoice,
  aChoices,
  aContact,
  aDocument,
  aNumber,
  anAllocation,
  aPage,
  aPair,
  aRanking,
  aRecommend,
  aScale,
  aText,
  forSeeds,
  oneOf,
  type PageDocument,
  type QuestionDocument,
} from './builders.ts';

/** A survey of random questions, some of whose pages and questions depend on earlier pages. */
function someSurvey(random: Random): Definition {
  const pages: PageDocument[] = [];
  for (let p = 0; p < 2 + random.below(5); p++) {
    const earlier = pages.flatMap(({ questions }) => questions);
    const maybe = () =>
      earlier.length > 0 && random.below(3) === 0 ? { showIf: someCondition(random, earlier, 2) } : {};
    const questions = Array.from({ length: 1 + random.below(4) }, (_, q) => ({
      ...someQuestion(random, `q${p}x${q}`),
      ...maybe(),
    }));
    pages.push({ ...aPage(`p${p}`, ...questions), ...maybe() });
  }
  const reading = readDefinition(aDocument(pages));
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.definition;
}

function someQuestion(random: Random, key: string): QuestionDocument {
  const required = random.below(2) === 0;
  const notApplicable = random.below(2) === 0;
  return oneOf(random, [
    aPair(key, { required, notApplicable, importance: random.below(2) === 0 }),
    aScale(key, { required, notApplicable, scale: 'five' }),
    aRecommend(key, { required }),
    aChoice(key, ['a', 'b', 'other'], { required }),
    aChoices(key, ['a', 'b', 'other', 'none'], { required, max: 2 }),
    aRanking(key, ['a', 'b'], { required }),
    anAllocation(key, ['a', 'b'], { required, total: 4 }),
    aContact(key),
    aNumber(key, { required, min: -10, max: 10, decimals: 1 }),
    aText(key, { required, maxLength: 5 }),
  ]);
}

function someCondition(random: Random, earlier: readonly QuestionDocument[], depth: number): Condition {
  if (depth > 0 && random.below(3) === 0) {
    const inner = () => someCondition(random, earlier, depth - 1);
    return oneOf<Condition>(random, [
      { op: 'all', of: [inner(), inner()] },
      { op: 'any', of: [inner(), inner()] },
      { op: 'not', condition: inner() },
    ]);
  }
  const { kind, key: question } = oneOf(random, earlier);
  const answered: Condition = { op: 'answered', question };
  if (kind === 'choice') return { op: 'equals', question, value: oneOf(random, ['a', 'b']) };
  if (kind === 'choices') return { op: 'includes', question, value: oneOf(random, ['a', 'b']) };
  if (kind === 'pair') return { op: 'atMost', question, part: 'perception', value: 1 + random.below(10) };
  const isOnlyAnswered = ['text', 'ranking', 'allocation', 'contact'].includes(kind);
  return isOnlyAnswered ? answered : { op: 'atLeast', question, value: 1 + random.below(5) };
}

const nasty = [
  '',
  ' ',
  'na',
  '0',
  '1',
  '5',
  '6.5',
  '10',
  '11',
  '-0',
  '1e999',
  'NaN',
  'a',
  'b',
  'z',
  '__proto__',
  'constructor',
  '\u0000',
  '\ud800',
  '👍',
  'Cafe\u0301',
  '长长长长长长',
  '１２',
  '-3.5',
  '9999999999999',
];

const plausible = ['1', '3', 'na', 'a', 'b', 'other', '12345'];

/** What somebody might post to a page: right, wrong, twice, to fields that do not exist. */
function someForm(random: Random, survey: Definition): Form {
  const fields = survey.pages.flatMap(({ questions }) =>
    questions.flatMap((each) => kindOf(each).fields(each)),
  );
  const form = new Map<string, readonly string[]>();
  for (const field of [...fields, '_action', '__proto__', 'toString']) {
    const count = oneOf(random, [0, 1, 1, 1, 1, 1, 2]);
    if (count > 0)
      form.set(
        field,
        Array.from({ length: count }, () =>
          oneOf(random, oneOf(random, [nasty, plausible, plausible, plausible])),
        ),
      );
  }
  for (const question of survey.pages.flatMap(({ questions }) => questions)) {
    if (random.below(3) === 0) continue;
    for (const [field, values] of togetherRight(random, question)) form.set(field, values);
  }
  return form;
}

/** What is right only together, which chance alone seldom is. */
function togetherRight(
  random: Random,
  { kind, key }: Definition['pages'][number]['questions'][number],
): readonly (readonly [string, readonly string[]])[] {
  const either = oneOf(random, ['a', 'b']);
  switch (kind) {
    case 'choice':
    case 'choices':
      return [
        [key, [either]],
        [`${key}.other`, []],
      ];
    case 'ranking':
      return [
        [key, either === 'a' ? ['a', 'b'] : ['b', 'a']],
        [`${key}.ranked`, ['1']],
      ];
    case 'allocation':
      return [
        [`${key}.a`, [either === 'a' ? '4' : '1']],
        [`${key}.b`, [either === 'a' ? '' : '3']],
      ];
    case 'contact':
      return [
        [`${key}.phone`, ['12345']],
        [`${key}.email`, []],
        [`${key}.name`, [either]],
      ];
    default:
      return [];
  }
}

test('whatever is posted, what is kept passes the check of a whole response', () => {
  forSeeds(300, (random) => {
    const survey = someSurvey(random);
    let kept: Answers = {};
    for (const page of survey.pages) {
      const here = route(survey, kept, anybody).find((each) => each.page.key === page.key);
      if (!here) continue;
      kept = { ...kept, ...readPage(survey, here.questions, someForm(random, survey)).answers };
    }
    expect(checkAnswers(survey, kept, { complete: false, respondent: anybody })).toEqual([]);
    expect(JSON.parse(JSON.stringify(kept))).toEqual(kept);
  });
});

test('whoever goes on until no page is open has a complete response', () => {
  let finished = 0;
  forSeeds(150, (random) => {
    const survey = someSurvey(random);
    let answers: Answers = {};
    const passed: string[] = [];
    for (let tries = 0; tries < 300; tries++) {
      const open = firstOpenPage({ definition: survey, answers, passed, respondent: anybody });
      if (!open) break;
      expect(canVisit({ definition: survey, answers, passed, respondent: anybody }, open.page.key)).toBe(
        true,
      );
      const own = new Set(open.questions.flatMap((each) => kindOf(each).fields(each)));
      const form = new Map([...someForm(random, survey)].filter(([field]) => own.has(field)));
      const reading = readPage(survey, open.questions, form);
      const before = new Set(open.questions.flatMap(answerKeys));
      const others = Object.entries(answers).filter(([key]) => !before.has(key));
      answers = { ...Object.fromEntries(others), ...reading.answers };
      if (reading.problems.length === 0) passed.push(open.page.key);
    }
    if (firstOpenPage({ definition: survey, answers, passed, respondent: anybody })) return;
    finished += 1;
    expect(
      checkAnswers(survey, relevantAnswers(survey, answers, anybody), {
        complete: true,
        respondent: anybody,
      }),
    ).toEqual([]);
  });
  expect(finished).toBeGreaterThan(75);
});

test('a route holds exactly the pages and questions whose conditions hold for the answers on it', () => {
  forSeeds(300, (random) => {
    const survey = someSurvey(random);
    const questions = survey.pages.flatMap((page) => page.questions);
    const answers = readPage(survey, questions, someForm(random, survey)).answers;
    const relevant = relevantAnswers(survey, answers, anybody);
    const shown = ({ showIf }: { showIf?: Condition | undefined }) =>
      !showIf || holds(showIf, relevant, anybody);
    const expected = survey.pages.filter(shown).flatMap((page) => page.questions.filter(shown));
    const asked = route(survey, answers, anybody).flatMap((each) => each.questions);
    expect(asked.map(({ key }) => key)).toEqual(expected.map(({ key }) => key));
    expect(route(survey, relevant, anybody)).toEqual(route(survey, answers, anybody));
    expect(relevantAnswers(survey, relevant, anybody)).toEqual(relevant);
  });
});
