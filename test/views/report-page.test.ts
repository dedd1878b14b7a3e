import { describe, expect, test } from 'vitest';
import type { Report } from '#reports/report.ts';
import { loadAssets } from '#server/assets.ts';
import { reportHtml } from '#server/exports/report-html.ts';
import { jsonOf, waveDocument } from '#server/exports/report-json.ts';
import { locales } from '#server/i18n/locale.ts';
import { translator } from '#server/i18n/translate.ts';
import { focusedWave } from '#server/views/reports/focus.ts';
import { reportPage } from '#server/views/reports/report.view.ts';
import { loadViews } from '#server/views.ts';
import {
  aDecomposition,
  anEmptyFigure,
  aReport,
  aSegmentChange,
  aWave,
  aWaveWithoutFigures,
} from '#test/helpers/report.ts';

const deps = { views: loadViews(), assets: loadAssets() };
const frame = {
  language: 'en',
  direction: 'ltr',
  title: '',
  styles: [],
  sheets: [],
  scripts: [],
  icon: { address: '', type: '' },
  logo: null,
  mark: null,
} as const;

function bodyOf(report: Report, locale: 'zh-CN' | 'en', wave?: string): string {
  const view = reportPage(report, focusedWave(report, wave), translator(locale), null);
  return deps.views.page('reports/report', view, frame).text;
}

function textOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll('&#x3D;', '=');
}

const openOnly = {
  ...aWave('q1', 0),
  sampling: { frame: null, draw: null, strata: [] },
  openAnswers: { submitted: 1301, excluded: 0, used: true },
  weighting: { base: 'equal', nonresponse: null, calibration: null, steps: [], strata: [] },
} as const;

const cases: Record<string, Report> = {
  'four waves': aReport(),
  'one wave': aReport({ waves: [aWave('q1', 0)] }),
  'no wave': aReport({ waves: [] }),
  'a wave without answers': aReport({ waves: [aWave('q1', 0), aWaveWithoutFigures('q2', 1, 'noAnswers')] }),
  'only waves without figures': aReport({ waves: [aWaveWithoutFigures('q1', 0, 'notWeighted')] }),
  'an open link': aReport({ waves: [openOnly] }),
  'every figure undefined': aReport({
    waves: [
      {
        ...aWave('q1', 0),
        figures: aWave('q1', 0).figures.map((figure) =>
          anEmptyFigure(figure, { suppressed: null, reason: 'no-answers', n: 0 }),
        ),
      },
    ],
  }),
  'no figures at all': aReport({ waves: [{ ...aWave('q1', 0), figures: [], design: null }] }),
  'no factors': aReport({ factors: [], segments: [], ratings: [] }),
};

describe.each(Object.entries(cases))('a report with %s', (_, report) => {
  test.each(locales)('is a whole page in %s, of every wave', (locale) => {
    for (const wave of [undefined, ...report.waves.map(({ key }) => key)]) {
      const text = textOf(bodyOf(report, locale, wave));
      expect(text).not.toMatch(/NaN|Infinity|undefined|\bnull\b|\[object|\{\w+\}/);
      expect(text).toContain(locale === 'en' ? 'Huajie Express' : '华捷速运');
    }
  });
});

test('a wave without figures says so and still shows whom we asked', () => {
  const report = aReport({ waves: [aWave('q1', 0), aWaveWithoutFigures('q2', 1, 'noAnswers')] });
  const text = textOf(bodyOf(report, 'en', 'q2'));
  expect(text).toContain('Nobody has answered this wave yet');
  expect(text).toContain('0 + 0 + 0 + 0 + 0 + 200 + 0 = 200');
  expect(text).not.toContain('Factors, their dimensions and items');
});

test('answers by an open link are not given a response rate', () => {
  const text = textOf(bodyOf(aReport({ waves: [openOnly] }), 'en'));
  expect(text).toContain('1,301 answers by the open link; no sample was drawn');
  expect(text).not.toMatch(/RR\d/);
});

test('what became of those asked adds up to the sample', () => {
  const text = textOf(bodyOf(aReport(), 'en'));
  expect(text).toContain('1,240 + 61 + 275 + 422 + 71 + 187 + 20 = 2,276');
  expect(text).toContain('1,301 answers from 2,276 sampled customers (58%, RR2)');
  expect(text).toContain('I / (I + P + R + NC + O + U) 1,240 / 2,256');
});

test('what differs comes the weakest first: factors, their dimensions, the items of these', () => {
  const html = bodyOf(aReport(), 'en');
  const rows = [
    ...html.matchAll(/data-level="(\w+)">[\s\S]*?index-cell" data-label="C" data-sort="([\d.]+)"/g),
  ].map(([, level, c]) => ({ level, c: Number(c) }));
  expect(rows.filter(({ level }) => level === 'item')).toHaveLength(24);
  expect(rows.filter(({ level }) => level === 'dimension')).toHaveLength(7);
  const levels = ['factor', 'dimension', 'item'];
  for (const [place, level] of levels.entries()) {
    let last = 0;
    for (const row of rows) {
      if (levels.indexOf(row.level ?? '') < place) last = 0;
      if (row.level !== level) continue;
      expect(row.c).toBeGreaterThanOrEqual(last);
      last = row.c;
    }
  }
});

test('the trend’s table holds every figure the chart draws, to the last digit', () => {
  const report = aReport();
  const html = bodyOf(report, 'en');
  for (const { figures } of report.waves) {
    const overall = figures.find(
      ({ name, target, domain }) => name === 'csi' && target === 'overall' && !domain,
    );
    expect(html).toContain(
      `data-value="${overall?.estimate}" data-lower="${overall?.lower}" data-upper="${overall?.upper}"`,
    );
  }
});

test('a wave without figures leaves a gap in the drawing, not a line across it', () => {
  const waves = [aWave('q1', 0), aWave('q2', 1), aWaveWithoutFigures('q3', 2, 'noAnswers'), aWave('q4', 3)];
  const html = bodyOf(aReport({ waves }), 'en').split('data-drawing="trend"')[1] ?? '';
  expect(html.match(/class="path"/g)).toHaveLength(1);
  expect(html.match(/<circle class="disc" cx="[\d.]+%" cy="\d+"/g)).toHaveLength(3);
});

describe('small cells', () => {
  test('are an empty square with words, and what would give them away is held back too', () => {
    const html = bodyOf(aReport(), 'zh-CN');
    for (const name of ['overseas', 'government']) {
      const rows = [...html.matchAll(new RegExp(`${name}</th>([\\s\\S]*?)</tr>`, 'g'))].map(
        ([, row]) => row ?? '',
      );
      const [heat, , strip] = rows.filter((row) => row.includes('<td'));
      expect(textOf(heat ?? '').trim()).toBe('不显示 — — — —');
      expect(textOf(strip ?? '')).toBe(' — 不显示 — — — — ');
      expect(heat).toContain('class="square"');
      expect(strip).toContain('class="square"');
    }
    expect(textOf(html)).toContain('□ 不显示：答卷少于 10 份（abc为A的 5 份）');
  });

  test('leave the others told apart: what is more than noise is coloured, by which way and how far', () => {
    const html = bodyOf(aReport(), 'en');
    const heat = html.slice(html.indexOf('class="figures heat"'), html.indexOf('class="figures segments"'));
    const rowOf = (name: string) => new RegExp(`>${name}</th>([\\s\\S]*?)</tr>`).exec(heat)?.[1] ?? '';
    expect(rowOf('A')).toMatch(/heat-less-2"><b>0\.921<\/b><span class="apart">▼ −0\.027<\/span>/);
    expect(rowOf('A')).toMatch(/heat-less-3"><b>0\.910<\/b><span class="apart">▼ −0\.054<\/span>/);
    expect(rowOf('B')).toMatch(/heat-same"><b>0\.943<\/b><span class="apart">−0\.005<\/span>/);
    expect(rowOf('C')).toContain('heat-more-2');
    const text = textOf(html);
    expect(text).toContain('Customers differ by abc.');
    expect(text).toContain(
      'The groups differ (F(2, 1,297) = 4.20, p &lt; 0.001), and these stand out: A (0.921) is 0.027 below',
    );
    expect(text).toContain('The groups are not shown to differ (F(2, 1,297) = 4.20, p = 0.410).');
  });

  test('stay so over the waves, where a change that is more than noise is coloured', () => {
    const changes = [...aReport().changes, aSegmentChange({ market: 'ecommerce' }, -0.031)];
    const html = bodyOf(aReport({ changes }), 'en');
    const table = html.slice(html.indexOf('Groups from wave to wave'));
    const rowOf = (name: string) => new RegExp(`>${name}</th>([\\s\\S]*?)</tr>`).exec(table)?.[1] ?? '';
    const [first, ...later] = rowOf('ecommerce').split('<td').slice(1);
    expect(later).toHaveLength(3);
    expect(first).not.toContain('apart');
    expect(later.at(-1)).toMatch(/heat-less-3"><b>0\.955<\/b><span class="apart">▼ −0\.031<\/span>/);
    expect(textOf(rowOf('overseas')).trim()).toBe('held back held back held back held back');
  });

  test('have no change either, and a group that was held back before says so', () => {
    const { changes } = aReport();
    const nothing = { difference: null, standardError: null, lower: null, upper: null, p: null, pBH: null };
    const held = { ...nothing, reason: 'held-back' } as const;
    const html = bodyOf(
      aReport({
        changes: [
          ...changes,
          aSegmentChange({ market: 'ecommerce' }, 0.03),
          aSegmentChange({ market: 'retail' }, 0.002, { pBH: 0.9 }),
          aSegmentChange({ market: 'enterprise' }, 0, held),
          aSegmentChange({ market: 'overseas' }, 0, held),
        ],
      }),
      'en',
    );
    const tables = html.slice(html.indexOf('class="figures segments"'));
    const rowOf = (name: string) =>
      textOf(new RegExp(`${name}</th>([\\s\\S]*?)</tr>`).exec(tables)?.[1] ?? '');
    expect(rowOf('ecommerce')).toContain('▲ +0.030 better p &lt; 0.001');
    expect(rowOf('retail')).toContain('+0.002 p = 0.900');
    expect(rowOf('enterprise')).toContain('— held back in one wave');
    expect(rowOf('overseas')).toBe(' — held back — — — — — ');
    expect(textOf(html)).toContain('Since Q3 2026 “ecommerce” has got better by 0.030 (p &lt; 0.001).');
    expect(textOf(html)).toContain('overall and factors of these groups (12 tests)');
  });

  test('stay hidden even when a figure marked as held back still carries its numbers', () => {
    const wave = aWave('q1', 0);
    const figures = wave.figures.map((figure) =>
      figure.domain?.abc === 'A' ? { ...figure, suppressed: 'small-cell' as const } : figure,
    );
    const html = bodyOf(aReport({ waves: [{ ...wave, figures }] }), 'en');
    const rows = [...html.matchAll(/<th scope="row">A<\/th>([\s\S]*?)<\/tr>/g)].map(([, row]) =>
      textOf(row ?? ''),
    );
    expect(rows.slice(0, 2)).toEqual([
      ' held back held back held back held back — ',
      ' — held back — — — — ',
    ]);
  });
});

describe('text from data', () => {
  const hostile = `"><script>alert(1)</script>'&{{x}}\u202e😀`;
  const report = aReport({
    survey: { ...aReport().survey, title: { 'zh-CN': hostile, en: hostile } },
    segments: [{ variable: hostile, text: null, values: [{ value: hostile, label: null }] }],
    waves: [{ ...aWave('q1', 0), label: { en: hostile } }],
  });

  test('is shown as it is and runs nothing', () => {
    for (const html of [bodyOf(report, 'en'), reportHtml(report, 'en', deps)]) {
      expect(html).not.toContain('<script>alert');
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    }
  });
});

describe('the report in one file', () => {
  const html = reportHtml(aReport(), 'zh-CN', deps);

  test('asks nothing of any server', () => {
    const markup = html.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '');
    expect(markup).not.toMatch(/\b(src|action)=|\bhref="(?!#)/);
    expect(html).not.toMatch(/@import|url\(/);
  });

  test('is the same for the same report', () => {
    expect(reportHtml(aReport(), 'zh-CN', deps)).toBe(html);
  });

  test('shows the wave asked for, and refuses one that is not there', () => {
    expect(reportHtml(aReport(), 'en', deps, 'q1')).toContain(
      '<title>Customer satisfaction survey: Q1 2026</title>',
    );
    expect(() => reportHtml(aReport(), 'en', deps, 'q9')).toThrow(RangeError);
  });
});

test.each([
  ['zh-CN', '单位是量表的分', '占量表全长的比例'],
  ['en', 'in points of the scale', 'shares of the way up the scale'],
] as const)(
  'says in %s what gaps are in, also where items have different scales',
  (locale, points, share) => {
    const captionOf = (unit: 'points' | 'share') => {
      const report = aReport();
      return reportHtml({ ...report, index: { ...report.index, unit } }, locale, deps);
    };
    expect(captionOf('points')).toContain(points);
    expect(captionOf('share')).toContain(share);
    expect(captionOf('share')).not.toContain(points);
  },
);

describe('the report as JSON', () => {
  test('gives a wave’s figures as rows, and numbers that read back the same', () => {
    const parts = { real: [0.01, 0.003], composition: [0.002, 0.0004] } as const;
    const decompositions = ['q2', 'q3'].map((to) => aDecomposition('q1', to, parts));
    const report = aReport({ decompositions });
    const wave = report.waves[1];
    if (wave === undefined) throw new Error('The fixture has four waves');
    const read = JSON.parse(jsonOf(waveDocument(report, wave, translator('en'))));
    expect(read.estimates).toEqual(wave.figures);
    expect(read.wave.key).toBe('q2');
    expect(read.changes.every((change: { to: string }) => change.to === 'q2')).toBe(true);
    expect(read.decompositions).toEqual(decompositions.slice(0, 1));
    expect(JSON.parse(jsonOf(report))).toEqual(report);
  });

  test('says every warning in words beside its code', () => {
    const wave = aWave('q1', 0, { warnings: [{ code: 'lonely-stratum', params: { stratum: 'A' } }] });
    const report = aReport({ waves: [wave] });
    for (const [locale, words] of [
      ['en', 'A'],
      ['zh-CN', 'A'],
    ] as const) {
      const [warning] = waveDocument(report, wave, translator(locale)).warnings;
      expect(warning).toMatchObject({ code: 'lonely-stratum', params: { stratum: 'A' } });
      expect(warning?.message).toContain(words);
      expect(warning?.message).not.toContain('{');
    }
  });

  test('refuses a number that is not one', () => {
    const wave = aWave('q1', 0);
    const broken = { ...wave, figures: [{ ...wave.figures[0], estimate: Number.NaN }] } as typeof wave;
    expect(() => jsonOf(waveDocument(aReport(), broken, translator('en')))).toThrow(RangeError);
  });
});
