import { describe, expect, test } from 'vitest';
import { createRandom } from '#surveys/random.ts';
import { drawStratified } from '#surveys/sampling/draw.ts';
import { forSeeds } from '../builders.ts';

function customers(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(4, '0')}`);
}

const members = new Map([
  ['C', customers('c', 800)],
  ['A', customers('a', 50)],
  ['B', customers('b', 150)],
]);
const sizes = new Map([
  ['A', 50],
  ['B', 60],
  ['C', 100],
]);

describe('a stratified draw', () => {
  test('has the size asked of each stratum, all different, all from their stratum', () => {
    forSeeds(50, (random) => {
      const drawn = drawStratified({ seed: String(random.next()), members, sizes });
      expect(drawn.map(({ stratum }) => stratum)).toEqual(['A', 'B', 'C']);
      for (const { stratum, population, customers, kept } of drawn) {
        const all = members.get(stratum) ?? [];
        expect(population).toBe(all.length);
        expect(customers).toHaveLength(sizes.get(stratum) ?? -1);
        expect(new Set(customers).size).toBe(customers.length);
        expect(customers.every((each) => all.includes(each))).toBe(true);
        expect(kept).toBe(0);
      }
    });
  });

  test('is the same for ever for the same seed', () => {
    // Held fast so that no change of the generator or the draw goes unnoticed: a published seed must keep its sample.
    const small = new Map([['A', ['k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7', 'k8', 'k9']]]);
    const [drawn] = drawStratified({ seed: '2026-Q1', members: small, sizes: new Map([['A', 4]]) });
    expect(drawn?.customers).toEqual(['k2', 'k3', 'k7', 'k9']);
  });

  test('does not depend on the order in which the list is read', () => {
    forSeeds(20, (random) => {
      const shuffled = new Map(
        random.shuffle([...members]).map(([stratum, all]) => [stratum, random.shuffle(all)]),
      );
      expect(drawStratified({ seed: 's', members: shuffled, sizes })).toEqual(
        drawStratified({ seed: 's', members, sizes }),
      );
    });
  });

  test('differs with the seed', () => {
    expect(drawStratified({ seed: 's', members, sizes })).not.toEqual(
      drawStratified({ seed: 't', members, sizes }),
    );
  });

  test('of one stratum is not changed by the size of another, and a larger sample holds the smaller', () => {
    const [, b, c] = drawStratified({ seed: 's', members, sizes });
    const [, otherB, otherC] = drawStratified({ seed: 's', members, sizes: new Map([...sizes, ['C', 200]]) });
    expect(otherB).toEqual(b);
    expect(otherC?.customers).toEqual(expect.arrayContaining([...(c?.customers ?? [])]));
  });

  test('gives strata of equal shape different places', () => {
    const twins = new Map([
      ['x', customers('k', 100)],
      ['y', customers('j', 100)],
    ]);
    const [x, y] = drawStratified({
      seed: 's',
      members: twins,
      sizes: new Map([
        ['x', 50],
        ['y', 50],
      ]),
    });
    expect(x?.customers.map((each) => each.slice(1))).not.toEqual(y?.customers.map((each) => each.slice(1)));
  });

  test('draws every pair of customers equally often', () => {
    const counts = pairCounts((seed) => drawFrom6({ seed: `pairs ${seed}` }));
    expect(chiSquare(counts)).toBeLessThan(36.12); // 99.9 % point of chi-square with 14 degrees of freedom
  });

  test.each([
    ['a stratum without size', new Map([['A', 50]])],
    ['more than there are', new Map([...sizes, ['A', 51]])],
    ['a stratum that is not in the frame', new Map([...sizes, ['D', 5]])],
    ['half a customer', new Map([...sizes, ['B', 2.5]])],
    ['nobody', new Map([...sizes, ['B', 0]])],
  ])('refuses %s', (_, wrong) => {
    expect(() => drawStratified({ seed: 's', members, sizes: wrong })).toThrow(RangeError);
  });

  test('refuses a customer listed twice, also in two strata', () => {
    const twice = new Map([...members, ['A', customers('b', 50)]]);
    expect(() => drawStratified({ seed: 's', members: twice, sizes })).toThrow('b0000');
  });
});

describe('a partly renewed sample', () => {
  const first = drawStratified({ seed: 'Q1', members, sizes });
  const earlier = new Set(first.flatMap(({ customers }) => customers));

  test('keeps the share asked for of each stratum, and takes the rest from the others', () => {
    const drawn = drawStratified({ seed: 'Q2', members, sizes, keep: { earlier, share: 0.5 } });
    const overlap = drawn.map(({ customers }) => customers.filter((each) => earlier.has(each)).length);
    // A is taken whole, so all of it stays; half of 60 and of 100 stay of the others.
    expect(overlap).toEqual([50, 30, 50]);
    expect(drawn.map(({ kept }) => kept)).toEqual(overlap);
    expect(drawn.map(({ customers }) => customers.length)).toEqual([50, 60, 100]);
  });

  test('keeps as many as there are when the earlier sample was smaller', () => {
    const few = new Set([...earlier].filter((each) => each.startsWith('c')).slice(0, 10));
    const [a, b, c] = drawStratified({ seed: 'Q2', members, sizes, keep: { earlier: few, share: 0.5 } });
    expect([a?.kept, b?.kept, c?.kept]).toEqual([0, 0, 10]);
    expect(c?.customers).toHaveLength(100);
  });

  test('does not miss customers who have left the frame', () => {
    const gone = new Set([...earlier, 'gone1', 'gone2']);
    expect(drawStratified({ seed: 'Q2', members, sizes, keep: { earlier: gone, share: 0.5 } })).toEqual(
      drawStratified({ seed: 'Q2', members, sizes, keep: { earlier, share: 0.5 } }),
    );
  });

  test('keeps nobody or everybody if asked', () => {
    const none = drawStratified({ seed: 'Q2', members, sizes, keep: { earlier, share: 0 } });
    expect(none.map(({ kept }) => kept)).toEqual([50, 0, 0]);
    const all = drawStratified({ seed: 'Q2', members, sizes, keep: { earlier, share: 1 } });
    expect(all.map(({ customers }) => customers)).toEqual(first.map(({ customers }) => customers));
    expect(() => drawStratified({ seed: 'Q2', members, sizes, keep: { earlier, share: 1.5 } })).toThrow(
      RangeError,
    );
  });

  test('is still a simple random sample: every pair of customers is drawn equally often over both draws', () => {
    const counts = pairCounts((seed) => {
      const earlier = new Set(drawFrom6({ seed: `first ${seed}` }));
      return drawFrom6({ seed: `second ${seed}`, keep: { earlier, share: 0.5 } });
    });
    expect(chiSquare(counts)).toBeLessThan(36.12);
  });
});

/** Two of six customers. */
function drawFrom6(how: Pick<Parameters<typeof drawStratified>[0], 'seed' | 'keep'>): readonly string[] {
  const six = new Map([['all', ['u', 'v', 'w', 'x', 'y', 'z']]]);
  return drawStratified({ ...how, members: six, sizes: new Map([['all', 2]]) })[0]?.customers ?? [];
}

const draws = 6000;

function pairCounts(draw: (seed: number) => readonly string[]): readonly number[] {
  const counts = new Map<string, number>();
  for (let seed = 0; seed < draws; seed++) {
    const pair = [...draw(seed)].sort().join('');
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  expect(counts.size).toBe(15);
  return [...counts.values()];
}

function chiSquare(counts: readonly number[]): number {
  const expected = draws / 15;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

test('the draw uses the generator the rest of the program uses', () => {
  const places = createRandom(JSON.stringify(['s', 'all'])).sample(6, 2);
  const expected = places.map((place) => 'uvwxyz'[place]).sort();
  expect(drawFrom6({ seed: 's' })).toEqual(expected);
});
