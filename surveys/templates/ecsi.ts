import { type Definition, type DefinitionDocument, definition } from '../definition.ts';
import { both } from './both.ts';
import { asked, constructOf, type Group, type QuestionDocument } from './items.ts';
import {
  chooseAgain,
  complained,
  expectationsOf,
  expectedAndGot,
  indexIntroduction,
  measuredBy,
  nationalIndex,
  overallQuality,
  perceivedValue,
  percentage,
  qualityOf,
  rating,
  reliability,
  satisfactionBy,
  satisfactionPage,
  valuePage,
} from './national-index.ts';
import { comment } from './overall-page.ts';
import { publication, type Template } from './template.ts';

const rangeOfServices = asked(
  'rangeOfServices',
  ['服务种类合乎需要', 'Services that meet your needs'],
  ['提供的产品和服务能满足您个人或单位的需要', 'The services on offer meet what you or your business need'],
);

const quality: Group = {
  key: 'quality',
  name: both('服务质量', 'Quality'),
  items: [overallQuality, rangeOfServices, reliability],
};

const image = [
  rating('reputation', 'agreement', '这家公司口碑好', 'This company has a good reputation'),
  rating(
    'trustworthy',
    'agreement',
    '这家公司说话算数，值得信赖',
    'This company can be trusted in what it says and does',
  ),
  rating('serious', 'agreement', '这家公司做事认真', 'This company takes its work seriously'),
  rating('solid', 'agreement', '这家公司根基稳固', 'This company stands on firm ground'),
  rating('caring', 'agreement', '这家公司关心客户的需要', 'This company cares about what its customers need'),
];

const otherQuality = [
  rating(
    'coreService',
    'quality',
    '运输和派送本身的质量怎么样？',
    'How good are transport and delivery themselves?',
  ),
  rating(
    'adviceAndHelp',
    'quality',
    '客服和给您的建议怎么样？',
    'How good are customer service and the advice you get?',
  ),
  rating(
    'servicesUsed',
    'quality',
    '您用过的其他服务怎么样，如代收、包装、仓储？',
    'How good are other services you use, such as pick-up points, packing or storage?',
  ),
  rating(
    'clearInformation',
    'quality',
    '给您的信息清楚、透明吗？',
    'How clear and open is the information you are given?',
  ),
].map((question) => ({ ...question, notApplicable: true }));

/** How the latest complaint was handled, or, of whoever made none, how one would be: one answer of the model. */
const complaintHandling: readonly QuestionDocument[] = [
  {
    kind: 'scale',
    key: 'complaintHandled',
    text: both('您最近一次投诉，我们处理得怎么样？', 'How well was your latest complaint handled?'),
    scale: 'quality',
    showIf: { op: 'equals', question: 'complained', value: 'yes' },
  },
  {
    kind: 'scale',
    key: 'complaintWouldBeHandled',
    text: both(
      '假如您要为服务质量投诉，您觉得我们会处理得怎么样？',
      'Suppose you had to complain about our service. How well do you think we would handle it?',
    ),
    scale: 'quality',
    showIf: { op: 'equals', question: 'complained', value: 'no' },
  },
];

const loyalty: readonly QuestionDocument[] = [
  chooseAgain,
  percentage(
    'rivalCutResisted',
    '如果其他公司降价而我们不降，差多少以内您仍会选择我们？',
    'If others cut their prices and we did not, up to what difference would you still choose us?',
  ),
  rating(
    'wouldRecommend',
    'likelihood',
    '如果朋友或同行问起，您有多大可能推荐我们？',
    'If a friend or business partner asked you, how likely are you to recommend us?',
  ),
];

/** The questions of the European index: seven latent variables by 24 answers, as in the study its data are known from. */
const ecsi: Definition = definition.parse({
  ...nationalIndex,
  title: both('快递物流服务满意度调查', 'How satisfied are you with us?'),
  introduction: indexIntroduction(
    '您好！感谢您使用我们的快递物流服务。我们想了解您对本公司的印象、选择我们之前的期望、实际的感受和今后的打算。',
    'Thank you for using our delivery and logistics service. We would like to know what you think of our company, what you expected before you chose us, what you got, and what you intend.',
    5,
  ),
  factors: [constructOf(quality)],
  pages: [
    {
      key: 'image',
      title: both('公司形象', 'Image'),
      introduction: both('您同意下面的说法吗？', 'Do you agree with these statements about us?'),
      questions: image,
    },
    expectedAndGot(quality),
    { key: 'moreQuality', title: both('服务的各个方面', 'Parts of our service'), questions: otherQuality },
    valuePage,
    satisfactionPage,
    { key: 'complaints', title: both('投诉', 'Complaints'), questions: [complained] },
    {
      key: 'loyalty',
      title: both('投诉处理与今后', 'Complaints and the future'),
      questions: [...complaintHandling, ...loyalty, comment],
    },
  ],
} satisfies DefinitionDocument);

export const ecsiTemplate: Template = {
  about: {
    title: both('欧洲顾客满意度指数（ECSI）', 'European Customer Satisfaction Index (ECSI)'),
    measures: both(
      'ECSI 模型的七个潜变量：企业形象、顾客期望、感知质量、感知价值、顾客满意、顾客抱怨、顾客忠诚，共 24 个观测变量，评分为 1 至 10 分。',
      'The seven latent variables of the ECSI model, image, expectations, perceived quality, perceived value, satisfaction, complaints and loyalty, by 24 answers, ratings from 1 to 10.',
    ),
    useWhen: both(
      '要研究企业形象对满意和忠诚的作用，或者与欧洲已发表的结果对照。',
      'To study what a company’s image does for satisfaction and loyalty, or to set your results beside European ones.',
    ),
    notWhen: both(
      '派件后的简短评价，或者样本太小。估计模型通常要 200 份以上的答卷。',
      'For a few questions after a delivery, or with a small sample: to estimate the model takes 200 answers or more as a rule.',
    ),
    weights: both(
      '期望与感受的三个项目相同，由此得出 C。各潜变量的权重由模型估计，不在问卷里。',
      'The three items of expected and perceived quality alike, which gives C. Weights of the latent variables are estimated by the model and not part of the questionnaire.',
    ),
    sources: [
      publication(
        'M. Tenenhaus, V. Esposito Vinzi, Y.-M. Chatelin, C. Lauro',
        2005,
        'PLS path modeling',
        'Computational Statistics & Data Analysis 48(1), 159-205',
      ),
    ],
  },
  questionnaire: ecsi,
  constructs: [
    measuredBy('image', both('企业形象', 'Image'), image),
    expectationsOf(quality.items),
    qualityOf(quality.items, otherQuality),
    perceivedValue,
    satisfactionBy(satisfactionPage),
    measuredBy('complaints', both('顾客抱怨', 'Customer complaints'), complaintHandling),
    measuredBy('loyalty', both('顾客忠诚', 'Customer loyalty'), loyalty),
  ],
  dissatisfied: null,
};
