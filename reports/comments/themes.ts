/**
 * What customers of logistics write of, in either language: how the items about it are called, and by which words a comment shows that it
 * is about it. They are what a survey begins with; its team can say otherwise.
 */
export interface Theme {
  /** An item is about it whose key or name matches. */
  readonly item: RegExp;
  readonly words: readonly string[];
}

function theme(item: RegExp, words: string): Theme {
  return { item, words: words.split(' ') };
}

export const themes: readonly Theme[] = [
  theme(
    /时间|时效|及时|速度|性能|周期|准时|performance|timel|time|speed|punctual|cycle|prompt/iu,
    '时效 准时 按时 及时 延误 晚点 晚到 晚了 慢 太慢 迟 拖 催 次日达 隔日 当天 几天 停滞 一动不动 slow late delay fast quick on-time punctual next-day overdue',
  ),
  theme(
    /品质|质量|完好|破损|货品|quality|condition|damage|intact/iu,
    '破损 损坏 摔坏 压坏 破了 碎了 坏了 变形 受潮 进水 少件 漏件 丢件 丢了 丢失 化了 暴力分拣 野蛮 damaged broken dented wet crushed lost missing',
  ),
  theme(/准确|精确|accura|correct/iu, '送错 发错 错件 错了 漏发 少发 wrong incorrect mix-up'),
  theme(
    /价格|费用|收费|资费|报价|price|cost|charge|fee|quote/iu,
    '价格 太贵 贵 涨价 收费 费用 运费 附加费 便宜 性价比 优惠 折扣 price expensive cheap cost charge fee discount',
  ),
  theme(
    /待客|态度|语气|笑容|礼貌|用辞|服装|关怀|友善|沟通|人员|manner|tone|smile|wording|dress|courte|friendl|polite|personnel|empathy|uniform/iu,
    '态度 语气 礼貌 客气 热情 微笑 笑脸 骂人 凶 恶劣 不耐烦 敷衍 服装 工服 整齐 文明 用辞 rude polite friendly manner attitude smile courteous uniform',
  ),
  theme(
    /专业|知识|严谨|能力|professional|knowledge|rigor|competen|skill/iu,
    '专业 不懂 不熟 培训 解释清楚 说不清 业务熟练 professional knowledgeable trained clueless',
  ),
  theme(
    /售后|投诉|理赔|误差|抱怨|补救|after|complain|claim|discrepan|recover/iu,
    '售后 投诉 理赔 赔付 赔款 赔偿 回访 专员 没人管 没人处理 推来推去 踢皮球 解决 complaint claim refund compensation resolved unresolved',
  ),
  theme(
    /信息|跟踪|查询|反馈|通知|资讯|tracking|information|notif|visib/iu,
    '物流信息 轨迹 查询 查物流 不更新 通知 短信 提前告知 信息 tracking update notify notified information',
  ),
  theme(
    /易操作|便利|订购|下单|程序|系统|ease|order|convenien|procedure|usab|app/iu,
    '小程序 下单 操作 系统 网页 登录 界面 页面 APP 方便 麻烦 app website order easy convenient interface',
  ),
  theme(
    /设计(?!提案)|包装|色彩|名称|声音|外观|design|colour|color|packag|sound|name/iu,
    '包装 纸箱 包装箱 设计 颜色 外观 标识 packaging box carton design',
  ),
  theme(/创新|innovat/iu, '创新 新服务 新功能 无人 智能柜 innovative innovation'),
  theme(
    /上门|可得|网点|覆盖|取件|access|availab|pick-?up|coverage/iu,
    '上门 送货上门 不上门 驿站 网点 快递柜 自提 取件 door pickup locker outlet',
  ),
  theme(
    /环境|环保|回收|再生|environment|recycl|conserv|green/iu,
    '环保 回收 绿色 可降解 循环箱 recycling recyclable environment green plastic',
  ),
  theme(
    /公益|慈善|文化|体育|社会|责任|charity|social|cultur|sport|communit/iu,
    '公益 慈善 捐赠 救灾 志愿 赞助 活动 charity donation sponsor volunteer community',
  ),
  theme(/安全|保密|隐私|secur|safe|privac/iu, '安全 隐私 泄露 保密 safe security privacy'),
];
