import { both } from './both.ts';
import { asked, type Group } from './items.ts';

const orderHandling: Group = {
  key: 'orderHandling',
  name: both('订单管理', 'Order handling'),
  items: [
    asked(
      'orderConfirmation',
      ['接单确认', 'Confirmation'],
      ['下单后很快得到确认，安排取件或提货', 'Orders are soon confirmed and collection is arranged'],
    ),
    asked(
      'orderEntry',
      ['单据准确', 'Right papers'],
      ['收发货人、品名、数量等信息登记无误', 'Names, goods and quantities are recorded without error'],
    ),
    asked(
      'orderChanges',
      ['变更与取消', 'Changes'],
      ['改地址、改时间、取消订单都方便', 'Changing the address or time, or cancelling, is easy'],
    ),
  ],
};

const transportPlanning: Group = {
  key: 'transportPlanning',
  name: both('运输方案', 'Transport planning'),
  items: [
    asked(
      'choiceOfMode',
      ['运输方式的选择', 'Choice of mode'],
      ['根据货物、时间和预算推荐合适的运输方式', 'The mode suggested suits your goods, time and budget'],
    ),
    asked(
      'accurateQuote',
      ['报价准确', 'Accurate quote'],
      ['报价清楚，结算时不多收', 'Quotes are clear, and the invoice keeps to them'],
    ),
    asked(
      'timeEstimate',
      ['时间预估', 'Time estimate'],
      ['预计的到达时间靠得住', 'You can rely on the arrival time given'],
    ),
  ],
};

const tracking: Group = {
  key: 'tracking',
  name: both('物流跟踪与信息反馈', 'Tracking and information'),
  items: [
    asked(
      'whereabouts',
      ['在途查询', 'Whereabouts'],
      ['随时查得到货物在哪里，信息准确', 'You can always see where your goods are, and it is right'],
    ),
    asked(
      'exceptionNotice',
      ['异常通知', 'Notice of trouble'],
      ['延误、改道等情况主动、及时告知', 'You are told of delays and detours early, without asking'],
    ),
    asked(
      'proofOfDelivery',
      ['签收反馈', 'Proof of delivery'],
      ['送达后及时反馈签收结果和回单', 'You soon learn who signed, and get the papers back'],
    ),
  ],
};

const afterSales: Group = {
  key: 'afterSales',
  name: both('售后服务', 'After-sales service'),
  items: [
    asked(
      'problemHandling',
      ['问题处理', 'Problems'],
      ['遇到问题有人负责，处理得快', 'Somebody takes charge of a problem and solves it soon'],
    ),
    asked(
      'complaintHandling',
      ['投诉处理', 'Complaints'],
      ['投诉得到认真、公正的答复', 'Complaints are answered seriously and fairly'],
    ),
    asked(
      'claims',
      ['理赔', 'Claims'],
      ['理赔手续简单，赔付合理、及时', 'Claims are simple, and settled fairly and promptly'],
    ),
  ],
};

const relationship: Group = {
  key: 'relationship',
  name: both('客户关系', 'Relationship'),
  items: [
    asked(
      'namedContact',
      ['专人对接', 'A person to turn to'],
      ['有固定的人员对接，找得到人', 'You have a contact of your own, who can be reached'],
    ),
    asked(
      'understandsNeeds',
      ['了解需求', 'Knowing your needs'],
      ['了解您的业务，主动提出改进建议', 'They know your business and come forward with suggestions'],
    ),
    asked(
      'regularContact',
      ['回访与沟通', 'Keeping in touch'],
      ['定期回访，听取您的意见', 'They ask regularly what you think'],
    ),
  ],
};

const technicalSupport: Group = {
  key: 'technicalSupport',
  name: both('技术支持', 'Technical support'),
  items: [
    asked(
      'packingAdvice',
      ['包装建议', 'Packing'],
      ['提供合适的包装方案和材料', 'Suitable ways and materials of packing are offered'],
    ),
    asked(
      'warehousingAdvice',
      ['仓储建议', 'Warehousing'],
      ['提供合适的仓储和库存方案', 'Suitable ways of storing and stocking are offered'],
    ),
    asked(
      'networkAdvice',
      ['网络规划建议', 'Network'],
      ['为线路、网点的规划提供建议', 'Advice is given on routes and locations'],
    ),
  ],
};

/** Moving the goods. */
export const movement: readonly Group[] = [orderHandling, transportPlanning, tracking];

/** Caring for the customer. */
export const care: readonly Group[] = [afterSales, relationship, technicalSupport];
