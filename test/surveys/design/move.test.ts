import { describe, expect, test } from 'vitest';
import { factorCsi } from '#surveys/templates/factor-csi.ts';
import { edited, refusal } from './edit.ts';
import { asked, draft } from './outline.ts';

describe('moving', () => {
  test('within a list and to another one, named by what it comes before or after', () => {
    const move = (place: string, more: object) => edited(draft, { edit: 'move', place, ...more });
    expect(asked(move('question:overall', { before: 'question:speed' }))[0]).toEqual([
      'first',
      ['overall', 'speed', 'price'],
    ]);
    expect(asked(move('question:speed', { after: 'question:price' }))[0]).toEqual([
      'first',
      ['price', 'speed', 'overall'],
    ]);
    expect(asked(move('question:speed', { within: 'page:second' }))).toEqual([
      ['first', ['price', 'overall']],
      ['second', ['market', 'speed']],
    ]);
    expect(asked(move('question:speed', { before: 'question:market' }))[1]).toEqual([
      'second',
      ['speed', 'market'],
    ]);
    expect(asked(move('page:second', { before: 'page:first' })).map(([key]) => key)).toEqual([
      'second',
      'first',
    ]);
    expect(move('question:speed', { before: 'question:price' })).toBe(draft);
    expect(move('question:overall', {})).toBe(draft);
  });

  test('items go to other dimensions and dimensions to other factors, with all they have', () => {
    const document = factorCsi;
    const moved = edited(document, {
      edit: 'move',
      place: 'dimension:staffManner',
      before: 'dimension:softValue',
    });
    expect(moved.factors.map(({ dimensions }) => dimensions.length)).toEqual([3, 2, 2]);
    expect(moved.factors[0]?.dimensions[1]).toBe(document.factors[1]?.dimensions[1]);
    const item = edited(document, { edit: 'move', place: 'item:quality', within: 'dimension:environment' });
    expect(item.factors[2]?.dimensions[1]?.items.at(-1)).toBe(document.factors[0]?.dimensions[0]?.items[0]);
  });

  test('what cannot be there is refused, options leave their question never', () => {
    const document = edited(draft, {
      edit: 'addQuestion',
      within: 'page:second',
      kind: 'choice',
      key: 'second',
    });
    const move = (place: string, more: object) => refusal(document, { edit: 'move', place, ...more }).code;
    expect(move('option:market/east', { within: 'question:second' })).toBe('notMovable');
    expect(move('question:speed', { within: 'dimension:all' })).toBe('notMovable');
    expect(move('question:speed', { before: 'page:second' })).toBe('notMovable');
    expect(move('page:first', { within: 'page:first' })).toBe('notMovable');
    expect(move('scale:ten', { before: 'scale:five' })).toBe('notMovable');
    expect(move('question:speed', { before: 'question:gone' })).toBe('placeGone');
  });
});
