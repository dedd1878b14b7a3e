import { describe, expect, test } from 'vitest';
import { aReferringDocument } from './documents.ts';
import { edited, refusal, touching } from './edit.ts';
import { asked, draft, problemsOf, tree } from './outline.ts';

describe('removing', () => {
  test('what nothing refers to goes with what stands in it', () => {
    expect(asked(edited(draft, { edit: 'remove', place: 'question:overall' }))[0]).toEqual([
      'first',
      ['speed', 'price'],
    ]);
    expect(edited(draft, { edit: 'remove', place: 'page:second' }).pages).toHaveLength(1);
    expect(touching(draft, { edit: 'remove', place: 'question:speed' }).touched).toBe('question:price');
    expect(touching(draft, { edit: 'remove', place: 'page:second' }).touched).toBe('page:first');
    const market = edited(draft, { edit: 'remove', place: 'option:market/west' });
    expect(market.pages[1]?.questions[0]).toMatchObject({ options: [{ key: 'east' }, { key: 'other' }] });
  });

  test('an item takes its pair along, a factor all of them', () => {
    const without = edited(draft, { edit: 'remove', place: 'item:speed' });
    expect([tree(without), asked(without)[0]]).toEqual([
      [['product', [['all', ['price']]]]],
      ['first', ['price', 'overall']],
    ]);
    expect(asked(edited(draft, { edit: 'remove', place: 'factor:product' }))[0]).toEqual([
      'first',
      ['overall'],
    ]);
  });

  test('what conditions, quotas and texts refer to is refused, with every place named once', () => {
    const document = aReferringDocument();
    const places = (place: string) => refusal(document, { edit: 'remove', place }).places;
    expect(places('question:market')).toEqual([
      'end:west.when',
      'quota:east.when',
      'question:overall.text.en',
      'question:overall.text.zh-CN',
    ]);
    // its own end goes with the page
    expect(places('page:first')).toEqual([
      'question:overall.showIf',
      'quota:east.when',
      'question:overall.text.en',
      'question:overall.text.zh-CN',
    ]);
    expect(places('option:market/west')).toEqual(['end:west.when']);
    expect(places('option:market/other')).toEqual(['question:overall.text.zh-CN']);
    expect(places('item:speed')).toEqual(['question:overall.showIf']);
    expect(places('fact:station')).toEqual(['question:overall.showIf', 'question:overall.text.en']);
    expect(places('language:en')).toEqual(['page:third.showIf']);
    expect(refusal(document, { edit: 'remove', place: 'scale:five' })).toMatchObject({
      code: 'scaleInUse',
      places: ['question:again.scale'],
    });
  });

  test('with its references, nothing is left that looks at it', () => {
    const document = aReferringDocument();
    expect(problemsOf(document)).toEqual([]);
    for (const place of [
      'question:market',
      'option:market/east',
      'item:speed',
      'fact:station',
      'page:third',
    ]) {
      const left = edited(document, { edit: 'remove', place, andReferences: true });
      expect(problemsOf(left).map(({ code }) => code)).toEqual([]);
    }
    const left = edited(document, { edit: 'remove', place: 'question:market', andReferences: true });
    expect([left.quotas, left.pages[0]?.endIf]).toEqual([[], []]);
    const [overall] = left.pages[1]?.questions ?? [];
    expect(overall?.text).toEqual({ en: 'In … by {{fact.station|us}}?', 'zh-CN': '别处' });
    const station = edited(document, { edit: 'remove', place: 'fact:station', andReferences: true });
    expect(station.pages[1]?.questions[0]?.showIf).toEqual({
      op: 'any',
      of: [{ op: 'atMost', question: 'speed', part: 'perception', value: 3 }],
    });
    expect(edited(document, { edit: 'remove', place: 'page:third' }).shuffle).toEqual([]);
  });

  test('of two parts with one key the second can be taken away, and the first still stands for both', () => {
    const document = aReferringDocument();
    const [first] = document.pages;
    const twice = { ...document, pages: [...document.pages, { ...first, key: 'fourth', endIf: [] }] };
    const left = edited(twice, { edit: 'remove', place: 'question:market~2' });
    expect(left.pages[3]?.questions.map(({ key }) => key)).toEqual(['speed', 'price']);
    expect(left.pages.slice(0, 3)).toEqual(document.pages);
  });
});
