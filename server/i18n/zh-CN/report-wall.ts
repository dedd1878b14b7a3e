import type { reportWall as source } from '../en/report-wall.ts';

export const reportWall: Record<keyof typeof source, string> = {
  'wall.noWaves': '尚未开始调查。',
  'wall.noAnswers': '还没有答卷，暂无结果。',
  'wall.notWeighted': '已有答卷，但暂时不能给出结果。',
  'wall.updated': '数据截至 {moment}',
  'wall.stale': '自 {moment} 起未能更新',
  'wall.closed': '此链接已停用，请索取新链接',
  'wall.response.soFar': '目前回收 · {wave}',
  'wall.response.over': '回收 · {wave}',
  'wall.response.rate': '{answers} 份有效答卷 / {sampled} 份样本',
  'wall.response.answers': '份有效答卷',
  'wall.item.lowest': 'C 最低',
  'wall.item.highest': 'C 最高',
  'wall.item.apart': '与其他各项有明显差别',
  'wall.item.notApart': '与相邻项的差别在误差范围内',
};
