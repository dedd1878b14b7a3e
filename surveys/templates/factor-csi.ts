import { type Definition, type DefinitionDocument, definition } from '../definition.ts';
import { both } from './both.ts';
import {
  afterSales,
  atmosphere,
  environment,
  hardValue,
  socialContribution,
  softValue,
  staffManner,
} from './factor-csi-items.ts';
import { factorOf, type Group, pageOf } from './items.ts';
import { overallPage } from './overall-page.ts';
import { inTenPoints, ratedIntroduction } from './ratings.ts';
import { norm, publication, type Template } from './template.ts';

const product: readonly Group[] = [
  { key: 'hardValue', name: both('硬体价值', 'Hard value'), items: hardValue },
  { key: 'softValue', name: both('软体价值', 'Soft value'), items: softValue },
];

const service: readonly Group[] = [
  { key: 'atmosphere', name: both('公司内外的气氛', 'Atmosphere'), items: atmosphere },
  { key: 'staffManner', name: both('服务人员的待客态度', 'Manner of the staff'), items: staffManner },
  { key: 'afterSales', name: both('售后、资讯服务', 'After-sales and information'), items: afterSales },
];

const image: readonly Group[] = [
  {
    key: 'socialContribution',
    name: both('社会贡献活动', 'Social contribution'),
    items: socialContribution,
  },
  { key: 'environment', name: both('环境保护活动', 'Environmental protection'), items: environment },
];

const names = {
  product: both('产品', 'Product'),
  service: both('服务', 'Service'),
  image: both('企业形象', 'Company image'),
};

/**
 * Factor CSI: the elements of customer satisfaction (产品, 服务, 企业形象), each item asked as expectation
 * and as experience of a customer of an express or logistics company.
 *
 * For a first measurement of a whole company by the general model of three factors. The items keep the
 * model's names; the hint under each says what it means for parcels. Product and service weigh 0.4 each,
 * image 0.2, items equally within their factor. `market` can name the stratum of answers from an open link.
 */
export const factorCsi: Definition = definition.parse({
  ...inTenPoints,
  title: both('快递服务满意度调查', 'How satisfied are you with our express service?'),
  introduction: ratedIntroduction(
    '您好！感谢您使用我们的快递服务。我们想了解哪些地方让您满意，哪些地方还需要改进。',
    'Thank you for using our express service. We would like to know what we do well and what we should do better.',
    5,
  ),
  factors: [
    factorOf('product', names.product, 0.4, product),
    factorOf('service', names.service, 0.4, service),
    factorOf('image', names.image, 0.2, image, 'indirect'),
  ],
  pages: [
    pageOf(
      'product',
      names.product,
      both(
        '请评价我们的快递产品：您寄件、收件时用到的一切。',
        'Please rate our delivery products: everything you use when you send or receive a parcel.',
      ),
      product,
    ),
    pageOf(
      'service',
      names.service,
      both(
        '请评价我们的服务：公司给您的印象、接待您的人员，以及售后。',
        'Please rate our service: the impression we make, the people you met, and help afterwards.',
      ),
      service,
    ),
    pageOf(
      'image',
      names.image,
      both('请评价我们为社会和环境做的事。', 'Please rate what we do for society and the environment.'),
      image,
    ),
    overallPage(
      both(
        '如果亲友或同行要寄快递，您有多大可能推荐我们？',
        'How likely are you to recommend us to friends, family or business partners?',
      ),
    ),
  ],
} satisfies DefinitionDocument);

export const factorCsiTemplate: Template = {
  about: {
    title: both('要素满意度（CSI）', 'Factor CSI'),
    measures: both(
      '顾客满意的三个要素：产品、服务和企业形象，共 24 个项目，每项都问期望和实际感受，得出满意度指数 C。',
      'The three elements of satisfaction, product, service and company image, in 24 items, each asked as expectation and as experience. It gives the index C.',
    ),
    useWhen: both(
      '第一次全面测评一家快递或物流企业，或者按季度跟踪总体走势。',
      'For a first measurement of a whole express or logistics company, and for following it from quarter to quarter.',
    ),
    notWhen: both(
      '只想了解某一次派送，或者只关心物流作业本身。这份问卷项目太宽，答起来也嫌长。',
      'For one delivery or shipment, or where only logistics operations matter: its items are broad, and there are many.',
    ),
    weights: both(
      '产品 40%、服务 40%、企业形象 20%；同一要素内各项目相同。这是起步用的默认值，可按自己客户看重的程度修改。',
      'Product 40 %, service 40 %, company image 20 %; items alike within their factor. A default to start from: change it to what your own customers find important.',
    ),
    sources: [
      norm(
        'SB/T 10409',
        2025,
        both('中华人民共和国商务部', 'Ministry of Commerce of the People’s Republic of China'),
        both(
          '商业服务业顾客满意度测评规范',
          'Specification for customer satisfaction measurement in commerce and service industry',
        ),
      ),
      publication(
        'R. L. Oliver',
        1980,
        'A cognitive model of the antecedents and consequences of satisfaction decisions',
        'Journal of Marketing Research 17(4), 460-469',
      ),
    ],
  },
  questionnaire: factorCsi,
  constructs: [],
  dissatisfied: null,
};
