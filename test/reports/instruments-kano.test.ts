import { describe, expect, test } from 'vitest';
import {
  fongTest,
  KANO_CLASSES,
  type KanoClass,
  kanoClasses,
  measureKano,
} from '#reports/instruments/kano.ts';
import { createDesign } from '#reports/sampling-error/design.ts';
import { domainOf, wholeSample } from '#reports/sampling-error/domains.ts';
import { estimateOf } from '#reports/sampling-error/estimate.ts';
import { rowsOf } from '#reports/sampling-error/sample.ts';
import { golden, hasReference } from '#test/helpers/reference.ts';
import { column, design, domains, expectFigure, fixture } from './instruments-fixture.ts';
import { csv, numbers } from './logistics-reference.ts';
import { columnOf, expectSame } from './survey-fixture.ts';

const letters: Record<string, KanoClass> = {
  M: 'must-be',
  O: 'one-dimensional',
  A: 'attractive',
  I: 'indifferent',
  R: 'reverse',
  Q: 'questionable',
};
const placeOf = (letter: string | undefined) => KANO_CLASSES.indexOf(letters[letter ?? ''] as KanoClass);
const classes = kanoClasses(column('functional'), column('dysfunctional'));

test('every respondent’s class is R’s', () => {
  columnOf(fixture.data, 'class').forEach((letter, row) => {
    expect(classes[row]).toBe(letter === null || letter === 'NA' ? Number.NaN : placeOf(String(letter)));
  });
});

describe.each(['whole', 'part'] as const)('Kano equals R, the %s of the sample', (name) => {
  const domain = domains[name];
  const expected = fixture.kano[name];
  const { better, worse, shares, category } = measureKano(rowsOf(design, domain), classes);

  test('Better and Worse', () => {
    expectFigure(better, domain, expected.better, 'better');
    expectFigure(worse, domain, expected.worse, 'worse');
  });

  test('the share of each class', () => {
    for (const [letter, share] of Object.entries(expected.shares)) {
      expectFigure(shares[letters[letter] as KanoClass], domain, share, letter);
    }
    expect(category).toBe('attractive');
  });
});

describe.runIf(hasReference)('Kano equals the reference', () => {
  const kano = () => golden('analytics').kano;

  test('Better, Worse and Fong’s test of weighted classes', () => {
    const { better, better_se, worse, worse_se, counts, fong_top2 } = kano().weighted_variance;
    const rows = csv('kano_synth.csv');
    const sample = createDesign({ weights: numbers(rows, 'w') });
    const everyone = wholeSample(sample);
    const own = Float64Array.from(rows, ({ cat }) => placeOf(cat));
    const measured = measureKano(rowsOf(sample, everyone), own);
    const [up, down] = [measured.better, measured.worse].map((one) => estimateOf(sample, everyone, one));
    expectSame(up?.estimate, better, 'better', 1e-12);
    expectSame(up?.standardError, better_se, 'its error', 1e-12);
    expectSame(down?.estimate, worse, 'worse', 1e-12);
    expectSame(down?.standardError, worse_se, 'its error', 1e-12);
    const { difference, threshold } = fongTest(counts.O, counts.A, fong_top2.n);
    expect(difference).toBe(fong_top2.lhs);
    expectSame(threshold, fong_top2.rhs, 'threshold', 1e-14);
  });

  test('the evaluation table, and the published features of a ski', () => {
    const { eval_table, table, better, worse } = kano();
    for (let f = 0; f < 5; f++) {
      for (let d = 0; d < 5; d++) {
        const found = kanoClasses(Float64Array.of(f + 1), Float64Array.of(d + 1))[0];
        expect(found).toBe(placeOf(eval_table.cells[f][d]));
      }
    }
    table.rows.forEach((feature: string, row: number) => {
      const sample = createDesign({ weights: Float64Array.from(table.values[row]) });
      const own = Float64Array.from(table.cols as string[], placeOf);
      const measured = measureKano(rowsOf(sample, wholeSample(sample)), own);
      expectSame(measured.better.value, better[feature], `${feature}, better`, 1e-12);
      expectSame(measured.worse.value, worse[feature], `${feature}, worse`, 1e-12);
    });
  });
});

describe('a feature', () => {
  const measured = (counts: Partial<Record<KanoClass, number>>, weight = 1) => {
    const own = KANO_CLASSES.flatMap((name, place) => new Array<number>(counts[name] ?? 0).fill(place));
    const sample = createDesign({ weights: new Float64Array(own.length).fill(weight) });
    return measureKano(rowsOf(sample, wholeSample(sample)), Float64Array.from(own));
  };

  test('is of the class that most give it; ties go to must-be, one-dimensional, attractive, indifferent', () => {
    expect(measured({ attractive: 3, 'must-be': 2 }).category).toBe('attractive');
    expect(measured({ attractive: 3, 'must-be': 3, indifferent: 3 }, 0.1).category).toBe('must-be');
    expect(measured({ attractive: 3, 'one-dimensional': 3 }, 1 / 3).category).toBe('one-dimensional');
    expect(measured({ attractive: 3, indifferent: 3 }).category).toBe('attractive');
    expect(measured({ reverse: 4, indifferent: 3 }).category).toBe('reverse');
  });

  test('is told apart from the next class by Fong’s test, whatever the size of the weights', () => {
    const counts = {
      'one-dimensional': 125,
      attractive: 94,
      'must-be': 75,
      indifferent: 89,
      questionable: 10,
      reverse: 7,
    };
    const expected = fongTest(125, 94, 400);
    for (const weight of [1, 0.01, 300]) {
      const { decision } = measured(counts, weight);
      expectSame(decision?.difference, expected.difference, 'difference', 1e-9);
      expectSame(decision?.threshold, expected.threshold, 'threshold', 1e-9);
      expect(decision?.distinguishable).toBe(true);
    }
    expect(measured({ attractive: 12, 'must-be': 10 }).decision?.distinguishable).toBe(false);
    expect(measured({ attractive: 10 }).decision).toMatchObject({ difference: 10, distinguishable: true });
  });

  test('that nobody speaks of has neither Better nor Worse', () => {
    const { better, worse, category } = measured({ reverse: 2, questionable: 3 });
    expect(better).toMatchObject({ value: null, reason: 'no-answers' });
    expect(worse).toMatchObject({ value: null, reason: 'no-answers' });
    expect(category).toBe('questionable');
  });

  test('without answers has no class', () => {
    const sample = createDesign({ weights: Float64Array.of(1, 1) });
    const silent = Float64Array.of(Number.NaN, Number.NaN);
    const { category, decision, shares } = measureKano(rowsOf(sample, wholeSample(sample)), silent);
    expect([category, decision]).toEqual([null, null]);
    expect(shares.attractive).toMatchObject({ value: null, reason: 'no-answers' });
    const nobody = measureKano(rowsOf(sample, domainOf(sample, new Int32Array(0))), Float64Array.of(1, 1));
    expect(nobody.better).toMatchObject({ value: null, reason: 'no-rows' });
  });

  test('with answers that are none is an error', () => {
    expect(() => kanoClasses(Float64Array.of(6), Float64Array.of(1))).toThrow(RangeError);
    expect(() => kanoClasses(Float64Array.of(1), Float64Array.of(1.5))).toThrow(RangeError);
    expect(() => kanoClasses(Float64Array.of(1), Float64Array.of(1, 2))).toThrow(RangeError);
    expect(() => fongTest(7, 4, 10)).toThrow(RangeError);
    expect(() => fongTest(-1, 4, 10)).toThrow(RangeError);
    expect(() => fongTest(0, 0, 0)).toThrow(RangeError);
  });
});
