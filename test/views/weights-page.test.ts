import { describe, expect, test } from 'vitest';
import { plan as planSchema } from '#reports/plan.ts';
import type { Report, WaveReport } from '#reports/report.ts';
import { loadAssets } from '#server/assets.ts';
import { weightsHtml } from '#server/exports/weights-html.ts';
import { type Locale, locales } from '#server/i18n/locale.ts';
import { translator } from '#server/i18n/translate.ts';
import { type WeightsPage, weightsPage } from '#server/views/reports/weights.view.ts';
import { loadViews } from '#server/views.ts';
import { aReport, aWave, aWaveWithoutFigures } from '#test/helpers/report.ts';
import { aWeighting, someWeights } from '#test/helpers/weighting.ts';

const deps = { views: loadViews(), assets: loadAssets() };

const words = {
  abc: {
    label: { 'zh-CN': '客户等级', en: 'Customer class' },
    values: { A: { 'zh-CN': '关键客户', en: 'Key' } },
  },
  tenure: {
    label: { 'zh-CN': '合作年限', en: 'Tenure' },
    values: { new: { 'zh-CN': '新客户', en: 'New' }, old: { 'zh-CN': '老客户', en: 'Old' } },
  },
  region: { label: { 'zh-CN': '地区', en: 'Region' }, values: { east: { 'zh-CN': '东部', en: 'East' } } },
};
const plan = planSchema.parse({
  weighting: {
    nonresponse: { classes: ['abc', 'tenure'] },
    calibration: { method: 'raking', margins: ['stratum', 'region'] },
  },
  variables: words,
});

function reportWith(rest: Partial<WaveReport> = {}): { report: Report; wave: WaveReport } {
  const wave = aWave('q1', 0, { plan, ...rest });
  return { report: aReport({ plan, waves: [wave] }), wave };
}

function pageOf(rest: Partial<WaveReport> = {}, locale: Locale = 'en'): WeightsPage {
  const { report, wave } = reportWith(rest);
  return weightsPage(report, wave, translator(locale), null);
}

function textOf(html: string): string {
  return html
    .replace(/<(style|title)>[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}

const [base, nonresponse, calibration] = aWeighting.steps;
if (!base || !nonresponse || !calibration) throw new Error('The fixture has three steps');
const trimming: WaveReport['weighting']['steps'][number] = {
  step: 'trimming',
  before: calibration.diagnostics,
  diagnostics: someWeights(1301, 20_000, 730, [1.9, 3, 7.6, 30.1, 38.4]),
  largestFactor: 1.13,
  trimming: {
    limits: { lower: null, upper: 38.4 },
    lowered: 21,
    raised: 0,
    moved: 31.5,
    rounds: 1,
    recalibrations: 3,
  },
  totals: calibration.totals ?? [],
};
const unknownEligibility: WaveReport['weighting']['steps'][number] = {
  ...nonresponse,
  step: 'unknownEligibility',
  classes: [{ classes: ['A|new'], sampled: 2276, respondents: 2089, factor: 1.09 }],
};

const cases: Record<string, Partial<WaveReport>> = {
  'three steps': {},
  'every step': {
    plan: planSchema.parse({
      weighting: {
        unknownEligibility: { classes: ['abc', 'tenure'] },
        nonresponse: { classes: ['abc', 'tenure'] },
        calibration: { method: 'logit', margins: ['stratum', 'region'], bounds: [0.3, 3] },
        largestWeight: 2.5,
      },
      variables: words,
    }),
    weighting: {
      ...aWeighting,
      calibration: { method: 'logit', margins: ['stratum', 'region'], iterations: 5 },
      trimming: { largest: 2.5, trimmed: 21 },
      steps: [base, unknownEligibility, nonresponse, calibration, trimming],
    },
  },
  'post-stratification': {
    weighting: {
      ...aWeighting,
      calibration: { method: 'poststratification', margins: ['stratum'], iterations: 0 },
    },
  },
  'linear calibration': {
    weighting: { ...aWeighting, calibration: { method: 'linear', margins: ['stratum'], iterations: 0 } },
  },
  'given weights': { weighting: { ...aWeighting, base: 'given', steps: [base] } },
  'equal weights': {
    design: null,
    weighting: {
      ...aWeighting,
      base: 'equal',
      steps: [{ ...base, diagnostics: someWeights(40, 40, 40, [1, 1, 1, 1, 1]) }],
      strata: [{ stratum: 'all', weights: someWeights(40, 40, 40, [1, 1, 1, 1, 1]) }],
    },
  },
  'a single answer': {
    weighting: {
      ...aWeighting,
      steps: [{ ...base, diagnostics: someWeights(1, 80, 1, [80, 80, 80, 80, 80]) }],
      strata: [
        { stratum: 'A', weights: someWeights(1, 80, 1, [80, 80, 80, 80, 80]) },
        { stratum: 'B', weights: null },
      ],
    },
  },
  'tiny and huge weights': {
    weighting: {
      ...aWeighting,
      strata: [
        { stratum: 'A', weights: someWeights(10, 3, 2, [1e-9, 1e-6, 0.1, 0.2, 0.5]) },
        { stratum: 'B', weights: someWeights(10, 1e9, 2, [1, 1e3, 1e6, 1e7, 1e8]) },
      ],
      steps: [{ ...base, diagnostics: someWeights(20, 1e9, 3, [1e-9, 1e-3, 1, 1e6, 1e8]) }],
    },
  },
  'no answers': aWaveWithoutFigures('q1', 0, 'noAnswers'),
  'weights that could not be made': aWaveWithoutFigures('q1', 0, 'notWeighted'),
};

describe.each(Object.entries(cases))('the weight report of a wave with %s', (_, rest) => {
  test.each(locales)('is a whole page in %s', (locale) => {
    const { report, wave } = reportWith(rest);
    const html = weightsHtml(report, wave, locale, deps);
    const text = textOf(html);
    expect(text).not.toMatch(/NaN|Infinity|undefined|\bnull\b|\[object|\{\w+\}/);
    expect(html).not.toMatch(/="(NaN|Infinity|undefined|null)/);
    expect(text).toContain(locale === 'en' ? 'Weight report' : '权重报告');
  });
});

test('a file asks nothing of any server and runs nothing', () => {
  const { report, wave } = reportWith();
  const html = weightsHtml(report, wave, 'en', deps);
  expect(html).not.toContain('<script');
  expect(html).not.toMatch(/script-src|@import|url\(/);
  const markup = html.replace(/<style>[\s\S]*?<\/style>/g, '');
  expect([...markup.matchAll(/\b(?:src|href|action)="([^"]*)"/g)].map(([, to]) => to)).toEqual([
    '#step-base',
    '#step-nonresponse',
    '#step-calibration',
  ]);
  for (const [, anchor] of markup.matchAll(/href="#([^"]*)"/g)) expect(markup).toContain(`id="${anchor}"`);
});

describe('the page says in words', () => {
  test('for whom the answers speak and what they are worth', () => {
    expect(pageOf().finding).toBe(
      '1,301 answers speak for 20,000 customers. One answer stands for 1.68 to 41.20 of them; together they carry as much as 692 answers of equal weight.',
    );
    expect(pageOf({}, 'zh-CN').finding).toContain('1,301 份答卷代表 20,000 位客户');
  });

  test('which step costs most, and what remains', () => {
    // 1,301 answers are worth 858 with base weights: 443 less, more than any later step takes
    expect(pageOf().overview?.finding).toBe(
      'After all steps 1,301 answers are worth 692 of equal weight (53%). The costliest step: Base weights (−443).',
    );
    expect(pageOf(cases['equal weights']).overview?.finding).toContain('All weights are alike');
  });

  test('for each step the weights before and after it', () => {
    const [first, second, third] = pageOf().steps;
    expect(first?.effects.map(({ before, after }) => [before, after])).toEqual([
      [null, '858.0'],
      [null, '1.52'],
      [null, '1.67–16.70'],
      [null, '11,104'],
    ]);
    expect(second?.effects.map(({ before, after }) => [before, after])).toEqual([
      ['858.0', '741.0'],
      ['1.52', '1.76'],
      ['1.67–16.70', '2.60–34.90'],
      ['11,104', '19,824'],
      [null, '×2.61'],
    ]);
    expect(third?.finding).toBe(
      'Weights were changed until they add up to the known numbers of customers (Stratum and Region). Farthest off was “East” (Region): 61.1% by the weights, 55.0% among all customers.',
    );
  });

  test('how many were drawn, how many answered, and whom the sample leaves out', () => {
    const [first, second] = pageOf().steps;
    expect(first?.finding).toBe(
      '2,276 of 20,000 customers were drawn; 1,301 answered. A customer drawn stands for 1.67 to 16.67 customers of their stratum.',
    );
    expect(second?.finding).toContain('1,301 of 2,256 customers answered (56.0% weighted)');
    // 2,276 − 20 = 2,256
    expect(second?.sentences[0]).toContain('Of the 2,276 drawn, 20 are known not to belong');
  });

  test('classes in the words of the plan; what joined classes share is said once', () => {
    const rows = pageOf().steps[1]?.classes?.rows ?? [];
    expect(rows.map(({ names, joined, factor }) => [names, joined, factor])).toEqual([
      [['Key · New + Old'], 'joined', '×1.66'],
      [['B · New'], null, '×2.61'],
      [['B · Old'], null, '×1.34'],
      [['C'], null, '×1.81'],
    ]);
    const chinese = pageOf({}, 'zh-CN').steps[1]?.classes?.rows[0];
    expect([chinese?.names, chinese?.joined]).toEqual([['关键客户 · 新客户 + 老客户'], '已合并']);
  });

  test('each margin with its shares, and by how much it was off', () => {
    const [, region] = pageOf().steps[2]?.margins ?? [];
    expect(region?.title).toBe('Region');
    expect(region?.rows[0]).toEqual({
      name: 'East',
      respondents: { value: '801', share: '61.6%' },
      total: { value: '11,000', share: '55.0%' },
      before: { value: '12,110', share: '61.1%' },
      difference: '+6.1',
      after: { value: '11,000', share: '55.0%' },
    });
  });

  test('how many weights trimming cut, how much it moved, and that totals held again', () => {
    const step = pageOf(cases['every step']).steps.at(-1);
    expect(step?.finding).toBe(
      'No weight may exceed 38.40, 2.5 times the mean. 21 of 1,301 answers exceeded it, by 31.5 in all (0.2% of all weight); that was cut off and went to the others in equal parts.',
    );
    expect(step?.sentences[1]).toContain('calibrated again: 3');
    expect(step?.sentences.at(-1)).toBe('The known numbers of customers still hold.');
    expect(step?.formula.isTrimming).toBe(true);
    expect(step?.margins).toEqual([]);
  });

  test('by how much trimming missed the known counts, where it had the last word', () => {
    const missing = calibration.totals?.map((one) =>
      one.category === 'west' ? { ...one, before: 9000, after: 8400 } : { ...one, before: one.total },
    );
    const last = { ...trimming, totals: missing ?? [] };
    const steps = [base, nonresponse, calibration, last];
    const step = pageOf({
      weighting: { ...aWeighting, steps, trimming: { largest: 2.5, trimmed: 21 } },
    }).steps.at(-1);
    expect(step?.sentences.at(-1)).toContain('no longer add up');
    // 8,400 of 19,400 against 9,000 of 20,000
    expect(step?.margins[1]?.rows[1]).toMatchObject({ name: 'west', difference: '−1.7' });
    expect(step?.marginsCaption).toContain('share after');
  });
});

describe('the drawing of the final weights', () => {
  test('has equal lengths for equal factors, from 1 on', () => {
    const { ticks, rows, all } = pageOf().boxes ?? { ticks: [], rows: [], all: null };
    expect(ticks.map(({ label }) => label)).toEqual(['1', '2', '4', '8', '16', '32', '64']);
    const places = ticks.map(({ x }) => Number.parseFloat(x));
    for (let i = 1; i < places.length; i++) {
      expect((places[i] ?? 0) - (places[i - 1] ?? 0)).toBeCloseTo(15, 1);
    }
    expect(all?.box?.label).toBe(
      'Least 1.68, lower quartile 2.70, median 7.20, upper quartile 30.40, largest 41.20',
    );
    // 26.4 lies log2(26.4) = 4.72 doublings from 1
    expect(Number.parseFloat(rows[2]?.box?.lowerQuartile ?? '')).toBeCloseTo(4 + 15 * Math.log2(26.4), 1);
  });

  test('draws nothing for a stratum without weights, and stays within its frame for any weights', () => {
    expect(pageOf(cases['a single answer']).boxes?.rows[1]).toMatchObject({ name: 'B', box: null });
    const { boxes } = pageOf(cases['tiny and huge weights']);
    expect(boxes?.ticks.length).toBeLessThanOrEqual(8);
    for (const { box } of boxes?.rows ?? []) {
      expect(Number.parseFloat(box?.min ?? '')).toBeGreaterThanOrEqual(4);
      expect(Number.parseFloat(box?.max ?? '')).toBeLessThanOrEqual(94);
    }
  });
});

describe('cautions', () => {
  test('name a class in which one answer stands for many, and what to do', () => {
    const [caution] = pageOf().cautions;
    expect(caution?.findings).toEqual([
      'In one class an answer stands for 2.61 customers drawn: B · New ×2.61. More than 2.5 is a lot.',
    ]);
    expect(caution?.advice).toContain('maximumFactor');
  });

  test('name very large weights and few answers’ worth', () => {
    const weights = someWeights(50, 5000, 31, [20, 60, 80, 100, 900]);
    const { cautions } = pageOf({ weighting: { ...aWeighting, steps: [{ ...base, diagnostics: weights }] } });
    expect(cautions.map(({ findings }) => findings[0])).toEqual([
      'The largest weight is 9.0 times the mean, so single answers weigh heavily.',
      'The answers are worth only 31.0 of equal weight: too few for firm figures.',
    ]);
  });

  test('give the advice of one kind of warning once, and leave out what is not about weights', () => {
    const { cautions } = pageOf({
      warnings: [
        { code: 'lonely-stratum', params: { stratum: 'A' } },
        { code: 'segment-unknown', params: { variable: 'x' } },
        { code: 'lonely-stratum', params: { stratum: 'B' } },
      ],
      weighting: { ...aWeighting, steps: [base] },
    });
    expect(cautions).toHaveLength(1);
    expect(cautions[0]?.findings).toHaveLength(2);
  });

  test('say why there are no weights, and what to do about it', () => {
    const page = pageOf(cases['weights that could not be made'], 'zh-CN');
    expect(page).toMatchObject({ overview: null, boxes: null, finding: null, steps: [] });
    expect(page.notice).toContain('无法加权');
    expect(page.cautions[0]?.findings[0]).toContain('west');
    expect(page.cautions[0]?.advice).toContain('合并');
  });
});

test('text from data is shown as it is and runs nothing', () => {
  const hostile = `"><script>alert(1)</script>|&{{x}}`;
  const { report, wave } = reportWith({
    weighting: {
      ...aWeighting,
      steps: [
        base,
        { ...nonresponse, classes: [{ classes: [hostile], sampled: 9, respondents: 3, factor: 3 }] },
      ],
      strata: [{ stratum: hostile, weights: someWeights(3, 9, 3, [3, 3, 3, 3, 3]) }],
    },
  });
  const html = weightsHtml(report, wave, 'en', deps);
  expect(html).not.toContain('<script');
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
});
