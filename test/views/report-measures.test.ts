import { describe, expect, test } from 'vitest';
import { type Measure, measuresReport } from '#reports/measures.ts';
import type { Report, SurveyEvent } from '#reports/report.ts';
import { loadAssets } from '#server/assets.ts';
import { reportHtml } from '#server/exports/report-html.ts';
import { locales } from '#server/i18n/locale.ts';
import { translator } from '#server/i18n/translate.ts';
import { focusedWave, focusOn } from '#server/views/reports/focus.ts';
import { measures } from '#server/views/reports/measures.view.ts';
import { trend } from '#server/views/reports/trend.view.ts';
import { trendFigure } from '#server/views/reports/trend-figure.view.ts';
import { loadViews } from '#server/views.ts';
import { aReport, aWave } from '#test/helpers/report.ts';

const deps = { views: loadViews(), assets: loadAssets() };
const at = (month: number, date: number) => Date.UTC(2026, month - 1, date, 4);
const hostile = `<script>alert(1)</script> ${'很长的名字'.repeat(60)} \u202eخدمة 👍`;

function aMeasure(rest: Partial<Measure> = {}): Measure {
  return {
    ...{ title: 'One person for each claim', description: '', owner: 'Li Na', target: 'afterSales' },
    ...{ targetName: null, need: 'q1', status: 'done', startAt: at(2, 1), dueAt: null, doneAt: at(3, 1) },
    ...rest,
  };
}

/** A report in which these measures were taken, and these things happened. */
function improved(list: readonly Measure[], events: readonly SurveyEvent[] = [], of: Partial<Report> = {}) {
  const report = aReport(of);
  const { waves, changes, ratings } = report;
  const ground = { waves, changes, ratings, events, asOf: at(10, 20) };
  return { ...report, events, measures: measuresReport(list, ground) };
}

function focusIn(report: Report, locale: 'en' | 'zh-CN' = 'en') {
  const wave = focusedWave(report, undefined);
  if (wave === null) throw new Error('a report needs a wave');
  return focusOn(report, wave, translator(locale));
}

const said = (measure: Measure, change?: (report: Report) => Report) => {
  const report = improved([measure]);
  return measures(focusIn(change?.(report) ?? report), null)?.rows[0];
};

describe('what became of a measure, in words', () => {
  test('more than noise is said to be, and that other things may have changed too', () => {
    const row = said(aMeasure({ startAt: at(2, 1), doneAt: at(8, 1) }));
    expect(row?.target).toBe('After-sales service');
    expect(row?.effects).toHaveLength(1);
    expect(row?.effects[0]?.sentence).toMatch(
      /^Since then C of “After-sales service” fell by 0\.\d{3}: 0\.\d{3} in Q1 2026, 0\.\d{3} in Q4 2026 \(95% interval of the change .*; p\s<\s0\.001\)\. That is more than noise; other things may have changed too\.$/u,
    );
    expect(row?.notes).toContain(
      'Asked while it was taking effect, and so on neither side: Q2 2026 and Q3 2026.',
    );
  });

  test('within noise claims neither a change nor none', () => {
    const row = said(aMeasure({ target: 'quality' }));
    expect(row?.effects[0]?.change).toMatchObject({ tone: 'open' });
    expect(row?.effects[0]?.sentence).toContain(
      'within noise, so neither a change nor that there is none is shown',
    );
  });

  test('what cannot be compared says why and shows no number', () => {
    const row = said(aMeasure(), (report) => ({
      ...report,
      measures: {
        ...report.measures,
        list: report.measures.list.map((measure) => ({
          ...measure,
          newest: null,
          first: measure.first && {
            ...measure.first,
            ...{ before: null, after: null, difference: null, standardError: null, lower: null, upper: null },
            ...{ p: null, pHolm: null, reason: 'held-back' as const },
          },
        })),
      },
    }));
    expect(row?.effects).toMatchObject([{ change: { amount: '—' } }]);
    expect(row?.effects[0]?.sentence).toMatch(/^Q1 2026 and Q2 2026 cannot be compared: .+\.$/);
    expect(row?.effects[0]?.sentence).not.toMatch(/\d\.\d/);
  });

  test('no claim of a cause is made, in either language', () => {
    for (const locale of locales) {
      const report = improved([aMeasure(), aMeasure({ target: 'recycling' })]);
      const words = JSON.stringify(measures(focusIn(report, locale), null));
      expect(words).not.toMatch(/because of the measure|thanks to|led to|effective|使得|奏效|归功|有效果/);
    }
  });

  test('without measures there is a section only for whoever may begin one', () => {
    const focus = focusIn(improved([]));
    expect(measures(focus, null)).toBeNull();
    const link = (target: string | null) => `/new?target=${target ?? ''}`;
    expect(measures(focus, link)).toMatchObject({ rows: [], begin: { href: '/new?target=' } });
  });
});

const event = (when: number, en = 'New prices', scope = ''): SurveyEvent => ({
  at: when,
  text: { en },
  scope,
});

describe('events on the trend', () => {
  test('stand at their place in time between the middles of the waves', () => {
    // waves run from the 1st to the 21st of January, April, July and October
    const middle = (one: number, other: number) => (at(one, 11) + at(other, 11)) / 2;
    const events = [event(at(1, 1) - 9e9), event(middle(1, 4)), event(middle(4, 7)), event(at(12, 1))];
    const { events: view } = trend(focusIn(improved([], events)));
    expect(view?.list.map(({ place }) => Number(place))).toEqual([-0.4, 0.5, 1.5, 3.4]);
    const marks = trendFigure(focusIn(improved([], events)), ['overall'])?.events ?? [];
    expect(marks.map(({ label }) => label)).toEqual(['1', '2', '3', '4']);
    for (const { x } of marks) expect(Number.parseFloat(x)).toBeGreaterThan(9);
    for (const { x } of marks) expect(Number.parseFloat(x)).toBeLessThan(98);
  });

  test('close together have one mark that says their numbers, and every line', () => {
    const events = [event(at(2, 1)), event(at(2, 3)), event(at(2, 5)), event(at(8, 20))];
    const marks = trendFigure(focusIn(improved([], events)), ['overall'])?.events ?? [];
    expect(marks.map(({ label, lines }) => [label, lines.length])).toEqual([
      ['1–3', 3],
      ['4', 1],
    ]);
  });

  test('are listed without a place where no wave has a time', () => {
    const waves = [aWave('q1', 0, { opensAt: null, closesAt: null })];
    const report = improved([], [event(at(2, 1), 'Strike', 'East')], { waves });
    const { events: view, figure } = trend(focusIn(report));
    expect(view?.list).toMatchObject([{ place: '', said: '1. February 1, 2026: Strike (East)' }]);
    expect(figure?.events).toEqual([]);
  });
});

test('a line broken on the trend is explained in words, once for all series that break for one reason', () => {
  const report = aReport();
  const changes = report.changes.map((change) =>
    change.to === 'q3' && ['overall', 'factor:service'].includes(change.target)
      ? { ...change, difference: null, p: null, reason: 'items-changed' as const }
      : change,
  );
  const { breaks, figure } = trend(focusIn({ ...report, changes }));
  expect(breaks).toHaveLength(1);
  expect(breaks[0]).toMatch(/^Dotted line at Q3 2026: Overall and Service — /);
  expect(figure?.breaks).toHaveLength(1);
  expect([figure?.bands.length, figure?.segments.length]).toEqual([2, 2]);
});

test('forty waves stay readable: small marks, names and values only where there is room', () => {
  const waves = Array.from({ length: 40 }, (_, place) =>
    aWave(`w${place}`, place % 4, {
      label: { en: `Wave ${place + 1} of a long series` },
      opensAt: at(1, 1) + place * 30 * 864e5,
      closesAt: at(1, 10) + place * 30 * 864e5,
    }),
  );
  const report = improved(
    [],
    Array.from({ length: 30 }, (_, place) => event(at(1, 20) + place * 40 * 864e5)),
    {
      waves,
      changes: [],
      movement: null,
    },
  );
  const figure = trendFigure(focusIn(report), ['overall']);
  expect(figure?.isDense).toBe(true);
  const always = (room: 'room' | 'valueRoom') =>
    figure?.points.filter((point) => point[room] === 'always').length;
  expect(always('room')).toBeLessThanOrEqual(2);
  expect(always('valueRoom')).toBeLessThanOrEqual(7);
  expect(figure?.points.at(-1)).toMatchObject({ room: 'always', valueRoom: 'always' });
  const xs = (figure?.events ?? []).map(({ x }) => Number.parseFloat(x));
  for (const [place, x] of xs.slice(1).entries()) expect(x - (xs[place] ?? 0)).toBeGreaterThan(4);
});

test.each(locales)('names of any kind are shown as they are in %s, and run nothing', (locale) => {
  const measure = aMeasure({ title: hostile, description: hostile, owner: hostile, target: hostile });
  const report = improved([measure, aMeasure()], [event(at(2, 1), hostile, hostile)]);
  const html = reportHtml(report, locale, deps);
  expect(html).not.toContain('<script>alert(1)');
  expect(html).toContain('&lt;script&gt;alert(1)');
  expect(reportHtml(report, locale, deps)).toBe(html);
});
