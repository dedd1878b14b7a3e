import { readFileSync } from 'node:fs';
import type { WaveInput } from '#reports/measure-wave.ts';
import { plan as planSchema } from '#reports/plan.ts';
import { WaveColumns } from '#reports/wave-columns.ts';
import type { Definition, DefinitionDocument } from '#surveys/definition.ts';
import { readDefinition } from '#surveys/read-definition.ts';
import type { AttributeSums } from '#surveys/sampling/attribute-sums.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';
import { columnOf, type Table } from './survey-fixture.ts';

export interface Expected {
  readonly estimate: number;
  readonly se: number;
}

/** What `fixtures/r/first.R` wrote: its data and what R's survey package makes of them. */
export const firstFixture = JSON.parse(
  readFileSync(new URL('../fixtures/r/first.json', import.meta.url), 'utf8'),
) as {
  readonly data: Table;
  readonly populations: Readonly<Record<string, number>>;
  readonly totals: Readonly<Record<string, number>>;
  readonly weights: Readonly<Record<'items' | 'factors', Readonly<Record<string, number>>>>;
  readonly joint: readonly Expected[];
  readonly correlation: readonly number[];
  readonly jackknife: readonly number[];
  readonly coefficients: { readonly estimate: readonly number[]; readonly se: readonly number[] };
  readonly composite: readonly Expected[];
  readonly pooled: readonly Expected[];
  readonly meanOfFactors: readonly Expected[];
  readonly toTop: readonly Expected[];
  readonly contrast: Expected;
  readonly risk: {
    readonly byWeights: readonly Expected[];
    readonly byWeightsTotal: Expected;
    readonly byTotals: readonly Expected[];
    readonly byTotalsTotal: Expected;
  };
  readonly dissatisfied: Expected;
};

export const itemKeys = ['speed', 'care', 'price', 'app'];
const factorOf: Readonly<Record<string, string>> = {
  speed: 'service',
  care: 'service',
  price: 'product',
  app: 'product',
};

function named(key: string) {
  return { key, name: { 'zh-CN': key, en: key } };
}

/** Four items in two factors, each asked twice, and one overall rating. */
export function firstDefinition(aggregate: Definition['index']['aggregate'] = 'composite'): Definition {
  const { items, factors } = firstFixture.weights;
  const overall = { 'zh-CN': '总体', en: 'Overall' };
  const document: DefinitionDocument = aQuestionnaire({
    factors: Object.entries(factors).map(([factor, weight]) => ({
      ...named(factor),
      kind: 'direct' as const,
      weight,
      dimensions: [
        {
          ...named(`${factor}Side`),
          items: itemKeys
            .filter((key) => factorOf[key] === factor)
            .map((key) => ({ ...named(key), weight: items[key] ?? 0 })),
        },
      ],
    })),
    pages: [
      {
        key: 'all',
        title: overall,
        questions: [
          ...itemKeys.map((key) => ({ key, kind: 'pair' as const, scale: 'ten', text: named(key).name })),
          { key: 'overall', kind: 'scale' as const, scale: 'ten', text: overall },
        ],
      },
    ],
    index: { origin: 'zero', aggregate, band: 0.05 },
  });
  const read = readDefinition(document);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.definition;
}

/** The wave of the fixture. @param sums what the list's customers bring, where that is known */
export function firstWave({
  definition = firstDefinition(),
  plan = {},
  sums,
  leaveOut = () => false,
  attributesOf = () => ({}),
}: {
  readonly definition?: Definition;
  readonly plan?: object;
  readonly sums?: Readonly<Record<string, AttributeSums>>;
  readonly leaveOut?: (row: number) => boolean;
  /** What else the list says of a customer. */
  readonly attributesOf?: (row: number) => Readonly<Record<string, string>>;
} = {}): WaveInput {
  const { data, populations } = firstFixture;
  const columns = new WaveColumns(definition, new Map([['v', definition]]), ['abc', 'rfm'], new Map(), [
    'revenue',
  ]);
  // answers on a scale of five points are given in halves
  const halved = new Set(
    definition.pages
      .flatMap((page) => page.questions)
      .flatMap((each) => (each.kind === 'pair' && each.scale === 'five' ? [each.key] : [])),
  );
  const strata = columnOf(data, 'stratum');
  const rows = [...strata.keys()].filter((row) => !leaveOut(row));
  for (const [place, row] of rows.entries()) {
    const cell = (name: string) => columnOf(data, name)[row] ?? null;
    const stratum = String(strata[row]);
    const answers: Record<string, unknown> = {};
    for (const key of itemKeys) {
      const [expectation, perception] = [cell(`a_${key}`), cell(`b_${key}`)];
      const points = (answer: unknown) => (halved.has(key) ? Math.ceil(Number(answer) / 2) : answer);
      if (expectation !== null)
        answers[key] = { expectation: points(expectation), perception: points(perception) };
    }
    if (cell('overall') !== null) answers.overall = cell('overall');
    const revenue = cell('revenue');
    columns.set(place, {
      stratum,
      attributes: { abc: stratum, revenue: revenue === null ? '' : String(revenue), ...attributesOf(row) },
      recorded: null,
      weight: null,
      response: { versionId: 'v', status: 'submitted', answers: answers as never },
    });
  }
  const population = Object.values(populations).reduce((sum, n) => sum + n, 0);
  return {
    key: 'w',
    label: null,
    opensAt: null,
    closesAt: null,
    definition,
    version: 1,
    plan: planSchema.parse({ value: { revenue: 'revenue' }, ...plan }),
    dataset: columns.dataset(),
    customers: null,
    populations: new Map(Object.entries(populations)),
    frame: {
      key: 'f',
      kind: 'list',
      source: 'f.csv',
      population,
      margins: { abc: populations },
      ...(sums && { sums }),
    },
    draw: null,
    openAnswers: { submitted: 0, excluded: 0, used: false },
    warnings: [],
  };
}
