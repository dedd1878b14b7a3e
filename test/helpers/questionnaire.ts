import type { DefinitionDocument } from '#surveys/definition.ts';

type Text = Record<string, string>;

function both(zh: string, en: string): Text {
  return { 'zh-CN': zh, en };
}

type Pages = DefinitionDocument['pages'];

/** A short questionnaire in two languages with the usual kinds of questions, on three pages. */
export function aQuestionnaire(change: Partial<DefinitionDocument> = {}): DefinitionDocument {
  return {
    format: 1,
    languages: ['zh-CN', 'en'],
    title: both('快递服务满意度调查', 'How was our delivery?'),
    organisation: both('华捷速运', 'Huajie Express'),
    introduction: both(
      '请花三分钟告诉我们：您原来期望什么，实际感受如何。\n回答只用于改进服务。',
      'Please take three minutes to tell us what you expected and what you got.\nYour answers are used only to improve our service.',
    ),
    thanks: both(
      '您的意见会在下个季度的改进中看到。',
      'You will see what we make of it in the next quarter.',
    ),
    scales: {
      ten: {
        min: 1,
        max: 10,
        low: both('很不满意', 'Very dissatisfied'),
        high: both('很满意', 'Very satisfied'),
      },
      five: { min: 1, max: 5, low: both('很难', 'Very hard'), high: both('很容易', 'Very easy') },
    },
    pairWords: {
      expectation: {
        label: both('您原来的期望', 'What you expected'),
        low: both('很低', 'Very little'),
        high: both('很高', 'Very much'),
      },
      perception: {
        label: both('您的实际感受', 'What you got'),
        low: both('很差', 'Very poor'),
        high: both('很好', 'Very good'),
      },
      importance: {
        label: both('对您有多重要', 'How important it is to you'),
        low: both('不重要', 'Not important'),
        high: both('非常重要', 'Very important'),
      },
      notApplicable: both('没有体验过', 'No experience of this'),
    },
    factors: [
      {
        key: 'service',
        name: both('服务', 'Service'),
        kind: 'direct',
        weight: 1,
        dimensions: [
          {
            key: 'delivery',
            name: both('派送', 'Delivery'),
            items: [
              { key: 'speed', name: both('时效', 'Speed'), weight: 1 },
              { key: 'manner', name: both('投递员的服务态度', 'Manner of the courier'), weight: 1 },
              { key: 'claims', name: both('理赔', 'Claims'), weight: 1 },
            ],
          },
        ],
      },
    ],
    pages: structuredClone([deliveryPage, claimsPage, aboutPage]),
    index: { origin: 'zero', aggregate: 'composite', band: 0.03 },
    ...change,
  };
}

/** What a survey says about the data. */
export function aPrivacyText({ ask = false } = {}): NonNullable<DefinitionDocument['privacy']> {
  return {
    version: '2026-07',
    purpose: both('为了改进投递服务。', 'To improve our deliveries.'),
    use: both(
      '回答由服务质量部汇总，\n不提供给其他任何人。',
      'Our quality team adds the answers up.\nNobody else sees them.',
    ),
    retention: both('两年后删除。', 'They are deleted after two years.'),
    contact: both('privacy@huajie.example', 'privacy@huajie.example'),
    ask,
  };
}

const deliveryPage: Pages[number] = {
  key: 'delivery',
  title: both('派送', 'Delivery'),
  introduction: both('请想一想最近三个月的快件。', 'Think of your parcels in the last three months.'),
  questions: [
    {
      kind: 'pair',
      key: 'speed',
      scale: 'ten',
      hint: both('从寄出到签收用了多久', 'From posting to signature'),
    },
    { kind: 'pair', key: 'manner', scale: 'ten' },
  ],
};

const claimsPage: Pages[number] = {
  key: 'claims',
  title: both('理赔与总体评价', 'Claims and overall'),
  questions: [
    { kind: 'pair', key: 'claims', scale: 'ten', importance: true },
    {
      kind: 'scale',
      key: 'ease',
      text: both('联系我们容易吗？', 'How easy is it to reach us?'),
      scale: 'five',
      notApplicable: true,
    },
    {
      kind: 'recommend',
      key: 'recommend',
      text: both('您会向朋友推荐我们吗？', 'Would you recommend us to a friend?'),
      low: both('绝不会', 'Not at all'),
      high: both('一定会', 'Certainly'),
    },
  ],
};

const aboutPage: Pages[number] = {
  key: 'about',
  title: both('关于您', 'About you'),
  questions: [
    {
      kind: 'choice',
      key: 'market',
      text: both('您主要寄什么？', 'What do you mostly send?'),
      options: [
        { key: 'letters', label: both('文件', 'Documents') },
        { key: 'parcels', label: both('包裹', 'Parcels') },
      ],
    },
    {
      kind: 'choices',
      key: 'channels',
      text: both('您用过哪些下单方式？', 'How have you ordered?'),
      required: false,
      max: 2,
      options: [
        { key: 'app', label: both('手机应用', 'App') },
        { key: 'phone', label: both('电话', 'Telephone') },
        { key: 'shop', label: both('网点', 'At a branch') },
      ],
    },
    {
      kind: 'number',
      key: 'parcels',
      text: both('您每月大约寄多少件？', 'How many parcels do you send a month?'),
      min: 0,
      max: 1000,
      unit: both('件', 'parcels'),
    },
    {
      kind: 'text',
      key: 'comment',
      text: both('还有什么想告诉我们？', 'Is there anything else you want to tell us?'),
      maxLength: 100,
    },
  ],
};

/** What a customer answers who fills the questionnaire in without mistakes, page by page. */
export const goodAnswers = {
  delivery: {
    'speed.expectation': '9',
    'speed.perception': '7',
    'manner.expectation': '8',
    'manner.perception': '10',
  },
  claims: { 'claims.perception': 'na', ease: '4', recommend: '9' },
  about: {
    market: 'parcels',
    channels: ['app', 'shop'],
    parcels: '12',
    comment: '包装有点破，但是态度很好 👍',
  },
} as const;

/** The answers above as they are kept. */
export const goodAnswersKept = {
  speed: { expectation: 9, perception: 7 },
  manner: { expectation: 8, perception: 10 },
  claims: { perception: 'na' },
  ease: 4,
  recommend: 9,
  market: 'parcels',
  channels: ['app', 'shop'],
  parcels: 12,
  comment: '包装有点破，但是态度很好 👍',
} as const;
