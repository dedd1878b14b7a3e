import { formulasVersion } from '#reports/formulas-version.ts';
import { defaultPlan } from '#reports/plan.ts';
import type {
  Change,
  Decomposition,
  FactorDescription,
  Figure,
  FigureName,
  Report,
  SegmentContrasts,
  WaveReport,
} from '#reports/report.ts';
import { normalTails } from '#reports/statistics/distributions.ts';
import { createRandom } from '#surveys/random.ts';
import { aWeighting, someOutcomes } from './weighting.ts';

/**
 * A report made by hand, so that pages can be tested without answers or statistics. Its figures hang together as
 * far as a page can tell: intervals hold estimates, dispositions add up, verdicts follow from intervals.
 */

const items: Readonly<Record<string, readonly (readonly [key: string, zh: string, en: string])[]>> = {
  product: [
    ['quality', '品质', 'Quality'],
    ['performance', '性能', 'Performance'],
    ['price', '价格', 'Price'],
    ['colour', '色彩', 'Colour'],
    ['productName', '名称', 'Name'],
    ['sound', '声音', 'Sound'],
    ['design', '整体设计', 'Overall design'],
    ['ease', '易操作性', 'Ease of use'],
  ],
  service: [
    ['professional', '专业', 'Professional'],
    ['rigorous', '严谨', 'Rigorous'],
    ['innovative', '创新', 'Innovative'],
    ['dress', '服装', 'Dress'],
    ['wording', '用辞', 'Wording'],
    ['tone', '语气', 'Tone of voice'],
    ['smile', '笑容', 'Smile'],
    ['knowledge', '产品和服务知识', 'Knowledge of products and services'],
    ['afterSales', '售后服务', 'After-sales service'],
    ['proposals', '生活设计提案', 'Lifestyle proposals'],
    ['information', '提供相关资讯', 'Relevant information'],
  ],
  image: [
    ['culture', '文化活动', 'Culture'],
    ['sport', '体育活动', 'Sport'],
    ['charity', '慈善活动', 'Charity'],
    ['recycling', '回收、再生活动', 'Recycling'],
    ['conservation', '环境保护运动', 'Conservation campaigns'],
  ],
};

interface ItsDimension {
  readonly key: string;
  readonly name: { readonly 'zh-CN': string; readonly en: string };
  /** How many of the factor's items, one after the other. */
  readonly items: number;
}

const dimensionsOf: Readonly<Record<string, readonly ItsDimension[]>> = {
  product: [
    { key: 'hard', name: { 'zh-CN': '硬体价值', en: 'Hard value' }, items: 3 },
    { key: 'soft', name: { 'zh-CN': '软体价值', en: 'Soft value' }, items: 5 },
  ],
  service: [
    { key: 'atmosphere', name: { 'zh-CN': '公司内外的气氛', en: 'Atmosphere' }, items: 3 },
    { key: 'manner', name: { 'zh-CN': '服务人员的待客态度', en: 'Staff manner' }, items: 5 },
    { key: 'after', name: { 'zh-CN': '售后、资讯服务', en: 'After-sales and information' }, items: 3 },
  ],
  image: [
    { key: 'social', name: { 'zh-CN': '社会贡献活动', en: 'Social contribution' }, items: 3 },
    { key: 'environment', name: { 'zh-CN': '环境保护活动', en: 'Environment' }, items: 2 },
  ],
};

function dimensionAt(dimensions: readonly ItsDimension[], place: number) {
  let first = 0;
  for (const { key, name, items: own } of dimensions) {
    if (place < first + own) return { dimension: name, dimensionKey: key };
    first += own;
  }
  throw new RangeError(`No dimension of item ${place}`);
}

function aFactor(key: string, zh: string, en: string, share: number): FactorDescription {
  const own = items[key] ?? [];
  const dimensions = dimensionsOf[key] ?? [];
  return {
    key,
    name: { 'zh-CN': zh, en },
    kind: key === 'image' ? 'indirect' : 'direct',
    share,
    dimensions: dimensions.map((dimension) => ({
      key: dimension.key,
      name: dimension.name,
      share: (share * dimension.items) / own.length,
    })),
    items: own.map(([itemKey, itemZh, itemEn], place) => ({
      key: itemKey,
      name: { 'zh-CN': itemZh, en: itemEn },
      ...dimensionAt(dimensions, place),
      share: share / own.length,
      scale: { min: 1, max: 10 },
    })),
  };
}

const factors = [
  aFactor('product', '产品', 'Product', 0.4),
  aFactor('service', '服务', 'Service', 0.4),
  aFactor('image', '企业形象', 'Company image', 0.2),
];

/** A figure with its 95 % interval; its verdict follows from the interval, with a band of 0.03. */
export function aFigure(
  name: FigureName,
  target: string,
  period: string,
  estimate: number,
  standardError: number,
  rest: Partial<Figure> = {},
): Figure {
  const lower = estimate - 1.96 * standardError;
  const upper = estimate + 1.96 * standardError;
  return {
    name,
    target,
    domain: null,
    period,
    estimate,
    standardError,
    lower,
    upper,
    degreesOfFreedom: 1292,
    n: 1301,
    effectiveSize: 692.4,
    designEffect: 1.21,
    suppressed: null,
    reason: null,
    verdict: name === 'csi' ? verdictOf(lower, upper) : null,
    ...rest,
  };
}

function verdictOf(lower: number, upper: number): Figure['verdict'] {
  if (upper < 1) return 'below';
  if (lower > 1) return 'above';
  return lower >= 0.97 && upper <= 1.03 ? 'equivalent' : 'undetermined';
}

const nothing = {
  estimate: null,
  standardError: null,
  lower: null,
  upper: null,
  degreesOfFreedom: null,
  effectiveSize: null,
  designEffect: null,
  verdict: null,
} as const;

/** A figure held back or not defined. */
export function anEmptyFigure(figure: Figure, why: Pick<Figure, 'suppressed' | 'reason' | 'n'>): Figure {
  return { ...figure, ...nothing, ...why };
}

const segmentValues = {
  abc: ['A', 'B', 'C'],
  market: ['ecommerce', 'retail', 'enterprise', 'government', 'overseas'],
} as const;

function figuresOf(period: string, level: number, worse: string, better: string): Figure[] {
  const random = createRandom('figures');
  const ofItems = factors.flatMap((factor) =>
    factor.items.flatMap((item) => {
      const moved = item.key === worse ? -0.031 * level : item.key === better ? 0.024 * level : 0;
      const expectation = 8.1 + random.next() * 1.1;
      const c = 0.9 + random.next() * 0.11 + moved + (factor.key === 'image' ? 0.03 : 0);
      return [
        aFigure('csi', item.key, period, c, 0.006 + random.next() * 0.003),
        aFigure('expectation', item.key, period, expectation, 0.03),
        aFigure('perception', item.key, period, expectation * c, 0.04),
        aFigure('gap', item.key, period, expectation * (c - 1), 0.05),
      ];
    }),
  );
  const csi = (target: string, estimate: number, error: number, rest?: Partial<Figure>) =>
    aFigure('csi', target, period, estimate, error, rest);
  return [
    csi('overall', 0.948 + 0.004 * level, 0.0032),
    aFigure('gap', 'overall', period, -0.42 + 0.03 * level, 0.028),
    csi('factor:product', 0.957 + 0.002 * level, 0.0041),
    csi('factor:service', 0.931 - 0.003 * level, 0.0044),
    csi('factor:image', 0.974 + 0.003 * level, 0.0052),
    ...(['product', 'service', 'image'] as const).map((key) =>
      aFigure('gap', `factor:${key}`, period, key === 'service' ? -0.6 : -0.3, 0.04),
    ),
    ...factors.flatMap((factor, place) =>
      factor.dimensions.flatMap(({ key }, index) => [
        csi(`dimension:${key}`, 0.94 + 0.01 * index + 0.004 * place, 0.005),
        aFigure('gap', `dimension:${key}`, period, -0.45 + 0.05 * index, 0.04),
        aFigure('expectation', `dimension:${key}`, period, 8.6, 0.03),
        aFigure('perception', `dimension:${key}`, period, 8.15 + 0.05 * index, 0.04),
      ]),
    ),
    ...ofItems,
    aFigure('mean', 'again', period, 7.9, 0.05),
    aFigure('recommend', 'recommend', period, 0.31, 0.021),
    csi('overall', 0.921, 0.0061, { domain: { abc: 'A' }, n: 355 }),
    csi('overall', 0.943, 0.0052, { domain: { abc: 'B' }, n: 421 }),
    csi('overall', 0.962, 0.0042, { domain: { abc: 'C' }, n: 525 }),
    ...factors.flatMap(({ key }, index) => [
      csi(`factor:${key}`, 0.91 + 0.02 * index, 0.008, { domain: { abc: 'A' }, n: 355 }),
      csi(`factor:${key}`, 0.93 + 0.02 * index, 0.007, { domain: { abc: 'B' }, n: 421 }),
      csi(`factor:${key}`, 0.95 + 0.02 * index, 0.006, { domain: { abc: 'C' }, n: 525 }),
    ]),
    csi('overall', 0.955, 0.0051, { domain: { market: 'ecommerce' }, n: 611 }),
    csi('overall', 0.949, 0.0062, { domain: { market: 'retail' }, n: 392 }),
    csi('overall', 0.951, 0.0072, { domain: { market: 'enterprise' }, n: 279 }),
    anEmptyFigure(csi('overall', 0, 0, { domain: { market: 'government' } }), {
      suppressed: 'small-cell',
      reason: null,
      n: 12,
    }),
    anEmptyFigure(csi('overall', 0, 0, { domain: { market: 'overseas' } }), {
      suppressed: 'small-cell',
      reason: null,
      n: 7,
    }),
  ];
}

/** How values of a variable differ from everybody, in the overall index and by twice as much in the first factor. */
function contrastsOf(
  variable: string,
  differences: Readonly<Record<string, number>>,
  p: number,
): SegmentContrasts {
  const standardError = 0.004;
  const of = (target: string, family: 'overall' | 'factors', times: number) =>
    Object.entries(differences).map(([value, each]) => {
      const difference = times * each;
      const own = Math.abs(difference) > 3 * standardError ? 0.001 : 0.4;
      const adjusted = family === 'overall' ? { pHolm: own, pBH: null } : { pHolm: null, pBH: own };
      return {
        ...{ target, value, difference, standardError, family, p: own, ...adjusted },
        lower: difference - 1.96 * standardError,
        upper: difference + 1.96 * standardError,
        ...{ degreesOfFreedom: 300, familySize: Object.keys(differences).length, reason: null },
      };
    });
  return {
    variable,
    test: { statistic: 4.2, numerator: 2, denominator: 1297, p, pHolm: p },
    differences: [...of('overall', 'overall', 1), ...of('factor:product', 'factors', 2)],
  };
}

/** A wave that was answered and weighted. `level` moves its figures a little. */
export function aWave(key: string, level: number, rest: Partial<WaveReport> = {}): WaveReport {
  const quarter = ['一', '二', '三', '四'][level] ?? '';
  return {
    key,
    label: { 'zh-CN': `2026 年第${quarter}季度`, en: `Q${level + 1} 2026` },
    opensAt: Date.UTC(2026, level * 3, 1, 4),
    closesAt: Date.UTC(2026, level * 3, 21, 4),
    version: 1,
    plan: { ...defaultPlan, segments: ['abc', 'market'] },
    state: 'measured',
    figures: figuresOf(key, level, 'afterSales', 'recycling'),
    segmentContrasts: [
      contrastsOf('abc', { A: -0.027, B: -0.005, C: 0.014 }, 0.0004),
      contrastsOf('market', { ecommerce: 0.007, retail: 0.001, enterprise: 0.003 }, 0.41),
    ],
    design: {
      rows: 1301,
      psus: 1301,
      strata: 3,
      degreesOfFreedom: 1298,
      populationSize: 20_000,
      weights: { min: 1.68, max: 41.2, kishDesignEffect: 1.88, effectiveSize: 692.4, largestFactor: 2.4 },
    },
    sampling: {
      frame: { key: 'customers', kind: 'list', source: 'customers-2026.csv', population: 20_000 },
      draw: { seed: '20260701', drawnAt: Date.UTC(2026, level * 3, 1) },
      strata: [
        { stratum: 'A', population: 1000, sampled: 598, respondents: 355 },
        { stratum: 'B', population: 3000, sampled: 718, respondents: 421 },
        { stratum: 'C', population: 16_000, sampled: 960, respondents: 525 },
      ],
    },
    dispositions: {
      sampled: 2276,
      ...someOutcomes({
        complete: 1240,
        partial: 61,
        refused: 275,
        noContact: 422,
        other: 71,
        unknown: 187,
        notEligible: 20,
      }),
      weighted: someOutcomes({
        complete: 10_540,
        partial: 564,
        refused: 2360,
        noContact: 3880,
        other: 590,
        unknown: 1890,
        notEligible: 176,
      }),
    },
    openAnswers: { submitted: 3, excluded: 0, used: false },
    exclusions: null,
    weighting: aWeighting,
    warnings: [],
    ...rest,
  };
}

/** A wave nobody answered, or whose answers could not be weighted. */
export function aWaveWithoutFigures(
  key: string,
  level: number,
  state: 'noAnswers' | 'notWeighted',
): WaveReport {
  const wave = aWave(key, level);
  return {
    ...wave,
    state,
    figures: [],
    design: null,
    weighting: { ...wave.weighting, steps: [], strata: [] },
    dispositions: state === 'noAnswers' ? nobodyAnswered : wave.dispositions,
    warnings:
      state === 'noAnswers'
        ? []
        : [{ code: 'category-without-respondents', params: { margin: 'region', category: 'west' } }],
  };
}

const nobodyAnswered: WaveReport['dispositions'] = {
  sampled: 200,
  ...someOutcomes({
    complete: 0,
    partial: 0,
    refused: 0,
    noContact: 0,
    other: 0,
    unknown: 200,
    notEligible: 0,
  }),
  weighted: null,
};

/** A change between two waves for each target both have, with adjusted p values where a page looks for them. */
export function changesBetween(from: WaveReport, to: WaveReport): Change[] {
  return to.figures
    .filter(({ name, domain }) => name === 'csi' && domain === null)
    .flatMap(({ name, target, estimate }) => {
      const before = from.figures.find(
        (one) => one.name === name && one.target === target && one.domain === null,
      );
      if (estimate === null || before?.estimate == null) return [];
      const difference = estimate - before.estimate;
      const standardError = 0.0055;
      const p = Math.min(1, 2 * Math.exp(-0.717 * (Math.abs(difference) / standardError) ** 1.3));
      const isDeclared = target.startsWith('factor:') || target === 'overall';
      const isDimension = target.startsWith('dimension:');
      const adjusted = Math.min(1, p * 3);
      return {
        name,
        target,
        domain: null,
        from: from.key,
        to: to.key,
        difference,
        standardError,
        lower: difference - 1.96 * standardError,
        upper: difference + 1.96 * standardError,
        degreesOfFreedom: 2412.5,
        p,
        pHolm: isDeclared ? adjusted : null,
        pBH: isDeclared ? null : adjusted,
        family: isDeclared ? 'declared' : isDimension ? 'dimensions' : 'items',
        familySize: isDeclared ? 4 : isDimension ? 7 : 24,
        reason: null,
      };
    });
}

/** The change of the overall index of a segment; not held back unless `rest` says so. */
export function aSegmentChange(
  domain: Readonly<Record<string, string>>,
  difference: number,
  rest: Partial<Change> = {},
): Change {
  const standardError = 0.008;
  const p = 2 * normalTails(Math.abs(difference / standardError)).upper;
  return {
    name: 'csi',
    target: 'overall',
    domain,
    from: 'q3',
    to: 'q4',
    difference,
    standardError,
    lower: difference - 1.96 * standardError,
    upper: difference + 1.96 * standardError,
    degreesOfFreedom: null,
    p,
    pHolm: null,
    pBH: Math.min(1, 2 * p),
    family: 'segments',
    familySize: 12,
    reason: null,
    ...rest,
  };
}

/** A change of the overall index in its two parts, each with a standard error. */
export function aDecomposition(
  from: string,
  to: string,
  parts: Readonly<Record<'real' | 'composition', readonly [difference: number, standardError: number]>>,
): Decomposition {
  const part = ([difference, standardError]: readonly [number, number]) => ({
    difference,
    standardError,
    lower: difference - 1.96 * standardError,
    upper: difference + 1.96 * standardError,
    degreesOfFreedom: null,
    p: 2 * normalTails(Math.abs(difference / standardError)).upper,
    reason: null,
  });
  return {
    target: 'overall',
    from,
    to,
    difference: parts.real[0] + parts.composition[0],
    real: part(parts.real),
    composition: part(parts.composition),
    reason: null,
  };
}

/** A whole report over the given waves; four measured ones when none are given. */
export function aReport(rest: Partial<Report> = {}): Report {
  const waves = rest.waves ?? [aWave('q1', 0), aWave('q2', 1), aWave('q3', 2), aWave('q4', 3)];
  const measured = waves.filter(({ state }) => state === 'measured');
  return {
    format: 1,
    survey: {
      slug: 'express',
      title: { 'zh-CN': '顾客满意度调查', en: 'Customer satisfaction survey' },
      organisation: { 'zh-CN': '华捷速运', en: 'Huajie Express' },
      languages: ['zh-CN', 'en'],
      version: 2,
    },
    formulas: formulasVersion,
    plan: { ...defaultPlan, segments: ['abc', 'market'] },
    part: null,
    index: { origin: 'zero', aggregate: 'composite', band: 0.03, unit: 'points' },
    seriesDecisions: [],
    events: [],
    measures: { asOf: null, familySize: 0, list: [] },
    factors,
    ratings: [
      {
        key: 'again',
        kind: 'scale',
        text: { 'zh-CN': '今后继续使用的可能', en: 'Likely to use us again' },
        scale: { min: 1, max: 10 },
      },
      {
        key: 'recommend',
        kind: 'recommend',
        text: { 'zh-CN': '向同行推荐的可能', en: 'Likely to recommend us' },
        scale: { min: 0, max: 10 },
      },
    ],
    segments: Object.entries(segmentValues).map(([variable, values]) => ({
      variable,
      text: null,
      values: values.map((value) => ({ value, label: null })),
    })),
    changes: measured.flatMap((to, index) =>
      measured.slice(0, index).flatMap((from) => changesBetween(from, to)),
    ),
    decompositions: [],
    movement:
      measured.length < 3
        ? null
        : {
            chiSquare: 9.1,
            degreesOfFreedom: 3,
            p: 0.028,
            trend: 0.0041,
            trendStandardError: 0.0016,
            trendP: 0.0104,
          },
    ...rest,
    waves,
  };
}
