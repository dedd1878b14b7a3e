import type { reportWhere as en } from '../en/report-where.ts';

export const reportWhere: Record<keyof typeof en, string> = {
  'report.where.table': '要素、维度和指标',
  'report.where.target': '要素、维度、指标',
  'report.where.p': 'p',
  'report.where.kind.factor': '要素 · {weight}',
  'report.where.kind.dimension': '维度 · {weight}',
  'report.where.kind.item': '{weight}',
  'report.where.regroup': '恢复按要素分组',
  'report.where.others': '其他问题的回答',
  'report.where.since':
    '变化是与{wave}相比，没有 ▲ 或 ▼ 的都在误差范围内。名称下面的百分比是它在总体中的权重。',
  'report.where.families':
    '为了不把偶然当成真实，p 都按同时检验的项数作了调整：{families}。p 旁边的数字是一起检验的项数。',
  'report.where.family.declared': '总体和各要素用 Holm 法（{size} 项）',
  'report.where.family.dimensions': '各维度用 Benjamini–Hochberg 法（{size} 项）',
  'report.where.family.items': '各指标用 Benjamini–Hochberg 法（{size} 项）',
  'report.where.holm': 'Holm，{size}',
  'report.where.bh': 'BH，{size}',

  'report.spread.summary': '答案分布',
  'report.spread.point': '{points} 分 {share}',
  'report.spread.between': ' · ',
  'report.spread.box': '{points} 分合计 {share}',
  'report.spread.boxInterval': '{points} 分合计 {share}（{interval}）',
  'report.spread.n': 'n = {n}',
  'report.spread.without': '{count} 人没有打分',
  'report.spread.notApplicable': '{count} 人没有体验过',
  'report.spread.unanswered': '{count} 人没有回答或没有被问到',
  'report.spread.few': '回答少于 {smallest} 份，不显示分布。',

  'report.choice.choice': '单选',
  'report.choice.choices': '多选',
  'report.choice.option': '选项',
  'report.choice.share': '比例',
  'report.choice.heldBack': '不显示：少于 {smallest} 份，或会由此推算出来',
  'report.choice.quoted': '“{text}”',
  'report.choice.notCounted': '选项太多，这里不列出比例：{questions}。导出的数据里有全部答案。',
  'report.choice.caption':
    '比例是回答了该题的人按权重计算的，括注 {confidence} 置信区间（对数几率法）。多选题的比例合计可以超过 100%。',
};
