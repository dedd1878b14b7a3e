import { type Definition, type DefinitionDocument, definition } from '../definition.ts';
import { both } from './both.ts';
import { asked, factorOf, type Group, pageOf } from './items.ts';
import { overallPage } from './overall-page.ts';
import { inTenPoints, ratedIntroduction } from './ratings.ts';
import { publication, type Template } from './template.ts';

const before: readonly Group[] = [
  {
    key: 'servicePolicy',
    name: both('服务承诺', 'Service policy'),
    items: [
      asked(
        'writtenPolicy',
        ['书面的服务政策', 'Written policy'],
        ['服务标准、时限和赔偿写得清楚', 'Standards, times and compensation are written down clearly'],
      ),
      asked(
        'policyKnown',
        ['事先告知', 'Known beforehand'],
        ['合作之前就把能做到什么讲明白', 'You are told beforehand what you can count on'],
      ),
    ],
  },
  {
    key: 'preparation',
    name: both('服务准备', 'Preparation'),
    items: [
      asked(
        'organisation',
        ['组织机构', 'Organisation'],
        ['分工清楚，知道什么事找谁', 'It is clear who does what, and whom to turn to'],
      ),
      asked(
        'systemFlexibility',
        ['应变能力', 'Flexibility'],
        ['对旺季、恶劣天气等有准备', 'They are ready for peak seasons, bad weather and the like'],
      ),
      asked(
        'technicalServices',
        ['技术服务', 'Technical services'],
        ['提供培训、资料和方案咨询', 'Training, documents and advice are offered'],
      ),
    ],
  },
];

const during: readonly Group[] = [
  {
    key: 'ordering',
    name: both('订货', 'Ordering'),
    items: [
      asked(
        'orderTime',
        ['订货时间', 'Time to order'],
        ['从提出订货到确认所用的时间短', 'It takes little time from an order to its confirmation'],
      ),
      asked(
        'orderConvenience',
        ['订货的便利性', 'Convenience of ordering'],
        ['电话、网络等方式订货都方便', 'Ordering is easy, by phone, online or otherwise'],
      ),
    ],
  },
  {
    key: 'delivering',
    name: both('发货', 'Delivering'),
    items: [
      asked(
        'cycleStability',
        ['订、发货周期的稳定性', 'Steadiness of the order cycle'],
        ['每次从订货到发货的时间差不多', 'Order to dispatch takes about the same time each time'],
      ),
      asked(
        'stockoutFrequency',
        ['缺货频率', 'Frequency of stock-outs'],
        ['很少缺货，缺了也会提前告知', 'Stock-outs are rare, and you hear of them early'],
      ),
      asked(
        'specialGoods',
        ['特殊货物的运送', 'Special goods'],
        ['冷藏、易碎、超大等货物运送得当', 'Chilled, fragile or outsize goods are carried properly'],
      ),
    ],
  },
];

const after: readonly Group[] = [
  {
    key: 'followUpService',
    name: both('后续服务', 'Service afterwards'),
    items: [
      asked(
        'extraServices',
        ['为客户提供额外的服务', 'Extra services'],
        [
          '安装、退换货、包装回收等约定以外的服务',
          'Installation, returns, taking back packaging and the like',
        ],
        22,
      ),
      asked(
        'complaintHandling',
        ['客户抱怨处理', 'Handling of complaints'],
        ['投诉和理赔处理得及时、公正', 'Complaints and claims are dealt with promptly and fairly'],
        40,
      ),
      asked(
        'serviceFollowUp',
        ['服务跟踪', 'Following up'],
        [
          '交货后主动回访，有问题跟到底',
          'They ask after delivery whether all is well, and see problems through',
        ],
        38,
      ),
    ],
  },
];

const names = {
  before: both('交易前要素', 'Pre-transaction'),
  during: both('交易中要素', 'Transaction'),
  after: both('交易后要素', 'Post-transaction'),
};

/** Transaction stages (交易要素): what a customer meets before, during and after a transaction, each stage a factor. */
const transactionStages: Definition = definition.parse({
  ...inTenPoints,
  title: both('物流客户服务全过程调查', 'Our service before, during and after your orders'),
  introduction: ratedIntroduction(
    '您好！感谢您与我们合作。我们想了解合作之前、订货发货过程中和交货以后的服务做得怎么样。',
    'Thank you for working with us. We would like to know how our service is before you order, while you order and after delivery.',
    4,
  ),
  factors: [
    factorOf('preTransaction', names.before, 1, before),
    factorOf('transaction', names.during, 1, during),
    factorOf('postTransaction', names.after, 1, after),
  ],
  pages: [
    pageOf(
      'preTransaction',
      both('合作之前', 'Before you order'),
      both('请评价我们事先的说明和准备。', 'Please rate what we say and prepare beforehand.'),
      before,
    ),
    pageOf(
      'transaction',
      both('订货和发货', 'Ordering and delivering'),
      both('请评价订货和发货的过程。', 'Please rate how ordering and delivering goes.'),
      during,
    ),
    pageOf(
      'postTransaction',
      both('交货以后', 'After delivery'),
      both('请评价交货以后的服务。', 'Please rate our service after delivery.'),
      after,
    ),
    overallPage(),
  ],
} satisfies DefinitionDocument);

export const transactionStagesTemplate: Template = {
  about: {
    title: both('交易前、中、后要素', 'Transaction stages'),
    measures: both(
      '物流客户服务的三个阶段：交易前、交易中和交易后，共 13 个项目。',
      'Customer service in logistics at three stages, before, during and after a transaction, in 13 items.',
    ),
    useWhen: both(
      '销售、作业和客服分属不同部门，想知道问题出在哪个阶段。',
      'Where sales, operations and customer service are different departments, to see at which stage things go wrong.',
    ),
    notWhen: both(
      '测评没有订货往来的收件人，这时请用“派件评价”。',
      'For recipients who order nothing themselves, for whom there is delivery feedback.',
    ),
    weights: both(
      '三个阶段相同。交易后要素按物流客户服务资料给出的重要性比例：额外的服务 22%、抱怨处理 40%、服务跟踪 38%；其他阶段内各项目相同。',
      'The three stages alike. After the transaction by the shares of importance that the literature on logistics service states: extra services 22 %, complaints 40 %, following up 38 %. Items of the other stages alike.',
    ),
    sources: [
      publication(
        'B. J. La Londe, P. H. Zinszer',
        1976,
        'Customer Service: Meaning and Measurement',
        'National Council of Physical Distribution Management',
      ),
    ],
  },
  questionnaire: transactionStages,
  constructs: [],
  dissatisfied: null,
};
