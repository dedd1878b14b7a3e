import { describe, expect, test } from 'vitest';
import { factorCsi } from '#surveys/templates/factor-csi.ts';
import { aReferringDocument } from './documents.ts';
import { edited, refusal, touching } from './edit.ts';
import { asked, draft, problemsOf, tree } from './outline.ts';

describe('copying', () => {
  test('a page with its pairs brings items of its own, and its end looks at its own questions', () => {
    const document = aReferringDocument();
    const { draft: copied, touched } = touching(document, { edit: 'duplicate', place: 'page:first' });
    expect(touched).toBe('page:first-2');
    expect(asked(copied).slice(0, 2)).toEqual([
      ['first', ['market', 'speed', 'price']],
      ['first-2', ['market-2', 'speed-2', 'price-2']],
    ]);
    expect(tree(copied)).toEqual([['product', [['all', ['speed', 'speed-2', 'price', 'price-2']]]]]);
    expect(copied.pages[1]?.endIf?.[0]).toMatchObject({
      key: 'west-2',
      when: { question: 'market-2', value: 'west' },
    });
    expect(problemsOf(copied)).toEqual([]);
  });

  test.each(['item:speed', 'question:speed'])('an item and its pair are copied together: %s', (place) => {
    const { draft: copied, touched } = touching(draft, { edit: 'duplicate', place });
    expect(touched).toBe(`${place}-2`);
    expect(tree(copied)).toEqual([['product', [['all', ['speed', 'speed-2', 'price']]]]]);
    expect(asked(copied)[0]).toEqual(['first', ['speed', 'speed-2', 'price', 'overall']]);
    expect(problemsOf(copied)).toEqual([]);
  });

  test.each([
    'factor:product',
    'dimension:softValue',
    'page:service',
    'question:market',
    'option:market/business',
    'scale:ten',
  ])('a copy of %s breaks nothing', (place) => {
    const document = JSON.parse(JSON.stringify(factorCsi));
    const copied = edited(document, { edit: 'duplicate', place });
    expect(problemsOf(copied)).toEqual([]);
    expect(JSON.stringify(copied).length).toBeGreaterThan(JSON.stringify(document).length);
    const again = touching(copied, { edit: 'duplicate', place });
    expect(again.touched).toBe(`${place}-3`);
    expect(problemsOf(again.draft)).toEqual([]);
  });

  test('there is nothing to copy of what there is one of', () => {
    for (const place of ['survey', 'index', 'language:en']) {
      expect(refusal(draft, { edit: 'duplicate', place })).toMatchObject({ code: 'notCopied' });
    }
  });
});
