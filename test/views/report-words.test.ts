import { describe, expect, test } from 'vitest';
import { plan as planSchema } from '#reports/plan.ts';
import type { Figure, Report } from '#reports/report.ts';
import { catalogues, translator } from '#server/i18n/translate.ts';
import { type Focus, focusedWave, focusOn } from '#server/views/reports/focus.ts';
import { headSentences } from '#server/views/reports/sentences.ts';
import { changeView, readingOf } from '#server/views/reports/verdict.ts';
import { warningsInWords } from '#server/views/reports/warnings.ts';
import { aFigure, aReport, aWave, changesBetween } from '#test/helpers/report.ts';

const words = catalogues.en;

function focusOf(report: Report): Focus {
  const wave = focusedWave(report, undefined);
  if (wave === null) throw new Error('A report without waves');
  return focusOn(report, wave, translator('en'));
}

/** C with a given interval. The verdict is what `verdictOf` makes of it with a band of 0.03. */
function between(lower: number, upper: number): Figure {
  return aFigure('csi', 'overall', 'q1', (lower + upper) / 2, (upper - lower) / 2 / 1.96);
}

describe('the reading of the index follows the interval', () => {
  const focus = focusOf(aReport());
  test.each([
    [0.91, 0.93, 'report.reading.wellBelow'],
    [0.96, 0.98, 'report.reading.below'],
    [0.975, 0.995, 'report.reading.slightlyBelow'],
    [0.98, 1.02, 'report.reading.equivalent'],
    [0.95, 1.02, 'report.reading.undetermined'],
    [1.005, 1.025, 'report.reading.slightlyAbove'],
    [1.01, 1.09, 'report.reading.above'],
  ] as const)('from %d to %d', (lower, upper, key) => {
    expect(readingOf(between(lower, upper), focus).words).toBe(words[key]);
  });

  test('says nothing of a figure without an interval, however low it is', () => {
    const point = { ...between(0.5, 0.6), lower: null, upper: null, verdict: null };
    expect(readingOf(point, focus).words).toBe(words['report.reading.noInterval']);
    expect(readingOf(null, focus).words).toBe(words['report.reading.noInterval']);
  });
});

describe('a change is better or worse only by its adjusted p', () => {
  const focus = focusOf(aReport());
  const change = changesBetween(aWave('q1', 0), aWave('q2', 1))[0];
  if (change === undefined) throw new Error('No change in the fixture');

  test('a rise that survives', () => {
    const view = changeView({ ...change, difference: 0.011, p: 0.001, pHolm: 0.004, pBH: null }, focus);
    expect(view).toMatchObject({ amount: '▲ +0.011', words: 'better', tone: 'better' });
  });

  test('a rise that does not survive is a number without a direction', () => {
    const view = changeView({ ...change, difference: 0.011, p: 0.03, pHolm: 0.12, pBH: null }, focus);
    expect(view).toMatchObject({ amount: '+0.011', words: '', tone: 'open' });
  });

  test('a recommendation score moves in points', () => {
    const view = changeView({ ...change, difference: -0.021, p: 0.2, pHolm: null, pBH: null }, focus, {
      digits: 1,
      unit: 100,
    });
    expect(view?.amount).toBe('−2.1');
  });

  test('a series that broke is not compared, and says why', () => {
    const view = changeView({ ...change, difference: null, reason: 'scale-changed' }, focus);
    expect(view).toMatchObject({ amount: '—', words: words['report.change.reason.scaleChanged'] });
  });
});

/** A report whose factors have the given intervals, in the order product, service, image. */
function withFactors(intervals: readonly (readonly [number, number])[]): Report {
  const wave = aWave('q1', 0);
  const keys = ['product', 'service', 'image'];
  const figures = wave.figures.map((figure) => {
    const place = keys.indexOf(figure.target.replace('factor:', ''));
    const interval = figure.name === 'csi' && figure.domain === null ? intervals[place] : undefined;
    return interval === undefined ? figure : { ...between(...interval), target: figure.target };
  });
  return aReport({ waves: [{ ...wave, figures }] });
}

describe('the sentences say no more than the intervals carry', () => {
  const first = (report: Report) => headSentences(focusOf(report))[0];

  test('a weakest and a strongest factor that stand apart are named', () => {
    const sentence = first(
      withFactors([
        [0.94, 0.95],
        [0.9, 0.92],
        [0.97, 0.99],
      ]),
    );
    expect(sentence).toBe(
      'Service (0.910) is clearly the weakest of the factors and Company image (0.980) the strongest.',
    );
  });

  test('a weakest factor whose interval touches the next is not called the weakest', () => {
    const sentence = first(
      withFactors([
        [0.91, 0.95],
        [0.9, 0.92],
        [0.97, 0.99],
      ]),
    );
    expect(sentence).toBe('Company image (0.980) is clearly the strongest of the factors.');
  });

  test('two factors that stand apart are told apart, even when the extremes are too unsure for it', () => {
    const sentence = first(
      withFactors([
        [0.93, 0.94],
        [0.86, 0.98],
        [0.95, 0.96],
      ]),
    );
    expect(sentence).toBe('Product (0.935) is weaker than Company image (0.955).');
  });

  test('factors that cannot be told apart are said to be so', () => {
    const sentence = first(
      withFactors([
        [0.9, 0.98],
        [0.91, 0.97],
        [0.93, 0.99],
      ]),
    );
    expect(sentence).toBe(words['report.say.factorsAlike']);
  });

  test('when nothing survives its adjustment, the sentence says that nothing changed', () => {
    const report = aReport();
    const changes = report.changes.map((change) => ({ ...change, p: 0.001, pHolm: 0.2, pBH: 0.2 }));
    expect(headSentences(focusOf({ ...report, changes })).at(-1)).toBe(
      'Since Q3 2026 no item and no factor has changed by more than noise (24 items and 3 factors compared).',
    );
  });

  test('of the changes that survive, the largest each way is named', () => {
    expect(headSentences(focusOf(aReport())).at(-1)).toMatch(
      /^Since Q3 2026 “Recycling” has got better by 0\.024 .*, and “After-sales service” has got worse by 0\.031 /,
    );
  });

  test('the first wave has nothing to be compared with', () => {
    const report = aReport({ waves: [aWave('q1', 0)] });
    expect(headSentences(focusOf(report)).join(' ')).not.toMatch(/since/i);
  });
});

describe('the report is looked at by', () => {
  const waves = [aWave('q1', 0), aWave('q2', 1), { ...aWave('q3', 2), state: 'noAnswers' as const }];

  test('its latest wave with figures, unless one is asked for', () => {
    expect(focusedWave(aReport({ waves }), undefined)?.key).toBe('q2');
    expect(focusedWave(aReport({ waves }), 'q3')?.key).toBe('q3');
    expect(focusedWave(aReport({ waves }), 'q9')).toBeNull();
    expect(focusedWave(aReport({ waves: [] }), undefined)).toBeNull();
  });

  test('the comparison skips a wave without figures', () => {
    const [q1, , q3] = [aWave('q1', 0), 0, aWave('q3', 2)];
    const report = aReport({ waves: [q1, { ...aWave('q2', 1), state: 'noAnswers' }, q3] });
    const focus = focusOn(report, q3, translator('en'));
    expect(focus.before?.key).toBe('q1');
    expect(focus.change('csi', 'overall')?.from).toBe('q1');
  });
});

test('classes that were joined are told in one sentence, what they share once', () => {
  const collapsed = (classes: string, respondents: number) =>
    ({ code: 'class-collapsed', params: { classes, respondents } }) as const;
  const wave = aWave('q1', 0, {
    warnings: [collapsed('A|new, A|old', 27), collapsed('B|new, B|old', 98)],
  });
  expect(warningsInWords(focusOf(aReport({ waves: [wave] })))).toEqual([
    'Classes with too few answers were weighted together: A · new + old (27 answers); B · new + old (98 answers).',
  ]);
});

test('a warning names variables, categories and strata in the words of the plan', () => {
  const plan = planSchema.parse({
    variables: {
      tenure: { label: { en: 'Tenure' }, values: { under1: { en: 'under one year' } } },
      stratum: { label: { en: 'Stratum' }, values: { 'A.x': { en: 'A, retail' } } },
    },
  });
  const wave = aWave('q1', 0, {
    plan,
    warnings: [
      {
        code: 'totals-missed',
        params: { margin: 'tenure', category: 'under1', total: 6087, reached: 5605.791 },
      },
      { code: 'lonely-stratum', params: { stratum: 'A.x' } },
      { code: 'unknown-variable', params: { variable: 'tenure' } },
      { code: 'value-missing', params: { variable: 'other', rows: 3 } },
    ],
  });
  expect(warningsInWords(focusOf(aReport({ waves: [wave] })))).toEqual([
    'After trimming, “under one year” (Tenure) comes to 5,606 instead of the known 6,087.',
    'Stratum “A, retail” has one answer; its distance from the whole stands in for its spread.',
    'The weighting names “Tenure”, which the sample does not have.',
    '3 customers have no value of “other”, which the weighting needs.',
  ]);
});
