import { describe, expect, test } from 'vitest';
import { byCodePoints } from '#surveys/sampling/code-point-order.ts';
import { frameStrata, stratumOf } from '#surveys/sampling/frame.ts';
import { abcClasses } from '#surveys/sampling/value-classes.ts';
import { forSeeds } from '../builders.ts';

describe('the strata of a customer list', () => {
  const list = [
    { abc: 'C', market: 'retail' },
    { abc: 'A', market: 'retail ' },
    { abc: 'C', market: 'retail' },
    { abc: 'A', market: '电商' },
  ];

  test('are counted by the columns named, in a fixed order', () => {
    const { populations, problems } = frameStrata(list, ['abc', 'market']);
    expect([...populations]).toEqual([
      ['A.retail', 1],
      ['A.电商', 1],
      ['C.retail', 2],
    ]);
    expect(problems).toEqual([]);
    expect([...frameStrata(list, ['abc']).populations]).toEqual([
      ['A', 2],
      ['C', 2],
    ]);
  });

  test('are one without columns', () => {
    expect([...frameStrata(list, []).populations]).toEqual([['', 4]]);
  });

  test('cannot be told of a customer without a value; every such row is named', () => {
    const { populations, problems } = frameStrata(
      [...list, { abc: '', market: 'x' }, { abc: 'A' }] as never,
      ['abc', 'market'],
    );
    expect(problems).toEqual([
      { row: 5, column: 'abc', code: 'blankValue', params: {} },
      { row: 6, column: 'market', code: 'missingColumn', params: {} },
    ]);
    expect([...populations.values()].reduce((sum, each) => sum + each, 0)).toBe(4);
    expect(stratumOf({}, ['toString'])).toEqual({ column: 'toString', code: 'missingColumn' });
  });

  test('with one label for two combinations are a problem', () => {
    const { problems } = frameStrata(
      [
        { x: 'a.b', y: 'c' },
        { x: 'a', y: 'b.c' },
      ],
      ['x', 'y'],
    );
    expect(problems).toEqual([
      { row: 2, column: 'x', code: 'ambiguousStratum', params: { stratum: 'a.b.c' } },
    ]);
  });
});

describe('ABC classes', () => {
  test('are the first 5 and the next 15 per cent by value', () => {
    const customers = Array.from({ length: 200 }, (_, index) => ({
      customer: `k${String(index).padStart(3, '0')}`,
      value: index,
    }));
    const classes = abcClasses(customers);
    const of = (wanted: string) =>
      customers.filter(({ customer }) => classes.get(customer) === wanted).map(({ value }) => value);
    expect(of('A')).toEqual(Array.from({ length: 10 }, (_, index) => 190 + index));
    expect(of('B')).toEqual(Array.from({ length: 30 }, (_, index) => 160 + index));
    expect(of('C')).toHaveLength(160);
  });

  test('break ties by key, whatever the order of the list', () => {
    const equal = ['d', 'b', 'a', 'c'].map((customer) => ({ customer, value: 7 }));
    forSeeds(10, (random) => {
      const classes = abcClasses(random.shuffle(equal), { a: 0.25, b: 0.25 });
      expect(['a', 'b', 'c', 'd'].map((customer) => classes.get(customer))).toEqual(['A', 'B', 'C', 'C']);
    });
  });

  test('refuse what cannot be ranked', () => {
    expect(() => abcClasses([{ customer: 'a', value: Number.NaN }])).toThrow(RangeError);
    expect(() =>
      abcClasses([
        { customer: 'a', value: 1 },
        { customer: 'a', value: 2 },
      ]),
    ).toThrow(RangeError);
    expect(() => abcClasses([], { a: 0.6, b: 0.6 })).toThrow(RangeError);
    expect(abcClasses([]).size).toBe(0);
  });
});

test('texts are ordered by code points, as UTF-8 bytes are', () => {
  const texts = ['', 'a', 'aa', 'b', '\uff46', '𠮷', '\ud800', 'a\u{1F600}', 'a\uffff', '中', 'Z', 'é'];
  const bytes = (text: string) => Buffer.from(text, 'utf8');
  const wellFormed = texts.filter((text) => text !== '\ud800');
  expect([...wellFormed].sort(byCodePoints)).toEqual(
    [...wellFormed].sort((one, other) => Buffer.compare(bytes(one), bytes(other))),
  );
  for (const one of texts)
    for (const other of texts)
      expect(Math.sign(byCodePoints(one, other))).toBe(-Math.sign(byCodePoints(other, one)) + 0);
});
