import { expect, test } from 'vitest';
import { pairsOf } from '#surveys/pairs.ts';
import { problemsIn } from '#surveys/publishing.ts';
import { readDefinition } from '#surveys/read-definition.ts';
import { factorCsi } from '#surveys/templates/factor-csi.ts';
import { textsIn } from '#surveys/texts.ts';

test('the template can be published as it is', () => {
  expect(problemsIn(factorCsi)).toEqual([]);
  expect(readDefinition(JSON.parse(JSON.stringify(factorCsi)))).toEqual({ definition: factorCsi });
});

test('it asks the 24 items of the model, 8 of product, 11 of service, 5 of image, one page a factor', () => {
  const counts = new Map<string, number>();
  for (const { factor, page } of pairsOf(factorCsi)) {
    expect(page.key).toBe(factor.key);
    counts.set(factor.key, (counts.get(factor.key) ?? 0) + 1);
  }
  expect([...counts]).toEqual([
    ['product', 8],
    ['service', 11],
    ['image', 5],
  ]);
  expect(factorCsi.factors.map(({ kind }) => kind)).toEqual(['direct', 'direct', 'indirect']);
});

test('its weights are 0.4, 0.4 and 0.2, equal within a factor, and sum to 1', () => {
  const weights = new Map<string, Set<number>>();
  for (const { factor, weight } of pairsOf(factorCsi)) {
    weights.set(factor.key, (weights.get(factor.key) ?? new Set()).add(weight));
  }
  const [product, service, image] = [...weights.values()].map((each) => [...each]);
  expect(product).toEqual([expect.closeTo(0.4 / 8, 14)]);
  expect(service).toEqual([expect.closeTo(0.4 / 11, 14)]);
  expect(image).toEqual([expect.closeTo(0.2 / 5, 14)]);
  expect(pairsOf(factorCsi).reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 14);
});

test('every item says in a line what it means for parcels', () => {
  for (const { question } of pairsOf(factorCsi)) expect(question.hint).toBeDefined();
});

test('its Chinese is Chinese, with full-width punctuation, and its English has no Chinese', () => {
  for (const [path, text] of textsIn(factorCsi)) {
    expect(text['zh-CN'], path.join('.')).toMatch(/\p{Script=Han}/u);
    expect(text['zh-CN'], path.join('.')).not.toMatch(/[,;:?!()"]|\.$/);
    expect(text.en, path.join('.')).not.toMatch(/\p{Script=Han}|[，。；：？！（）]/u);
  }
});
