import { type Definition, type DefinitionDocument, definition } from '../definition.ts';
import type { LocalizedText } from '../localized.ts';
import { both } from './both.ts';

interface Asked {
  readonly key: string;
  readonly name: LocalizedText;
  readonly hint: LocalizedText;
}

const items: readonly Asked[] = [
  {
    key: 'punctuality',
    name: both('准时', 'On time'),
    hint: both('在说好的时间送到', 'Delivered when it was promised'),
  },
  {
    key: 'notice',
    name: both('事先联系', 'Notice'),
    hint: both(
      '派送前打电话、发消息或按您的要求约好',
      'A call, a message or the time you chose, before delivery',
    ),
  },
  {
    key: 'place',
    name: both('送到您要的地方', 'The right place'),
    hint: both(
      '送上门，或放在您指定的驿站、快递柜',
      'At your door, or at the pick-up point or locker you chose',
    ),
  },
  {
    key: 'condition',
    name: both('快件完好', 'Undamaged'),
    hint: both('外包装和里面的东西都没有损坏', 'Neither the packaging nor what was in it was harmed'),
  },
  {
    key: 'courier',
    name: both('派件员的态度', 'Manner of the courier'),
    hint: both('礼貌，耐心，愿意帮忙', 'Polite, patient and willing to help'),
  },
  {
    key: 'tracking',
    name: both('物流信息', 'Tracking'),
    hint: both(
      '随时查得到快件在哪里，信息准确',
      'You could always see where the parcel was, and it was right',
    ),
  },
];

/**
 * Delivery feedback (派件评价): a page that follows a parcel by a signed link or a code on the delivery slip. Six items of
 * the last mile and an overall rating on one page; the library adds what went wrong and the offer to be contacted for those
 * who rate low, so that for all others it is a page and no more.
 *
 * The link brings the order number, the station and the service, so that answers can be read by station without asking
 * the customer; each order is answered for once.
 */
export const delivery: Definition = definition.parse({
  format: 1,
  languages: ['zh-CN', 'en'],
  title: both('派件评价', 'How was this delivery?'),
  organisation: both('本公司', 'Our company'),
  introduction: both(
    '您的快件 {{fact.order|}} 已经送达。请花一分钟告诉我们这次派送怎么样：每一项打两个分，您原来的期望和您的实际感受，1 分最低，10 分最高。',
    'Your parcel {{fact.order|}} has arrived. Please take a minute to tell us how the delivery was: rate each point twice, what you expected and what you got, from 1 (lowest) to 10 (highest).',
  ),
  thanks: both(
    '感谢您的评价！我们会认真阅读，并据此改进派送服务。',
    'Thank you. We will read what you told us and use it to deliver better.',
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
    notApplicable: both('这次没有遇到', 'Did not apply this time'),
  },
  factors: [
    {
      key: 'delivery',
      name: both('派件服务', 'Delivery service'),
      kind: 'direct',
      weight: 1,
      dimensions: [
        {
          key: 'handover',
          name: both('派送与签收', 'Delivery and handover'),
          items: items.map(({ key, name }) => ({ key, name, weight: 1 })),
        },
      ],
    },
  ],
  facts: [
    { key: 'order', name: both('运单号', 'Order number'), once: true },
    { key: 'station', name: both('派送网点', 'Delivery station') },
    { key: 'service', name: both('寄递产品', 'Service') },
  ],
  anonymous: false,
  pages: [
    {
      key: 'delivery',
      title: both('这次派送', 'This delivery'),
      introduction: both(
        '由{{fact.station|我们的网点}}派送。没有遇到的项目，请选“这次没有遇到”。',
        'Delivered by {{fact.station|our local station}}. Where something did not apply, say so.',
      ),
      questions: [
        ...items.map(({ key, hint }) => ({ kind: 'pair' as const, key, hint, scale: 'ten' })),
        {
          kind: 'scale',
          key: 'overallSatisfaction',
          text: both(
            '总的来说，您对这次派送满意吗？',
            'All in all, how satisfied are you with this delivery?',
          ),
          scale: 'ten',
        },
      ],
    },
  ],
  index: { origin: 'scaleMinimum', aggregate: 'composite', band: 0.03 },
} satisfies DefinitionDocument);
