import { describe, expect, test } from 'vitest';
import type { Condition } from '#surveys/conditions.ts';
import { apply } from '#surveys/design/apply.ts';
import { readEdit } from '#surveys/design/edits.ts';
import { rebase } from '#surveys/design/rebase.ts';
import { readDraft } from '#surveys/read-definition.ts';
import { aDocument, aPage, aScale } from '../builders.ts';
import { edited, refusal, touching } from './edit.ts';

const draft = aDocument([aPage('first', aScale('overall'))]);
const setTitle = { edit: 'setText', place: 'survey', field: 'title', language: 'en' } as const;

function problemsOf(json: unknown) {
  const reading = readEdit(json);
  return 'problems' in reading ? reading.problems.map(({ code }) => code) : [];
}

describe('malicious questionnaire file: unknown keys', () => {
  test('are refused with their place, in a document and in an edit, and whatever a key says stays data', () => {
    const key = '<img src=x onerror=alert(1)>';
    const document = { ...draft, [key]: 1, pages: [{ ...draft.pages[0], onclick: 'x' }] };
    expect(readDraft(document)).toEqual({
      problems: [
        { path: 'pages[0].onclick', code: 'unknownKey', params: { key: 'onclick' } },
        { path: key, code: 'unknownKey', params: { key } },
      ],
    });
    expect(apply(document, { ...setTitle, text: 'x' })).toMatchObject({ refused: { code: 'notADraft' } });
    expect(problemsOf({ ...setTitle, text: 'x', also: 1 })).toEqual(['unknownKey']);
    expect(problemsOf({ edit: 'runScript', text: 'x' })).toEqual(['notAllowedValue']);
    const script = '<script>alert(1)</script>{{{x}}}';
    expect(edited(draft, { ...setTitle, text: script }).title.en).toBe(script);
  });
});

describe('huge body, field or keys; deep JSON', () => {
  test('are refused by name and in no time', () => {
    expect(problemsOf({ ...setTitle, text: 'x'.repeat(10_001) })).toEqual(['tooLong']);
    expect(problemsOf({ ...setTitle, place: `page:${'k'.repeat(300)}`, text: 'x' })).toEqual(['tooLong']);
    expect(problemsOf({ edit: 'addPage', key: 'k'.repeat(65) })).toEqual(['badFormat']);
    expect(
      problemsOf({
        edit: 'addPage',
        name: Object.fromEntries(Array.from({ length: 250_000 }, (_, index) => [`x${index}`, ''])),
      }),
    ).toEqual(['tooLarge']);
    let condition: unknown = { op: 'answered', question: 'overall' };
    for (let depth = 0; depth < 100_000; depth += 1) condition = { op: 'not', condition };
    expect(problemsOf({ edit: 'setCondition', place: 'page:first', condition })).toEqual(['tooDeep']);
  });

  test('a condition that is deep enough for an edit and too deep for a questionnaire is refused, too', () => {
    let condition: Condition = { op: 'answered', question: 'overall' };
    for (let depth = 0; depth < 29; depth += 1) condition = { op: 'not', condition };
    const outcome = refusal(draft, { edit: 'setCondition', place: 'question:overall', condition });
    expect(outcome).toMatchObject({ code: 'notAllowed', problems: [{ code: 'tooDeep' }] });
  });

  test('a draft grows to its limits and no further', () => {
    let document: unknown = {
      ...draft,
      pages: Array.from({ length: 200 }, (_, index) => aPage(`p${index}`)),
    };
    expect(refusal(document, { edit: 'addPage' })).toMatchObject({
      code: 'notAllowed',
      problems: [{ code: 'tooMany' }],
    });
    for (const language of [
      'fr',
      'de',
      'ja',
      'ko',
      'es',
      'pt',
      'it',
      'ru',
      'pl',
      'cs',
      'tr',
      'ar',
      'he',
      'th',
      'vi',
      'sv',
      'da',
      'nb',
    ]) {
      document = edited(document, { edit: 'addLanguage', language });
    }
    expect(refusal(document, { edit: 'addLanguage', language: 'fi' })).toMatchObject({
      problems: [{ code: 'tooMany' }],
    });
  });
});

describe('__proto__, constructor', () => {
  const reserved = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

  test('are no key, place, field or language that an edit could reach anything by', () => {
    for (const name of reserved) {
      expect(problemsOf({ edit: 'addPage', key: name })).not.toEqual([]);
      expect(problemsOf({ edit: 'rekey', place: 'page:first', key: name })).not.toEqual([]);
      expect(touching(draft, { edit: 'addPage', name: { en: name } }).touched).not.toBe(`page:${name}`);
      for (const kind of ['scale', 'question', 'option', 'page']) {
        const place = `${kind}:${name}`;
        expect(refusal(draft, { edit: 'setText', place, field: 'low', language: 'en', text: 'x' }).code).toBe(
          'placeGone',
        );
        expect(refusal(draft, { edit: 'remove', place }).code).toBe('placeGone');
      }
      expect(refusal(draft, { edit: 'set', place: 'survey', field: name, value: 1 }).code).toBe(
        'noSuchField',
      );
      expect(
        refusal(draft, { edit: 'setText', place: 'survey', field: name, language: 'en', text: 'x' }).code,
      ).toBe('noSuchField');
      const json = `{"edit":"addPage","name":{"${name}":"x"}}`;
      expect(problemsOf(JSON.parse(json))).not.toEqual([]);
    }
    expect(problemsOf(JSON.parse('{"edit":"addPage","__proto__":{"key":"own"}}'))).toContain('reservedKey');
    expect(({} as { key?: string }).key).toBeUndefined();
  });

  test('are refused in what somebody saw, and change nothing', () => {
    const seen = JSON.parse('{"__proto__":{"a":1}}');
    expect(rebase(draft, { ...setTitle, text: 'x' }, seen)).toHaveProperty('conflict');
    expect(({} as { a?: number }).a).toBeUndefined();
  });
});

describe('data-URI image', () => {
  test('is no logo and no colour, whatever its length', () => {
    const image = `data:image/png;base64,${'A'.repeat(900)}`;
    for (const field of ['logo', 'colour']) {
      const branded = edited(draft, { edit: 'set', place: 'brand', field: 'colour', value: '#0b57a4' });
      expect(refusal(branded, { edit: 'set', place: 'brand', field, value: image })).toMatchObject({
        code: 'notAllowed',
        problems: [{ path: `brand.${field}`, code: 'badFormat' }],
      });
    }
    expect(problemsOf({ edit: 'set', place: 'brand', field: 'logo', value: image.repeat(1000) })).toEqual([
      'tooLong',
    ]);
    // as a text it is a text, cut short by nobody and no longer than any other
    expect(edited(draft, { ...setTitle, text: image }).title.en).toBe(image);
    expect(problemsOf({ ...setTitle, text: image.repeat(11) })).toEqual(['tooLong']);
  });
});
