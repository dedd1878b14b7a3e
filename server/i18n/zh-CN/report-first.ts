import type { reportFirst as english } from '../en/report-first.ts';

export const reportFirst: Record<keyof typeof english, string> = {
  'report.first.title': '先做什么',
  'report.first.contribution.item': '指标',
  'report.first.contribution.dimension': '维度',
  'report.first.contribution.factor': '要素',

  'report.first.say.settled':
    '先改进{names}：对客户重要，而满意度低于各{parts}的平均水平，数据足以说明这两点。',
  'report.first.say.open': '{names}可能应当优先：从估计值看重要而满意度偏低，但数据还不足以下定论。',
  'report.first.say.none': '没有哪个{parts}既重要又薄弱：“{field}”区域里是空的。',
  'report.first.say.noParts': '没有几个部分可以排出先后。',
  'report.first.say.noMap': '答卷太少，还说不出应当先做什么。',
  'report.first.say.effect': '同样提高半分，{name}对总指数的贡献最大：C {effect} {interval}。',
  'report.first.say.effectOf': '同样提高 {points} 分，{name}对总指数的贡献最大：C {effect} {interval}。',

  'report.first.source.implied':
    '重要性由答卷推算：在 {n} 份完整答卷中，各{parts}能解释“{outcome}”的多少差异。合起来可解释 {rSquared}（R²，{interval}）。',
  'report.first.source.stated': '重要性采用客户自己的说法；没有由答卷推算，因为{reason}。',
  'report.first.source.declared': '重要性采用问卷设定的权重：没有询问客户，也没有由答卷推算，因为{reason}。',
  'report.first.reason.no-outcome': '问卷里没有一道总体评价的题',
  'report.first.reason.one-part': '只有一个部分',
  'report.first.reason.too-many': '数目太多，难以区分',
  'report.first.reason.too-few-cases': '全部作答的客户太少',
  'report.first.reason.alike': '有些部分的回答几乎相同或毫无差别，无法区分各自的作用',
  'report.first.reason.other': '现有答卷不足以推算',
  'report.first.passed': '没有逐个分析{parts}，因为{reason}。',
  'report.first.passed.item': '指标',
  'report.first.passed.dimension': '维度',
  'report.first.passed.factor': '要素',
  'report.first.leftOut': '另有 {leftOut} 份答卷有漏答，未计入。',

  'report.first.map': '重要性与满意度',
  'report.first.map.label':
    '{count} 个{parts}的分布图：越往上越重要，越往右满意度指数 C 越高。下表内容相同。',
  'report.first.axis.csi': '满意度：指数 C',
  'report.first.axis.implied': '重要性：占可解释差异的份额',
  'report.first.axis.stated': '重要性：客户自述',
  'report.first.axis.declared': '重要性：问卷权重',
  'report.first.expected': '期望',
  'report.first.map.caption':
    '虚线为各{parts}的平均值，把图分成四个区域。椭圆以 {confidence} 的置信水平同时包含重要性和满意度（自由度为 2 的 χ²），因此比任何一方单独的区间都宽。越过虚线的，可能属于相邻区域。',
  'report.first.map.captionPlain':
    '虚线为各{parts}的平均值，把图分成四个区域。横线为 C 的 {confidence} 置信区间。越过虚线的，可能属于相邻区域。',
  'report.first.map.numbers': '图中编号见下表。',

  'report.first.number': '编号',
  'report.first.part': '部分',
  'report.first.implied': '答卷推算的重要性',
  'report.first.stated': '客户自述的重要性',
  'report.first.declared': '问卷权重',
  'report.first.both': '对照：● 推算，□ {other}',
  'report.first.both.label': '{name}：答卷推算 {implied}；{other}',
  'report.first.csi': 'C',
  'report.first.field': '所在区域',
  'report.first.borderline': '可能属于相邻区域',
  'report.first.borderlines': '数据还不能定论、也可能属于相邻区域的：{names}。',
  'report.first.hidden': '比{other}显示的更重要：{names}。由答卷推算高于平均，而按{other}低于平均。',
  'report.first.claimed': '不如{other}显示的重要：{names}。按{Other}高于平均，而由答卷推算低于平均。',
  'report.first.other.stated': '客户自述',
  'report.first.other.declared': '问卷权重',
  'report.first.Other.stated': '客户自述',
  'report.first.Other.declared': '问卷权重',
  'report.first.table.caption':
    '附 {confidence} 置信区间。答卷推算的重要性是按夏普利值（LMG）分摊的 R² 份额；{errors}。它说明客户之间什么与满意度相关，并不等于改进后会带来的变化。',
  'report.first.table.captionPlain': '附 {confidence} 置信区间。',
  'report.first.errors.jackknife': '误差用刀切法估计',
  'report.first.errors.linearization': '误差用线性化方法估计',

  'report.whatIf.title': '如果某一项做得更好',
  'report.whatIf.what': '假如客户对某一项的感受提高，其他一切不变，总指数会增加多少。',
  'report.whatIf.item': '指标',
  'report.whatIf.by': '提高几分',
  'report.whatIf.show': '计算',
  'report.whatIf.unknownItem': '请选择一个指标。',
  'report.whatIf.badPoints': '请填写大于 0、不超过 {most} 的分数，例如 0.5。',
  'report.whatIf.result': '{name}提高 {points} 分：C 由 {from} 升到 {to}，增加 {effect} {interval}。',
  'report.whatIf.capped':
    '{name}最多只能提高 {points} 分（到量表最高分）：C 由 {from} 升到 {to}，增加 {effect} {interval}。',
  'report.whatIf.outcome':
    '其他方面相同时，感受高 {points} 分的客户，对“{outcome}”的评分高 {effect} 分 {interval}。',
  'report.whatIf.effect': '提高 {step} 分时的 C',
  'report.whatIf.toTop': '人人给最高分时的 C',
  'report.whatIf.headroom': '提高 {points} 分',
  'report.whatIf.outcomeEffect': '提高 {step} 分时的总体评分（相关关系）',
  'report.whatIf.assumes': '这里的假设',
  'report.whatIf.assume.mean': '感受的平均值提高这么多，期望和其他各项不变。',
  'report.whatIf.assume.index.composite':
    'C 由加权平均值构成，因此增加值等于该项权重乘以分数，再除以期望的加权平均值。这由指数的算法决定。',
  'report.whatIf.assume.index.pooled':
    'C 由全部回答合并计算，因此增加值等于评价该项的客户共提高的分数，除以期望的总和。这由指数的算法决定。',
  'report.whatIf.assume.index.meanOfFactors':
    'C 是各要素指数的平均值，因此增加值等于该项在其要素中的增加值乘以该要素的权重。这由指数的算法决定。',
  'report.whatIf.assume.interval':
    '{confidence} 置信区间只反映抽样误差；提高某一项要花多少成本，这里并不知道。',
  'report.whatIf.assume.outcome.item':
    '最后一列是“{outcome}”对全部指标的回归：反映客户之间的相关关系，不等于改进后会带来的变化。',
  'report.whatIf.assume.outcome.part':
    '最后一列是“{outcome}”对各{parts}的回归系数乘以该项所占份额：反映客户之间的相关关系，不等于改进后会带来的变化。',

  'report.value.title': '客户价值与满意度',
  'report.value.abc': '客户等级（ABC）',
  'report.value.rfm': '购买情况（RFM）',
  'report.value.rfm.high': '高：近期、频繁、金额大',
  'report.value.rfm.middle': '中',
  'report.value.rfm.low': '低',
  'report.value.rfm.none': '期间没有购买',
  'report.value.say.risk': '不满意的客户带来收入 {exposed} {interval}{ofTotal}。',
  'report.value.say.ofTotal': '，占全部收入的 {share}',
  'report.value.say.lowest': '{name}最不满意：C 为 {c}。',
  'report.value.say.alike': '各等级的 C 区间彼此重叠，只凭区间还分不出高低。',
  'report.value.class': '等级',
  'report.value.customers': '客户占比',
  'report.value.revenue': '收入占比',
  'report.value.csi': 'C',
  'report.value.dissatisfied': '不满意比例',
  'report.value.risk': '不满意客户的收入',
  'report.value.answers': '答卷数',
  'report.value.heldBack': '答卷太少',
  'report.value.risk.heldBack': '不予显示',
  'report.value.heldBackCaption':
    '答卷太少的等级不予显示；必要时连同另一个等级一起隐去，以免推算出来。只靠一两个客户、或几乎全部来自两个客户的金额也不显示。',
  'report.value.rule.index': '客户自己的 C 低于 {below} 即为不满意。',
  'report.value.rule.outcome': '对“{question}”的评分低于 {below} 即为不满意。',
  'report.value.revenue.known':
    '各等级的收入取自客户清单，合计 {total}；样本用来估计其中不满意客户所占的部分。',
  'report.value.revenue.estimated': '客户清单没有全部客户的收入合计；金额由 {n} 份答卷及其权重估计。',
  'report.value.revenue.missing': '有 {n} 份答卷不知道收入，视为与同等级其他客户相同。',
  'report.value.estimated': '估计值',
  'report.value.loss': '假如其中 {least} 至 {most} 流失，面临风险的收入',
  'report.value.loss.say': '{low} 至 {high}；计入抽样误差为 {lowest} 至 {highest}。',
  'report.value.loss.assume':
    '不满意的客户会带走多少收入，是一个假设（{least} 至 {most}），不是这里测得的；可在调查的方案中设定。',
  'report.value.loss.heldBack': '金额只靠极少数客户，不予显示。',
  'report.value.problem.not-chosen':
    '没有收入数字：请在调查的方案中指明客户清单的哪一列是每位客户带来的收入。',
  'report.value.problem.unknown':
    '没有收入数字：作答的客户都不知道收入。请导入带有收入数字列的客户清单并保留该列，再从中抽样。',
  'report.value.problem.nobody-judged': '没有面临风险的收入：没有题目能说明谁不满意。',
  'report.value.caption': '附 {confidence} 置信区间。各等级的 C 与“哪些客户”一节相同。',
};
