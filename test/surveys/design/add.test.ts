import { describe, expect, test } from 'vitest';
import { aDocument, words } from '../builders.ts';
import { edited, refusal, touching } from './edit.ts';
import { asked, draft, tree } from './outline.ts';

describe('adding', () => {
  test('a tree is built from nothing, each new item asked and counted like those beside it', () => {
    let document = aDocument([], { factors: [], pages: [] });
    const name = words('Speed of delivery');
    document = edited(document, { edit: 'addFactor', name: { en: 'Service', 'zh-CN': '服务' }, weight: 40 });
    document = edited(document, {
      edit: 'addDimension',
      within: 'factor:service',
      name: { 'zh-CN': '时效' },
    });
    document = edited(document, { edit: 'addPage', name: { en: 'About us', 'zh-CN': '关于我们' } });
    document = edited(document, {
      edit: 'addItem',
      within: 'dimension:dimension-1',
      name: { en: 'Speed of delivery', 'zh-CN': '时效' },
      weight: 3,
      askOn: 'page:aboutUs',
    });
    document = edited(document, {
      edit: 'addItem',
      within: 'dimension:dimension-1',
      name: { 'zh-CN': '价格' },
    });
    document = edited(document, {
      edit: 'addItem',
      within: 'dimension:dimension-1',
      name,
      before: 'item:item-2',
    });
    expect(tree(document)).toEqual([
      ['service', [['dimension-1', ['speedOfDelivery', 'speedOfDelivery-2', 'item-2']]]],
    ]);
    expect(asked(document)).toEqual([['aboutUs', ['speedOfDelivery', 'speedOfDelivery-2', 'item-2']]]);
    expect(document.factors[0]?.dimensions[0]?.items.map(({ weight }) => weight)).toEqual([3, 3, 3]);
    const empty = edited(document, { edit: 'addDimension', within: 'factor:service', key: 'empty' });
    const first = edited(empty, { edit: 'addItem', within: 'dimension:empty', name: { en: 'two\r\nlines' } });
    expect(first.factors[0]?.dimensions[1]?.items).toEqual([
      { key: 'twoLines', name: { en: 'two\nlines' }, weight: 3 },
    ]);
    expect(document.pages[0]?.questions[0]).toEqual({ kind: 'pair', key: 'speedOfDelivery', scale: 'ten' });
    expect(edited(document, { edit: 'addItem', within: 'dimension:dimension-1', askOn: null }).pages).toBe(
      document.pages,
    );
  });

  test.each([
    ['scale', { scale: 'ten' }],
    ['recommend', { low: {}, high: {} }],
    ['choice', { options: [] }],
    ['choices', { options: [] }],
    ['ranking', { options: [] }],
    ['allocation', { options: [] }],
    ['number', {}],
    ['text', {}],
    ['contact', {}],
  ] as const)('a question of kind %s begins with all that it needs', (kind, more) => {
    const document = edited(draft, {
      edit: 'addQuestion',
      within: 'page:second',
      kind,
      name: { en: 'Why?' },
      before: 'question:market',
    });
    expect(document.pages[1]?.questions[0]).toEqual({ kind, key: 'why', text: { en: 'Why?' }, ...more });
  });

  test('a pair is added where an item is not asked yet', () => {
    const removed = edited(draft, { edit: 'remove', place: 'question:price' });
    const again = edited(removed, {
      edit: 'addQuestion',
      within: 'page:second',
      kind: 'pair',
      item: 'price',
    });
    expect(asked(again)).toEqual([
      ['first', ['speed', 'overall']],
      ['second', ['market', 'price']],
    ]);
    const pair = { edit: 'addQuestion', within: 'page:second', kind: 'pair' } as const;
    expect(refusal(draft, { ...pair, item: 'price' })).toMatchObject({ code: 'keyTaken' });
    expect(refusal(draft, pair)).toMatchObject({ code: 'noSuchItem' });
    expect(refusal({ ...draft, scales: {} }, { ...pair, kind: 'scale' })).toMatchObject({ code: 'noScale' });
  });

  test('keys are made from names, free, and never the program’s own', () => {
    const option = (name: string) =>
      touching(draft, { edit: 'addOption', within: 'question:market', name: { en: name } }).touched;
    expect(option('Far away, über the hills')).toBe('option:market/farAwayUberTheHills');
    expect(option('Other')).toBe('option:market/other-2');
    expect(option('hint')).toBe('option:market/hint-2');
    expect(option('其他')).toBe('option:market/option-4');
    expect(option('7 days')).toBe('option:market/option-4');
    const page = (name: string) => touching(draft, { edit: 'addPage', name: { en: name } }).touched;
    expect([page('Thanks'), page('constructor'), page('First'), page('')]).toEqual([
      'page:thanks-2',
      'page:page-3',
      'page:first-2',
      'page:page-3',
    ]);
    expect(touching(draft, { edit: 'addPage', name: { en: 'Third' } }, ['page:third']).touched).toBe(
      'page:third-2',
    );
    expect(touching(draft, { edit: 'addPage', key: 'own', after: 'page:first' }).draft.pages[1]?.key).toBe(
      'own',
    );
    expect(refusal(draft, { edit: 'addPage', key: 'first' })).toMatchObject({ code: 'keyTaken' });
    expect(refusal(draft, { edit: 'addPage', key: 'thanks' })).toMatchObject({ code: 'keyReserved' });
    // a pair's key is its item's, so that no other question may have it
    expect(
      refusal(draft, { edit: 'addQuestion', within: 'page:second', kind: 'text', key: 'speed' }),
    ).toMatchObject({ code: 'keyTaken' });
  });

  test('scales, facts, quotas and ends', () => {
    const condition = { op: 'equals', question: 'market', value: 'east' } as const;
    let document = edited(draft, { edit: 'addScale', min: 1, max: 7, key: 'seven' });
    document = edited(document, { edit: 'addFact', name: { en: 'Station' } });
    document = edited(document, { edit: 'addQuota', name: { en: 'East' }, condition, limit: 9 });
    document = edited(document, {
      edit: 'addEnd',
      within: 'page:second',
      name: { en: 'Not for you' },
      condition,
    });
    expect(document.scales.seven).toEqual({ min: 1, max: 7, low: {}, high: {} });
    expect(document.facts).toEqual([{ key: 'station', name: { en: 'Station' } }]);
    expect(document.quotas).toEqual([
      { key: 'east', name: { en: 'East' }, when: condition, limit: 9, full: {} },
    ]);
    expect(document.pages[1]?.endIf).toEqual([
      { key: 'notForYou', when: condition, text: { en: 'Not for you' } },
    ]);
  });
});
