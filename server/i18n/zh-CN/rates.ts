import type { rates as source } from '../en/rates.ts';

export const rates: Record<keyof typeof source, string> = {
  'report.rates.response': '回收率：抽中的客户中有多少作答',
  'report.rates.cooperation': '合作率：联系上的客户中有多少作答',
  'report.rates.refusal': '拒答率：抽中的客户中有多少拒绝作答',
  'report.rates.contact': '接触率：抽中的客户中有多少联系上了',
  'report.rates.unweightedHead': '未加权',
  'report.rates.weightedHead': '加权',
  'report.rates.noUnknown': '每位客户是否合格都已知，不需要 e。',
  'report.rates.eligibilityUnknown': '所有客户是否合格都不明，e 以及用到 e 的比率无法计算。',
  'report.rates.eligibility':
    'e = {e}：{unknown} 位不明是否合格的客户，按已知客户中的合格比例（{eligible} / {known}）推算，即比例分配法（CASRO）。',
  'report.rates.eligibilityBoth':
    'e = {e}：{unknown} 位不明是否合格的客户，按已知客户中的合格比例（{eligible} / {known}）推算，即比例分配法（CASRO）。加权后 e = {weighted}。',
  'report.rates.weighted':
    '加权：每位客户按所在层的 N / n 计数，抽得多的层不会因此占得更多。未加权的比率说明调查执行得如何，加权的比率说明总体的情况。',
  'report.rates.care':
    'RR5、RR6、REF3 和 CON3 把不明是否合格的客户全部排除在外，只有在他们都不合格时才恰当。',
  'report.rate.RR1': '完整作答；不明者全部计入',
  'report.rate.RR2': '完整和部分作答；不明者全部计入',
  'report.rate.RR3': '完整作答；不明者按比例 e 计入',
  'report.rate.RR4': '完整和部分作答；不明者按比例 e 计入',
  'report.rate.RR5': '完整作答；不明者不计入',
  'report.rate.RR6': '完整和部分作答；不明者不计入',
  'report.rate.COOP1': '完整作答，占全部联系上的客户',
  'report.rate.COOP2': '完整和部分作答，占全部联系上的客户',
  'report.rate.COOP3': '完整作答，占联系上且能作答的客户',
  'report.rate.COOP4': '完整和部分作答，占联系上且能作答的客户',
  'report.rate.REF1': '不明者全部计入',
  'report.rate.REF2': '不明者按比例 e 计入',
  'report.rate.REF3': '不明者不计入',
  'report.rate.CON1': '不明者全部计入',
  'report.rate.CON2': '不明者按比例 e 计入',
  'report.rate.CON3': '不明者不计入',
};
