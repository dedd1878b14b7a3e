import { describe, expect, test } from 'vitest';
import { type Measure, type MeasureGround, measuresReport } from '#reports/measures.ts';
import type { Change } from '#reports/report.ts';
import { aReport, aWave } from '../helpers/report.ts';

const day = 24 * 60 * 60 * 1000;
/** Waves are asked from the 1st to the 21st of January, April, July and October 2026. */
const at = (month: number, date: number) => Date.UTC(2026, month - 1, date);

function aMeasure(rest: Partial<Measure> = {}): Measure {
  return {
    ...{ title: 'One person for each claim', description: '', owner: 'Li Na', target: 'afterSales' },
    targetName: null,
    ...{ need: 'q1', status: 'done', startAt: at(2, 1), dueAt: null, doneAt: at(3, 1), ...rest },
  };
}

function ground(rest: Partial<MeasureGround> = {}): MeasureGround {
  const { waves, changes, ratings } = aReport();
  return { waves, changes, ratings, events: [], asOf: at(10, 20), ...rest };
}

const one = (measure: Measure, on = ground()) => measuresReport([measure], on).list[0];

describe('which waves a measure is judged by', () => {
  test('the last that was over before it began, and the first and the newest that began after it was done', () => {
    const { first, newest, during, reason } = one(aMeasure()) ?? {};
    expect(first).toMatchObject({ name: 'csi', from: 'q1', to: 'q2' });
    expect(newest).toMatchObject({ from: 'q1', to: 'q4' });
    expect([during, reason]).toEqual([[], null]);
    const change = aReport().changes.find(
      ({ target, from, to }) => target === 'afterSales' && from === 'q1' && to === 'q2',
    );
    expect(first).toMatchObject({
      difference: change?.difference,
      standardError: change?.standardError,
      lower: change?.lower,
      p: change?.p,
    });
    expect((first?.after ?? 0) - (first?.before ?? 0)).toBeCloseTo(change?.difference ?? Number.NaN, 12);
  });

  test('a wave asked while it was taking effect is on neither side', () => {
    const long = one(aMeasure({ startAt: at(2, 1), doneAt: at(5, 1) }));
    expect(long).toMatchObject({ first: { from: 'q1', to: 'q3' }, during: ['q2'] });
    const amidst = one(aMeasure({ startAt: at(4, 10), doneAt: at(4, 10) }));
    expect(amidst).toMatchObject({ first: { from: 'q1', to: 'q3' }, during: ['q2'] });
  });

  test('one that is not done is judged from its beginning', () => {
    const running = one(aMeasure({ status: 'running', doneAt: null }));
    expect(running).toMatchObject({ first: { from: 'q1', to: 'q2' }, newest: { to: 'q4' } });
  });

  test('the wave that is both first and newest is said once', () => {
    expect(one(aMeasure({ startAt: at(8, 1), doneAt: at(9, 1) }))).toMatchObject({
      first: { from: 'q3', to: 'q4' },
      newest: null,
    });
  });

  test.each([
    [{ startAt: at(11, 1), doneAt: at(11, 2) }, 'no-wave-after'],
    [{ startAt: at(1, 1), doneAt: at(1, 1) }, 'no-wave-before'],
    [{ status: 'planned', doneAt: null }, 'planned'],
    [{ status: 'dropped', doneAt: null }, 'dropped'],
    [{ target: 'nothingOfTheKind' }, 'not-asked-before'],
  ] as const)('%o has no effect to show: %s', (rest, reason) => {
    expect(one(aMeasure(rest))).toMatchObject({ first: null, newest: null, reason });
  });

  test('an item that was dropped since is said to be', () => {
    const { waves, ...rest } = ground();
    const without = waves.map((wave) =>
      wave.key === 'q1'
        ? wave
        : { ...wave, figures: wave.figures.filter(({ target }) => target !== 'afterSales') },
    );
    expect(one(aMeasure(), { ...rest, waves: without })?.reason).toBe('not-asked-since');
  });

  test('a wave without figures, or without dates, is none', () => {
    const waves = [
      aWave('q1', 0),
      aWave('q2', 1, { state: 'noAnswers', figures: [] }),
      aWave('q3', 2, { opensAt: null, closesAt: null }),
      aWave('q4', 3),
    ];
    expect(one(aMeasure(), ground({ waves, changes: aReport({ waves }).changes }))).toMatchObject({
      first: { from: 'q1', to: 'q4' },
      during: [],
    });
  });
});

test('neither figures nor a test come of what is held back or is another question since', () => {
  const { waves, changes, ...rest } = ground();
  const broken = (reason: Change['reason']) =>
    one(aMeasure(), {
      ...rest,
      waves: waves.map((wave) => ({
        ...wave,
        figures: wave.figures.map((figure) =>
          reason === 'held-back' ? { ...figure, suppressed: 'small-cell' as const } : figure,
        ),
      })),
      changes: changes.map((change) => ({
        ...change,
        ...{ difference: null, standardError: null, lower: null, upper: null, p: null, reason },
      })),
    })?.first;
  expect(broken('series-ended')).toMatchObject({ difference: null, p: null, reason: 'series-ended' });
  const held = broken('held-back');
  expect(held).toMatchObject({ before: null, after: null, difference: null, p: null, pHolm: null });
});

test('p is adjusted for every different change that is tested, and two measures for one item are one test', () => {
  const measures = [
    aMeasure({ startAt: at(8, 1), doneAt: at(9, 1) }),
    aMeasure({ startAt: at(8, 2), doneAt: at(9, 2), title: 'Another' }),
    aMeasure({ startAt: at(8, 1), doneAt: at(9, 1), target: 'quality' }),
    aMeasure({ startAt: at(8, 1), doneAt: at(9, 1), target: 'recycling' }),
  ];
  const { list, familySize } = measuresReport(measures, ground());
  expect(familySize).toBe(3);
  const ps = list.map(({ first }) => first?.p ?? Number.NaN);
  expect(ps[0]).toBe(ps[1]);
  const [smallest, middle, largest] = [...new Set(ps)].sort((a, b) => a - b) as [number, number, number];
  const holm = new Map([
    [smallest, Math.min(1, 3 * smallest)],
    [middle, Math.min(1, Math.max(3 * smallest, 2 * middle))],
    [largest, Math.min(1, Math.max(3 * smallest, 2 * middle, largest))],
  ]);
  expect(list.map(({ first }) => first?.pHolm)).toEqual(ps.map((p) => holm.get(p)));
  expect(list.map(({ alongside }) => alongside)).toEqual([1, 1, 0, 0]);
});

test('what happened between the two waves is named by its place', () => {
  const event = (when: number) => ({ at: when, text: { en: 'Something' }, scope: '' });
  const events = [event(at(1, 5)), event(at(2, 15)), event(at(3, 3)), event(at(5, 1))];
  expect(one(aMeasure(), ground({ events }))).toMatchObject({
    first: { events: [1, 2] },
    newest: { events: [1, 2, 3] },
  });
});

test('overdue is what is due before the day of the last answer, whatever the clock says', () => {
  const due = (rest: Partial<Measure>, asOf: number | null = at(10, 20)) =>
    one(aMeasure({ status: 'running', doneAt: null, dueAt: at(10, 19), ...rest }), ground({ asOf }))
      ?.isOverdue;
  expect(due({})).toBe(true);
  expect(due({ dueAt: at(10, 20) }, at(10, 20) + day / 2)).toBe(false);
  expect(due({ status: 'planned' })).toBe(true);
  expect(due({ status: 'done', doneAt: at(10, 19) })).toBe(false);
  expect(due({ status: 'dropped' })).toBe(false);
  expect(due({}, null)).toBe(false);
});
