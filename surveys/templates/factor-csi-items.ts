import { asked } from './items.ts';

export const hardValue = [
  asked(
    'quality',
    ['品质', 'Quality'],
    ['快件按时、完好、准确地送到', 'Parcels arrive on time, undamaged and at the right address'],
  ),
  asked(
    'performance',
    ['性能', 'Performance'],
    ['时效、覆盖范围和可选的寄递方式', 'Speed, coverage and the choice of delivery options'],
  ),
  asked(
    'price',
    ['价格', 'Price'],
    ['运费和附加费透明、合理，物有所值', 'Charges and surcharges are clear, fair and worth the money'],
  ),
];

export const softValue = [
  asked(
    'colour',
    ['色彩', 'Colour'],
    [
      '包装、工服和车辆的颜色悦目、好认',
      'Colours of packaging, uniforms and vans: pleasant, easy to recognise',
    ],
  ),
  asked(
    'name',
    ['名称', 'Name'],
    [
      '公司和各种快递产品的名称好记、易懂',
      'Names of the company and its services: easy to remember and understand',
    ],
  ),
  asked(
    'sound',
    ['声音', 'Sound'],
    ['客服电话和取件通知的语音清楚、悦耳', 'Voices on the hotline and in delivery calls: clear and pleasant'],
  ),
  asked(
    'overallDesign',
    ['整体设计', 'Overall design'],
    [
      '面单、包装、网点和手机应用的设计统一、美观',
      'Labels, packaging, outlets and app look good and belong together',
    ],
  ),
  asked(
    'easeOfUse',
    ['易操作性', 'Ease of use'],
    ['下单、查件、取件和退件操作简便', 'Ordering, tracking, collecting and returning parcels is easy'],
  ),
];

export const atmosphere = [
  asked(
    'professional',
    ['专业', 'Professional'],
    ['收件、派送和客服人员业务熟练', 'Couriers and customer service know their job'],
  ),
  asked(
    'rigorous',
    ['严谨', 'Rigorous'],
    ['按规范办事，核对仔细，很少出错', 'Work is done by the rules, checked with care and seldom wrong'],
  ),
  asked(
    'innovative',
    ['创新', 'Innovative'],
    [
      '不断推出新的服务方式，如智能快递柜、预约派送',
      'New services such as parcel lockers or delivery by appointment',
    ],
  ),
];

export const staffManner = [
  asked(
    'dress',
    ['服装', 'Dress'],
    ['快递员着装整洁，佩戴工牌', 'Couriers are neatly dressed and wear a name badge'],
  ),
  asked(
    'wording',
    ['用辞', 'Wording'],
    ['用语礼貌、得体，说得明白', 'Polite, fitting and clear in what they say'],
  ),
  asked('tone', ['语气', 'Tone'], ['说话亲切、耐心，不生硬', 'Friendly and patient in how they say it']),
  asked('smile', ['笑容', 'Smile'], ['面带微笑，待人真诚', 'They smile and are sincere']),
  asked(
    'knowledge',
    ['产品和服务知识', 'Product and service knowledge'],
    [
      '熟悉时效、资费和寄递规定，能答上您的问题',
      'They know times, prices and rules, and can answer your questions',
    ],
  ),
];

export const afterSales = [
  asked(
    'afterSalesService',
    ['售后服务', 'After-sales service'],
    [
      '延误、破损、丢失和投诉处理得及时、公正',
      'Delay, damage, loss and complaints are dealt with promptly and fairly',
    ],
  ),
  asked(
    'lifestyleProposals',
    ['生活设计提案', 'Lifestyle proposals'],
    [
      '为您的生活或业务推荐合适的寄递方案，如搬家、节日寄礼、大批发货',
      'Suggestions that suit your life or business: moving house, sending gifts, shipping in bulk',
    ],
  ),
  asked(
    'information',
    ['提供相关资讯', 'Relevant information'],
    ['及时告知快件动态、价格变化和节假日安排', 'Timely news of your parcel, price changes and holiday hours'],
  ),
];

export const socialContribution = [
  asked(
    'culture',
    ['文化活动', 'Culture'],
    ['支持文化、教育和艺术活动', 'Support for culture, education and the arts'],
  ),
  asked(
    'sport',
    ['体育活动', 'Sport'],
    ['支持体育赛事和全民健身', 'Support for sports events and sport for all'],
  ),
  asked(
    'charity',
    ['慈善活动', 'Charity'],
    [
      '参与救灾、助学、助残等公益活动',
      'Help in disasters, for pupils in need and for people with disabilities',
    ],
  ),
];

export const environment = [
  asked(
    'recycling',
    ['回收、再生活动', 'Recycling'],
    ['回收纸箱，使用可循环、可再生的包装', 'Boxes are taken back; packaging is reused or recycled'],
  ),
  asked(
    'conservation',
    ['环境保护运动', 'Conservation campaigns'],
    [
      '推广绿色包装和新能源车，参加环保行动',
      'Greener packaging, electric vans, part in environmental campaigns',
    ],
  ),
];
