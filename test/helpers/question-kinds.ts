import type { DefinitionDocument } from '#surveys/definition.ts';
import { aQuestionnaire } from './questionnaire.ts';

function both(zh: string, en: string) {
  return { 'zh-CN': zh, en };
}

/** A questionnaire of one page with the kinds of questions that ask for more than one thing at once, and one page after it. */
export function aQuestionnaireOfKinds(change: Partial<DefinitionDocument> = {}): DefinitionDocument {
  return aQuestionnaire({
    title: both('未尽之处', 'What went wrong'),
    factors: [],
    pages: [
      {
        key: 'kinds',
        title: both('哪里没做好', 'What could be better'),
        questions: [
          {
            kind: 'choice',
            key: 'reason',
            text: both('这次最让您不满意的是什么？', 'What were you least happy with?'),
            shuffle: true,
            options: [
              { key: 'late', label: both('送得慢', 'It came late') },
              { key: 'broken', label: both('包裹破损', 'The parcel was damaged') },
              { key: 'rude', label: both('态度不好', 'The courier was rude') },
              { key: 'other', label: both('其他', 'Something else'), specify: true },
            ],
          },
          {
            kind: 'choices',
            key: 'done',
            text: both('您当时是怎么做的？', 'What did you do about it?'),
            max: 2,
            options: [
              { key: 'called', label: both('打了客服电话', 'I called you') },
              { key: 'wrote', label: both('在网上留言', 'I wrote to you') },
              { key: 'other', label: both('其他', 'Something else'), specify: true },
              { key: 'nothing', label: both('什么也没做', 'Nothing'), exclusive: true },
            ],
          },
          {
            kind: 'ranking',
            key: 'order',
            text: both('请按重要程度排序', 'What should we improve first?'),
            shuffle: false,
            options: [
              { key: 'speed', label: both('时效', 'Speed') },
              { key: 'care', label: both('包裹完好', 'Parcels kept whole') },
              { key: 'price', label: both('价格', 'Price') },
            ],
          },
          {
            kind: 'allocation',
            key: 'weight',
            text: both('各方面对您有多重要？', 'How much does each of these matter to you?'),
            options: [
              { key: 'product', label: both('产品', 'The product') },
              { key: 'service', label: both('服务', 'The service') },
              { key: 'image', label: both('企业形象', 'The company’s image') },
            ],
          },
          {
            kind: 'contact',
            key: 'reach',
            text: both('需要我们联系您吗？', 'Shall we get in touch with you?'),
            hint: both('留下电话或邮箱即可。', 'A telephone number or an e-mail address is enough.'),
          },
        ],
      },
      {
        key: 'last',
        title: both('最后一题', 'One last question'),
        questions: [{ kind: 'text', key: 'comment', text: both('还有什么要说的？', 'Anything else?') }],
      },
    ],
    ...change,
  });
}

/** What a customer sends who fills the page in without mistakes. */
export const goodKinds = {
  reason: 'other',
  'reason.other': '冷链断了 ❄️',
  done: ['called', 'other'],
  'done.other': 'told my <b>neighbour</b>',
  order: ['care', 'speed', 'price'],
  'order.ranked': '1',
  'weight.product': '50',
  'weight.service': '５０',
  'weight.image': '',
  'reach.name': '王小明',
  'reach.phone': '138 0013 8000',
  'reach.email': '',
} as const;

/** The answers above as they are kept. */
export const goodKindsKept = {
  reason: 'other',
  'reason.other': '冷链断了 ❄️',
  done: ['called', 'other'],
  'done.other': 'told my <b>neighbour</b>',
  order: ['care', 'speed', 'price'],
  weight: { points: { product: 50, service: 50, image: 0 } },
  reach: { contact: { name: '王小明', phone: '138 0013 8000' } },
} as const;
