/** Terms of express and logistics that the segmenter takes apart, and that readers know as one word. */
export const fieldTerms: readonly string[] = (
  '快递员 快递小哥 配送员 派送员 派件员 投递员 收派员 客服人员 人工客服 送货上门 不送上门 上门取件 预约取件 代收点 自提点 自提柜 快递柜 丰巢柜 菜鸟驿站 取件码 ' +
  '次日达 隔日达 当日达 限时达 时效 派送 派件 揽收 揽件 取件 签收 代签 拒收 退件 改派 转运 中转站 中转场 分拣 物流信息 物流轨迹 快递单 运单 单号 面单 电子面单 ' +
  '运费 资费 附加费 保价 保价费 理赔 赔付 赔款 赔偿 破损 丢件 丢失 少件 错件 漏件 延误 晚点 超时 生鲜 冷链 易碎品 大件 小件 轻拿轻放 暴力分拣 野蛮装卸 ' +
  '客户经理 对账单 月结 发票 小程序 公众号 服务态度 性价比 回访 打电话 发短信 包装箱 冰袋 新能源 志愿服务 环保箱'
)
  .split(' ')
  .sort((one, other) => other.length - one.length || (one < other ? -1 : 1));

/** Characters that are a word by themselves and say what a comment is about. */
export const tellingCharacters: ReadonlySet<string> = new Set('慢快差贵脏乱晚丢坏破堵冷湿烂');

/** Chinese words that say nothing of what a comment is about. */
export const chineseStopWords: ReadonlySet<string> = new Set(
  (
    '的 了 着 过 地 得 是 在 有 和 与 及 或 也 都 就 还 又 再 才 只 但 但是 不过 而 而且 因为 所以 如果 虽然 然后 于是 那么 这么 怎么 什么 为什么 谁 哪 哪里 哪个 这 那 这个 那个 这些 那些 这样 那样 这里 那里 这次 上次 每次 ' +
    '我 你 您 他 她 它 我们 你们 他们 她们 它们 咱们 自己 大家 人 人家 别人 有人 没人 个 一个 几个 些 一些 一点 一下 一直 一样 一般 一次 两 第一 第二 次 天 年 月 日 号 点 分 时候 时 小时 分钟 里 上 下 中 内 外 前 后 左右 以前 以后 以上 以下 之前 之后 现在 目前 今天 昨天 明天 去年 今年 最近 ' +
    '能 会 可以 可 要 想 应该 应 需要 希望 请 让 把 被 给 对 向 从 到 由 于 以 为 为了 跟 同 比 按 用 来 去 说 看 做 弄 打 叫 等 等等 没 没有 不 不是 不会 不能 很 太 非常 特别 比较 更 最 越 越来越 真 真的 挺 十分 尤其 有点 有些 有时 总 总是 常 经常 往往 已经 曾经 刚 刚刚 正 正在 将 ' +
    '早就 还把 两次 三次 不少 谢谢 感谢 辛苦 清清楚楚 送到 放到 拿到 看到 收到 吗 呢 吧 啊 呀 哦 嘛 哈 嗯 么 之 其 其他 其它 此 该 各 每 某 本 贵 无 关于 对于 通过 根据 以及 并 并且 或者 还是 还有 就是 只是 只有 只要 都是 也是 这是 那是 起来 出来 下来 上来 过来 出去 回来 进行 感觉 觉得 认为 知道 可能 基本 其实 反正 毕竟 总体 总的来说 方面 问题 情况 东西 事 事情 好 好的'
  ).split(' '),
);

/** The same in English. */
export const englishStopWords: ReadonlySet<string> = new Set(
  (
    'a about above after again against all almost also although always am an and any anything are as at be because been before being below between both but by came can cannot come could did do does doing done down during each either else enough even ever every few for from further get gets getting give given go goes going gone got had has have having he her here hers herself him himself his how however i if in into is it its itself just know last least less let like made make makes many may me might mine more most much must my myself near neither never next no nobody nor not nothing now of off often on once one only onto or other others our ours ourselves out over own per perhaps please put quite rather really s said same say says see she should since so some somebody someone something still such t take takes than that the their theirs them themselves then there these they thing things this those though through till to together too took toward two under until up upon us use used very want wanted was we well went were what when where whether which while who whom whose why will with within without would yes yet you your yours yourself yourselves ' +
    "don doesn didn isn aren wasn weren won wouldn couldn shouldn can't don't doesn't didn't isn't aren't wasn't weren't won't wouldn't couldn't it's i'm i've i'd we're we've they're you're that's there's"
  ).split(' '),
);
