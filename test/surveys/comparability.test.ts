import { expect, test } from 'vitest';
import { comparability, indexChanges } from '#surveys/comparability.ts';
import { type DefinitionDocument, definition } from '#surveys/definition.ts';
import { aDocument, aPage, aPair, aText, words } from './builders.ts';

const earlier = aDocument([aPage('one', aPair('quality', { hint: words('hint') }), aPair('price'))]);

function compared(later: DefinitionDocument) {
  return Object.fromEntries(comparability(definition.parse(earlier), definition.parse(later)));
}

test('an unchanged survey continues every series', () => {
  expect(compared(earlier)).toEqual({ quality: 'same', price: 'same' });
  expect(indexChanges(definition.parse(earlier), definition.parse(earlier))).toEqual([]);
});

test('what respondents do not see as another question continues the series', () => {
  const moved = aDocument([
    aPage('first', aText('hello')),
    aPage('other', aPair('price'), aPair('quality', { hint: { 'zh-CN': ' hint（中文）', en: 'hint\n' } })),
  ]);
  expect(compared(moved)).toEqual({ price: 'same', quality: 'same' });
  const another = JSON.parse(JSON.stringify(earlier), (_, value) =>
    typeof value === 'object' && value !== null && 'zh-CN' in value ? { ...value, fr: 'texte' } : value,
  );
  expect(compared({ ...another, languages: ['zh-CN', 'en', 'fr'] })).toEqual({
    quality: 'same',
    price: 'same',
  });
});

test('other words flag the item, and other words around the pairs flag all', () => {
  expect(
    compared(
      aDocument([
        aPage('one', aPair('quality', { hint: words('another') }), aPair('price', { text: words('Fee') })),
      ]),
    ),
  ).toEqual({
    quality: 'reworded',
    price: 'reworded',
  });
  const inChinese = JSON.parse(JSON.stringify(earlier));
  inChinese.factors[0].dimensions[0].items[1].name['zh-CN'] = '价钱';
  expect(compared(inChinese)).toEqual({ quality: 'same', price: 'reworded' });
  const around = JSON.parse(JSON.stringify(earlier));
  around.pairWords.perception.high.en = 'Excellent';
  expect(compared(around)).toEqual({ quality: 'reworded', price: 'reworded' });
});

test('"not applicable" offered in one version only flags the item', () => {
  const later = aDocument([
    aPage('one', aPair('quality', { hint: words('hint'), notApplicable: false }), aPair('price')),
  ]);
  expect(compared(later)).toEqual({ quality: 'reworded', price: 'same' });
});

test('another scale breaks the item’s series, also when it was reworded; another name of the scale does not', () => {
  const later = aDocument([
    aPage('one', aPair('quality', { scale: 'five' }), aPair('price', { scale: 'decimal' })),
  ]);
  later.scales.decimal = { min: 1, max: 10, low: words('low'), high: words('high') };
  expect(compared(later)).toEqual({ quality: 'scaleChanged', price: 'same' });
});

test('another origin breaks every series', () => {
  const later = { ...earlier, index: { ...earlier.index, origin: 'zero' as const } };
  expect(compared(later)).toEqual({ quality: 'originChanged', price: 'originChanged' });
  expect(indexChanges(definition.parse(earlier), definition.parse(later))).toEqual(['origin']);
});

test('items come and go', () => {
  const later = aDocument([aPage('one', aPair('speed'), aPair('price'))]);
  expect(compared(later)).toEqual({ speed: 'added', price: 'same', quality: 'removed' });
  expect(indexChanges(definition.parse(earlier), definition.parse(later))).toEqual(['items']);
});

test('other weights or another aggregate change the index while every item continues', () => {
  const later: DefinitionDocument = JSON.parse(JSON.stringify(earlier));
  const [item] = later.factors[0]?.dimensions[0]?.items ?? [];
  if (item) item.weight = 3;
  later.index.aggregate = 'pooled';
  expect(compared(later)).toEqual({ quality: 'same', price: 'same' });
  expect(indexChanges(definition.parse(earlier), definition.parse(later))).toEqual(['weights', 'aggregate']);
});
