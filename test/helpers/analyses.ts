import { readFileSync } from 'node:fs';
import type { DefinitionDocument } from '#surveys/definition.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { aWorkplace, type Workplace } from './cli.ts';

interface Importance<N> {
  readonly rSquared: N;
  readonly contribution: N[];
  readonly share: N[];
}

/** What R says of the drivers of an outcome. */
export interface ExpectedDrivers {
  readonly keys: string[];
  readonly n: number;
  readonly leftOut: number;
  readonly estimate: Importance<number>;
  readonly se?: Record<'jackknife' | 'linearization', Importance<number>>;
  readonly correlation: number[];
  readonly johnson?: number[];
  readonly csi: number[];
  readonly perception: number[];
  readonly stated?: (number | null)[];
  readonly expectations: { readonly atTop: number[]; readonly correlation: number[] };
}

interface ExpectedRatio {
  readonly estimate: number;
  /** `null` where R was not asked. */
  readonly se: number | null;
}

interface ExpectedScale {
  readonly raw: ExpectedRatio;
  readonly standardised: number;
  readonly rest: number[];
  readonly mean: number[];
  readonly dropped: ExpectedRatio[] | null;
}

export interface ExpectedReliability {
  readonly n: number;
  readonly leftOut: number;
  readonly expectation: ExpectedScale;
  readonly perception: ExpectedScale;
  readonly difference: ExpectedRatio;
}

type Kind = 'item' | 'dimension' | 'factor';

/** What `fixtures/r/analyses.R` and `analyses-demo.R` wrote. */
export interface Analyses {
  readonly drivers: Record<Kind, ExpectedDrivers>;
  readonly reliability: Record<'dimension' | 'factor', Record<string, ExpectedReliability | null>>;
}

interface PanelAnalyses extends Analyses {
  readonly data: Record<string, (string | number | null)[]>;
  readonly items: Record<'item' | 'dimension' | 'factor', string[]> & {
    readonly weight: number[];
    readonly importance: boolean[];
  };
  readonly regions: Record<string, number>;
  readonly n: number;
  readonly degreesOfFreedom: number;
}

function fixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../fixtures/r/${name}.json`, import.meta.url), 'utf8')) as T;
}

export const panel = fixture<PanelAnalyses>('analyses');
export const demonstration = fixture<Analyses>('analyses-demo');

function both(zh: string, en: string): LocalizedText {
  return { 'zh-CN': zh, en };
}

const words = (zh: string, en: string) => ({
  label: both(zh, en),
  low: both('低', 'Low'),
  high: both('高', 'High'),
});

/** The questionnaire of the panel: six pairs in three dimensions and two factors, two ratings, a choice. */
export function panelQuestionnaire(): DefinitionDocument {
  const { item: keys, dimension, factor, weight, importance } = panel.items;
  const unique = (names: readonly string[]) => [...new Set(names)];
  const placesOf = (names: readonly string[], name: string) =>
    [...names.keys()].filter((place) => names[place] === name);
  const named = (key: string) => ({ key, name: both(`甲${key}`, `The ${key}`) });
  return {
    format: 1,
    languages: ['zh-CN', 'en'],
    title: both('快递满意度', 'Parcels'),
    organisation: both('某快递公司', 'An express company'),
    introduction: both('请打分。', 'Please rate.'),
    thanks: both('谢谢！', 'Thank you.'),
    scales: { ten: { min: 1, max: 10, low: both('差', 'Poor'), high: both('好', 'Good') } },
    pairWords: {
      expectation: words('期望', 'Expected'),
      perception: words('感受', 'Experienced'),
      importance: words('重要', 'Important'),
      notApplicable: both('不适用', 'Not applicable'),
    },
    factors: unique(factor).map((name) => ({
      ...named(name),
      kind: 'direct',
      weight: 1,
      dimensions: unique(placesOf(factor, name).map((place) => dimension[place] ?? '')).map((part) => ({
        ...named(part),
        items: placesOf(dimension, part).map((place) => ({
          ...named(keys[place] ?? ''),
          weight: weight[place] ?? 1,
        })),
      })),
    })),
    pages: [
      {
        key: 'all',
        title: both('评价', 'Ratings'),
        questions: [
          ...keys.map((key, place) => ({
            kind: 'pair' as const,
            key,
            scale: 'ten',
            required: false,
            importance: importance[place] ?? false,
          })),
          {
            kind: 'scale',
            key: 'satisfied',
            text: both('您满意吗？', 'How satisfied are you?'),
            scale: 'ten',
            required: false,
          },
          {
            kind: 'recommend',
            key: 'recommend',
            text: both('您会推荐我们吗？', 'Would you recommend us?'),
            required: false,
            low: both('不会', 'Not at all'),
            high: both('一定会', 'Certainly'),
          },
          { kind: 'text', key: 'comment', text: both('还有什么？', 'Anything else?'), required: false },
        ],
      },
    ],
    index: { origin: 'zero', aggregate: 'composite', band: 0.03 },
  };
}

/** The rows of the panel as a file; what was not experienced is `NA` in the perception. `change` may alter a cell. */
export function panelCsv(change = (_column: string, cell: string): string => cell): string {
  const columns = Object.keys(panel.data);
  const rows = panel.data.customer ?? [];
  const lines = rows.map((_, row) =>
    columns.map((column) => change(column, String(panel.data[column]?.[row] ?? ''))).join(','),
  );
  return `${columns.join(',')}\n${lines.join('\n')}\n`;
}

const counts = {
  strata: { A: 60, B: 300, C: 900 },
  margins: { region: panel.regions },
};

const mapping = {
  wave: { value: '2026' },
  frame: 'customers',
  customer: 'customer',
  stratum: ['stratum'],
  attributes: { region: 'region', tenure: 'tenure' },
  disposition: {
    column: 'disposition',
    codes: { I: 'complete', R: 'refused', NC: 'noContact', U: 'unknown', NE: 'notEligible' },
  },
  answers: {
    ...Object.fromEntries(
      panel.items.item.map((key, place) => [
        key,
        {
          expectation: `e_${key}`,
          perception: `p_${key}`,
          ...(panel.items.importance[place] ? { importance: `i_${key}` } : {}),
        },
      ]),
    ),
    satisfied: 'satisfied',
    recommend: 'recommend',
  },
  locale: 'en',
  plan: {
    weighting: {
      unknownEligibility: { classes: ['stratum'], minimum: 0 },
      nonresponse: { classes: ['stratum', 'tenure'], minimum: 0 },
      calibration: { method: 'raking', margins: ['stratum', 'region'] },
    },
  },
};

/** A workplace whose survey `parcels` has the panel as its wave `2026`. */
export async function aPanel(
  change: {
    readonly csv?: string;
    readonly plan?: object;
    readonly questionnaire?: DefinitionDocument;
    readonly answers?: object;
  } = {},
): Promise<Workplace> {
  const place = aWorkplace();
  place.write('q.json', change.questionnaire ?? panelQuestionnaire());
  place.write('counts.json', counts);
  place.write('rows.csv', change.csv ?? panelCsv());
  const { answers = mapping.answers, plan = mapping.plan } = change;
  place.write('mapping.json', { ...mapping, answers, plan });
  for (const line of [
    'questionnaire import --survey parcels --file @q.json',
    'publish --survey parcels',
    'frame counts --survey parcels --frame customers --file @counts.json',
    'responses import --survey parcels --file @rows.csv --mapping @mapping.json',
  ]) {
    const { code, error } = await place.manyi(line);
    if (code !== 0) throw new Error(`${line}\n${error}`);
  }
  return place;
}
