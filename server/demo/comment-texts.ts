/** What somebody might say of an item: after a good, a fair or a poor experience of it. */
export interface CommentText {
  readonly item: string;
  readonly tone: 'good' | 'fair' | 'poor';
  /**
   * `{city}` and `{days}` stand for a place in the customer's region and a small number; `{colleague}`, `{specialist}`, `{courier}`,
   * `{phone}`, `{waybill}` and `{address}` for what customers write although nobody should read it.
   */
  readonly text: string;
  /** The wave, from 0, from which on somebody can say so, because it speaks of what has changed. */
  readonly since: number;
}

function of(item: string, tone: CommentText['tone'], ...texts: readonly string[]): CommentText[] {
  return texts.map((text) => ({ item, tone, text, since: 0 }));
}

function since(wave: number, texts: readonly CommentText[]): CommentText[] {
  return texts.map((text) => ({ ...text, since: wave }));
}

export const chineseComments: readonly CommentText[] = [
  ...of(
    'performance',
    'poor',
    '选的是特快，结果比普通件还慢，{days} 天才到，希望给个说法。',
    '{city}中转太堵了，生鲜件到的时候冰袋都化了。',
  ),
  ...since(
    3,
    of(
      'performance',
      'poor',
      '最近明显慢了，从{city}发出来的件晚了 {days} 天才到，客户一直在催我。',
      '以前次日达很准，这个季度经常在中转站停一两天，查物流一动不动。',
      '时效越来越不稳定，我们发货量大，请提前告知能不能按时到。',
      '{city}的中转场是不是换了？同样的线路，比上半年慢了 {days} 天。',
    ),
  ),
  ...of(
    'performance',
    'good',
    '{city}到上海基本次日到，比别家稳。',
    '下午寄的，第二天中午就签收了，没想到这么快。',
  ),
  ...of(
    'afterSalesService',
    'good',
    '上次破损，客服当天就联系我，{days} 天赔款到账，没有推来推去。',
    '丢了一件货，理赔专员{specialist}每天给我报进度，态度和结果都满意。',
  ),
  ...since(
    2,
    of(
      'afterSalesService',
      'good',
      '现在投诉有专人跟到底，比去年强太多了，点赞。',
      '售后改进很明显，以前要打好几个电话，现在一个人负责到底。',
      '上回投诉，专员第二天就回电话，{days} 天办结，还回访了一次。',
    ),
  ),
  ...of(
    'afterSalesService',
    'poor',
    '包裹破了，客服和网点互相推，{days} 天了还没有结果，请打我电话 {phone}。',
    '投诉后只收到一条自动回复，没有人真正解决问题。',
    '理赔要的材料太多，流程太长，最后我自己认了。',
  ),
  ...of('afterSalesService', 'fair', '延误赔付能不能自动到账，不用客户自己去申请？'),
  ...of(
    'price',
    'poor',
    '偏远附加费下单时没有写清楚，取件的时候才说要加钱。',
    '运费涨了两次，服务没有跟着涨。',
    '小件首重太贵，我们做小商品的利润都给运费了。',
  ),
  ...of('price', 'fair', '希望给月结客户多一点阶梯优惠。', '大促期间能不能提前公布附加费标准？'),
  ...of(
    'quality',
    'poor',
    '箱子一角压扁了，里面的杯子碎了两个，易碎标签等于没贴。',
    '没有打电话就放在门口，差点丢了。',
  ),
  ...of('quality', 'good', '寄了三年，一件没丢过，放心。', '易碎品包得很仔细，收到完好无损。'),
  ...of(
    'information',
    'poor',
    '物流信息更新太慢，单号 {waybill} 显示“运输中”{days} 天没变化。',
    '节假日网点停收也不提前通知，白跑一趟。',
  ),
  ...of('information', 'good', '每一步都有提醒，派送前还能改时间，很方便。'),
  ...of('easeOfUse', 'good', '小程序下单两步就好，爸妈也会用。', '批量打单接口好用，我们仓库省了不少事。'),
  ...of('easeOfUse', 'fair', '建议退件也能在手机上一键下单。', '希望查件页面可以导出表格，方便我们对账。'),
  ...of('tone', 'good', '{city}的快递员{colleague}很热情，下雨天还把箱子搬上五楼，谢谢他。'),
  ...of('tone', 'poor', '电话里催我快点下楼，语气很冲。'),
  ...of('knowledge', 'fair', '问冷链能不能寄，客服和快递员说法不一样，请统一一下。'),
  ...of('knowledge', 'good', '客户经理很懂行，帮我们把{city}的发货方案重新做了一遍，省了不少运费。'),
  ...of(
    'recycling',
    'poor',
    '网点的纸箱回收箱是个摆设，早就满了没有人管。',
    '小东西用大箱子，填充太多，不环保。',
  ),
  ...of('recycling', 'good', '循环箱用着不错，拆完当场交还，家里不再堆纸箱了。'),
  ...of('professional', 'good', '快递员业务很熟，面单问题现场就处理好了。'),
  ...of('rigorous', 'poor', '地址写得清清楚楚，{address}，还是送到了隔壁小区，一个月里两次。'),
  ...of('innovative', 'fair', '预约派送时间段可以再细一点吗？晚上八点以后更方便。'),
];

export const englishComments: readonly CommentText[] = [
  ...of(
    'performance',
    'poor',
    'Tracking showed the parcel sitting at the {city} hub for {days} days.',
    'I paid for express and it came later than a standard parcel.',
  ),
  ...since(
    3,
    of(
      'performance',
      'poor',
      'Parcels from {city} used to arrive the next day. This quarter it was {days} days, twice.',
      'Something has changed at the hubs: same route, {days} days slower than in spring.',
    ),
  ),
  ...of('performance', 'good', 'Sent it in the afternoon, signed for at noon the next day. Impressive.'),
  ...of('afterSalesService', 'good', 'A damaged box was refunded within {days} days without any argument.'),
  ...since(
    2,
    of(
      'afterSalesService',
      'good',
      'Much better claims handling than last year: one person stayed with the case to the end.',
      'I complained on Monday and had my own contact by noon. That is new, and it works.',
    ),
  ),
  ...of(
    'afterSalesService',
    'poor',
    'Complaint closed without anybody calling me back on {phone}.',
    'The outlet sent me to the hotline and the hotline sent me back to the outlet.',
  ),
  ...of(
    'price',
    'poor',
    'The remote-area surcharge only came up when the courier was at the door.',
    'Prices went up again and I could not see why.',
  ),
  ...of('price', 'fair', 'A clearer price list for bulk shipping would help our planning.'),
  ...of('quality', 'good', 'Three years, not a single lost parcel.'),
  ...of('quality', 'poor', 'Corner of the box crushed in spite of the fragile label.'),
  ...of(
    'easeOfUse',
    'fair',
    'Please make the app fully available in English, the address form is still Chinese only.',
  ),
  ...of('easeOfUse', 'good', 'Ordering a pick-up takes half a minute. I like the lockers too.'),
  ...of('information', 'poor', 'No notice that the outlet was closed over the holiday.'),
  ...of('tone', 'good', 'Our courier {courier} in {city} is always friendly, even on rainy days.'),
  ...of('recycling', 'fair', 'Too much filling material for small items. Smaller boxes, please.'),
  ...of('knowledge', 'good', 'Our account manager knows customs paperwork inside out.'),
];

/** Cities by region: Chinese and English name. */
export const cities = {
  east: [
    ['杭州', 'Hangzhou'],
    ['苏州', 'Suzhou'],
    ['青岛', 'Qingdao'],
    ['厦门', 'Xiamen'],
    ['义乌', 'Yiwu'],
  ],
  central: [
    ['武汉', 'Wuhan'],
    ['长沙', 'Changsha'],
    ['郑州', 'Zhengzhou'],
    ['合肥', 'Hefei'],
  ],
  west: [
    ['成都', 'Chengdu'],
    ['西安', 'Xi’an'],
    ['昆明', 'Kunming'],
    ['兰州', 'Lanzhou'],
  ],
} as const;

/** Whom and what comments name: all made up. The telephone number is one that is printed everywhere as an example. */
export const named = {
  colleague: ['小刘', '老王', '小陈', '小赵'],
  specialist: ['李娜', '王芳', '张伟'],
  courier: ['John', 'Amy', 'Li Wei'],
  phone: ['13800138000', '138 0013 8000'],
  address: ['和平路 12 号 3 栋 501 室', '阳光花园 5 栋 2 单元 301'],
} as const;
