import { createRandom } from '#surveys/random.ts';

export type Row = Record<string, string | number>;

/** A random sample of strata, clusters in them and rows in those; columns of every kind. */
export function randomRows(seed: number): Row[] {
  const random = createRandom(`design ${seed}`);
  return Array.from({ length: 2 + random.below(3) }, (_, h) => h).flatMap((h) => {
    const clusters = 2 + random.below(4);
    const N = clusters + random.below(9) + 1;
    return Array.from({ length: clusters }, (_, c) => c).flatMap((c) => {
      const drawn = 2 + random.below(4);
      const M = drawn + random.below(5);
      return Array.from({ length: drawn }, (_, i): Row => {
        const inside = random.below(2);
        const y = Math.round(100 * (5 + random.normal())) / 100;
        const x = Math.round(100 * (y + 1 + random.next())) / 100;
        const w = Math.round(1000 * (1 + random.next())) / 1000;
        return {
          h: `s${h}`,
          c: `${h}.${c}`,
          i,
          N,
          M,
          w,
          y,
          x,
          inside,
          yInside: y * inside,
          one: 1,
          g: random.below(2) ? 'u' : 'v',
        };
      });
    });
  });
}

export const seeds = Array.from({ length: 12 }, (_, seed) => seed);
export const clustered = { weights: 'w', strata: ['h'], clusters: ['c'], fpc: ['N'] };
export const twoStages = { ...clustered, clusters: ['c', 'i'], fpc: ['N', 'M'] };
export const total = { name: 'total', type: 'total', variable: 'y' };
export const mean = { name: 'mean', type: 'mean', variable: 'y' };
export const ratio = { name: 'ratio', type: 'ratio', numerator: 'y', denominator: 'x' };
