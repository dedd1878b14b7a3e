import { type Definition, type DefinitionDocument, definition } from '../definition.ts';
import { both } from './both.ts';
import { asked, constructOf, type Group, pageOf } from './items.ts';
import { overallPage } from './overall-page.ts';
import { inTenPoints, ratedIntroduction } from './ratings.ts';
import { publication, type Template } from './template.ts';

const groups: readonly Group[] = [
  {
    key: 'availability',
    name: both('可得性', 'Availability'),
    items: [
      asked(
        'stockouts',
        ['少缺货', 'Seldom out of stock'],
        [
          '您需要的货物、车辆或舱位很少没有',
          'Goods, vehicles or space are seldom missing when you need them',
        ],
      ),
      asked(
        'fillRate',
        ['满足率', 'Fill rate'],
        ['一次订的数量大多能满足', 'Most of what you order is there at once'],
      ),
      asked(
        'completeOrders',
        ['整单交付', 'Complete orders'],
        ['整张订单一次交齐，不拆分、不遗漏', 'An order comes whole, neither split nor with parts missing'],
      ),
    ],
  },
  {
    key: 'operationalPerformance',
    name: both('物流绩效', 'Operational performance'),
    items: [
      asked(
        'speed',
        ['速度', 'Speed'],
        ['从下单到送达的时间短', 'Little time passes from order to delivery'],
      ),
      asked(
        'consistency',
        ['稳定', 'Consistency'],
        ['每次所用的时间差不多，可以预料', 'It takes about the same time each time, so that you can plan'],
      ),
      asked(
        'flexibility',
        ['灵活', 'Flexibility'],
        ['能满足加急、改地址等特殊要求', 'Rush orders, other addresses and special wishes are met'],
      ),
      asked(
        'recovery',
        ['差错补救', 'Recovery'],
        ['出了差错补救得快', 'What went wrong is put right quickly'],
      ),
    ],
  },
  {
    key: 'reliability',
    name: both('可靠性', 'Reliability'),
    items: [
      asked(
        'promisesKept',
        ['说到做到', 'Promises kept'],
        ['承诺的数量、时间和价格都能兑现', 'Quantities, times and prices are as promised'],
      ),
      asked(
        'accurateInformation',
        ['信息可靠', 'Information you can trust'],
        [
          '库存和在途信息准确，有变化提前告知',
          'What you hear of stock and transit is right, and changes come early',
        ],
      ),
      asked(
        'improvement',
        ['不断改进', 'Getting better'],
        ['同样的差错不再发生', 'The same error does not happen again'],
      ),
    ],
  },
];

/** Basic service capability (物流服务基本能力): availability, operational performance, reliability, each a factor. */
const basicService: Definition = definition.parse({
  ...inTenPoints,
  title: both('物流服务基本能力调查', 'How well can you rely on our logistics?'),
  introduction: ratedIntroduction(
    '您好！感谢您与我们合作。我们想了解物流服务最基本的几点做得怎么样：有没有货、送得怎么样、靠不靠得住。',
    'Thank you for working with us. We would like to know how we do in what matters most: whether goods are there, how they are delivered, and whether you can rely on it.',
    3,
  ),
  factors: groups.map((group) => constructOf(group)),
  pages: [
    pageOf(
      'capability',
      both('基本能力', 'Basic capability'),
      both('请评价最近半年的情况。', 'Please rate the last six months.'),
      groups,
    ),
    overallPage(),
  ],
} satisfies DefinitionDocument);

export const basicServiceTemplate: Template = {
  about: {
    title: both('物流服务基本能力', 'Basic service capability'),
    measures: both(
      '物流服务的三项基本能力：可得性、物流绩效、可靠性，共 10 个项目。',
      'Three basic capabilities of logistics, availability, operational performance and reliability, in 10 items.',
    ),
    useWhen: both(
      '要一份短问卷，与库存满足率、准时率等内部指标对照着看。',
      'For a short questionnaire to read beside figures of your own, such as fill rates and deliveries on time.',
    ),
    notWhen: both(
      '想了解人员、价格和形象。这里只问作业能力；没有库存业务的快递企业，还要先改写可得性一项。',
      'For staff, prices or image: it asks about operations alone. A parcel carrier that keeps no stock should reword availability first.',
    ),
    weights: both(
      '三项能力各占三分之一，每项能力内各项目相同；哪一项更要紧因市场而异，可以修改。',
      'Each capability one third, items alike within it. Which matters most differs between markets: change it to yours.',
    ),
    sources: [
      publication(
        'D. J. Bowersox, D. J. Closs, M. B. Cooper',
        2002,
        'Supply Chain Logistics Management',
        'McGraw-Hill',
      ),
    ],
  },
  questionnaire: basicService,
  constructs: [],
  dissatisfied: null,
};
