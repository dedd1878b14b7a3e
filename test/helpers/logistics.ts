import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { DefinitionDocument } from '#surveys/definition.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { referenceFile } from './reference.ts';

function both(zh: string, en: string): LocalizedText {
  return { 'zh-CN': zh, en };
}

interface LogisticsItem {
  readonly item: string;
  readonly factor: string;
  readonly lsq: string;
  readonly label: string;
}

const factors = [
  { key: 'product', name: both('产品', 'Product'), kind: 'direct', weight: 0.4 },
  { key: 'service', name: both('服务', 'Service'), kind: 'direct', weight: 0.4 },
  { key: 'image', name: both('企业形象', 'Image'), kind: 'indirect', weight: 0.2 },
] as const;

function frameOf(
  title: LocalizedText,
): Pick<
  DefinitionDocument,
  | 'format'
  | 'languages'
  | 'title'
  | 'organisation'
  | 'introduction'
  | 'thanks'
  | 'scales'
  | 'pairWords'
  | 'index'
> {
  const words = (zh: string, en: string) => ({
    label: both(zh, en),
    low: both('低', 'Low'),
    high: both('高', 'High'),
  });
  return {
    format: 1,
    languages: ['zh-CN', 'en'],
    title,
    organisation: both('某快递公司', 'An express company'),
    introduction: both('请为各项打分。', 'Please rate each item.'),
    thanks: both('谢谢！', 'Thank you.'),
    scales: { ten: { min: 1, max: 10, low: both('差', 'Poor'), high: both('好', 'Good') } },
    pairWords: {
      expectation: words('期望', 'Expected'),
      perception: words('感受', 'Experienced'),
      notApplicable: both('不适用', 'Not applicable'),
    },
    index: { origin: 'zero', aggregate: 'composite', band: 0.03 },
  };
}

const overall: DefinitionDocument['pages'][number] = {
  key: 'overall',
  title: both('总体', 'Overall'),
  questions: [
    { kind: 'scale', key: 'osat', text: both('总体满意度', 'Overall satisfaction'), scale: 'ten' },
    {
      kind: 'recommend',
      key: 'ltr',
      text: both('推荐意愿', 'Would you recommend us?'),
      low: both('不会', 'Not at all'),
      high: both('一定会', 'Certainly'),
    },
  ],
};

/** The questionnaire behind `logistics_sample.csv`: fifteen pairs, overall satisfaction, likelihood to recommend. */
export function logisticsDefinition(): DefinitionDocument {
  const items: LogisticsItem[] = parse(readFileSync(referenceFile('data/logistics_items.csv')), {
    columns: true,
  });
  const itemsOf = (factor: string) => items.filter((each) => each.factor === factor);
  return {
    ...frameOf(both('物流服务满意度', 'Logistics service satisfaction')),
    factors: factors.map((factor) => ({
      ...factor,
      dimensions: [
        {
          key: `${factor.key}All`,
          name: factor.name,
          items: itemsOf(factor.key).map(({ item, lsq, label }) => ({
            key: item,
            name: both(label, lsq === '' ? item : lsq.replaceAll('_', ' ')),
            weight: 1,
          })),
        },
      ],
    })),
    pages: [
      ...factors.map(({ key, name }) => ({
        key,
        title: name,
        questions: itemsOf(key).map(({ item }) => ({ kind: 'pair' as const, key: item, scale: 'ten' })),
      })),
      overall,
    ],
  };
}

/** How `logistics_population.csv` is read as a frame. */
export const logisticsFrameMapping = {
  customer: 'cust',
  strata: ['stratum'],
  attributes: { abc: 'abc', market: 'market', region: 'region', tenure: 'tenure' },
};

const pairKeys = ['P1', 'P2', 'P3', 'P4', 'P5', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'I1', 'I2', 'I3', 'I4'];

/** How `logistics_sample.csv` is read as three waves; `plan` is the one of the golden weighting `nr`. */
export const logisticsMapping = {
  wave: { column: 'wave' },
  waves: {
    '1': { label: both('第一季度', 'First quarter') },
    '2': { label: both('第二季度', 'Second quarter') },
    '3': { label: both('第三季度', 'Third quarter') },
  },
  frame: 'customers',
  customer: 'cust',
  stratum: ['stratum'],
  population: 'Nh',
  attributes: { abc: 'abc', market: 'market', region: 'region', tenure: 'tenure' },
  disposition: {
    column: 'disp',
    codes: {
      I: 'complete',
      P: 'partial',
      R: 'refused',
      NC: 'noContact',
      O: 'other',
      U: 'unknown',
      NE: 'notEligible',
    },
  },
  answers: {
    ...Object.fromEntries(pairKeys.map((key) => [key, { expectation: `a_${key}`, perception: `b_${key}` }])),
    osat: 'osat',
    ltr: 'ltr',
  },
  locale: 'zh-CN',
  plan: {
    weighting: { base: 'design', nonresponse: { classes: ['stratum', 'tenure'], minimum: 0 } },
    segments: ['abc', 'market', 'region', 'tenure'],
  },
};

/** The weighting `calib_raking` of the golden figures. */
export const logisticsRakingPlan = {
  ...logisticsMapping.plan,
  weighting: {
    ...logisticsMapping.plan.weighting,
    calibration: { method: 'raking', margins: ['stratum', 'region', 'tenure'] },
  },
};

const satisfactionItems = ['CUSA1', 'CUSA2', 'CUSA3'];

/** The questionnaire of the mobile phone study: one true pair and three satisfaction ratings. */
export function mobiDefinition(): DefinitionDocument {
  const quality = both('总体质量', 'Overall quality');
  return {
    ...frameOf(both('手机满意度', 'Mobile phone satisfaction')),
    factors: [
      {
        key: 'product',
        name: both('产品', 'Product'),
        kind: 'direct',
        weight: 1,
        dimensions: [
          { key: 'productAll', name: quality, items: [{ key: 'quality', name: quality, weight: 1 }] },
        ],
      },
    ],
    pages: [
      {
        key: 'quality',
        title: quality,
        questions: [
          { kind: 'pair', key: 'quality', scale: 'ten' },
          ...satisfactionItems.map((key) => ({
            kind: 'scale' as const,
            key,
            text: both(key, key),
            scale: 'ten',
          })),
        ],
      },
    ],
  };
}

/** How `mobi.csv` is read: one wave of customers without names, strata or frame. */
export const mobiMapping = {
  wave: { value: 'study' },
  answers: {
    quality: { expectation: 'CUEX1', perception: 'PERQ1' },
    ...Object.fromEntries(satisfactionItems.map((key) => [key, key])),
  },
  locale: 'en',
};
