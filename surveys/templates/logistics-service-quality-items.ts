import { both } from './both.ts';
import { asked, type Group, sharing } from './items.ts';

const personnelContact: Group = {
  key: 'personnelContact',
  name: both('人员沟通质量', 'Personnel contact quality'),
  items: sharing(6, [
    asked(
      'understanding',
      ['体谅您的处境', 'Understanding your situation'],
      ['与您对接的人员能设身处地，了解您的实际情况', 'Your contact takes the trouble to see your situation'],
    ),
    asked(
      'problemSolving',
      ['帮您解决问题', 'Solving your problems'],
      ['遇到问题，对接人员能一直跟到解决', 'Your contact sees a problem through until it is solved'],
    ),
    asked(
      'contactKnowledge',
      ['业务知识', 'Knowledge'],
      ['对接人员熟悉货物、线路和手续，有经验', 'Your contact knows goods, routes and formalities well'],
    ),
  ]),
};

const orderRelease: Group = {
  key: 'orderRelease',
  name: both('订单释放数量', 'Order release quantities'),
  items: sharing(6, [
    asked(
      'quantityAsRequested',
      ['要多少给多少', 'Quantities as requested'],
      ['您订的数量不被质疑，也不被削减', 'What you order is neither questioned nor cut down'],
    ),
    asked(
      'largestQuantity',
      ['大批量', 'Large quantities'],
      ['数量上限不会给您添麻烦', 'Upper limits on quantities cause you no difficulty'],
    ),
    asked(
      'smallestQuantity',
      ['小批量', 'Small quantities'],
      ['起订量、起运量不会给您添麻烦', 'Minimum quantities cause you no difficulty'],
    ),
  ]),
};

const informationQuality: Group = {
  key: 'informationQuality',
  name: both('信息质量', 'Information quality'),
  items: sharing(6, [
    asked(
      'informationAvailable',
      ['信息查得到', 'Information at hand'],
      [
        '货品、库存和服务的信息随时查得到',
        'Information on goods, stock and services is there when you need it',
      ],
    ),
    asked(
      'informationAdequate',
      ['信息够用', 'Information enough'],
      ['查到的信息完整、准确，足以做决定', 'What you find is complete and right, enough to decide on'],
    ),
  ]),
};

const orderingProcedures: Group = {
  key: 'orderingProcedures',
  name: both('订购过程', 'Ordering procedures'),
  items: sharing(6, [
    asked(
      'orderingEffective',
      ['订购顺畅', 'Ordering that works'],
      ['下单后一次办成，不用反复催办', 'An order goes through the first time, without chasing it'],
    ),
    asked(
      'orderingSimple',
      ['手续简便', 'Ordering that is simple'],
      ['订购的手续和系统简单好用', 'Forms and systems for ordering are easy to use'],
    ),
  ]),
};

const orderAccuracy: Group = {
  key: 'orderAccuracy',
  name: both('货品精确率', 'Order accuracy'),
  items: sharing(6, [
    asked(
      'rightItems',
      ['品种正确', 'The right items'],
      ['到货的品种、型号和规格与订单一致', 'Items, models and sizes are those of the order'],
    ),
    asked(
      'rightQuantities',
      ['数量正确', 'The right quantities'],
      ['到货的数量与订单一致', 'Quantities are those of the order'],
    ),
    asked(
      'noSubstitutes',
      ['不擅自替换', 'No unasked substitutes'],
      ['不会没打招呼就换成别的货品', 'Nothing is replaced by something else without asking'],
    ),
  ]),
};

const orderCondition: Group = {
  key: 'orderCondition',
  name: both('货品完好程度', 'Order condition'),
  items: sharing(6, [
    asked(
      'undamagedFromStock',
      ['仓库发货完好', 'Undamaged from our warehouse'],
      ['从仓库发来的货物没有损坏', 'Goods sent from a warehouse arrive undamaged'],
    ),
    asked(
      'undamagedDirect',
      ['供应商直发完好', 'Undamaged from the supplier'],
      ['由供应商直接发来的货物没有损坏', 'Goods sent straight from a supplier arrive undamaged'],
    ),
    asked(
      'undamagedInTransit',
      ['运输防护', 'Protected on the way'],
      ['运输方式和搬运很少造成损坏', 'Transport and handling seldom cause damage'],
    ),
  ]),
};

const orderQuality: Group = {
  key: 'orderQuality',
  name: both('货品质量', 'Order quality'),
  items: sharing(6, [
    asked(
      'substitutesWork',
      ['替代品合用', 'Substitutes that work'],
      ['经您同意换来的货品用着合适', 'Substitutes you agreed to do their job'],
    ),
    asked(
      'meetsRequirements',
      ['符合要求', 'As specified'],
      ['货品达到约定的技术要求', 'Goods meet the technical requirements agreed'],
    ),
    asked(
      'fewFaults',
      ['少有不合格', 'Seldom faulty'],
      ['设备和零件很少不合格', 'Equipment and parts seldom turn out faulty'],
    ),
  ]),
};

const discrepancyHandling: Group = {
  key: 'discrepancyHandling',
  name: both('误差处理', 'Order discrepancy handling'),
  items: sharing(6, [
    asked(
      'correction',
      ['更正差错', 'Putting errors right'],
      ['到货有差错时，更正的结果让您满意', 'Errors in a delivery are put right to your satisfaction'],
    ),
    asked(
      'reportProcess',
      ['反映渠道', 'Reporting errors'],
      ['反映差错的渠道和手续合理', 'The way to report an error is adequate'],
    ),
    asked(
      'reportAnswer',
      ['答复', 'Answers to reports'],
      ['反映质量问题后，得到的答复让您满意', 'Reports on quality are answered to your satisfaction'],
    ),
  ]),
};

const timeliness: Group = {
  key: 'timeliness',
  name: both('时间性', 'Timeliness'),
  items: sharing(6, [
    asked(
      'orderToReceipt',
      ['从下单到收货', 'From order to receipt'],
      ['从下单到收货的时间短', 'Little time passes between order and receipt'],
    ),
    asked(
      'promisedDate',
      ['按约定日期', 'On the date promised'],
      ['在约定的日期送到', 'Deliveries arrive on the date promised'],
    ),
    asked(
      'backOrderTime',
      ['缺货补齐', 'Back orders'],
      ['缺货的部分很快补齐', 'What was out of stock follows soon'],
    ),
  ]),
};

/** What happens while an order is placed. */
export const orderPlacement: readonly Group[] = [
  personnelContact,
  orderRelease,
  informationQuality,
  orderingProcedures,
];

/** What happens when it is received. */
export const orderReceipt: readonly Group[] = [
  orderAccuracy,
  orderCondition,
  orderQuality,
  discrepancyHandling,
  timeliness,
];
