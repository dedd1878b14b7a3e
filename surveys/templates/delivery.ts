import { type Definition, type DefinitionDocument, definition } from '../definition.ts';
import { both } from './both.ts';
import { asked, factorOf, pairOf } from './items.ts';
import { inTenPoints, pairWordsWith } from './ratings.ts';
import { expressService, publication, type Template } from './template.ts';

const items = [
  asked('punctuality', ['准时', 'On time'], ['在说好的时间送到', 'Delivered when it was promised']),
  asked(
    'notice',
    ['事先联系', 'Notice'],
    ['派送前打电话、发消息或按您的要求约好', 'A call, a message or the time you chose, before delivery'],
  ),
  asked(
    'place',
    ['送到您要的地方', 'The right place'],
    ['送上门，或放在您指定的驿站、快递柜', 'At your door, or at the pick-up point or locker you chose'],
  ),
  asked(
    'condition',
    ['快件完好', 'Undamaged'],
    ['外包装和里面的东西都没有损坏', 'Neither the packaging nor what was in it was harmed'],
  ),
  asked(
    'courier',
    ['派件员的态度', 'Manner of the courier'],
    ['礼貌，耐心，愿意帮忙', 'Polite, patient and willing to help'],
  ),
  asked(
    'tracking',
    ['物流信息', 'Tracking'],
    ['随时查得到快件在哪里，信息准确', 'You could always see where the parcel was, and it was right'],
  ),
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
  ...inTenPoints,
  title: both('派件评价', 'How was this delivery?'),
  introduction: both(
    '您的快件 {{fact.order|}} 已经送达。请花一分钟告诉我们这次派送怎么样：每一项打两个分，您原来的期望和您的实际感受，1 分最低，10 分最高。',
    'Your parcel {{fact.order|}} has arrived. Please take a minute to tell us how the delivery was: rate each point twice, what you expected and what you got, from 1 (lowest) to 10 (highest).',
  ),
  thanks: both(
    '感谢您的评价！我们会认真阅读，并据此改进派送服务。',
    'Thank you. We will read what you told us and use it to deliver better.',
  ),
  pairWords: pairWordsWith(both('这次没有遇到', 'Did not apply this time')),
  factors: [
    factorOf('delivery', both('派件服务', 'Delivery service'), 1, [
      { key: 'handover', name: both('派送与签收', 'Delivery and handover'), items },
    ]),
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
        ...items.map((item) => pairOf(item)),
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
} satisfies DefinitionDocument);

export const deliveryTemplate: Template = {
  about: {
    title: both('派件评价', 'Delivery feedback'),
    measures: both(
      '最后一公里：一次派送的六个项目，每项都问期望和实际感受。评分低的客户会接着被问到哪里没做好、是否需要联系。',
      'The last mile: six items of one delivery, each asked as expectation and as experience. Those who rate it low are asked what went wrong and whether to get in touch.',
    ),
    useWhen: both(
      '每票快件送达后，用签名链接或面单上的二维码请收件人评价，按网点、产品比较。',
      'After each delivery, by a signed link or a code on the delivery slip, to compare stations and services.',
    ),
    notWhen: both(
      '想了解企业形象和价格，或者要推断全体客户。愿意评价一票快件的人不是抽样得来的。',
      'For a company’s image or prices, or for statements about all customers: those who rate a parcel are no sample of them.',
    ),
    weights: both('六个项目相同。', 'The six items alike.'),
    sources: [
      expressService,
      publication(
        'J. T. Mentzer, D. J. Flint, G. T. M. Hult',
        2001,
        'Logistics service quality as a segment-customized process',
        'Journal of Marketing 65(4), 82-104',
      ),
    ],
  },
  questionnaire: delivery,
  constructs: [],
  dissatisfied: null,
};
