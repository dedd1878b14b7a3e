import { describe, expect, test } from 'vitest';
import { partAt, partsIn, placeOfPath } from '#surveys/design/parts.ts';
import { placeOf, problemPlaces, textRows } from '#surveys/design/problem-place.ts';
import { valueAt } from '#surveys/design/value-at.ts';
import { problemsIn } from '#surveys/publishing.ts';
import { createRandom } from '#surveys/random.ts';
import { readDraft } from '#surveys/read-definition.ts';
import { aChoice, aDefinition, aPage, aPair, aScale } from '../builders.ts';
import { aReferringDocument, someDocument } from './documents.ts';

function definitionOf(draft: unknown) {
  const reading = readDraft(draft);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.definition;
}

describe('a problem is located', () => {
  const definition = definitionOf(aReferringDocument());
  const nothing = {
    page: null,
    question: null,
    option: null,
    factor: null,
    dimension: null,
    item: null,
    field: null,
    language: null,
  };
  const at = (path: string) => placeOf({ path, code: 'missing', params: {} }, definition);

  test.each([
    ['', { part: 'survey', kind: 'survey' }],
    ['title.en', { part: 'survey', kind: 'survey', field: 'title', language: 'en' }],
    ['pages', { part: 'survey', kind: 'survey', field: 'pages' }],
    ['index.origin', { part: 'index', kind: 'index', field: 'origin' }],
    ['languages[1]', { part: 'language:en', kind: 'language' }],
    ['scales.ten.low.zh-CN', { part: 'scale:ten', kind: 'scale', field: 'low', language: 'zh-CN' }],
    [
      'pairWords.perception.label.en',
      { part: 'perception', kind: 'perception', field: 'label', language: 'en' },
    ],
    ['shuffle[0]', { part: 'survey', kind: 'survey', field: 'shuffle' }],
    [
      'factors[0].dimensions[0].items[1].name.en',
      {
        part: 'item:price',
        kind: 'item',
        factor: 'factor:product',
        dimension: 'dimension:all',
        item: 'item:price',
        field: 'name',
        language: 'en',
      },
    ],
    ['pages[0].key', { part: 'page:first', kind: 'page', page: 'page:first', field: 'key' }],
    ['pages[2].showIf', { part: 'page:third', kind: 'page', page: 'page:third', field: 'showIf' }],
    [
      'pages[1].questions[0].showIf.of[1]',
      {
        part: 'question:overall',
        kind: 'question',
        page: 'page:second',
        question: 'question:overall',
        field: 'showIf',
      },
    ],
    [
      'pages[0].questions[0].options[2].label.en',
      {
        part: 'option:market/other',
        kind: 'option',
        page: 'page:first',
        question: 'question:market',
        option: 'option:market/other',
        field: 'label',
        language: 'en',
      },
    ],
    ['pages[0].endIf[0].when', { part: 'end:west', kind: 'end', page: 'page:first', field: 'when' }],
    ['quotas[0].full.en', { part: 'quota:east', kind: 'quota', field: 'full', language: 'en' }],
    ['facts[0].key', { part: 'fact:station', kind: 'fact', field: 'key' }],
    ['pages[9].questions[0]', { part: 'survey', kind: 'survey', field: 'pages' }],
  ])('%s', (path, place) => {
    expect(at(path)).toEqual({ ...nothing, ...place });
  });

  test('at every place where something can be wrong, by what an edit could mend', () => {
    const draft = { ...definition, languages: ['fr', 'en', 'zh-CN'] };
    const located = problemPlaces(draft, problemsIn(draft));
    expect(located.length).toBeGreaterThan(30);
    const parts = partsIn(draft);
    for (const { at, code } of located) {
      expect(partAt(parts, at.part)).not.toBeNull();
      if (code === 'missingTranslation') expect([at.field, at.language]).toEqual([expect.any(String), 'fr']);
    }
  });
});

describe('places', () => {
  test('name each part once, and lead to it', () => {
    const random = createRandom('places');
    for (let count = 0; count < 15; count += 1) {
      const definition = definitionOf(someDocument(random));
      const parts = partsIn(definition);
      expect(new Set(parts.map(({ place }) => place)).size).toBe(parts.length);
      for (const { place, path, within } of parts) {
        expect(placeOfPath(parts, path)).toBe(place);
        expect(partAt(parts, within)).not.toBeNull();
      }
    }
  });

  test('tell parts with the same key apart', () => {
    const market = aChoice('market', ['a', 'a']);
    const definition = aDefinition(aPage('first', market, market), aPage('first', aScale('overall')));
    const places = partsIn(definition).flatMap(({ place, kind }) =>
      ['page', 'question', 'option'].includes(kind) ? [place] : [],
    );
    expect(places).toEqual([
      'page:first',
      'question:market',
      'option:market/a',
      'option:market/a~2',
      'question:market~2',
      'option:market~2/a',
      'option:market~2/a~2',
      'page:first~2',
      'question:overall',
    ]);
  });

  test('say what is there, with defaults', () => {
    const definition = aDefinition(aPage('first', aPair('speed'), aScale('overall')));
    const values = [
      'survey.title.en',
      'survey.title.fr',
      'question:speed.required',
      'question:speed.showIf',
      'privacy.purpose.en',
      'brand.colour',
      'survey.weights',
      'dimension:all.weights',
      'item:speed.within',
      'question:gone',
      'question:gone.text.en',
      'question:overall.hint.en',
      'page:first.shuffle',
    ];
    expect(values.map((place) => valueAt(definition, place))).toEqual([
      'title',
      '',
      true,
      null,
      '',
      null,
      { 'factor:product': 1 },
      { 'item:speed': 1 },
      'dimension:all',
      undefined,
      undefined,
      '',
      false,
    ]);
  });
});

test('all texts stand side by side, with what is missing in each', () => {
  const definition = {
    ...aDefinition(aPage('first', aScale('overall'))),
    languages: ['en', 'fr'],
    thanks: { en: '  ' },
  };
  const rows = textRows(definition);
  expect(rows.find(({ place }) => place === 'question:overall.text')).toMatchObject({
    text: { en: 'overall' },
    missing: ['fr'],
  });
  expect(rows.find(({ place }) => place === 'survey.thanks')?.missing).toEqual(['en', 'fr']);
  const missing = rows.reduce((sum, row) => sum + row.missing.length, 0);
  expect(missing).toBe(problemsIn(definition).filter(({ code }) => code === 'missingTranslation').length);
});
