import { describe, expect, test } from 'vitest';
import { nameOfLanguage } from '#server/i18n/language-names.ts';
import { respondentLanguages, respondentWords } from '#server/i18n/respondent.ts';
import { languagesView } from '#server/views/respond/languages.view.ts';
import { errorMessage } from '#server/views/respond/messages.ts';
import { textOf } from '#server/views/respond/ours.ts';
import { columnsFor, pointsView } from '#server/views/respond/points.view.ts';
import { surveyWords } from '#server/views/respond/survey-words.ts';
import type { FieldError, FieldErrorCode } from '#surveys/field-error.ts';
import { readDefinition } from '#surveys/read-definition.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

/** Every code with all the params any of its cases has. */
const params: Record<FieldErrorCode, FieldError['params']> = {
  required: {},
  pairExpectation: {},
  pairPerception: {},
  offScale: { min: 1, max: 10 },
  oneAnswerOnly: {},
  unknownOption: {},
  tooFew: { min: 2 },
  tooMany: { max: 2 },
  exclusiveOption: { option: 'letters' },
  specifyText: { option: 'letters' },
  textWithoutOption: { option: 'letters' },
  notAllRanked: {},
  pointsMissing: { points: 2, total: 100 },
  pointsOver: { points: 1, total: 100 },
  contactWay: {},
  notAPhone: {},
  notAnEmail: {},
  notANumber: {},
  outOfRange: { min: 0, max: 5 },
  tooManyDecimals: { decimals: 2 },
  tooLong: { max: 10, length: 12 },
  unsupportedCharacters: { character: 'U+0000', position: 3 },
  wrongType: {},
  unknownField: {},
  notOnRoute: {},
};

const reading = readDefinition(aQuestionnaire());
if ('problems' in reading) throw new Error('The questionnaire of the tests can be published');
const { definition } = reading;
const questions = definition.pages.flatMap((page) => page.questions);

describe('what is wrong is said', () => {
  test.each(respondentLanguages)('in whole sentences, in %s', (locale) => {
    const t = respondentWords(locale);
    const words = surveyWords(definition, locale);
    for (const question of questions) {
      for (const [code, each] of Object.entries(params) as [FieldErrorCode, FieldError['params']][]) {
        const error = { question: question.key, field: question.key, code, params: each };
        expect(textOf(errorMessage(error, question, words, t))).toMatch(/^[^{}]{8,}$/);
      }
    }
  });

  test('with the limits the author set, and no others', () => {
    const words = surveyWords(definition, 'en');
    const t = respondentWords('en');
    const [parcels] = questions.filter((question) => question.kind === 'number');
    if (parcels === undefined) throw new Error('The questionnaire asks for a number');
    const { max: _, ...unlimited } = parcels;
    const error = {
      question: 'parcels',
      field: 'parcels',
      code: 'outOfRange',
      params: { min: 0, max: 1000 },
    } as const;
    expect(textOf(errorMessage(error, parcels, words, t))).toContain('from 0 to 1000');
    expect(textOf(errorMessage(error, unlimited, words, t))).toContain('at least 0');
  });

  test.each(respondentLanguages)(
    'with an example that has a point where one may be typed, in %s',
    (locale) => {
      const words = surveyWords(definition, locale);
      const [parcels] = questions.filter((question) => question.kind === 'number');
      if (parcels === undefined) throw new Error('The questionnaire asks for a number');
      const error = { question: 'parcels', field: 'parcels', code: 'notANumber', params: {} } as const;
      const said = [0, 1].map((decimals) =>
        textOf(errorMessage(error, { ...parcels, decimals }, words, respondentWords(locale))),
      );
      expect(said).toEqual([expect.stringMatching(/12(?!\.)/), expect.stringContaining('12.5')]);
    },
  );
});

describe('the points of a scale', () => {
  test('stand in as few rows as leave a thumb room, evenly', () => {
    expect([2, 5, 7, 10, 11, 14, 15, 21].map(columnsFor)).toEqual([2, 5, 7, 5, 6, 7, 5, 7]);
  });

  test('say what the ends mean, check what was chosen, and anchor the first', () => {
    const view = pointsView(
      'speed.perception',
      { language: 'en', min: 0, max: 2, low: 'poor', high: 'good' },
      ['1'],
      null,
    );
    expect(view.points.map(({ value, end, id, checked }) => [value, end, id, checked])).toEqual([
      ['0', 'poor', 'speed.perception', false],
      ['1', null, null, true],
      ['2', 'good', null, false],
    ]);
    expect(view.notApplicable).toBeNull();
  });

  test('are written in the figures of the language, and sent as the numbers they are', () => {
    const ends = { language: 'fa', min: 9, max: 10, low: 'کم', high: 'زیاد' };
    const { points, min, max } = pointsView('speed', ends, [], null);
    expect(points.map(({ figure, value }) => [figure, value])).toEqual([
      ['۹', '9'],
      ['۱۰', '10'],
    ]);
    expect([min, max]).toEqual(['۹', '۱۰']);
  });
});

describe('languages', () => {
  test('are named in themselves', () => {
    expect(['zh-CN', 'zh-TW', 'en', 'de', 'ar', 'pt-BR'].map(nameOfLanguage)).toEqual([
      '简体中文',
      '繁體中文',
      'English',
      'Deutsch',
      'العربية',
      'Português (Brasil)',
    ]);
  });

  test('are offered only where there is a choice', () => {
    expect(languagesView(['en'], 'en')).toEqual([]);
    expect(languagesView(['en', 'de'], 'de').map(({ current }) => current)).toEqual([false, true]);
  });
});
