import type { LocalizedText } from '../localized.ts';
import { both } from './both.ts';
import type { PageDocument, QuestionDocument } from './items.ts';

/** The rating that a satisfaction measured in items is held against, and that modules follow. */
export const overallSatisfaction: QuestionDocument = {
  kind: 'scale',
  key: 'overallSatisfaction',
  text: both('总的来说，您对我们的服务满意吗？', 'All in all, how satisfied are you with us?'),
  scale: 'ten',
};

/** Room for words at the end, with a warning not to say too much. */
export const comment: QuestionDocument = {
  kind: 'text',
  key: 'comment',
  text: both('还有什么想对我们说的吗？', 'Is there anything else you would like to tell us?'),
  hint: both(
    '请不要填写身份证号、银行卡号等个人信息。',
    'Please leave out personal details such as ID or card numbers.',
  ),
};

const recommendFreight = both(
  '如果同行或朋友需要物流服务，您有多大可能推荐我们？',
  'How likely are you to recommend us to business partners or friends who need logistics?',
);

/** The last page: overall satisfaction, recommendation, in which capacity somebody is a customer, and a word. */
export function overallPage(recommend: LocalizedText = recommendFreight): PageDocument {
  return {
    key: 'overall',
    title: both('总体评价', 'Overall'),
    questions: [
      overallSatisfaction,
      {
        kind: 'recommend',
        key: 'recommend',
        text: recommend,
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
      comment,
    ],
  };
}
