import { type Definition, type DefinitionDocument, definition } from '../definition.ts';
import { both } from './both.ts';
import { asked, constructOf, type Group, type PageDocument, type QuestionDocument } from './items.ts';
import {
  chooseAgain,
  closeToIdeal,
  customisation,
  expectationsMet,
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
  valuePage,
} from './national-index.ts';
import { comment, overallSatisfaction } from './overall-page.ts';
import { norm, type Template } from './template.ts';

const quality: Group = {
  key: 'quality',
  name: both('服务质量', 'Quality'),
  items: [
    overallQuality,
    customisation,
    reliability,
    asked(
      'staffService',
      ['人员服务', 'Service by staff'],
      ['快递员、客服等人员的服务质量', 'The service you get from couriers, customer service and other staff'],
    ),
  ],
};

const image = [
  rating(
    'brandImage',
    'quality',
    '总的来说，您对本公司的印象怎么样？',
    'All in all, what is your impression of our company?',
  ),
  rating(
    'brandDistinct',
    'agreement',
    '与其他公司相比，这家公司特色鲜明',
    'This company stands out from others',
  ),
];

/** As ACSI and ECSI ask it, and against others. */
const satisfaction: PageDocument = {
  key: 'satisfaction',
  title: both('满意程度', 'Satisfaction'),
  questions: [
    overallSatisfaction,
    expectationsMet,
    rating(
      'comparedWithOthers',
      'quality',
      '与同类公司相比，我们的服务怎么样？',
      'Compared with other companies of the kind, how is our service?',
    ),
    closeToIdeal,
  ],
};

const loyalty: readonly QuestionDocument[] = [
  chooseAgain,
  percentage(
    'priceRiseBorne',
    '如果我们涨价，涨多少以内您仍会选择我们？',
    'If our prices rose, up to what rise would you still choose us?',
  ),
  percentage(
    'rivalCutResisted',
    '如果其他公司降价而我们不降，差多少以内您仍会选择我们？',
    'If others cut their prices and we did not, up to what difference would you still choose us?',
  ),
];

const standardisers = both(
  '国家质量监督检验检疫总局、国家标准化管理委员会',
  'General Administration of Quality Supervision, Inspection and Quarantine; Standardization Administration of China',
);

/** The questions of the Chinese index: six latent variables, brand image first, without complaints. */
const ccsi: Definition = definition.parse({
  ...nationalIndex,
  title: both('快递物流服务满意度调查', 'How satisfied are you with us?'),
  introduction: indexIntroduction(
    '您好！感谢您使用我们的快递物流服务。我们想了解您对本公司的印象、选择我们之前的期望、实际的感受和今后的打算。',
    'Thank you for using our delivery and logistics service. We would like to know what you think of our company, what you expected before you chose us, what you got, and what you intend.',
    4,
  ),
  factors: [constructOf(quality)],
  pages: [
    { key: 'image', title: both('品牌形象', 'Brand image'), questions: image },
    expectedAndGot(quality),
    valuePage,
    satisfaction,
    { key: 'loyalty', title: both('今后的打算', 'The future'), questions: [...loyalty, comment] },
  ],
} satisfies DefinitionDocument);

export const ccsiTemplate: Template = {
  about: {
    title: both('中国顾客满意度指数（CCSI）', 'Chinese Customer Satisfaction Index (CCSI)'),
    measures: both(
      'CCSI 模型的六个潜变量：品牌形象、预期质量、感知质量、感知价值、顾客满意、顾客忠诚，这里用 19 个观测变量，评分为 1 至 10 分。',
      'The six latent variables of the CCSI model, brand image, expected quality, perceived quality, perceived value, satisfaction and loyalty, here by 19 answers, ratings from 1 to 10.',
    ),
    useWhen: both(
      '按国家标准的结构方程方法测评，或者与国内公布的行业满意度对照。',
      'To measure by the method of the national standards, structural equations, or to set your satisfaction beside figures published for Chinese industries.',
    ),
    notWhen: both(
      '想知道具体改进哪个环节，它的问题很概括。国家标准只给出方法和示例，各家发布的指数所用题目不尽相同，对照前先核对。',
      'To find which step to improve: its questions are general. The standards give a method and an example; published indices differ in their questions, so look at these before you compare.',
    ),
    weights: both(
      '期望与感受的四个项目相同，由此得出 C。各潜变量的权重由模型估计，不在问卷里。',
      'The four items of expected and perceived quality alike, which gives C. Weights of the latent variables are estimated by the model and not part of the questionnaire.',
    ),
    sources: [
      norm(
        'GB/T 19038',
        2009,
        standardisers,
        both(
          '顾客满意测评模型和方法指南',
          'Guidelines for model and methods of customer satisfaction measurement',
        ),
      ),
      norm(
        'GB/T 19039',
        2009,
        standardisers,
        both('顾客满意测评通则', 'General rules of customer satisfaction measurement'),
      ),
    ],
  },
  questionnaire: ccsi,
  constructs: [
    measuredBy('image', both('品牌形象', 'Brand image'), image),
    { ...expectationsOf(quality.items), name: both('预期质量', 'Expected quality') },
    qualityOf(quality.items),
    perceivedValue,
    satisfactionBy(satisfaction),
    measuredBy('loyalty', both('顾客忠诚', 'Customer loyalty'), loyalty),
  ],
  dissatisfied: null,
};
