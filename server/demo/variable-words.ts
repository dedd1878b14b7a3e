import type { Plan } from '#reports/plan.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { stratumLabel } from '#surveys/sampling/frame.ts';
import type { Market, Region, Tenure } from './customers.ts';

function both(chinese: string, english: string): LocalizedText {
  return { 'zh-CN': chinese, en: english };
}

const abc: Readonly<Record<string, LocalizedText>> = {
  A: both('A 关键客户', 'A key customers'),
  B: both('B 主要客户', 'B main customers'),
  C: both('C 普通客户', 'C ordinary customers'),
};

const market: Readonly<Record<Market, LocalizedText>> = {
  ecommerce: both('电商客户', 'E-commerce'),
  business: both('企业、政府机关客户', 'Business and government'),
  individual: both('零散客户', 'Individuals'),
};

const region: Readonly<Record<Region, LocalizedText>> = {
  east: both('东部', 'East'),
  central: both('中部', 'Central'),
  west: both('西部', 'West'),
};

const tenure: Readonly<Record<Tenure, LocalizedText>> = {
  under1: both('不满一年', 'Under one year'),
  '1to3': both('一至三年', 'One to three years'),
  over3: both('三年以上', 'Over three years'),
};

/** A stratum is a value class within a market: `A.ecommerce`. */
const stratum = Object.fromEntries(
  Object.keys(abc).flatMap((valueClass) =>
    Object.entries(market).map(([key, name]) => [
      stratumLabel([valueClass, key]),
      both(`${valueClass} 类${name['zh-CN']}`, `${valueClass}, ${name.en?.toLocaleLowerCase('en')}`),
    ]),
  ),
);

/** What readers call what the company knows of its customers. */
export const variableWords: Plan['variables'] = {
  abc: { label: both('客户等级（ABC）', 'Customer class (ABC)'), values: abc },
  market: { label: both('客户类型', 'Market'), values: market },
  region: { label: both('地区', 'Region'), values: region },
  tenure: { label: both('合作年限', 'Length of relationship'), values: tenure },
  stratum: { label: both('层', 'Stratum'), values: stratum },
};
