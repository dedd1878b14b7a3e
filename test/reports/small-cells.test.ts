import { expect, test } from 'vitest';
import { heldBackCells } from '#reports/small-cells.ts';

test('cells with enough answers are shown', () => {
  expect(heldBackCells([10, 20, 30], 10)).toEqual([null, null, null]);
});

test('a single small cell takes the next smallest with it, which the total would otherwise give away', () => {
  expect(heldBackCells([9, 40, 20], 10)).toEqual(['small-cell', null, 'complement']);
});

test('two small cells that together are still few take another with them', () => {
  expect(heldBackCells([3, 4, 50, 30], 10)).toEqual(['small-cell', 'small-cell', null, 'complement']);
});

test('two small cells that together are enough hide each other', () => {
  expect(heldBackCells([6, 7, 50], 10)).toEqual(['small-cell', 'small-cell', null]);
});

test('an empty cell hides nobody', () => {
  expect(heldBackCells([0, 12, 30], 10)).toEqual([null, null, null]);
});

test('where there is nothing left to hide behind, what is small is held back alone', () => {
  expect(heldBackCells([4], 10)).toEqual(['small-cell']);
});
