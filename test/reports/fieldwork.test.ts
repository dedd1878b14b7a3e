import { describe, expect, test } from 'vitest';
import { answersByDay } from '#reports/fieldwork/days.ts';
import { durationsByRoute, routeKey, stepAfter } from '#reports/fieldwork/durations.ts';
import { itemsSkipped } from '#reports/fieldwork/items.ts';
import { leavingAfter } from '#reports/fieldwork/leaving.ts';
import { ratesByStratum } from '#reports/fieldwork/rates.ts';
import { WaveColumns } from '#reports/wave-columns.ts';
import { createRandom } from '#surveys/random.ts';
import { aDefinition, aPage, aPair, aRecommend, aScale } from '../surveys/builders.ts';

const quarterOf = (moment: string) => Math.floor(Date.parse(moment) / 900_000);
const sent = (moment: string, submitted = 1) => ({ quarter: quarterOf(moment), submitted });

describe('answers by day', () => {
  const quarters = [
    sent('2026-10-01T15:59:00Z', 2),
    sent('2026-10-01T16:00:00Z', 3),
    sent('2026-10-04T00:00:00Z', 4),
  ];

  test('lie in the days of the time zone, days without answers included', () => {
    expect(answersByDay(quarters, 'Asia/Shanghai')).toEqual([
      { day: '2026-10-01', submitted: 2 },
      { day: '2026-10-02', submitted: 3 },
      { day: '2026-10-03', submitted: 0 },
      { day: '2026-10-04', submitted: 4 },
    ]);
    expect(answersByDay(quarters, 'UTC').map(({ submitted }) => submitted)).toEqual([5, 0, 0, 4]);
  });

  test('follow zones that differ by three quarters of an hour, and clocks that are put back', () => {
    const kathmandu = [sent('2026-10-01T18:14:00Z'), sent('2026-10-01T18:15:00Z')];
    expect(answersByDay(kathmandu, 'Asia/Kathmandu').map(({ day }) => day)).toEqual([
      '2026-10-01',
      '2026-10-02',
    ]);
    // Berlin has 25 hours on that day
    const back = [sent('2026-10-24T22:00:00Z'), sent('2026-10-25T22:45:00Z'), sent('2026-10-25T23:00:00Z')];
    expect(answersByDay(back, 'Europe/Berlin')).toEqual([
      { day: '2026-10-25', submitted: 2 },
      { day: '2026-10-26', submitted: 1 },
    ]);
  });

  test('of a wave with a stray answer years ago are not drawn day by day', () => {
    const days = answersByDay([sent('2001-01-01T00:00:00Z'), ...quarters], 'UTC');
    expect(days.map(({ day }) => day)).toEqual(['2001-01-01', '2026-10-01', '2026-10-04']);
    expect(answersByDay([], 'UTC')).toEqual([]);
    expect(() => answersByDay([], 'Mars/Olympus')).toThrow(RangeError);
  });
});

describe('durations', () => {
  test('have the quartiles of all of them, to a step, whatever they are', () => {
    const random = createRandom('durations');
    for (let round = 0; round < 20; round++) {
      const times = Array.from({ length: 401 }, () => Math.floor(random.next() ** 4 * 5000));
      const counted = times.map((time) => {
        const seconds = time < 600 ? time : Math.floor(time / stepAfter(time)) * stepAfter(time);
        return { passed: ['a'], seconds, submitted: 1 };
      });
      const sorted = times.toSorted((one, other) => one - other);
      const [route] = durationsByRoute(counted);
      expect(route?.answers).toBe(401);
      for (const [name, place] of [
        ['lower', 100],
        ['median', 200],
        ['upper', 300],
      ] as const) {
        const value = sorted[place] ?? 0;
        // within the step that the middle one lies in
        const step = value < 600 ? 1 : Math.floor(value / stepAfter(value)) * stepAfter(value);
        expect(route?.quartiles[name]).toBeGreaterThanOrEqual(value < 600 ? value : step);
        expect(route?.quartiles[name]).toBeLessThanOrEqual(value + stepAfter(value));
      }
    }
  });

  test('are told apart by pages asked, not by the order they were shuffled into', () => {
    const counted = [
      { passed: ['a', 'b'], seconds: 10, submitted: 2 },
      { passed: ['b', 'a'], seconds: 30, submitted: 3 },
      { passed: ['a'], seconds: 5, submitted: 4 },
    ];
    expect(durationsByRoute(counted).map(({ pages, answers }) => [pages, answers])).toEqual([
      [['b', 'a'], 5],
      [['a'], 4],
    ]);
    expect(routeKey(['b', 'a'])).toBe(routeKey(['a', 'b']));
    expect(durationsByRoute([])).toEqual([]);
  });
});

test('where people leave is told by the page passed last, in the order of the questionnaire', () => {
  const definition = aDefinition(aPage('one', aPair('speed')), aPage('two', aScale('overall')));
  const routes = [
    { passed: ['one', 'two'], started: 1 },
    { passed: ['gone'], started: 2 },
    { passed: ['one'], started: 4 },
    { passed: ['two', 'one'], started: 1 },
    { passed: [], started: 2 },
  ];
  expect(leavingAfter(definition, routes)).toEqual([
    { page: null, started: 2, share: 0.2 },
    { page: 'one', started: 5, share: 0.5 },
    { page: 'two', started: 1, share: 0.1 },
    { page: 'gone', started: 2, share: 0.2 },
  ]);
  expect(leavingAfter(definition, [])).toEqual([]);
});

describe('of the rows of a wave', () => {
  const definition = aDefinition(
    aPage('one', aPair('speed', { notApplicable: true, required: false }), aScale('overall')),
    { ...aPage('two', aRecommend('recommend')), showIf: { op: 'atLeast', question: 'overall', value: 5 } },
  );
  const columns = new WaveColumns(definition, new Map([['v', definition]]), []);
  const answered = { speed: { expectation: 9, perception: 8 }, overall: 9, recommend: 9 };
  const said = [
    ['A', 'submitted', answered],
    ['A', 'submitted', { ...answered, speed: { perception: 'na' } }],
    ['A', 'submitted', { overall: 3 }],
    ['B', 'submitted', answered],
    ['B', 'screenedOut', {}],
    ['B', 'started', {}],
    ['B', null, {}],
  ] as const;
  said.forEach(([stratum, status, answers], place) => {
    const response = status === null ? null : { versionId: 'v', status, answers };
    columns.set(place, { stratum, attributes: {}, recorded: null, weight: null, response });
  });

  test('rates are AAPOR’s, by stratum and of all, against what is aimed at', () => {
    const { strata, total } = ratesByStratum(columns.dataset(), 0.5);
    expect(strata.map(({ stratum, sampled, rates }) => [stratum, sampled, rates.RR1, rates.RR2])).toEqual([
      ['A', 3, 1, 1],
      ['B', 4, 1 / 3, 1 / 3],
    ]);
    expect(strata.map(({ target }) => target)).toEqual([
      { rate: 0.5, isReached: true, missing: 0 },
      { rate: 0.5, isReached: false, missing: 1 },
    ]);
    expect(total).toMatchObject({ stratum: null, sampled: 7, counts: { complete: 4, notEligible: 1 } });
    expect(total.rates.RR1).toBeCloseTo(4 / 6, 12);
    expect(ratesByStratum(columns.dataset(), null).total.target).toBeNull();
  });

  test('"not applicable" is told from no answer, and those not asked are not said to have skipped', () => {
    const items = itemsSkipped(definition, columns.dataset());
    expect(
      items.map(({ key, answers, notApplicable, unanswered }) => [key, answers, notApplicable, unanswered]),
    ).toEqual([
      ['speed', 4, 1, 1],
      ['overall', 4, 0, 0],
      ['recommend', 4, 0, 1],
    ]);
    expect(items.map(({ isConditional }) => isConditional)).toEqual([false, false, true]);
    expect(items[0]).toMatchObject({ kind: 'pair', notApplicableShare: 0.25, unansweredShare: 0.25 });
  });
});
