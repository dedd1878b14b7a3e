import { type Definition, type DefinitionDocument, definition } from '../definition.ts';
import { both } from './both.ts';
import { constructOf, type Group } from './items.ts';
import {
  chooseAgain,
  complained,
  customisation,
  expectationsOf,
  expectedAndGot,
  indexIntroduction,
  measuredBy,
  nationalIndex,
  overallQuality,
  perceivedValue,
  percentage,
  qualityOf,
  reliability,
  satisfactionBy,
  satisfactionPage,
  valuePage,
} from './national-index.ts';
import { comment } from './overall-page.ts';
import { publication, type Template } from './template.ts';

const quality: Group = {
  key: 'quality',
  name: both('服务质量', 'Quality'),
  items: [overallQuality, customisation, reliability],
};

const priceTolerance = [
  percentage(
    'priceRiseBorne',
    '如果我们涨价，涨多少以内您仍会选择我们？',
    'If our prices rose, up to what rise would you still choose us?',
    { op: 'atLeast', question: 'chooseAgain', value: 6 },
  ),
  percentage(
    'priceCutNeeded',
    '如果我们降价，降多少您才会考虑再选择我们？',
    'If our prices fell, what cut would it take for you to choose us again?',
    { op: 'atMost', question: 'chooseAgain', value: 5 },
  ),
];

/**
 * The questions of the American index: six latent variables by 15 answers. Price tolerance asks how far prices could rise of
 * whoever would choose us again (6 or more of 10), and how far they would have to fall of all others.
 */
const acsi: Definition = definition.parse({
  ...nationalIndex,
  title: both('快递物流服务满意度调查', 'How satisfied are you with us?'),
  introduction: indexIntroduction(
    '您好！感谢您使用我们的快递物流服务。我们想了解您选择我们之前的期望、实际的感受，以及您对价格和今后的看法。',
    'Thank you for using our delivery and logistics service. We would like to know what you expected before you chose us, what you got, and what you think of prices and of the future.',
    3,
  ),
  factors: [constructOf(quality)],
  pages: [
    expectedAndGot(quality),
    valuePage,
    satisfactionPage,
    {
      key: 'loyalty',
      title: both('投诉与今后', 'Complaints and the future'),
      questions: [complained, chooseAgain],
    },
    {
      key: 'priceTolerance',
      title: both('价格变化', 'If prices changed'),
      questions: [...priceTolerance, comment],
    },
  ],
} satisfies DefinitionDocument);

export const acsiTemplate: Template = {
  about: {
    title: both('美国顾客满意度指数（ACSI）', 'American Customer Satisfaction Index (ACSI)'),
    measures: both(
      'ACSI 模型的六个潜变量：顾客期望、感知质量、感知价值、顾客满意、顾客抱怨、顾客忠诚，共 15 个观测变量，评分为 1 至 10 分。',
      'The six latent variables of the ACSI model, expectations, perceived quality, perceived value, satisfaction, complaints and loyalty, by 15 answers, ratings from 1 to 10.',
    ),
    useWhen: both(
      '要把本企业的满意度与美国公布的行业数字对照，或者分析满意的原因和结果。',
      'To set your satisfaction beside the figures published for American industries, or to study what brings satisfaction about and what follows from it.',
    ),
    notWhen: both(
      '想知道具体改进哪个环节，它的问题很概括。公布的指数用模型估计的权重合成三个满意度问题，又把期望和感知分开问，对照时要说明不同。',
      'To find which step to improve: its questions are general. The published index joins the three questions of satisfaction with weights from its model, and asks expectations apart; say so when you compare.',
    ),
    weights: both(
      '期望与感受的三个项目相同，由此得出 C。ACSI 本身的指数由三个满意度问题合成，权重由模型估计，不在问卷里。',
      'The three items of expected and perceived quality alike, which gives C. The index of ACSI itself is made of the three questions of satisfaction; their weights are estimated by its model and not part of the questionnaire.',
    ),
    sources: [
      publication(
        'C. Fornell, M. D. Johnson, E. W. Anderson, J. Cha, B. E. Bryant',
        1996,
        'The American Customer Satisfaction Index: nature, purpose, and findings',
        'Journal of Marketing 60(4), 7-18',
      ),
    ],
  },
  questionnaire: acsi,
  constructs: [
    expectationsOf(quality.items),
    qualityOf(quality.items),
    perceivedValue,
    satisfactionBy(satisfactionPage),
    measuredBy('complaints', both('顾客抱怨', 'Customer complaints'), [complained]),
    measuredBy('loyalty', both('顾客忠诚', 'Customer loyalty'), [chooseAgain, ...priceTolerance]),
  ],
  dissatisfied: null,
};
