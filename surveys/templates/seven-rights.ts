import { type Definition, type DefinitionDocument, definition } from '../definition.ts';
import { both } from './both.ts';
import { asked, constructOf, type Group, pageOf } from './items.ts';
import { overallPage } from './overall-page.ts';
import { inTenPoints, ratedIntroduction } from './ratings.ts';
import { publication, type Template } from './template.ts';

const goods: Group = {
  key: 'goods',
  name: both('货物', 'Goods'),
  items: [
    asked(
      'rightProduct',
      ['合适的产品', 'The right product'],
      ['送来的正是您要的东西', 'What came was what you asked for'],
    ),
    asked(
      'rightQuantity',
      ['合适的数量', 'The right quantity'],
      ['数量不多不少', 'Neither more nor less than you asked for'],
    ),
    asked(
      'rightCondition',
      ['合适的状态', 'The right condition'],
      ['货物和包装完好', 'Goods and packaging were in good condition'],
    ),
  ],
};

const delivery: Group = {
  key: 'delivery',
  name: both('交付', 'Delivery'),
  items: [
    asked(
      'rightPlace',
      ['合适的地点', 'The right place'],
      ['送到您指定的地方', 'Delivered where you wanted it'],
    ),
    asked(
      'rightTime',
      ['合适的时间', 'The right time'],
      ['在您需要的时候送到，不早也不晚', 'Delivered when you needed it, neither early nor late'],
    ),
    asked(
      'rightCustomer',
      ['合适的客户', 'The right customer'],
      ['交到该收的人手里', 'Handed to the person it was meant for'],
    ),
  ],
};

const cost: Group = {
  key: 'cost',
  name: both('成本', 'Cost'),
  items: [
    asked(
      'rightCost',
      ['合适的成本', 'The right cost'],
      ['为这样的服务付这样的费用，合算', 'What you paid was right for the service you got'],
    ),
  ],
};

const groups = [goods, delivery, cost];

/** The seven rights of logistics (7R): one item each. Groups weigh by their items, so that each right counts one seventh. */
const sevenRights: Definition = definition.parse({
  ...inTenPoints,
  title: both('物流服务“七个合适”评价', 'The seven rights of our service'),
  introduction: ratedIntroduction(
    '您好！感谢您使用我们的物流服务。我们只想问七件事，再请您说说总的印象。',
    'Thank you for using our logistics service. We ask about seven things only, and about your impression overall.',
    2,
  ),
  factors: groups.map((group) => constructOf(group, group.items.length)),
  pages: [
    pageOf(
      'rights',
      both('七个合适', 'Seven rights'),
      both('请按您最近的一次体验评价。', 'Please think of the last time.'),
      groups,
    ),
    overallPage(),
  ],
} satisfies DefinitionDocument);

export const sevenRightsTemplate: Template = {
  about: {
    title: both('7R 服务标准', '7R service standard'),
    measures: both(
      '物流服务的七个“合适”：产品、数量、状态、地点、时间、客户、成本，每个一个项目。',
      'The seven rights of logistics, product, quantity, condition, place, time, customer and cost, with one item each.',
    ),
    useWhen: both(
      '要一份两分钟的短问卷，按服务标准逐条检查，经常测、快速看。',
      'For a questionnaire of two minutes that checks the standard point by point, often and quickly.',
    ),
    notWhen: both(
      '要分析原因。每条只有一个项目，算不出信度，也说不出为什么。',
      'To find causes: with one item each there is no reliability to compute, and no saying why.',
    ),
    weights: both(
      '七条各占七分之一：货物三条、交付三条、成本一条。',
      'Each right one seventh: three of the goods, three of delivery, one of cost.',
    ),
    sources: [
      publication(
        'R. D. Shapiro, J. L. Heskett',
        1985,
        'Logistics Strategy: Cases and Concepts',
        'West Publishing',
      ),
    ],
  },
  questionnaire: sevenRights,
  constructs: [],
  dissatisfied: null,
};
