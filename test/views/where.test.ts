import { expect, test } from 'vitest';
import type { Report } from '#reports/report.ts';
import { translator } from '#server/i18n/translate.ts';
import { focusedWave, focusOn } from '#server/views/reports/focus.ts';
import { where } from '#server/views/reports/where.view.ts';
import { readOrder, type WhereOrder, whereKeys } from '#server/views/reports/where-order.ts';
import { aReport, aWave } from '#test/helpers/report.ts';

function whereOf(report: Report, order: WhereOrder | null) {
  const wave = focusedWave(report, undefined);
  if (wave === null) throw new Error('A report without waves');
  const address = (wanted: WhereOrder | null) =>
    wanted === null ? '/' : `/${wanted.key}/${wanted.direction}`;
  return where(focusOn(report, wave, translator('en')), order, address);
}

test('an order is one of those there are, in the direction asked for or in its own', () => {
  expect(readOrder('gap', undefined)).toEqual({ key: 'gap', direction: 'asc' });
  expect(readOrder('n', undefined)).toEqual({ key: 'n', direction: 'desc' });
  expect(readOrder('gap', 'desc')).toEqual({ key: 'gap', direction: 'desc' });
  expect(readOrder('gap', 'sideways')).toEqual({ key: 'gap', direction: 'asc' });
  for (const unknown of [undefined, '', 'toString', '__proto__', 'GAP', 'level']) {
    expect(readOrder(unknown, 'asc')).toBeNull();
  }
});

test.each(
  whereKeys.flatMap((key) => [{ key, direction: 'asc' } as const, { key, direction: 'desc' } as const]),
)(
  'in order of $key $direction, factors, dimensions and items each stand by themselves, what has no value last',
  (order) => {
    const found = whereOf(aReport(), order);
    expect(found.groups.map(({ rows }) => new Set(rows.map(({ level }) => level)))).toEqual([
      new Set(['factor']),
      new Set(['dimension']),
      new Set(['item']),
    ]);
    expect(found.groups.map(({ rows }) => rows.length)).toEqual([3, 7, 24]);
    const sign = order.direction === 'asc' ? 1 : -1;
    for (const { rows } of found.groups) {
      const values = rows.map(({ values: own }) => own[order.key]);
      const known = values.filter((value) => value !== null);
      expect(values.slice(0, known.length)).toEqual(known);
      for (let place = 1; place < known.length; place++) {
        const [before, after] = [known[place - 1] ?? 0, known[place] ?? 0];
        const distance =
          typeof before === 'string' ? before.localeCompare(String(after), 'en') : before - Number(after);
        expect(sign * distance).toBeLessThanOrEqual(0);
      }
    }
    const { [order.key]: head } = found.heads;
    expect(head.sorted).toBe(order.direction === 'asc' ? 'ascending' : 'descending');
    expect(head.href).not.toBe(`/${order.key}/${order.direction}`);
    expect(found.grouped?.href).toBe('/');
  },
);

test('the size of each family of tests is said as it was tested, and beside every p', () => {
  const { changes } = aReport();
  const fewer = changes.map((one) => (one.family === 'items' ? { ...one, familySize: 21 } : one));
  const { caption, groups } = whereOf(aReport({ changes: fewer }), null);
  expect(caption).toContain('overall and factors by Holm (4 tests)');
  expect(caption).toContain('dimensions by Benjamini–Hochberg (7 tests)');
  expect(caption).toContain('items by Benjamini–Hochberg (21 tests)');
  const said = groups.flatMap(({ rows }) => rows.map(({ level, adjusted }) => `${level} ${adjusted}`));
  expect(new Set(said)).toEqual(new Set(['factor Holm, 4', 'dimension BH, 7', 'item BH, 21']));
});

test('a dimension that is its factor, or one item, has no row of its own', () => {
  const report = aReport({ waves: [aWave('q1', 0)] });
  const factors = report.factors.map((factor) => {
    const [first, second] = factor.dimensions;
    if (factor.key === 'product') return { ...factor, dimensions: first ? [first] : [] };
    if (factor.key !== 'image' || second === undefined) return factor;
    const { items } = factor;
    return { ...factor, items: items.slice(0, -1) };
  });
  const rows = whereOf({ ...report, factors }, null).groups.flatMap((group) => group.rows);
  const names = rows.filter(({ level }) => level === 'dimension').map(({ name }) => name);
  expect(names).not.toContain('Hard value');
  expect(names).not.toContain('Environment');
  expect(names).toContain('Social contribution');
  expect(rows.find(({ name }) => name === 'Recycling')?.within).toBe('Company image · Environment');
});
