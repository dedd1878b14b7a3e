import type { reportMethod as en } from '../en/report-method.ts';

export const reportMethod: Record<keyof typeof en, string> = {
  'report.fullStop': '。',
  'report.method.imported': '名单于 {date} 导入。',
  'report.method.kept.one': '其中 {count} 位在{wave}的样本中也有，特意保留，以便在同一批客户身上比较变化。',
  'report.method.kept.other': '其中 {count} 位在{wave}的样本中也有，特意保留，以便在同一批客户身上比较变化。',
  'report.method.cap':
    '所有调查合计，每位客户 {days} 天内最多询问 {times} 次；有 {heldBack} 位因此没有参加抽样。',
  'report.method.optedOut.one': '{count} 位不愿接受邀请的客户没有参加抽样。',
  'report.method.optedOut.other': '{count} 位不愿接受邀请的客户没有参加抽样。',
  'report.formulas.version': '公式第 {version} 版',
  'report.formulas.title': '公式的变更',
  'report.formulas.1': '第 1 版：指标、要素和总体的 C 与差距；变化，以及其中客户构成变化的部分。',
  'report.formulas.2': '第 2 版：在要素与指标之间增加维度，单独成为一组检验；增加答案分布。',
  'report.digest.title': '数据指纹',
  'report.digest.wave': '{wave}的数据',
  'report.digest.report': '整份报告',
  'report.digest.questionnaires': '所用问卷',
  'report.digest.version': '版本',
  'report.digest.questionnaire': '指纹',
  'report.digest.explanation':
    '由结果所依据的全部数据算出的 SHA-256：抽中的客户、处置结果、答案、问卷、分析方案和总体数。数据相同，无论存放次序如何，指纹都相同；改动一个答案，指纹就不同。完整的 64 位见 JSON 文件。',
  'report.zone': '日期按 {zone} 时区。',
  'report.reliability.title': '同一要素的指标测的是一回事吗？',
  'report.reliability.part': '要素、维度',
  'report.reliability.expectation': '期望的 α',
  'report.reliability.perception': '感受的 α',
  'report.reliability.difference': '差距的 ρ',
  'report.reliability.items': '逐个指标',
  'report.reliability.rest': '与其余指标的相关：期望、感受',
  'report.reliability.without': '去掉后的 α：期望、感受',
  'report.reliability.good': '好',
  'report.reliability.sufficient': '够用',
  'report.reliability.weak': '偏低',
  'report.reliability.oneItem': '只有一个指标',
  'report.reliability.undefined': '无法计算：答案没有差异',
  'report.reliability.nothing': '还不能判断指标之间是否一致：答卷太少，或没有含多个指标的要素。',
  'report.reliability.enough': '是：各要素、各维度感受的克朗巴赫 α 都在 {least} 以上。',
  'report.reliability.low': '不全是：{parts}感受的 α 低于 {enough}，请逐个指标看。',
  'report.reliability.caption':
    '克朗巴赫 α 表示同一量表的指标有多一致（0.80 以上为好，0.70 以上够用，再低为偏低），下面是 {confidence} 置信区间，只算两方面各指标都打了分的人。ρ 是单个客户差距的信度，期望与感受越相关，它就越低。',
  'report.bundle.title': '自行复算',
  'report.bundle.help':
    '在 R 中重新算出本报告所需的一切：化名后的答案、权重、分析方案、结果，以及比对用的脚本。其中每位客户一行，请像保管答案一样保管。',
  'report.bundle.button': '下载 R 数据包（ZIP）',
  'report.formula.distribution':
    '比例 = 给出该答案者的 Σ w ÷ 全部作答者的 Σ w；置信区间在对数几率 ln(p / (1 − p)) 上计算，所以总在 0 与 1 之间。',
};
