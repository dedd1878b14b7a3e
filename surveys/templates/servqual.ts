import { type Definition, type DefinitionDocument, definition } from '../definition.ts';
import { both } from './both.ts';
import { constructOf, pageOf } from './items.ts';
import { overallPage } from './overall-page.ts';
import { inTenPoints, noExperience } from './ratings.ts';
import { servqualGroups } from './servqual-items.ts';
import { publication, type Template } from './template.ts';

const disagree = both('很不同意', 'Strongly disagree');
const agree = both('非常同意', 'Strongly agree');
const eachTwice = both(
  '每句话打两个分：优秀的公司应该做到吗？我们做到了吗？',
  'Rate each statement twice: how far is it true of excellent companies, and how far of us?',
);

/**
 * SERVQUAL: 22 statements in five dimensions, each asked of an excellent company and of us, in seven points as in the source,
 * so that gaps are in its points; then 100 points shared out over the dimensions, by their keys.
 *
 * The source asks all expectations first and all perceptions after; here both stand side by side.
 */
const servqual: Definition = definition.parse({
  ...inTenPoints,
  title: both('服务质量调查', 'How good is our service?'),
  introduction: both(
    '您好！感谢您使用我们的物流服务。下面有 22 句话。每句话请打两个分：优秀的物流公司应不应该做到，我们有没有做到，1 分表示很不同意，7 分表示非常同意。填写大约需要 7 分钟，您的回答只用于改进服务。',
    'Thank you for using our logistics service. Here are 22 statements. Please rate each twice, from 1 (strongly disagree) to 7 (strongly agree): how far it is true of excellent logistics companies, and how far it is true of us. It takes about 7 minutes, and your answers are used only to improve the service.',
  ),
  scales: { ...inTenPoints.scales, seven: { min: 1, max: 7, low: disagree, high: agree } },
  pairWords: {
    expectation: {
      label: both('优秀的公司应该做到', 'True of excellent companies'),
      low: disagree,
      high: agree,
    },
    perception: { label: both('我们做到了', 'True of us'), low: disagree, high: agree },
    notApplicable: noExperience,
  },
  factors: servqualGroups.map((group) => constructOf(group)),
  pages: [
    ...servqualGroups.map((group) => pageOf(group.key, group.title, eachTwice, [group], 'seven')),
    {
      key: 'importance',
      title: both('什么更要紧', 'What matters more'),
      questions: [
        {
          kind: 'allocation',
          key: 'dimensionPoints',
          text: both(
            '请把 100 分分给下面五个方面，越要紧的给分越多',
            'Please share out 100 points over these five, more to what matters more to you',
          ),
          hint: both('不想回答可以全部留空。', 'You can leave all of them blank.'),
          required: false,
          total: 100,
          options: servqualGroups.map(({ key, description }) => ({ key, label: description })),
        },
      ],
    },
    overallPage(),
  ],
} satisfies DefinitionDocument);

export const servqualTemplate: Template = {
  about: {
    title: both('SERVQUAL 服务质量', 'SERVQUAL'),
    measures: both(
      '服务质量的五个维度：有形性、可靠性、响应性、保证性、移情性，共 22 句话，每句都问优秀的公司和我们，七分制；再请客户把 100 分分给五个维度。',
      'Service quality in five dimensions, tangibles, reliability, responsiveness, assurance and empathy: 22 statements about an excellent company and about us, in seven points, and 100 points to share out over the dimensions.',
    ),
    useWhen: both(
      '要与已发表的 SERVQUAL 结果，或者与其他服务行业比较。',
      'To set your results beside published ones, or beside other service industries.',
    ),
    notWhen: both(
      '想知道物流作业哪里要改进。它问的是一般服务，不问货损、在途和理赔，这时请用 LSQ 或核心服务。期望分普遍偏高，差距的信度也低于单看感受。',
      'To find what to improve in operations: it asks about service in general, not about damage, transit or claims, for which there are LSQ and core service. Expectations crowd at the top, and gaps are less reliable than perceptions alone.',
    ),
    weights: both(
      '五个维度各占五分之一，同一维度内各项目相同。客户分给各维度的 100 分是另一套权重，由客户自己定。',
      'Each dimension one fifth, its statements alike. The 100 points are a second set of weights, the customers’ own.',
    ),
    sources: [
      publication(
        'A. Parasuraman, V. A. Zeithaml, L. L. Berry',
        1988,
        'SERVQUAL: a multiple-item scale for measuring consumer perceptions of service quality',
        'Journal of Retailing 64(1), 12-40',
      ),
      publication(
        'A. Parasuraman, L. L. Berry, V. A. Zeithaml',
        1991,
        'Refinement and reassessment of the SERVQUAL scale',
        'Journal of Retailing 67(4), 420-450',
      ),
    ],
  },
  questionnaire: servqual,
  constructs: [],
  dissatisfied: null,
};
