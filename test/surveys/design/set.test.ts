import { describe, expect, test } from 'vitest';
import { aChoice, aDocument, aNumber, aPage, aPair, aScale, words } from '../builders.ts';
import { aReferringDocument } from './documents.ts';
import { edited, refusal, touching } from './edit.ts';

const draft = aDocument([
  aPage('first', aPair('speed'), aScale('overall')),
  aPage('second', aNumber('days')),
]);

function questionOf(document: ReturnType<typeof edited>, key: string) {
  return document.pages.flatMap(({ questions }) => questions).find((question) => question.key === key);
}

describe('a text', () => {
  test.each([
    ['survey', 'title', (d: typeof draft) => d.title],
    ['scale:ten', 'low', (d: typeof draft) => d.scales.ten?.low],
    ['pairWords', 'notApplicable', (d: typeof draft) => d.pairWords?.notApplicable],
    ['perception', 'label', (d: typeof draft) => d.pairWords?.perception.label],
    ['factor:product', 'name', (d: typeof draft) => d.factors[0]?.name],
    ['dimension:all', 'name', (d: typeof draft) => d.factors[0]?.dimensions[0]?.name],
    ['item:speed', 'name', (d: typeof draft) => d.factors[0]?.dimensions[0]?.items[0]?.name],
    ['page:first', 'title', (d: typeof draft) => d.pages[0]?.title],
    ['question:overall', 'text', (d: typeof draft) => questionOf(d, 'overall')?.text],
  ])('of %s (%s) is set in one language, the other kept', (place, field, textOf) => {
    const before = textOf(draft);
    const { draft: changed, touched } = touching(draft, {
      edit: 'setText',
      place,
      field,
      language: 'en',
      text: 'New “words”\r\n👍🏽',
    });
    expect(textOf(changed)).toEqual({ ...before, en: 'New “words”\n👍🏽' });
    expect(touched).toBe(`${place}.${field}.en`);
    expect(
      JSON.stringify(
        edited(changed, { edit: 'setText', place, field, language: 'en', text: before?.en ?? '' }),
      ),
    ).toBe(JSON.stringify(draft));
  });

  test('that may be left out comes with its first words and goes with its last', () => {
    const hint = (text: string, language = 'en') =>
      ({ edit: 'setText', place: 'question:overall', field: 'hint', language, text }) as const;
    const hinted = edited(edited(draft, hint('Think')), hint('想一想', 'zh-CN'));
    expect(questionOf(hinted, 'overall')?.hint).toEqual({ en: 'Think', 'zh-CN': '想一想' });
    const half = edited(hinted, hint('  '));
    expect(questionOf(half, 'overall')?.hint).toEqual({ 'zh-CN': '想一想' });
    expect(JSON.stringify(edited(half, hint('', 'zh-CN')))).toBe(JSON.stringify(draft));
  });

  test('of a part that is not there yet makes the part', () => {
    const purpose = edited(draft, {
      edit: 'setText',
      place: 'privacy',
      field: 'purpose',
      language: 'en',
      text: 'Why',
    });
    expect(purpose.privacy).toEqual({
      version: '1',
      purpose: { en: 'Why' },
      use: {},
      retention: {},
      contact: {},
    });
    const { pairWords: _, ...bare } = draft;
    const label = edited(bare, {
      edit: 'setText',
      place: 'importance',
      field: 'label',
      language: 'en',
      text: 'How important',
    });
    expect(label.pairWords?.importance).toEqual({ label: { en: 'How important' }, low: {}, high: {} });
    expect(JSON.stringify(edited(purpose, { edit: 'remove', place: 'privacy' }))).toBe(JSON.stringify(draft));
  });

  test('is refused in a language the survey has not, in a field the part has not, in a part that is gone', () => {
    const text = { edit: 'setText', text: 'x' } as const;
    expect(refusal(draft, { ...text, place: 'survey', field: 'title', language: 'fr' })).toMatchObject({
      code: 'unknownLanguage',
    });
    expect(refusal(draft, { ...text, place: 'page:first', field: 'key', language: 'en' })).toMatchObject({
      code: 'noSuchField',
    });
    expect(refusal(draft, { ...text, place: 'page:gone', field: 'title', language: 'en' })).toMatchObject({
      code: 'placeGone',
      place: 'page:gone',
    });
  });

  test('takes over an answer at the place of the cursor', () => {
    const pipe = {
      edit: 'insertPipe',
      place: 'page:second',
      field: 'title',
      language: 'en',
      name: 'overall',
    } as const;
    expect(edited(draft, { ...pipe, at: 3 }).pages[1]?.title.en).toBe('sec{{overall}}ond');
    expect(edited(draft, { ...pipe, name: 'fact.station', fallback: 'us' }).pages[1]?.title.en).toBe(
      'second{{fact.station|us}}',
    );
  });
});

describe('a setting', () => {
  test.each([
    ['item:speed', 'weight', 2.5],
    ['factor:product', 'weight', 40],
    ['factor:product', 'kind', 'indirect'],
    ['question:speed', 'importance', true],
    ['question:speed', 'notApplicable', false],
    ['question:overall', 'scale', 'five'],
    ['question:overall', 'required', false],
    ['question:days', 'decimals', 2],
    ['question:days', 'max', 31],
    ['page:first', 'shuffle', true],
    ['scale:ten', 'max', 7],
    ['index', 'band', 0.05],
    ['index', 'origin', 'zero'],
    ['survey', 'anonymous', true],
    ['survey', 'changeable', true],
    ['brand', 'colour', '#0b57a4'],
    ['privacy', 'ask', true],
  ])('%s.%s is set, and undone by what was there', (place, field, value) => {
    const changed = edited(draft, { edit: 'set', place, field, value });
    const path = JSON.stringify(changed).includes(`"${field}":${JSON.stringify(value)}`);
    expect(path).toBe(true);
    // what says the same again is no change
    expect(edited(changed, { edit: 'set', place, field, value })).toBe(changed);
  });

  test('left out again, has its default', () => {
    const changed = edited(draft, { edit: 'set', place: 'question:days', field: 'max', value: 31 });
    expect(
      JSON.stringify(edited(changed, { edit: 'set', place: 'question:days', field: 'max', value: null })),
    ).toBe(JSON.stringify(draft));
  });

  test('of an option is set where its question knows it', () => {
    const choice = aDocument([aPage('first', aChoice('market', ['a', 'b']))]);
    const fixed = edited(choice, { edit: 'set', place: 'option:market/b', field: 'specify', value: true });
    expect(questionOf(fixed, 'market')).toMatchObject({
      options: [{ key: 'a' }, { key: 'b', specify: true }],
    });
    expect(
      refusal(choice, { edit: 'set', place: 'option:market/b', field: 'exclusive', value: true }),
    ).toMatchObject({ code: 'noSuchField' });
  });

  test.each([
    ['item:speed', 'weight', 0, 'notAbove'],
    ['item:speed', 'weight', 'much', 'wrongType'],
    ['item:speed', 'weight', null, 'missing'],
    ['factor:product', 'kind', 'sideways', 'notAllowedValue'],
    ['question:overall', 'scale', '1st', 'badFormat'],
    ['brand', 'logo', 'a'.repeat(64), 'missing'],
    ['survey', 'anonymous', 'yes', 'wrongType'],
  ])('%s.%s cannot be %j', (place, field, value, code) => {
    expect(refusal(draft, { edit: 'set', place, field, value })).toMatchObject({
      code: 'notAllowed',
      problems: [{ code }],
    });
  });
});

describe('a condition', () => {
  const condition = { op: 'atMost', question: 'overall', value: 5 } as const;

  test('shows a page or a question, and is taken away again', () => {
    for (const place of ['page:second', 'question:days']) {
      const shown = edited(draft, { edit: 'setCondition', place, condition });
      expect(JSON.stringify(shown)).toContain(JSON.stringify({ showIf: condition }).slice(1, -1));
      expect(edited(shown, { edit: 'setCondition', place, condition })).toBe(shown);
      expect(JSON.stringify(edited(shown, { edit: 'setCondition', place, condition: null }))).toBe(
        JSON.stringify(draft),
      );
    }
  });

  test('of an end or a quota is changed, and cannot be left out', () => {
    const document = aReferringDocument();
    expect(
      edited(document, { edit: 'setCondition', place: 'quota:east', condition }).quotas?.[0]?.when,
    ).toEqual(condition);
    expect(
      edited(document, { edit: 'setCondition', place: 'end:west', condition }).pages[0]?.endIf?.[0]?.when,
    ).toEqual(condition);
    expect(refusal(document, { edit: 'setCondition', place: 'end:west', condition: null })).toMatchObject({
      code: 'notAllowed',
    });
    expect(refusal(document, { edit: 'setCondition', place: 'item:speed', condition })).toMatchObject({
      code: 'noSuchField',
    });
  });
});

describe('languages', () => {
  test('one more is missing everywhere, and leaves nothing behind when it goes', () => {
    const more = edited(draft, { edit: 'addLanguage', language: 'fr' });
    expect(more.languages).toEqual(['zh-CN', 'en', 'fr']);
    const french = edited(more, {
      edit: 'setText',
      place: 'survey',
      field: 'title',
      language: 'fr',
      text: 'Titre',
    });
    expect(JSON.stringify(edited(french, { edit: 'remove', place: 'language:fr' }))).toBe(
      JSON.stringify(draft),
    );
    expect(refusal(draft, { edit: 'addLanguage', language: 'en' })).toMatchObject({ code: 'knownLanguage' });
  });

  test('one that is taken away takes its texts along, and the last one stays', () => {
    const english = edited(draft, { edit: 'remove', place: 'language:zh-CN' });
    expect(english.languages).toEqual(['en']);
    expect(JSON.stringify(english)).not.toContain('中文');
    expect(english.title).toEqual({ en: words('title').en });
    expect(refusal(english, { edit: 'remove', place: 'language:en' })).toMatchObject({
      code: 'notAllowed',
      problems: [{ code: 'tooFew' }],
    });
  });

  test('the first one is the default, and is put first like any other part', () => {
    expect(edited(draft, { edit: 'move', place: 'language:en', before: 'language:zh-CN' }).languages).toEqual(
      ['en', 'zh-CN'],
    );
  });
});
