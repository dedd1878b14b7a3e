import type { Condition } from '../conditions.ts';
import type { DefinitionDocument } from '../definition.ts';
import type { LocalizedText } from '../localized.ts';
import type { Scale } from '../scales.ts';
import { both } from './both.ts';
import { type Asked, asked, type Group, type PageDocument, pageOf, type QuestionDocument } from './items.ts';
import { overallSatisfaction } from './overall-page.ts';
import { inTenPoints, noExperience, ten } from './ratings.ts';
import type { Construct, Indicator } from './template.ts';

function tenPoints(low: LocalizedText, high: LocalizedText): Scale {
  return { min: 1, max: 10, low, high };
}

/**
 * What the questionnaires of national indices have in common: every rating in ten points, each scale with ends of its own.
 *
 * A latent variable is measured by questions of its own page, except that expectations and perceived quality are the two
 * halves of pairs where a model asks the same of both. C of those pairs comes beside the model's own index.
 */
export const nationalIndex = {
  ...inTenPoints,
  scales: {
    ten,
    quality: tenPoints(both('很差', 'Very poor'), both('很好', 'Very good')),
    agreement: tenPoints(both('很不同意', 'Strongly disagree'), both('非常同意', 'Strongly agree')),
    expected: tenPoints(both('远不如期望', 'Far below'), both('远超期望', 'Far above')),
    ideal: tenPoints(both('相差很远', 'Very far from it'), both('非常接近', 'Very close to it')),
    likelihood: tenPoints(both('完全不可能', 'Not at all likely'), both('非常可能', 'Extremely likely')),
  },
  pairWords: {
    expectation: {
      label: both('选择我们之前的期望', 'What you expected before you chose us'),
      low: both('很低', 'Very low'),
      high: both('很高', 'Very high'),
    },
    perception: {
      label: both('您的实际感受', 'What you got'),
      low: both('很差', 'Very poor'),
      high: both('很好', 'Very good'),
    },
    notApplicable: noExperience,
  },
} satisfies Partial<DefinitionDocument>;

/** What is said first: what it is about, how to answer, how long it takes. */
export function indexIntroduction(chinese: string, english: string, minutes: number): LocalizedText {
  return both(
    `${chinese}评分都是 1 到 10 分；既问期望又问感受的项目，请分别打分。填写大约需要 ${minutes} 分钟，您的回答只用于改进服务。`,
    `${english} Ratings run from 1 to 10; where we ask what you expected and what you got, please rate both. It takes about ${minutes} minutes, and your answers are used only to improve the service.`,
  );
}

/** Quality on the whole, as every national index asks it first. */
export const overallQuality: Asked = asked(
  'overallQuality',
  ['总体质量', 'Quality overall'],
  [
    '把各方面放在一起看，快递物流服务的质量',
    'The quality of our delivery and logistics service, all things together',
  ],
);

export const customisation: Asked = asked(
  'customisation',
  ['合乎需要', 'Fitting your needs'],
  [
    '服务满足您个人或单位特定需要的程度',
    'How well the service meets what you or your business in particular need',
  ],
);

export const reliability: Asked = asked(
  'reliability',
  ['可靠性', 'Reliability'],
  ['服务稳定、少出差错的程度', 'How dependable the service is, and how seldom things go wrong'],
);

/** The page that asks what was expected and what was got. */
export function expectedAndGot(group: Group): PageDocument {
  return pageOf(
    group.key,
    both('期望与感受', 'Expected and got'),
    both(
      '请回想您选择我们之前的期望，再说说实际的感受。',
      'Please think back to what you expected before you chose us, and then of what you got.',
    ),
    [group],
  );
}

/** A rating on one of the scales above. */
export function rating(key: string, scale: string, chinese: string, english: string): QuestionDocument {
  return { kind: 'scale', key, text: both(chinese, english), scale };
}

export const expectationsMet: QuestionDocument = rating(
  'expectationsMet',
  'expected',
  '与您原来的期望相比，我们的服务怎么样？',
  'Compared with what you had expected, how is our service?',
);

export const closeToIdeal: QuestionDocument = rating(
  'closeToIdeal',
  'ideal',
  '请想象一家理想的快递物流公司，我们与它有多接近？',
  'Think of an ideal delivery and logistics company. How close to it are we?',
);

/** Satisfaction as ACSI and ECSI ask it: overall, against expectations, against the ideal. */
export const satisfactionPage: PageDocument = {
  key: 'satisfaction',
  title: both('满意程度', 'Satisfaction'),
  questions: [overallSatisfaction, expectationsMet, closeToIdeal],
};

const priceGivenQuality = rating(
  'priceGivenQuality',
  'quality',
  '就您得到的服务质量来说，我们的价格怎么样？',
  'Given the quality you get, how are our prices?',
);

const qualityGivenPrice = rating(
  'qualityGivenPrice',
  'quality',
  '就您付出的价格来说，我们的服务质量怎么样？',
  'Given the prices you pay, how is the quality of our service?',
);

/** Perceived value: price against quality, quality against price. */
export const valuePage: PageDocument = {
  key: 'value',
  title: both('价格与价值', 'Value for money'),
  questions: [priceGivenQuality, qualityGivenPrice],
};

export const chooseAgain: QuestionDocument = rating(
  'chooseAgain',
  'likelihood',
  '下次需要快递或物流服务时，您有多大可能仍然选择我们？',
  'When you next need delivery or logistics, how likely are you to choose us again?',
);

/** Whether somebody complained within a year. */
export const complained: QuestionDocument = {
  kind: 'choice',
  key: 'complained',
  text: both('最近 12 个月里，您向我们投诉或抱怨过吗？', 'Have you complained to us in the last 12 months?'),
  options: [
    { key: 'yes', label: both('有', 'Yes') },
    { key: 'no', label: both('没有', 'No') },
  ],
};

/** A question that need not be answered for how many per cent prices would have to change. */
export function percentage(
  key: string,
  chinese: string,
  english: string,
  showIf?: Condition,
): QuestionDocument {
  return {
    kind: 'number',
    key,
    text: both(chinese, english),
    hint: both(
      '请估计一个大概的百分比，说不准可以不填。',
      'A rough guess will do. Leave it blank if you cannot say.',
    ),
    required: false,
    min: 0,
    max: 100,
    unit: both('%', '%'),
    ...(showIf && { showIf }),
  };
}

/** A latent variable measured by questions of its own. */
export function measuredBy(
  key: string,
  name: LocalizedText,
  questions: readonly { readonly key: string }[],
): Construct {
  return { key, name, indicators: questions.map((question) => ({ question: question.key, part: null })) };
}

export const perceivedValue = measuredBy('value', both('感知价值', 'Perceived value'), valuePage.questions);

/** Satisfaction by the questions of a page. */
export function satisfactionBy({ questions }: PageDocument): Construct {
  return measuredBy('satisfaction', both('顾客满意', 'Customer satisfaction'), questions);
}

/** Expectations: the expected half of pairs. */
export function expectationsOf(items: readonly Asked[]): Construct {
  return {
    key: 'expectations',
    name: both('顾客期望', 'Customer expectations'),
    indicators: items.map(({ key }) => ({ question: key, part: 'expectation' })),
  };
}

/** Perceived quality: the perceived half of pairs, and ratings of quality that nothing was expected of. */
export function qualityOf(
  items: readonly Asked[],
  ratings: readonly { readonly key: string }[] = [],
): Construct {
  return {
    key: 'quality',
    name: both('感知质量', 'Perceived quality'),
    indicators: [
      ...items.map(({ key }): Indicator => ({ question: key, part: 'perception' })),
      ...ratings.map(({ key }): Indicator => ({ question: key, part: null })),
    ],
  };
}
