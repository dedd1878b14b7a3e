import { type Definition, type DefinitionDocument, definition } from '../definition.ts';
import { both } from './both.ts';
import { care, movement } from './core-service-items.ts';
import { constructOf, pageOf } from './items.ts';
import { overallPage } from './overall-page.ts';
import { inTenPoints, ratedIntroduction } from './ratings.ts';
import { expressService, publication, type Template } from './template.ts';

/** Core service of express and logistics companies (物流核心服务): six parts of three items each, every part a factor. */
const coreService: Definition = definition.parse({
  ...inTenPoints,
  title: both('物流核心服务满意度调查', 'How satisfied are you with our logistics service?'),
  introduction: ratedIntroduction(
    '您好！感谢您选择我们的物流服务。我们想了解从下单、运输到售后，哪些地方让您满意，哪些地方还需要改进。',
    'Thank you for choosing our logistics service. We would like to know what we do well and what we should do better, from your order to help afterwards.',
    5,
  ),
  factors: [...movement, ...care].map((group) => constructOf(group)),
  pages: [
    pageOf(
      'movement',
      both('订单与运输', 'Orders and transport'),
      both(
        '请评价下单、运输和在途信息。',
        'Please rate ordering, transport and what you are told on the way.',
      ),
      movement,
    ),
    pageOf(
      'care',
      both('售后与支持', 'Help and support'),
      both(
        '请评价售后、日常往来和技术支持。',
        'Please rate help afterwards, day-to-day contact and technical support.',
      ),
      care,
    ),
    overallPage(),
  ],
} satisfies DefinitionDocument);

export const coreServiceTemplate: Template = {
  about: {
    title: both('快递物流核心服务', 'Express and logistics core service'),
    measures: both(
      '快递、物流企业的六项核心服务：订单管理、运输方案、物流跟踪与信息反馈、售后服务、客户关系、技术支持，共 18 个项目。',
      'Six core services of express and logistics companies: order handling, transport planning, tracking and information, after-sales service, relationship and technical support, in 18 items.',
    ),
    useWhen: both(
      '想知道服务链条上哪一环该先改进，并落实到负责的部门。',
      'To find out which link of the service to improve first, and which department it belongs to.',
    ),
    notWhen: both(
      '客户只收件、不下单，这时请用“派件评价”；或者要看企业形象，这时请用“要素满意度”。',
      'For customers who only receive parcels, for whom there is delivery feedback, or for a company’s image, for which there is factor CSI.',
    ),
    weights: both(
      '六项服务各占六分之一，每项三个项目相同。可按客户类型修改，如散户可降低技术支持的权重。',
      'Each service one sixth, its three items alike. Change it to your customers: private senders need little technical support.',
    ),
    sources: [
      expressService,
      publication(
        'D. M. Lambert, J. R. Stock, L. M. Ellram',
        1998,
        'Fundamentals of Logistics Management',
        'Irwin/McGraw-Hill',
      ),
    ],
  },
  questionnaire: coreService,
  constructs: [],
  dissatisfied: null,
};
