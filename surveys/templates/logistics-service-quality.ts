import { type Definition, type DefinitionDocument, definition } from '../definition.ts';
import { both } from './both.ts';
import { constructOf, pageOf } from './items.ts';
import { orderPlacement, orderReceipt } from './logistics-service-quality-items.ts';
import { overallPage } from './overall-page.ts';
import { inTenPoints, ratedIntroduction } from './ratings.ts';
import { publication, type Template } from './template.ts';

/**
 * LSQ (物流服务质量): nine constructs of what business customers of logistics judge, from placing an order to receiving it.
 *
 * 25 items, as many for each construct as in Mentzer, Flint and Hult 2001, who asked for perceptions alone; here each item is
 * asked as expectation too. Each construct is a factor and counts as much as any other, whether of two items or three.
 */
const logisticsServiceQuality: Definition = definition.parse({
  ...inTenPoints,
  title: both('物流服务质量调查', 'How good is our logistics service?'),
  introduction: ratedIntroduction(
    '您好！感谢您把物流交给我们。我们想了解从下单到收货的每一步做得怎么样。',
    'Thank you for entrusting your logistics to us. We would like to know how each step is done, from order to receipt.',
    6,
  ),
  factors: [...orderPlacement, ...orderReceipt].map((group) => constructOf(group)),
  pages: [
    pageOf(
      'orderPlacement',
      both('下单', 'Placing orders'),
      both(
        '请评价下单前后的情况：对接的人员、数量、信息和手续。',
        'Please rate how it is to place an order: your contacts, quantities, information and procedures.',
      ),
      orderPlacement,
    ),
    pageOf(
      'orderReceipt',
      both('收货', 'Receiving orders'),
      both(
        '请评价收到的货物：对不对、好不好、有差错时怎么处理、时间快不快。',
        'Please rate what you receive: whether it is right, in good condition and on time, and what is done about errors.',
      ),
      orderReceipt,
    ),
    overallPage(),
  ],
} satisfies DefinitionDocument);

export const logisticsServiceQualityTemplate: Template = {
  about: {
    title: both('物流服务质量（LSQ）', 'Logistics service quality (LSQ)'),
    measures: both(
      '客户眼中的物流服务质量，九个方面共 25 个项目，从沟通、下单到收货和差错处理。',
      'Logistics service as customers see it: nine constructs with 25 items, from contact and ordering to receipt and the handling of errors.',
    ),
    useWhen: both(
      '测评合同物流、仓配一体等长期合作的企业客户，尤其是要比较不同客户群看重什么。',
      'For contract logistics, warehousing and long-standing business customers, above all to compare what different groups of them care about.',
    ),
    notWhen: both(
      '测评寄快递的个人客户。订单数量、替代品、缺货补齐这些项目，他们大多没有体验。',
      'For private senders of parcels: most have no experience of order quantities, substitutes or back orders.',
    ),
    weights: both(
      '九个方面各占九分之一，同一方面内各项目相同。原研究发现各客户群的轻重不同，所以不另设权重。',
      'Each construct one ninth, items alike within it. The study found that weights differ between groups of customers, and so gives none.',
    ),
    sources: [
      publication(
        'J. T. Mentzer, D. J. Flint, G. T. M. Hult',
        2001,
        'Logistics service quality as a segment-customized process',
        'Journal of Marketing 65(4), 82-104',
      ),
      publication(
        'J. T. Mentzer, D. J. Flint, J. L. Kent',
        1999,
        'Developing a logistics service quality scale',
        'Journal of Business Logistics 20(1), 9-32',
      ),
    ],
  },
  questionnaire: logisticsServiceQuality,
  constructs: [],
  dissatisfied: null,
};
