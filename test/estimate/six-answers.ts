import { csv } from './inline.ts';

/** Six answers in two strata. */
export const rows = [
  { h: 'a', id: 'k1', w: 2, N: 30, a: 8, b: 7, g: 'x', z: 1 },
  { h: 'a', id: 'k2', w: 3, N: 30, a: 9, b: 8, g: 'y', z: 2 },
  { h: 'a', id: 'k3', w: 2, N: 30, a: 7, b: 7, g: 'x', z: 3 },
  { h: 'b', id: 'k4', w: 4, N: 40, a: 8, b: 9, g: 'y', z: 4 },
  { h: 'b', id: 'k5', w: 5, N: 40, a: 6, b: 5, g: 'x', z: 5 },
  { h: 'b', id: 'k6', w: 4, N: 40, a: 9, b: 7, g: 'y', z: 6 },
];
export type Row = (typeof rows)[number];
export type Change = (row: Row, place: number) => Partial<Record<keyof Row, string | number>>;

/** The six answers as a file, with some cells changed. */
export const changed = (change: Change) => csv(rows.map((row, place) => ({ ...row, ...change(row, place) })));
export const good = csv(rows);

export const design = { weights: 'w', strata: ['h'], fpc: ['N'] };
export const mean = { name: 'mean', type: 'mean', variable: 'b' };
export const ratio = { name: 'ratio', type: 'ratio', numerator: 'b', denominator: 'a' };
export const csi = {
  name: 'csi',
  type: 'csi',
  items: [{ key: 'P', factor: 'f', expectation: 'a', perception: 'b' }],
  factors: { f: 1 },
};
export const estimates = [mean, ratio, csi];
export const codesOf = (warnings: readonly { readonly code: string }[]) => warnings.map(({ code }) => code);
