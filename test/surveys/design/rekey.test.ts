import { describe, expect, test } from 'vitest';
import { aChoices, aDocument, aPage, words } from '../builders.ts';
import { aReferringDocument } from './documents.ts';
import { edited, refusal, touching } from './edit.ts';
import { asked, draft, problemsOf } from './outline.ts';

describe('another key', () => {
  test('all that refers to it comes along', () => {
    const document = aReferringDocument();
    const rekeyed = (place: string, key: string) => {
      const { draft: changed, touched } = touching(document, { edit: 'rekey', place, key });
      expect(problemsOf(changed)).toEqual([]);
      // and back again, it is what it was
      expect(
        edited(changed, { edit: 'rekey', place: touched, key: place.split(/[:/]/).at(-1) ?? '' }),
      ).toEqual(document);
      return JSON.stringify(changed);
    };
    expect(rekeyed('question:market', 'region')).toContain('{{region.other|别处}}');
    expect(rekeyed('question:market', 'region')).not.toContain('market}}');
    expect(rekeyed('option:market/east', 'orient')).toContain('"value":"orient"');
    expect(rekeyed('option:market/other', 'else')).toContain('{{market.else|别处}}');
    expect(rekeyed('item:speed', 'pace')).toContain('"question":"pace"');
    expect(rekeyed('question:speed', 'pace')).toContain('"key":"pace","name"');
    expect(rekeyed('fact:station', 'depot')).toContain('{{fact.depot|us}}');
    expect(rekeyed('page:second', 'middle')).toContain('["middle","third"]');
    expect(rekeyed('scale:five', 'short')).toContain('"scale":"short"');
    for (const place of ['factor:product', 'dimension:all', 'quota:east', 'end:west'])
      rekeyed(place, 'another');
  });

  test('two parts with one key are told apart', () => {
    const [first, second] = draft.pages;
    const twice = { ...draft, pages: [first, second, second] };
    expect(problemsOf(twice).map(({ code }) => code)).toEqual(['duplicateKey', 'duplicateKey']);
    const paged = edited(twice, { edit: 'rekey', place: 'page:second~2', key: 'third' });
    const mended = edited(paged, { edit: 'rekey', place: 'question:market~2', key: 'region' });
    expect(problemsOf(mended)).toEqual([]);
    expect(asked(mended).slice(1)).toEqual([
      ['second', ['market']],
      ['third', ['region']],
    ]);
  });

  test('is not somebody else’s', () => {
    expect(refusal(draft, { edit: 'rekey', place: 'question:overall', key: 'price' })).toMatchObject({
      code: 'keyTaken',
    });
    expect(refusal(draft, { edit: 'rekey', place: 'page:first', key: 'thanks' })).toMatchObject({
      code: 'keyReserved',
    });
  });
});

describe('another kind', () => {
  test('keeps what both kinds have', () => {
    const document = aDocument([
      aPage('first', {
        ...aChoices('why', ['a', 'other', 'none'], { min: 1, max: 2, required: false }),
        hint: words('hint'),
      }),
    ]);
    const changed = edited(document, { edit: 'changeKind', place: 'question:why', kind: 'choice' });
    expect(changed.pages[0]?.questions[0]).toEqual({
      kind: 'choice',
      key: 'why',
      text: words('why'),
      hint: words('hint'),
      required: false,
      options: [
        { key: 'a', label: words('a') },
        { key: 'other', label: words('other'), specify: true },
        { key: 'none', label: words('none') },
      ],
    });
    const text = edited(changed, { edit: 'changeKind', place: 'question:why', kind: 'text' });
    expect(text.pages[0]?.questions[0]).toEqual({
      kind: 'text',
      key: 'why',
      text: words('why'),
      hint: words('hint'),
      required: false,
    });
    const rated = edited(text, { edit: 'changeKind', place: 'question:why', kind: 'scale' });
    expect(rated.pages[0]?.questions[0]).toMatchObject({ kind: 'scale', scale: 'ten' });
    expect(
      edited(rated, { edit: 'changeKind', place: 'question:why', kind: 'contact' }).pages[0]?.questions[0],
    ).not.toHaveProperty('required');
  });

  test('is never a pair, nor of a pair', () => {
    expect(refusal(draft, { edit: 'changeKind', place: 'question:speed', kind: 'scale' })).toMatchObject({
      code: 'otherKind',
    });
    expect(refusal(draft, { edit: 'changeKind', place: 'question:overall', kind: 'pair' })).toMatchObject({
      code: 'otherKind',
    });
  });
});
