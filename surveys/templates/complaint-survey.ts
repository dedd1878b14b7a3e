import { type Definition, type DefinitionDocument, definition } from '../definition.ts';
import { both } from './both.ts';
import { overallSatisfaction } from './overall-page.ts';
import { inTenPoints } from './ratings.ts';
import { publication, type Template } from './template.ts';

/**
 * Complaint behaviour (客户表达不满的方式) as a questionnaire of its own: who was dissatisfied within a year, of whom the
 * library's modules then ask what went wrong, what they did about it and what came of it.
 *
 * It asks for an incident and not only for a low rating, because somebody who is content on the whole may have kept silent
 * about one. It has no pairs, and so no C.
 */
const complaintSurvey: Definition = definition.parse({
  ...inTenPoints,
  title: both('不满与投诉情况调查', 'When you were not satisfied'),
  introduction: both(
    '您好！感谢您使用我们的快递物流服务。遇到不满意的情况，有人会告诉我们，也有人不说。我们两种都想听到。填写大约需要 2 分钟，您的回答只用于改进服务。',
    'Thank you for using our delivery and logistics service. When something goes wrong, some tell us and some do not. We would like to hear from both. It takes about 2 minutes, and your answers are used only to improve the service.',
  ),
  pairWords: undefined,
  factors: [],
  pages: [
    {
      key: 'overall',
      title: both('最近一年', 'The last year'),
      questions: [
        overallSatisfaction,
        {
          kind: 'choice',
          key: 'wasDissatisfied',
          text: both(
            '最近 12 个月里，您遇到过让您不满意的情况吗？',
            'In the last 12 months, was there anything you were not satisfied with?',
          ),
          options: [
            { key: 'yes', label: both('遇到过', 'Yes') },
            { key: 'no', label: both('没有', 'No') },
          ],
        },
      ],
    },
  ],
} satisfies DefinitionDocument);

export const complaintSurveyTemplate: Template = {
  about: {
    title: both('客户表达不满的方式', 'Complaint behaviour'),
    measures: both(
      '遇到不满意的客户怎么做：沉默；公开行动，如要求补偿、诉诸法律、向企业或有关部门投诉；隐蔽行动，如停止购买、告知朋友。再问处理的结果和是否还会再来。',
      'What dissatisfied customers do: nothing; act in public, by seeking redress, going to law or complaining to the company or an authority; or in private, by leaving or telling friends. Then what came of it, and whether they would come back.',
    ),
    useWhen: both(
      '想知道收到的投诉只是多大的一角：把投诉数量与这里测得的不满放在一起看。也可以作为模块，接在其他问卷的总体评价之后。',
      'To see how small a part of dissatisfaction the complaints you receive are: read their number beside what is measured here. It is also a module that follows the overall rating of other questionnaires.',
    ),
    notWhen: both(
      '要得出满意度指数。这里没有期望与感受的成对项目，不计算 C。也不要只发给投诉过的客户，否则看不到沉默的大多数。',
      'For an index of satisfaction: it has no pairs of expectation and experience, and so no C. Nor should it go only to those who complained, or you will not see the many who keep silent.',
    ),
    weights: both('没有权重：问卷不计算指数。', 'None: it computes no index.'),
    sources: [
      publication(
        'R. L. Day, E. L. Landon',
        1977,
        'Toward a theory of consumer complaining behavior',
        'A. G. Woodside, J. N. Sheth, P. D. Bennett (eds.), Consumer and Industrial Buying Behavior, North-Holland, 425-437',
      ),
    ],
  },
  questionnaire: complaintSurvey,
  constructs: [],
  dissatisfied: { op: 'equals', question: 'wasDissatisfied', value: 'yes' },
};
