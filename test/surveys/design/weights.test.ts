import { describe, expect, test } from 'vitest';
import { sharedOut, weightShares } from '#surveys/design/weights.ts';
import { pairsOf } from '#surveys/pairs.ts';
import { readDraft } from '#surveys/read-definition.ts';
import { factorCsi } from '#surveys/templates/factor-csi.ts';
import { forSeeds, words } from '../builders.ts';
import { edited, refusal } from './edit.ts';

const weightsOf = (document: {
  factors: { weight: number; dimensions: { items: { weight: number }[] }[] }[];
}) => ({
  factors: document.factors.map(({ weight }) => weight),
  items: document.factors.map(({ dimensions }) =>
    dimensions.map(({ items }) => items.map(({ weight }) => weight)),
  ),
});

function total(weights: readonly number[]): number {
  return Math.round(weights.reduce((sum, weight) => sum + weight, 0) * 100) / 100;
}

describe('weights', () => {
  test('of factors add up to 100, their shares kept', () => {
    expect(weightsOf(edited(factorCsi, { edit: 'scaleWeights', place: 'survey' })).factors).toEqual([
      40, 40, 20,
    ]);
  });

  test('of items add up to 100 in hundredths, all dimensions of their factor together', () => {
    const items =
      weightsOf(edited(factorCsi, { edit: 'scaleWeights', place: 'factor:service' })).items[1]?.flat() ?? [];
    expect(items).toHaveLength(11);
    expect(total(items)).toBe(100);
    expect(new Set(items)).toEqual(new Set([9.1, 9.09]));
  });

  test('are made equal: factors, items of a factor, or of a dimension that keeps its share', () => {
    const uneven = edited(factorCsi, { edit: 'set', place: 'item:quality', field: 'weight', value: 4 });
    const within = edited(uneven, { edit: 'equalWeights', place: 'dimension:hardValue' });
    expect(weightsOf(within).items[0]?.[0]).toEqual([2, 2, 2]);
    expect(weightsOf(within).items[0]?.[1]).toEqual([1, 1, 1, 1, 1]);
    const all = edited(uneven, { edit: 'equalWeights', place: 'factor:product' });
    expect(new Set(weightsOf(all).items[0]?.flat())).toEqual(new Set([1.375]));
    expect(new Set(weightsOf(edited(uneven, { edit: 'equalWeights', place: 'survey' })).factors).size).toBe(
      1,
    );
    expect(edited(factorCsi, { edit: 'equalWeights', place: 'factor:image' })).toBe(factorCsi);
  });

  test('of nothing, or of more than can be shared out, are refused', () => {
    const empty = { ...factorCsi, factors: [], pages: [] };
    expect(refusal(empty, { edit: 'equalWeights', place: 'survey' })).toMatchObject({ code: 'noWeights' });
    expect(refusal(factorCsi, { edit: 'scaleWeights', place: 'dimension:hardValue' })).toMatchObject({
      code: 'noWeights',
    });
    const items = Array.from({ length: 101 }, (_, index) => ({
      key: `i${index}`,
      name: words('i'),
      weight: 1,
    }));
    const many = {
      ...factorCsi,
      factors: [{ ...factorCsi.factors[0], dimensions: [{ key: 'd', name: words('d'), items }] }],
    };
    expect(refusal(many, { edit: 'scaleWeights', place: 'factor:product', total: 1 })).toMatchObject({
      code: 'noWeights',
    });
  });

  test('are shared out whole, none less than one, each within one of its share where that is more than one', () => {
    forSeeds(300, (random) => {
      const weights = Array.from({ length: 1 + random.below(40) }, () => 10 ** (random.next() * 9 - 3));
      const units = weights.length + random.below(20_000);
      const shares = sharedOut(weights, units);
      expect(shares.reduce((sum, each) => sum + each, 0)).toBe(units);
      expect(shares.every((each) => Number.isInteger(each) && each >= 1)).toBe(true);
      for (const [index, weight] of weights.entries()) {
        for (const [other, lighter] of weights.entries()) {
          if (weight > lighter) expect(shares[index]).toBeGreaterThanOrEqual(shares[other] ?? 0);
        }
      }
    });
    expect(sharedOut([1, 1, 1], 10_000)).toEqual([3334, 3333, 3333]);
    expect(sharedOut([1e6, 1e-9], 100)).toEqual([99, 1]);
  });

  test('stand beside their shares, which are those the index is computed with', () => {
    const reading = readDraft(
      edited(factorCsi, { edit: 'set', place: 'item:price', field: 'weight', value: 3 }),
    );
    if ('problems' in reading) throw new Error('no draft');
    const { total: sum, factors } = weightShares(reading.definition);
    expect(sum).toBeCloseTo(1, 12);
    const [product] = factors;
    expect(product).toMatchObject({ place: 'factor:product', weight: 0.4, total: 10 });
    const byItem = new Map(
      factors.flatMap(({ share, items }) => items.map((item) => [item.place, share * item.share] as const)),
    );
    for (const { key, weight } of pairsOf(reading.definition))
      expect(byItem.get(`item:${key}`)).toBeCloseTo(weight, 12);
  });
});
