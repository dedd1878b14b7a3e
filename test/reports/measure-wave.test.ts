import { describe, expect, test } from 'vitest';
import { assembleReport } from '#reports/assemble-report.ts';
import { measureWave, type WaveInput } from '#reports/measure-wave.ts';
import { type Plan, plan as planSchema } from '#reports/plan.ts';
import type { Figure, Report, WaveReport } from '#reports/report.ts';
import { WaveColumns } from '#reports/wave-columns.ts';
import type { Answers } from '#surveys/answers.ts';
import type { Definition, DefinitionDocument } from '#surveys/definition.ts';
import { readDefinition } from '#surveys/read-definition.ts';
import type { Disposition } from '#surveys/sampling/dispositions.ts';
import { aQuestionnaire } from '../helpers/questionnaire.ts';

function definitionOf(document: DefinitionDocument): Definition {
  const read = readDefinition(document);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.definition;
}

const questionnaire = definitionOf(aQuestionnaire());

interface Answered {
  readonly customer: string;
  readonly stratum?: string;
  readonly attributes?: Record<string, string>;
  readonly recorded?: Disposition | null;
  readonly answers?: Answers | null;
}

function pairs(expectation: number, perception: number): Answers {
  return Object.fromEntries(['speed', 'manner', 'claims'].map((item) => [item, { expectation, perception }]));
}

/** A wave of a sample in strata `big` (N = 80) and `small` (N = 20), answered as its rows say. */
function aWave(
  rows: readonly Answered[],
  {
    key = 'w1',
    definition = questionnaire,
    plan = {},
    ...change
  }: Partial<Omit<WaveInput, 'plan' | 'dataset'>> & { plan?: unknown } = {},
): WaveInput {
  const parsed: Plan = planSchema.parse(plan);
  const columns = new WaveColumns(definition, new Map([['v', definition]]), [
    ...parsed.segments,
    ...(parsed.weighting.nonresponse?.classes ?? []),
    ...(parsed.weighting.calibration?.margins ?? []),
  ]);
  rows.forEach(({ stratum = 'big', attributes = {}, recorded = null, answers = null }, place) => {
    columns.set(place, {
      stratum,
      attributes,
      recorded,
      weight: null,
      response: answers && { versionId: 'v', status: 'submitted', answers },
    });
  });
  return {
    key,
    label: null,
    opensAt: null,
    closesAt: null,
    definition,
    version: 1,
    plan: parsed,
    dataset: columns.dataset(),
    customers: rows.map(({ customer }) => customer),
    populations: new Map<string, number | null>([
      ['big', 80],
      ['small', 20],
    ]),
    frame: { key: 'customers', kind: 'list', source: 'customers.csv', population: 100, margins: {} },
    draw: null,
    openAnswers: { submitted: 0, excluded: 0, used: false },
    warnings: [],
    ...change,
  };
}

function reportOf(...waves: readonly WaveInput[]): Report {
  const [first] = waves;
  if (first === undefined) throw new Error('a report needs a wave');
  const { definition, plan } = waves.at(-1) ?? first;
  return assembleReport({ slug: 's', definition, version: 1, plan }, waves.map(measureWave));
}

function figure({ figures }: WaveReport, target: string, name = 'csi', domain: string | null = null): Figure {
  const found = figures.find(
    (one) =>
      one.name === name &&
      one.target === target &&
      (one.domain === null ? null : Object.values(one.domain)[0]) === domain,
  );
  if (found === undefined) throw new Error(`no ${name} of ${target}`);
  return found;
}

const twoStrata: readonly Answered[] = [
  { customer: 'a', answers: pairs(10, 8) },
  { customer: 'b', answers: pairs(10, 6) },
  { customer: 'c', stratum: 'small', answers: pairs(10, 10) },
  { customer: 'd', stratum: 'small', answers: pairs(10, 9) },
];

describe('a wave with answers', () => {
  test('every respondent stands for N/n of the stratum, and C is the ratio of the weighted means', () => {
    const report = measureWave(aWave(twoStrata)).report;
    // big: 40 each, small: 10 each → (40·8 + 40·6 + 10·10 + 10·9) / (100·10)
    expect(figure(report, 'overall').estimate).toBeCloseTo(0.75, 12);
    expect(figure(report, 'speed', 'gap').estimate).toBeCloseTo(-2.5, 12);
    expect(figure(report, 'speed', 'expectation').estimate).toBeCloseTo(10, 12);
    expect(figure(report, 'speed', 'perception').estimate).toBeCloseTo(7.5, 12);
    expect(report.design?.populationSize).toBe(100);
    expect(report.weighting.base).toBe('design');
  });

  test('the standard error is that of the stratified design with finite population correction', () => {
    const { standardError } = figure(measureWave(aWave(twoStrata)).report, 'overall');
    // u = w (b − C a) / Σ w a with C = 0.75: per stratum (1 − n/N) · n/(n−1) · Σ (u − ū)²
    const big = (1 - 2 / 80) * 2 * ((40 * 1) / 1000) ** 2 * 2;
    const small = (1 - 2 / 20) * 2 * ((10 * 0.5) / 1000) ** 2 * 2;
    expect(standardError).toBeCloseTo(Math.sqrt(big + small), 12);
  });

  test('"no experience" and half a pair are no pair, and are not zero', () => {
    const report = measureWave(
      aWave([
        ...twoStrata,
        {
          customer: 'e',
          answers: {
            ...pairs(10, 1),
            speed: { expectation: 10, perception: 'na' },
            manner: { expectation: 3 },
          },
        },
      ]),
    ).report;
    expect(figure(report, 'speed').n).toBe(4);
    expect(figure(report, 'manner').n).toBe(4);
    expect(figure(report, 'claims').n).toBe(5);
  });

  test('what one customer alone has answered has no error, nor has what it is a part of', () => {
    const { manner: _, ...without } = pairs(10, 6);
    const rows = twoStrata.map((row, place) => (place === 0 ? row : { ...row, answers: without }));
    const later = aWave(twoStrata, { key: 'w2', plan: { change: 'independent' } });
    const { waves, changes } = reportOf(aWave(rows, { plan: { change: 'independent' } }), later);
    const [report] = waves as [WaveReport, WaveReport];
    const missing = {
      standardError: null,
      lower: null,
      upper: null,
      verdict: null,
      reason: 'too-few-answers',
    };
    expect(figure(report, 'manner')).toMatchObject({ estimate: 0.8, n: 1, ...missing });
    expect(figure(report, 'manner', 'perception')).toMatchObject({ estimate: 8, standardError: null });
    expect(figure(report, 'overall')).toMatchObject({ n: 4, ...missing });
    expect(figure(report, 'overall').estimate).not.toBeNull();
    expect(figure(report, 'speed').standardError).toBeGreaterThan(0);
    const change = changes.find(({ name, target }) => name === 'csi' && target === 'manner');
    expect(change).toMatchObject({ p: null, reason: 'standard-error-undefined' });
  });

  test('what became of the sample adds up, whatever happened', () => {
    const { dispositions, sampling } = measureWave(
      aWave([
        ...twoStrata,
        { customer: 'e', recorded: 'refused' },
        { customer: 'f', recorded: 'noContact' },
        { customer: 'g' },
        { customer: 'h', recorded: 'notEligible' },
      ]),
    ).report;
    expect(Object.values(dispositions.counts).reduce((sum, n) => sum + n, 0)).toBe(dispositions.sampled);
    expect(dispositions.counts).toMatchObject({
      complete: 4,
      refused: 1,
      noContact: 1,
      unknown: 1,
      notEligible: 1,
    });
    expect(dispositions.rates.RR1).toBeCloseTo(4 / 7, 12);
    expect(sampling.strata).toEqual([
      { stratum: 'big', population: 80, sampled: 6, respondents: 2 },
      { stratum: 'small', population: 20, sampled: 2, respondents: 2 },
    ]);
  });

  test('the largest factor is that of all steps together, over the base weight', () => {
    const rows = [...twoStrata, { customer: 'e' }, { customer: 'f' }];
    const plan = {
      weighting: {
        nonresponse: { classes: ['stratum'], minimum: 0 },
        calibration: { method: 'raking', margins: ['stratum'] },
      },
    };
    const { design } = measureWave(aWave(rows, { plan })).report;
    // big: 80/4 drawn, but two answered; the calibration has nothing left to do
    expect(design?.weights.largestFactor).toBeCloseTo(2, 12);
    expect(design?.weights.max).toBeCloseTo(40, 12);
  });

  test('a stratum with one respondent keeps the report and is named', () => {
    const report = measureWave(aWave(twoStrata.slice(0, 3))).report;
    expect(report.warnings).toContainEqual({ code: 'lonely-stratum', params: { stratum: 'small' } });
    expect(figure(report, 'overall').standardError).toBeGreaterThan(0);
  });

  test('a stratum of which nobody answered is named with its customers, sampled or not', () => {
    const rows = [...twoStrata.slice(0, 2), { customer: 'silent', stratum: 'small' }];
    const populations = new Map([
      ['big', 80],
      ['small', 20],
      ['unasked', 5],
      ['empty', 0],
    ]);
    const report = measureWave(aWave(rows, { populations })).report;
    expect(report.state).toBe('measured');
    expect(report.warnings.filter(({ code }) => code === 'stratum-without-answers')).toEqual([
      { code: 'stratum-without-answers', params: { stratum: 'small', population: 20 } },
      { code: 'stratum-without-answers', params: { stratum: 'unasked', population: 5 } },
    ]);
    const all = measureWave(aWave(twoStrata)).report;
    expect(all.warnings.map(({ code }) => code)).not.toContain('stratum-without-answers');
  });

  test('a segment that nothing is known of is named; one named twice is shown once', () => {
    const rows = twoStrata.map((row) => ({ ...row, attributes: { market: 'online' } }));
    const plan = { segments: ['market', 'bogus', 'market', 'stratum'], smallestCell: 1 };
    const { warnings, figures } = measureWave(aWave(rows, { plan })).report;
    expect(warnings).toEqual([{ code: 'segment-unknown', params: { variable: 'bogus' } }]);
    const online = figures.filter(
      ({ name, target, domain }) => name === 'csi' && target === 'overall' && domain?.market === 'online',
    );
    expect(online).toHaveLength(1);
  });

  test('where nothing is known of the population everybody weighs the same, and the report says so', () => {
    const report = measureWave(aWave(twoStrata, { populations: new Map(), frame: null })).report;
    expect(report.state).toBe('measured');
    expect(report.weighting.base).toBe('equal');
    expect(report.warnings).toContainEqual({ code: 'population-unknown', params: {} });
    expect(figure(report, 'overall').estimate).toBeCloseTo((8 + 6 + 10 + 9) / 40, 12);
  });
});

describe('what a reader has to know', () => {
  const uneven: readonly Answered[] = [...twoStrata, { customer: 'e' }, { customer: 'f' }];
  const codes = (plan: unknown) =>
    measureWave(aWave(uneven, { plan })).report.warnings.map(({ code }) => code);

  test('strata that answered unevenly while nobody stands in for those who did not', () => {
    expect(measureWave(aWave(uneven)).report.warnings).toContainEqual({
      code: 'nonresponse-not-adjusted',
      params: { lowest: 50, highest: 100 },
    });
    expect(codes({ weighting: { nonresponse: { classes: ['stratum'], minimum: 0 } } })).toEqual([]);
    expect(codes({ weighting: { calibration: { method: 'raking', margins: ['stratum'] } } })).toEqual([]);
  });

  test('that calibration puts back customers who turned out not to belong', () => {
    const rows: readonly Answered[] = [...twoStrata, { customer: 'e', recorded: 'notEligible' }];
    const raked = { weighting: { calibration: { method: 'raking', margins: ['stratum'] } } };
    expect(measureWave(aWave(rows, { plan: raked })).report.warnings).toContainEqual({
      code: 'calibrated-with-ineligible',
      params: { customers: 1 },
    });
    const codesWithout = measureWave(aWave(rows)).report.warnings.map(({ code }) => code);
    expect(codesWithout).not.toContain('calibrated-with-ineligible');
  });

  test('that means of pairs on different scales are shares of the way up', () => {
    const [first, ...others] = aQuestionnaire().pages;
    if (first === undefined) throw new Error('the questionnaire has pages');
    const onFive = first.questions.map((question) =>
      question.kind === 'pair' && question.key === 'speed' ? { ...question, scale: 'five' } : question,
    );
    const definition = definitionOf(
      aQuestionnaire({
        pages: [{ ...first, questions: onFive }, ...others],
        index: { origin: 'scaleMinimum', aggregate: 'composite', band: 0.03 },
      }),
    );
    expect(reportOf(aWave(twoStrata)).index.unit).toBe('points');
    expect(reportOf(aWave([], { definition })).index.unit).toBe('share');
  });
});

describe('a wave without figures says why', () => {
  test('nobody answered', () => {
    const report = measureWave(aWave([{ customer: 'a' }, { customer: 'b', recorded: 'refused' }])).report;
    expect(report).toMatchObject({ state: 'noAnswers', figures: [], design: null });
    expect(report.dispositions.sampled).toBe(2);
  });

  test('a stratum without population is named', () => {
    const report = measureWave(aWave(twoStrata, { populations: new Map([['big', 80]]) })).report;
    expect(report.state).toBe('notWeighted');
    expect(report.warnings).toContainEqual({
      code: 'stratum-without-population',
      params: { stratum: 'small' },
    });
  });

  test('a class by something nobody has is called unknown, not missing here and there', () => {
    const plan = { weighting: { nonresponse: { classes: ['bogus'] } } };
    const report = measureWave(aWave(twoStrata, { plan })).report;
    expect(report.state).toBe('notWeighted');
    expect(report.warnings).toEqual([{ code: 'unknown-variable', params: { variable: 'bogus' } }]);
  });

  test('a margin of which the frame knows nothing is named', () => {
    const plan = { weighting: { calibration: { method: 'raking', margins: ['stratum', 'region'] } } };
    const report = measureWave(aWave(twoStrata, { plan })).report;
    expect(report.state).toBe('notWeighted');
    expect(report.warnings).toContainEqual({ code: 'margin-unknown', params: { margin: 'region' } });
  });

  test('a margin with a category nobody answered from is named', () => {
    const rows = twoStrata.map((row) => ({ ...row, attributes: { region: 'east' } }));
    const report = measureWave(
      aWave(rows, {
        plan: { weighting: { calibration: { method: 'raking', margins: ['region'] } } },
        frame: {
          key: 'f',
          kind: 'list',
          source: 'f.csv',
          population: 100,
          margins: { region: { east: 60, west: 40 } },
        },
      }),
    ).report;
    expect(report.state).toBe('notWeighted');
    expect(report.warnings).toContainEqual({
      code: 'category-without-respondents',
      params: { margin: 'region', category: 'west' },
    });
  });
});

describe('segments', () => {
  const rows = Array.from({ length: 40 }, (_, i) => ({
    customer: `c${i}`,
    attributes: { market: i < 4 ? 'few' : i < 20 ? 'some' : 'many' },
    answers: pairs(8, 6 + (i % 3)),
  }));
  const plan = { segments: ['market'], smallestCell: 10 };

  test('a small cell is held back with what would reveal it, and nothing of it can be read', () => {
    const report = measureWave(aWave(rows, { plan })).report;
    expect(figure(report, 'overall', 'csi', 'few')).toMatchObject({
      suppressed: 'small-cell',
      estimate: null,
      n: 0,
    });
    expect(figure(report, 'overall', 'csi', 'some')).toMatchObject({ suppressed: 'small-cell', lower: null });
    expect(figure(report, 'overall', 'csi', 'many')).toMatchObject({ suppressed: null, n: 20 });
  });

  test('go by the plan’s words, where it has any', () => {
    const words = { label: { en: 'Market' }, values: { few: { en: 'A few' } } };
    const { segments } = reportOf(
      aWave(rows, { plan: { ...plan, segments: ['market', 'colour'], variables: { market: words } } }),
    );
    expect(segments[0]).toMatchObject({ variable: 'market', text: { en: 'Market' } });
    expect(segments[0]?.values).toContainEqual({ value: 'few', label: { en: 'A few' } });
    expect(segments[1]).toEqual({ variable: 'colour', text: null, values: [] });
  });

  test('a segment nobody knows of gives no figures', () => {
    const report = measureWave(aWave(rows, { plan: { segments: ['colour'] } })).report;
    expect(report.figures.every(({ domain }) => domain === null)).toBe(true);
  });
});

describe('change between waves', () => {
  const later = twoStrata.map((row, i) => ({ ...row, answers: pairs(10, [9, 8, 10, 9][i] ?? 9) }));

  test('is the difference of the unrounded figures, with customers of both waves counted', () => {
    const report = reportOf(aWave(twoStrata), aWave(later, { key: 'w2' }));
    const change = report.changes.find(({ target, name }) => target === 'overall' && name === 'csi');
    expect(change).toMatchObject({ from: 'w1', to: 'w2', degreesOfFreedom: null, reason: null });
    expect(change?.difference).toBeCloseTo(0.12, 12);
    const independent = reportOf(
      aWave(twoStrata, { plan: { change: 'independent' } }),
      aWave(later, { key: 'w2', plan: { change: 'independent' } }),
    ).changes.find(({ target, name }) => target === 'overall' && name === 'csi');
    expect(independent?.degreesOfFreedom).toBeGreaterThan(0);
    expect(independent?.standardError).not.toBeCloseTo(change?.standardError ?? 0, 6);
  });

  test('Holm holds the index and its factors, Benjamini–Hochberg the items', () => {
    const { changes } = reportOf(aWave(twoStrata), aWave(later, { key: 'w2' }));
    const adjustedBy = (target: string) => {
      const { pHolm, pBH } = changes.find((one) => one.name === 'csi' && one.target === target) ?? {};
      return { holm: pHolm != null, rate: pBH != null };
    };
    expect(adjustedBy('overall')).toEqual({ holm: true, rate: false });
    expect(adjustedBy('factor:service')).toEqual({ holm: true, rate: false });
    expect(adjustedBy('dimension:delivery')).toEqual({ holm: false, rate: true });
    expect(adjustedBy('speed')).toEqual({ holm: false, rate: true });
    const families = changes.filter(({ name }) => name === 'csi').map((one) => [one.target, one.family]);
    expect(Object.fromEntries(families)).toMatchObject({
      'factor:service': 'declared',
      'dimension:delivery': 'dimensions',
      speed: 'items',
    });
  });

  test('an index counted from another zero is another measure: no difference is formed', () => {
    const anchored = definitionOf(
      aQuestionnaire({ index: { origin: 'scaleMinimum', aggregate: 'composite', band: 0.03 } }),
    );
    const report = reportOf(aWave(twoStrata), aWave(later, { key: 'w2', definition: anchored }));
    const change = report.changes.find(({ target, name }) => target === 'overall' && name === 'csi');
    expect(change).toMatchObject({ difference: null, p: null, reason: 'origin-changed' });
  });

  test('other weights of factors change the whole and no factor; other weights of items their factor and dimension too', () => {
    const asked = (factorWeight: number, itemWeight: number): Definition => {
      const words = { 'zh-CN': '名称', en: 'Name' };
      const item = (key: string, weight: number) => ({ key, name: words, weight });
      const factor = (key: string, weight: number, items: ReturnType<typeof item>[]) => ({
        key,
        name: words,
        kind: 'direct' as const,
        weight,
        dimensions: [{ key: `of-${key}`, name: words, items }],
      });
      const service = factor('service', factorWeight, [item('speed', itemWeight), item('manner', 1)]);
      return definitionOf(aQuestionnaire({ factors: [service, factor('after', 1, [item('claims', 1)])] }));
    };
    const reasons = (definition: Definition) => {
      const { changes } = reportOf(
        aWave(twoStrata, { definition: asked(1, 1) }),
        aWave(later, { key: 'w2', definition }),
      );
      const csi = changes.filter(({ name }) => name === 'csi');
      return Object.fromEntries(csi.map(({ target, reason }) => [target, reason]));
    };
    const items = { speed: null, manner: null, claims: null };
    const changed = 'weights-changed';
    const parts = { 'factor:service': null, 'factor:after': null };
    const kept = { ...parts, 'dimension:of-service': null, 'dimension:of-after': null, ...items };
    expect(reasons(asked(1, 1))).toEqual({ overall: null, ...kept });
    expect(reasons(asked(3, 1))).toEqual({ ...kept, overall: changed });
    expect(reasons(asked(1, 3))).toEqual({
      ...kept,
      overall: changed,
      'factor:service': changed,
      'dimension:of-service': changed,
    });
  });

  test('three waves are tested together', () => {
    const last = twoStrata.map((row, i) => ({ ...row, answers: pairs(10, [7, 9, 8, 10][i] ?? 9) }));
    const { movement } = reportOf(aWave(twoStrata), aWave(later, { key: 'w2' }), aWave(last, { key: 'w3' }));
    expect(movement?.degreesOfFreedom).toBe(2);
    // C: 0.75, 0.87, (40·7 + 40·9 + 10·8 + 10·10) / 1000 = 0.82
    expect(movement?.trend).toBeCloseTo((0.82 - 0.75) / 2, 12);
  });

  test('a wave without figures is passed over', () => {
    const report = reportOf(
      aWave(twoStrata),
      aWave([{ customer: 'x' }], { key: 'w2' }),
      aWave(later, { key: 'w3' }),
    );
    expect(new Set(report.changes.map(({ from, to }) => `${from} ${to}`))).toEqual(new Set(['w1 w3']));
  });
});
