import { describe, expect, test } from 'vitest';
import type { Condition } from '#surveys/conditions.ts';
import type { Definition } from '#surveys/definition.ts';
import { type ConditionSubject, conditionChoices } from '#surveys/design/condition-choices.ts';
import { partsIn } from '#surveys/design/parts.ts';
import { pipeChoices } from '#surveys/design/piping-choices.ts';
import { textRows } from '#surveys/design/problem-place.ts';
import { pipeText } from '#surveys/piping.ts';
import { problemsIn } from '#surveys/publishing.ts';
import { readDraft } from '#surveys/read-definition.ts';
import { templateNames, templateWith } from '#surveys/templates/library.ts';
import { aQuestionnaireOfKinds } from '#test/helpers/question-kinds.ts';
import { aChoices, aDocument, aNumber, aPage, aPair, aRecommend, aScale, words } from '../builders.ts';
import { aReferringDocument } from './documents.ts';
import { edited } from './edit.ts';

function definitionOf(draft: unknown): Definition {
  const reading = readDraft(draft);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.definition;
}

const everyKind = aDocument(
  [
    aPage(
      'first',
      aPair('speed', { importance: true }),
      aScale('five', { scale: 'five', notApplicable: true }),
      aNumber('days'),
      aRecommend('nps'),
    ),
    aPage('second', aChoices('what', ['a', 'other', 'none'])),
    aPage('third', aScale('last')),
  ],
  {
    facts: [{ key: 'station', name: words('station') }],
    shuffle: [['second', 'third']],
    quotas: [
      {
        key: 'some',
        name: words('some'),
        when: { op: 'language', oneOf: ['en'] },
        limit: 1,
        full: words('full'),
      },
    ],
  },
);

const documents: readonly (readonly [string, unknown])[] = [
  ['every kind of question', everyKind],
  ['conditions of all sorts', aReferringDocument()],
  ['kinds that ask several things', aQuestionnaireOfKinds()],
  ...templateNames.map((name) => [name, templateWith(name, [])] as const),
];

/** Every condition a subject can be made into. */
function conditionsOf({ question, part, ops, values, ends }: ConditionSubject): readonly Condition[] {
  const about = { question, ...(part === null ? {} : { part }) };
  const numbers = ends === null ? [0] : [ends.min, ends.max];
  return ops.flatMap((op): Condition[] => {
    switch (op) {
      case 'answered':
        return [{ op, ...about }];
      case 'includes':
        return values.map((value) => ({ op, question, value }));
      case 'equals':
        // only what is rated or counted is compared with numbers
        return [...values, ...(ops.includes('atMost') ? numbers : [])].map((value) => ({
          op,
          ...about,
          value,
        }));
      default:
        return numbers.map((value) => ({ op, ...about, value }));
    }
  });
}

describe.each(documents)('in a questionnaire with %s', (_, draft) => {
  const definition = definitionOf(draft);
  const ofConditions = (document: unknown) =>
    problemsIn(definitionOf(document)).filter(
      ({ code }) => code.startsWith('condition') || code.startsWith('unknown'),
    );
  const before = ofConditions(draft).length;
  const conditional = partsIn(definition).filter(({ kind }) =>
    ['page', 'question', 'end', 'quota'].includes(kind),
  );

  test('whatever is offered for a condition can be published', () => {
    for (const { place } of conditional.filter(
      (_, index) => index % 13 === 0 || index > conditional.length - 5,
    )) {
      const choices = conditionChoices(definition, place);
      const conditions = [
        ...(choices?.subjects ?? []).flatMap(conditionsOf),
        ...(choices?.facts ?? []).map((fact): Condition => ({ op: 'fact', fact, oneOf: ['A'] })),
        ...(choices?.languages ?? []).map((tag): Condition => ({ op: 'language', oneOf: [tag] })),
      ];
      for (let from = 0; from < conditions.length; from += 50) {
        const condition: Condition = { op: 'any', of: conditions.slice(from, from + 50) };
        expect(ofConditions(edited(draft, { edit: 'setCondition', place, condition }))).toHaveLength(before);
      }
    }
  });

  test('whatever is not offered could not', () => {
    const questions = [...new Set(definition.pages.flatMap((page) => page.questions.map(({ key }) => key)))];
    for (const { place } of conditional.filter(
      (_, index) => index % 13 === 0 || index > conditional.length - 5,
    )) {
      const offered = new Set(conditionChoices(definition, place)?.subjects.map(({ question }) => question));
      for (const question of questions.filter((key) => !offered.has(key)).slice(0, 10)) {
        const changed = edited(draft, {
          edit: 'setCondition',
          place,
          condition: { op: 'answered', question },
        });
        expect(ofConditions(changed).length).toBeGreaterThan(before);
      }
    }
  });

  test('whatever is offered to a text can be published, what is not could not', () => {
    const ofPipes = (document: unknown) =>
      problemsIn(definitionOf(document)).filter(({ code }) => code.startsWith('pipe'));
    const names = new Set((pipeChoices(definition, 'survey.thanks') ?? []).map(({ name }) => name));
    for (const { place } of textRows(definition).filter((_, index) => index % 11 === 0)) {
      const [part = '', field = ''] = place.split('.');
      const [language = ''] = definition.languages;
      const offered = pipeChoices(definition, place) ?? [];
      const texts = (list: readonly string[]) =>
        edited(draft, { edit: 'setText', place: part, field, language, text: `x${list.join(' ')}` });
      const good = offered.map(({ name, needsFallback }) =>
        pipeText({ name, fallback: needsFallback ? 'else' : null }),
      );
      expect(ofPipes(texts(good.slice(0, 300)))).toEqual([]);
      const others = [...names].filter((name) => !offered.some((each) => each.name === name)).slice(0, 300);
      expect(ofPipes(texts(others.map((name) => pipeText({ name, fallback: 'else' }))))).toHaveLength(
        others.length,
      );
      const bare = offered.filter(({ needsFallback }) => needsFallback).slice(0, 300);
      expect(ofPipes(texts(bare.map(({ name }) => pipeText({ name, fallback: null }))))).toHaveLength(
        bare.length,
      );
    }
  });
});

describe('what a condition may look at', () => {
  const definition = definitionOf(everyKind);
  const keys = (place: string) =>
    conditionChoices(definition, place)?.subjects.map(({ question, part }) =>
      part === null ? question : `${question}.${part}`,
    );

  test('is what was asked before: pages that change places do not know of one another', () => {
    const first = [
      'speed',
      'speed.expectation',
      'speed.perception',
      'speed.importance',
      'five',
      'days',
      'nps',
    ];
    expect(keys('page:first')).toEqual([]);
    expect(keys('question:five')).toEqual([]);
    expect(keys('page:second')).toEqual(first);
    expect(keys('question:last')).toEqual(first);
    expect(keys('page:third.endIf')).toEqual([...first, 'last']);
    expect(keys('page:first.endIf')).toEqual(first);
    expect(keys('survey.quotas')).toEqual([...first, 'what', 'last']);
    expect(keys('quota:some')).toEqual([...first, 'what', 'last']);
    expect([keys('item:speed'), keys('page:gone'), keys('survey')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('comes with how it is compared, and with what', () => {
    const subjects = conditionChoices(definition, 'quota:some')?.subjects ?? [];
    const found = (question: string, part: string | null = null) =>
      subjects.find((each) => each.question === question && each.part === part);
    expect(found('speed')).toMatchObject({ ops: ['answered'], page: 'first', kind: 'pair' });
    expect(found('speed', 'perception')).toMatchObject({ ends: { min: 1, max: 10 }, values: ['na'] });
    expect(found('speed', 'expectation')).toMatchObject({ ends: { min: 1, max: 10 }, values: [] });
    expect(found('five')).toMatchObject({ ends: { min: 1, max: 5 }, values: ['na'] });
    expect(found('nps')).toMatchObject({ ends: { min: 0, max: 10 }, values: [] });
    expect(found('days')).toMatchObject({
      ends: null,
      values: [],
      ops: ['answered', 'equals', 'atMost', 'atLeast'],
    });
    expect(found('what')).toMatchObject({ ops: ['answered', 'includes'], values: ['a', 'other', 'none'] });
  });
});
