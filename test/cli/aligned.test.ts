import { expect, test } from 'vitest';
import { aligned, widthOf } from '#server/cli/aligned.ts';

test('Chinese takes two columns of a terminal, combining marks none', () => {
  expect(widthOf('C 指数（%）')).toBe(11);
  expect(widthOf('e\u0301a')).toBe(2);
});

test('columns stand under one another, numbers to the right, and no line ends in blanks', () => {
  const rows = [
    ['服务', '9.5', ''],
    ['Image', '10.25', '优先改进'],
  ];
  const lines = aligned(rows, new Set([1]));
  expect(lines).toEqual(['服务     9.5', 'Image  10.25  优先改进']);
  expect(widthOf(lines[0] ?? '')).toBe(12);
  expect(aligned([], new Set())).toEqual([]);
});
