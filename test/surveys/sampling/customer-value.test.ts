import { describe, expect, test } from 'vitest';
import { type ClassRule, classesByRule, classRule } from '#surveys/sampling/class-rules.ts';
import { lifetimeValue } from '#surveys/sampling/lifetime-value.ts';
import { rfmScores } from '#surveys/sampling/rfm.ts';
import { purchaseHistories, retentionRate } from '#surveys/sampling/transactions.ts';
import { abcClassesByRevenue } from '#surveys/sampling/value-classes.ts';
import { forSeeds } from '../builders.ts';
import { customers, expectSame, ltv } from './sampling-fixture.ts';

const people = customers.customer.map((customer, place) => ({
  customer,
  recency: customers.recency[place] ?? Number.NaN,
  frequency: customers.frequency[place] ?? Number.NaN,
  monetary: customers.monetary[place] ?? Number.NaN,
}));

describe('RFM', () => {
  test('scores are R’s: average ranks, rounded up in fifths', () => {
    const scores = rfmScores(people);
    customers.customer.forEach((customer, place) => {
      expect(scores.get(customer), customer).toEqual({
        recency: customers.R[place],
        frequency: customers.F[place],
        monetary: customers.M[place],
      });
    });
  });

  test('the most recent score highest', () => {
    const recent = (days: number) => ({ customer: `${days}`, recency: days, frequency: 1, monetary: 1 });
    const scores = rfmScores([3, 300, 30, 1, 100].map(recent));
    expect([1, 3, 30, 100, 300].map((days) => scores.get(`${days}`)?.recency)).toEqual([5, 4, 3, 2, 1]);
    expect(scores.get('1')?.frequency).toBe(3);
  });

  test('do not depend on the order of the list', () => {
    forSeeds(20, (random) => {
      expect(rfmScores(random.shuffle(people))).toEqual(new Map([...rfmScores(people)]));
    });
  });

  test('of nobody are none, of a customer listed twice or without a number are refused', () => {
    expect(rfmScores([])).toEqual(new Map());
    const [one] = people;
    expect(() => rfmScores(one ? [one, one] : [])).toThrow(RangeError);
    expect(() => rfmScores(one ? [{ ...one, monetary: Number.NaN }] : [])).toThrow(RangeError);
    expect(() => rfmScores(people, 0)).toThrow(RangeError);
  });
});

describe('purchases', () => {
  const day = 86_400_000;
  const bought = (customer: string, at: number, amount: number) => ({ customer, at: at * day, amount });
  const list = [
    bought('a', 10, 50),
    bought('a', 40, 30),
    bought('a', 45, -20),
    bought('b', 20, 5),
    bought('c', 99, 1),
    bought('d', 30, -8),
  ];

  test('come to days since the last, how often and how much; refunds lower the sum and are no purchase', () => {
    expect(purchaseHistories(list, { from: 0, until: 50 * day })).toEqual([
      { customer: 'a', recency: 10, frequency: 2, monetary: 60 },
      { customer: 'b', recency: 30, frequency: 1, monetary: 5 },
    ]);
  });

  test('of two periods tell who stayed', () => {
    const [earlier, later] = [
      purchaseHistories(list, { from: 0, until: 30 * day }),
      purchaseHistories(list, { from: 30 * day, until: 60 * day }),
    ];
    expect(retentionRate(earlier, later)).toBe(0.5);
    expect(retentionRate([], later)).toBeNull();
  });

  test('without a time, an amount or a period are refused', () => {
    expect(() => purchaseHistories([bought('a', Number.NaN, 1)], { from: 0, until: 1 })).toThrow(RangeError);
    expect(() => purchaseHistories([bought('a', 1, Number.NaN)], { from: 0, until: 1 })).toThrow(RangeError);
    expect(() => purchaseHistories([], { from: 1, until: 1 })).toThrow(RangeError);
  });
});

describe('life-time value', () => {
  const assumptions = { years: 5, retention: 0.82, discount: 0.09, margin: 0.3, keeping: 25 };

  test('is the present value of planned spend, then of what was usual', () => {
    expectSame(lifetimeValue({ past: [700, 900], planned: [900, 1000] }, assumptions), ltv, 'LTV');
  });

  test('of a constant contribution without end is c r / (1 + d − r)', () => {
    const endless = lifetimeValue({ past: [1000] }, { ...assumptions, years: 500 });
    expectSame(endless, (275 * 0.82) / (1.09 - 0.82), 'LTV');
  });

  test('is not known of a customer without past whose plan ends too early', () => {
    expect(lifetimeValue({ past: [], planned: [1, 2] }, assumptions)).toBeNull();
    expect(lifetimeValue({ past: [], planned: [1, 2] }, { ...assumptions, years: 2 })).not.toBeNull();
  });

  test.each([{ years: 0 }, { years: 1.5 }, { retention: 1.1 }, { discount: -1 }, { margin: -0.1 }])(
    'refuses %o',
    (wrong) => {
      expect(() => lifetimeValue({ past: [1] }, { ...assumptions, ...wrong })).toThrow(RangeError);
    },
  );
});

describe('ABC by cumulative revenue', () => {
  const valued = people.map(({ customer, monetary }) => ({ customer, value: monetary }));

  test('classes are those cumulative sums in R give', () => {
    const classes = abcClassesByRevenue(valued);
    customers.customer.forEach((customer, place) => {
      expect(classes.get(customer), customer).toBe(customers.class[place]);
    });
  });

  test('whoever crosses a border belongs above it, whoever starts at it below', () => {
    const of = (...values: number[]) => [
      ...abcClassesByRevenue(values.map((value, place) => ({ customer: `k${place}`, value }))).values(),
    ];
    expect(of(70, 20, 6, 4)).toEqual(['A', 'A', 'B', 'C']);
    expect(of(80, 15, 5)).toEqual(['A', 'B', 'C']);
    expect(of(5, 0, -3)).toEqual(['A', 'C', 'C']);
    expect(of(0, 0)).toEqual(['C', 'C']);
  });
});

describe('a rule', () => {
  test('is data, and the same data gives the same classes', () => {
    const rules: ClassRule[] = [
      { kind: 'abc', a: 0.05, b: 0.15 },
      { kind: 'abcByRevenue', a: 0.8, b: 0.15 },
      { kind: 'rfm', bands: 5 },
      { kind: 'lifetimeValue', years: 3, retention: 0.8, discount: 0.1, margin: 0.3, a: 0.05, b: 0.15 },
    ];
    for (const rule of rules) {
      const stored = classRule.parse(JSON.parse(JSON.stringify(rule)));
      expect(stored).toEqual(rule);
      expect(classesByRule(people, stored)).toEqual(classesByRule(people, rule));
    }
    const [first] = people;
    const [place] = [customers.customer.indexOf(first?.customer ?? '')];
    expect(classesByRule(people, { kind: 'rfm', bands: 5 }).get(first?.customer ?? '')).toBe(
      `${customers.R[place]}${customers.F[place]}${customers.M[place]}`,
    );
  });

  test('has no class for a customer of whom it knows nothing', () => {
    const rule: ClassRule = {
      kind: 'lifetimeValue',
      years: 2,
      retention: 0.8,
      discount: 0.1,
      margin: 0.3,
      a: 0.5,
      b: 0,
    };
    const [one, other] = people;
    const classes = classesByRule(
      [{ ...one, past: [5] }, { ...other, planned: [9, 9] }, { ...people[2] }] as typeof people,
      rule,
    );
    expect([...classes.values()]).toEqual(['C', 'A', null]);
  });

  test('that gives away more than everybody is refused', () => {
    expect(classRule.safeParse({ kind: 'abc', a: 0.7, b: 0.4 }).success).toBe(false);
    expect(classRule.safeParse({ kind: 'abc', a: 0.05, b: 0.15, c: 0.8 }).success).toBe(false);
    expect(classRule.safeParse({ kind: 'rfm', bands: 1 }).success).toBe(false);
  });
});
