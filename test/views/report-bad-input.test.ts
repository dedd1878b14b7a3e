import { brotliCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { WaveInput } from '#reports/measure-wave.ts';
import { loadAssets } from '#server/assets.ts';
import { reportHtml } from '#server/exports/report-html.ts';
import { type Locale, locales } from '#server/i18n/locale.ts';
import { loadViews } from '#server/views.ts';
import type { Answers } from '#surveys/answers.ts';
import type { Definition } from '#surveys/definition.ts';
import { createRandom, type Random } from '#surveys/random.ts';
import { type Asked, aMeasuredSurvey, aReportOf, aWaveOf } from '../helpers/report-of.ts';

const deps = { views: loadViews(), assets: loadAssets() };
const twelve = aMeasuredSurvey({ items: 12 });

function pairKeys({ pages }: Definition): string[] {
  return pages.flatMap((page) => page.questions).flatMap(({ kind, key }) => (kind === 'pair' ? [key] : []));
}

function answersOf(definition: Definition, pair: () => { expectation: number; perception: number }): Answers {
  const pairs = pairKeys(definition).map((key) => [key, pair()] as const);
  return { ...Object.fromEntries(pairs), overall: 8, single: 'one', several: ['one', 'two'] };
}

function someAnswers(definition: Definition, random: Random): Answers {
  return answersOf(definition, () => ({ expectation: 6 + random.below(5), perception: 4 + random.below(7) }));
}

function people(definition: Definition, count: number, seed: string): Asked[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, place) => ({
    stratum: place % 4 === 0 ? ('small' as const) : ('large' as const),
    attributes: { region: place % 2 === 0 ? 'east' : 'west' },
    answers: someAnswers(definition, random),
  }));
}

/** What stands in a page, without its style and its scripts. */
function markupOf(waves: readonly WaveInput[], locale: Locale): string {
  const { report, analysis } = aReportOf(waves);
  const html = reportHtml(report, locale, deps, waves.at(-1)?.key, analysis);
  return html.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '');
}

function textOf(markup: string): string {
  return markup.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
}

const empty = /^(?:meta|link|br|hr|img|input|path|line|circle|rect|col|wbr|!doctype)$/i;

/** Every element ends where it should, no two have one id, and what is referred to is there. */
function expectWholeMarkup(markup: string): void {
  const open: string[] = [];
  for (const [, slash, name = '', closed] of markup.matchAll(
    /<(\/?)([a-z!][\w-]*)(?:"[^"]*"|[^">])*?(\/?)>/gi,
  )) {
    if (slash === '/') expect(open.pop(), `</${name}>`).toBe(name);
    else if (closed !== '/' && !empty.test(name)) open.push(name);
  }
  expect(open).toEqual([]);
  const ids = [...markup.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, id] of markup.matchAll(/aria-(?:labelledby|describedby)="([^" ]*)"/g))
    expect(ids).toContain(id);
}

const hostile = `<script>alert("x")</script>'& 😀\u202eمرحبا ${'no-space'.repeat(1_240)}`;

const cases: Readonly<
  Record<string, { readonly waves: readonly WaveInput[]; readonly says: Readonly<Record<Locale, string>> }>
> = {
  'nobody answered': {
    waves: [aWaveOf('w1', twelve, [{ answers: null }, { answers: null }])],
    says: { en: 'Nobody has answered this wave yet', 'zh-CN': '还没有人' },
  },
  'one answered': {
    waves: [aWaveOf('w1', twelve, people(twelve, 1, 'one'))],
    says: { en: 'Fewer than 10 answers', 'zh-CN': '少于 10 份' },
  },
  'so few answered that figures are single people’s answers': {
    waves: [aWaveOf('w1', twelve, people(twelve, 3, 'three'))],
    says: { en: 'give the report to nobody before 10 have answered', 'zh-CN': '请不要把报告交给别人' },
  },
  'everybody said the same': {
    waves: [
      aWaveOf(
        'w1',
        twelve,
        Array.from({ length: 30 }, () => ({
          answers: answersOf(twelve, () => ({ expectation: 8, perception: 8 })),
        })),
      ),
    ],
    says: { en: 'not defined: answers do not differ', 'zh-CN': '答案没有差异' },
  },
  'an item was added and another dropped between waves': {
    waves: [
      aWaveOf('w1', twelve, people(twelve, 40, 'before')),
      aWaveOf('w2', aMeasuredSurvey({ items: 13 }), people(aMeasuredSurvey({ items: 13 }), 40, 'after')),
    ],
    says: { en: 'series broken: other items', 'zh-CN': '不可比：指标变了' },
  },
  'weights meet no known counts': {
    waves: [
      aWaveOf('w1', twelve, people(twelve, 40, 'weights'), {
        plan: { weighting: { calibration: { method: 'raking', margins: ['region'] } } },
        frame: {
          ...{ key: 'f', kind: 'counts', source: 's', population: 48_000 },
          margins: { region: { east: 10_000, north: 38_000 } },
        },
      }),
    ],
    says: { en: 'could not be weighted', 'zh-CN': '加权' },
  },
  'every name is 10,000 characters of HTML, emoji and right-to-left': (() => {
    const definition = aMeasuredSurvey({ items: 4, name: () => hostile.slice(0, 10_000) });
    return {
      waves: [
        aWaveOf('w1', definition, people(definition, 40, 'names')),
        aWaveOf('w2', definition, people(definition, 40, 'again')),
      ],
      says: { en: '&lt;script&gt;alert', 'zh-CN': '&lt;script&gt;alert' },
    };
  })(),
};

describe.each(Object.entries(cases))('a report where %s', (_, { waves, says }) => {
  test.each(locales)('is a whole page in %s and says so', (locale) => {
    const markup = markupOf(waves, locale);
    expectWholeMarkup(markup);
    const text = textOf(markup);
    expect(text).not.toMatch(/NaN|Infinity|undefined|\bnull\b|\[object/);
    expect(text).toContain(says[locale]);
    expect(markup).not.toContain('<script>alert');
  });
});

test('names that nobody would read to their end are cut on the page, which says so', () => {
  const definition = aMeasuredSurvey({ items: 4, name: () => hostile.slice(0, 10_000) });
  const text = textOf(markupOf([aWaveOf('w1', definition, people(definition, 40, 'names'))], 'en'));
  expect(text).toContain('no-space'.repeat(20));
  expect(text).not.toContain('no-space'.repeat(51));
  expect(text).toContain('…');
});

test('of what could not be tested nobody is told that it is noise, or no difference', () => {
  const plan = { segments: ['region'] };
  const waves = [40, 1].map((count, place) =>
    aWaveOf(`w${place + 1}`, twelve, people(twelve, count, `untested ${place}`), { plan }),
  );
  const text = textOf(markupOf(waves, 'en'));
  expect(text).toContain('whether that is more than noise could not be tested');
  expect(text).toContain('There are too few groups with answers enough to compare them.');
  expect(text).not.toMatch(/which is within noise|changed by more than noise|No group of customers differs/);
});

test('a change that may be noise has no arrow in the headline either', () => {
  const waves = ['one', 'two'].map((seed, place) =>
    aWaveOf(`w${place + 1}`, twelve, people(twelve, 40, seed), { plan: { change: 'independent' } }),
  );
  const markup = markupOf(waves, 'en');
  expect(markup).toContain('not shown to be more than noise');
  expect(markup).toMatch(/<span class="amount open">[+−]?\d\.\d{3}<\/span>/);
});

describe('120 items in 40 waves', () => {
  const definition = aMeasuredSurvey({ items: 120 });
  const waves = Array.from({ length: 40 }, (_, place) =>
    aWaveOf(
      `w${String(place + 1).padStart(2, '0')}`,
      definition,
      people(definition, place === 39 ? 500 : 40, `wave ${place}`),
      {
        plan: { change: 'independent', smallestCell: 5 },
      },
    ),
  );
  const { report, analysis } = aReportOf(waves);

  test('make a page of every item that a phone can load', () => {
    const html = reportHtml(report, 'zh-CN', deps, 'w40', analysis);
    const markup = html.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '');
    expectWholeMarkup(markup);
    expect(markup.match(/data-level="item"/g)).toHaveLength(120);
    expect(markup.match(/<details class="spread">/g)?.length).toBeGreaterThanOrEqual(120);
    expect(brotliCompressSync(markup).byteLength).toBeLessThan(80_000);
  });
});
