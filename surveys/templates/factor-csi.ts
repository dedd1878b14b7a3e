import { type Definition, type DefinitionDocument, definition } from '../definition.ts';
import type { LocalizedText } from '../localized.ts';
import { both } from './both.ts';
import {
  type Asked,
  afterSales,
  atmosphere,
  environment,
  hardValue,
  socialContribution,
  softValue,
  staffManner,
} from './factor-csi-items.ts';

type Question = DefinitionDocument['pages'][number]['questions'][number];

function dimension(key: string, name: LocalizedText, items: readonly Asked[]) {
  return { key, name, items: items.map((item) => ({ key: item.key, name: item.name, weight: 1 })) };
}

function pair({ key, hint }: Asked): Question {
  return { kind: 'pair', key, hint, scale: 'ten' };
}

const factors: DefinitionDocument['factors'] = [
  {
    key: 'product',
    name: both('产品', 'Product'),
    kind: 'direct',
    weight: 0.4,
    dimensions: [
      dimension('hardValue', both('硬体价值', 'Hard value'), hardValue),
      dimension('softValue', both('软体价值', 'Soft value'), softValue),
    ],
  },
  {
    key: 'service',
    name: both('服务', 'Service'),
    kind: 'direct',
    weight: 0.4,
    dimensions: [
      dimension('atmosphere', both('公司内外的气氛', 'Atmosphere'), atmosphere),
      dimension('staffManner', both('服务人员的待客态度', 'Manner of the staff'), staffManner),
      dimension('afterSales', both('售后、资讯服务', 'After-sales and information'), afterSales),
    ],
  },
  {
    key: 'image',
    name: both('企业形象', 'Company image'),
    kind: 'indirect',
    weight: 0.2,
    dimensions: [
      dimension('socialContribution', both('社会贡献活动', 'Social contribution'), socialContribution),
      dimension('environment', both('环境保护活动', 'Environmental protection'), environment),
    ],
  },
];

const factorPages: DefinitionDocument['pages'] = [
  {
    key: 'product',
    title: both('产品', 'Product'),
    introduction: both(
      '请评价我们的快递产品：您寄件、收件时用到的一切。',
      'Please rate our delivery products: everything you use when you send or receive a parcel.',
    ),
    questions: [...hardValue, ...softValue].map(pair),
  },
  {
    key: 'service',
    title: both('服务', 'Service'),
    introduction: both(
      '请评价我们的服务：公司给您的印象、接待您的人员，以及售后。',
      'Please rate our service: the impression we make, the people you met, and help afterwards.',
    ),
    questions: [...atmosphere, ...staffManner, ...afterSales].map(pair),
  },
  {
    key: 'image',
    title: both('企业形象', 'Company image'),
    introduction: both(
      '请评价我们为社会和环境做的事。',
      'Please rate what we do for society and the environment.',
    ),
    questions: [...socialContribution, ...environment].map(pair),
  },
];

const overallQuestions: Question[] = [
  {
    kind: 'scale',
    key: 'overallSatisfaction',
    text: both('总的来说，您对我们的服务满意吗？', 'All in all, how satisfied are you with us?'),
    scale: 'ten',
  },
  {
    kind: 'recommend',
    key: 'recommend',
    text: both(
      '如果亲友或同行要寄快递，您有多大可能推荐我们？',
      'How likely are you to recommend us to friends, family or business partners?',
    ),
    low: both('完全不可能', 'Not at all likely'),
    high: both('非常可能', 'Extremely likely'),
  },
  {
    kind: 'choice',
    key: 'market',
    text: both('您主要以什么身份使用我们的服务？', 'In which capacity do you mainly use our service?'),
    options: [
      { key: 'ecommerce', label: both('电商卖家', 'Online seller') },
      {
        key: 'business',
        label: both('企业、政府机关或其他单位', 'Business, public authority or other organisation'),
      },
      { key: 'individual', label: both('个人', 'Private person') },
    ],
  },
  {
    kind: 'text',
    key: 'comment',
    text: both('还有什么想对我们说的吗？', 'Is there anything else you would like to tell us?'),
    hint: both(
      '请不要填写身份证号、银行卡号等个人信息。',
      'Please leave out personal details such as ID or card numbers.',
    ),
  },
];

/**
 * Factor CSI: the elements of customer satisfaction (产品, 服务, 企业形象), each item asked as expectation
 * and as experience of a customer of an express or logistics company.
 *
 * For a first measurement of a whole company by the general model of three factors. The items keep the
 * model's names; the hint under each says what it means for parcels. Product and service weigh 0.4 each,
 * image 0.2, items equally within their factor. `market` can name the stratum of answers from an open link.
 */
export const factorCsi: Definition = definition.parse({
  format: 1,
  languages: ['zh-CN', 'en'],
  title: both('快递服务满意度调查', 'How satisfied are you with our express service?'),
  organisation: both('本公司', 'Our company'),
  introduction: both(
    '您好！感谢您使用我们的快递服务。我们想了解哪些地方让您满意，哪些地方还需要改进。每个项目请打两个分：您原来的期望，和您的实际感受，1 分最低，10 分最高。没有体验过或不了解的项目，请直接选“没有体验过或不了解”。填写大约需要 5 分钟，您的回答只用于改进服务。',
    'Thank you for using our express service. We would like to know what we do well and what we should do better. Please rate each item twice, from 1 (lowest) to 10 (highest): what you expected, and what you got. Where you have no experience, say so. It takes about 5 minutes, and your answers are used only to improve the service.',
  ),
  thanks: both(
    '感谢您抽出时间！您的意见已经收到，我们会认真阅读，并据此改进服务。',
    'Thank you for your time. Your answers have arrived; we will read them and use them to improve our service.',
  ),
  scales: {
    ten: {
      min: 1,
      max: 10,
      low: both('很不满意', 'Very dissatisfied'),
      high: both('很满意', 'Very satisfied'),
    },
  },
  pairWords: {
    expectation: {
      label: both('您的期望', 'What you expected'),
      low: both('很低', 'Very low'),
      high: both('很高', 'Very high'),
    },
    perception: {
      label: both('您的实际感受', 'What you got'),
      low: both('很差', 'Very poor'),
      high: both('很好', 'Very good'),
    },
    notApplicable: both('没有体验过或不了解', 'No experience, or don’t know'),
  },
  factors,
  pages: [
    ...factorPages,
    { key: 'overall', title: both('总体评价', 'Overall'), questions: overallQuestions },
  ],
  index: { origin: 'scaleMinimum', aggregate: 'composite', band: 0.03 },
} satisfies DefinitionDocument);
