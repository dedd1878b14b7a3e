import { describe, expect, test } from 'vitest';
import { analyseWave, type WaveAnalysis } from '#reports/wave-analysis.ts';
import type { Priority, WavePriorities } from '#reports/wave-priorities.ts';
import { locales } from '#server/i18n/locale.ts';
import { translator } from '#server/i18n/translate.ts';
import { first } from '#server/views/reports/first.view.ts';
import { focusOn } from '#server/views/reports/focus.ts';
import { type Box, freePlace } from '#server/views/reports/label-places.ts';
import { reportPage } from '#server/views/reports/report.view.ts';
import { loadViews } from '#server/views.ts';
import { createRandom } from '#surveys/random.ts';
import { aReport, aWave } from '#test/helpers/report.ts';
import { firstDefinition, firstFixture, firstWave } from '../reports/first-fixture.ts';

const wave = aWave('q1', 0);
const report = aReport({ waves: [wave] });
const analysis = analyseWave(firstWave());
const form = { action: '/reports/r', hidden: { wave: 'q1' } };

function section(
  of: WaveAnalysis = analysis,
  asked: { readonly item: string; readonly by: string } | null = null,
) {
  const made = first(focusOn(report, wave, translator('en'), of), form, asked);
  if (made === null) throw new Error('No section');
  return made;
}

/** The analysis with something else in its priorities. */
function withParts(change: (part: Priority, place: number) => Partial<Priority>): WaveAnalysis {
  const { drivers } = analysis;
  if (drivers === null) throw new Error('Nothing was analysed');
  const parts = drivers.parts.map((part, place) => ({ ...part, ...change(part, place) }));
  return { ...analysis, drivers: { ...drivers, parts } satisfies WavePriorities };
}

const settled = { importance: false, performance: false };

describe('what comes first', () => {
  test('is said where both intervals stay on their side, and no further than that', () => {
    const [one, other] = ['concentrate-here', 'keep-up'] as const;
    const sure = withParts((_, place) => ({ quadrant: place === 0 ? one : other, borderline: settled }));
    expect(section(sure).finding).toMatch(/^Begin with speed: /);
    const unsure = withParts((_, place) => ({
      quadrant: place === 0 ? one : other,
      borderline: { importance: place === 0, performance: false },
    }));
    expect(section(unsure).finding).toMatch(/^speed could come first: .* do not settle it\.$/);
    expect(section(unsure).sentences.join(' ')).toContain(
      'Not settled by the data, and possible in a neighbouring field too: speed.',
    );
    const nothing = withParts(() => ({ quadrant: other, borderline: settled }));
    expect(section(nothing).finding).toMatch(/^Nothing stands out as both important and weak/);
  });

  test('names what is more important than is said, and what is less', () => {
    const differing = withParts((_, place) => ({
      contrast: place === 0 ? 'hidden' : place === 1 ? 'claimed' : null,
    }));
    const { sentences } = section(differing);
    expect(sentences.join(' ')).toMatch(/More important than the questionnaire’s weight suggests: speed\./);
    expect(sentences.join(' ')).toMatch(/Less important than the questionnaire’s weight suggests: care\./);
  });

  test('tells R², how many answered everything, and why importance does not come from answers', () => {
    expect(section().notes[0]).toMatch(
      /how much of “Overall” each of the items explains in \d+ complete answers/,
    );
    const definition = firstDefinition();
    const pages = definition.pages.map((page) => ({
      ...page,
      questions: page.questions.filter(({ kind }) => kind === 'pair'),
    }));
    const without = section(analyseWave(firstWave({ definition: { ...definition, pages } })));
    expect(without.notes).toEqual([
      'Importance is the weight that the questionnaire gives: customers are not asked for it, and it is not read from the answers, since no question sums up how satisfied they are.',
    ]);
    expect(without.map?.drawings[0]?.points.every(({ ellipse }) => ellipse === null)).toBe(true);
  });
});

test.each([1, 3, 12])('a wave of %i answers gives a section that is right as far as it goes', (n) => {
  const few = firstWave({ leaveOut: (row) => row % Math.ceil(150 / n) !== 0 });
  const made = section(analyseWave(few));
  expect(made.finding).not.toMatch(/^Begin with/);
  expect(made.map?.drawings[0]?.points).toHaveLength(4);
  expect(JSON.stringify(made)).not.toMatch(/NaN|Infinity|undefined/);
});

describe('the map', () => {
  test('shows C = 1 and has a number for each part, whose name stands in a drawing for a desk alone', () => {
    const { map } = section();
    expect(map?.drawings.map(({ size }) => size)).toEqual(['wide', 'narrow']);
    for (const { points, xTicks } of map?.drawings ?? []) {
      expect(points.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
      expect(xTicks.map(({ label }) => Number(label))).toContain(1);
    }
    expect(map?.drawings[1]?.points.every(({ name }) => name === null)).toBe(true);
  });

  test('lays no name upon another, upon a number or over the border, however many and long they are', () => {
    const edge = { left: 60, right: 700, top: 28, bottom: 408 };
    const meet = (one: Box, other: Box) =>
      one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
    for (let seed = 0; seed < 50; seed++) {
      const random = createRandom(`map ${seed}`);
      const discs = Array.from({ length: 20 }, () => ({
        x: 75 + 600 * random.next(),
        y: 45 + 350 * random.next(),
        radius: 9,
      }));
      const boxes: Box[] = discs.map(({ x, y }) => ({
        left: x - 9,
        right: x + 9,
        top: y - 9,
        bottom: y + 9,
      }));
      let named = 0;
      for (const disc of discs) {
        const place = freePlace(
          random.next() < 0.5 ? '投递员的服务态度和用辞' : 'A'.repeat(10_000),
          disc,
          edge,
          boxes,
        );
        if (place === null) continue;
        named += 1;
        expect(boxes.some((other) => meet(place.box, other))).toBe(false);
        expect(place.box.left >= edge.left && place.box.right <= edge.right).toBe(true);
        expect([...place.text].length).toBeLessThan(30);
        boxes.push(place.box);
      }
      expect(named).toBeGreaterThan(8);
    }
  });
});

describe('what if', () => {
  test('answers a question with an interval, and says where the scale ends', () => {
    const asked = section(analysis, { item: 'speed', by: '0,5' }).whatIf;
    expect(asked?.results[0]).toMatch(
      /^speed, 0\.5 points more: C 0\.\d{4} becomes 0\.\d{4}, a gain of \+0\.0285 \[\+0\.0\d+, \+0\.0\d+\]\.$/,
    );
    expect(asked?.results[1]).toMatch(/rate “Overall” \+0\.18 points higher/);
    expect(section(analysis, { item: 'speed', by: '9' }).whatIf?.results[0]).toMatch(
      /can rise by \d\.\d+ points at most/,
    );
  });

  test.each(['', 'x', '-1', '0', '1e9', '99', '0.5<b>'])(
    'says what to type instead of “%s”, and keeps it',
    (by) => {
      const { form: shown, results } = section(analysis, { item: 'speed', by }).whatIf ?? {};
      expect(results).toEqual([]);
      expect(shown).toMatchObject({
        by,
        byError: 'Enter points above 0, up to 9, such as 0.5.',
        itemError: null,
      });
      expect(shown?.options.find(({ isChosen }) => isChosen)?.value).toBe('speed');
    },
  );

  test('knows no items but those of the wave', () => {
    const { form: shown, results } = section(analysis, { item: '__proto__', by: '1' }).whatIf ?? {};
    expect(results).toEqual([]);
    expect(shown).toMatchObject({ itemError: 'Choose one of the items.', byError: null });
  });
});

describe('what customers are worth', () => {
  test('names the assumption beside the sum, and what is held back', () => {
    const { value } = section();
    expect(value?.loss?.title).toBe('At risk, if 10% to 30% of it is lost');
    expect(value?.loss?.assumed).toContain('is an assumption, 10% to 30%, and not measured here');
    const keeps = (row: number) => firstFixture.data.stratum?.[row] !== 'A' || row % 10 === 0;
    const few = section(analyseWave(firstWave({ leaveOut: (row) => !keeps(row) }))).value;
    const [a] = few?.tables[0]?.rows ?? [];
    expect(a).toMatchObject({
      n: '—',
      heldBack: 'too few answers',
      csi: { text: '—' },
      risk: { text: 'held back' },
    });
    expect(few?.notes.join(' ')).toContain('Classes with too few answers are held back');
  });

  test('says what to import where nothing is known of revenue, and shows no sum', () => {
    const { value } = section(analyseWave(firstWave({ plan: { value: { revenue: 'turnover' } } })));
    expect(value?.loss).toBeNull();
    expect(value?.tables[0]).toMatchObject({ hasRevenue: false, hasRisk: false });
    expect(value?.notes.join(' ')).toContain(
      'Import the customer list with a column of numbers that is kept',
    );
  });
});

test('the section stands on the page in both languages; names are text', () => {
  const views = loadViews();
  const frame = {
    ...{ language: 'en', direction: 'ltr' as const, title: '', styles: [], sheets: [], scripts: [] },
    ...{ icon: { address: '', type: '' }, logo: null, mark: null },
  } as const;
  const evil = withParts(() => ({
    name: { en: '<img src=x onerror=alert(1)>‮', 'zh-CN': `<b>${'长'.repeat(10_000)}` },
  }));
  for (const locale of locales) {
    const view = reportPage(report, wave, translator(locale), null, evil);
    const { text } = views.page('reports/report', view, frame);
    expect(text).toContain('<section class="first"');
    expect(text).not.toMatch(/<img src=x|<b>长/);
    expect(text).not.toContain('{');
    // a file leads nowhere
    expect(text).not.toContain('<form class="what-if"');
  }
});
