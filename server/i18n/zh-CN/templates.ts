import type { templates as english } from '../en/templates.ts';

/** 模板库页面上的用语；模板本身的文字在模板里。 */
export const templates: Readonly<Record<keyof typeof english, string>> = {
  'templates.measures': '测什么：{text}',
  'templates.useWhen': '何时用：{text}',
  'templates.notWhen': '何时不用：{text}',
  'templates.weights': '权重：{text}',
  'templates.source': '依据：{author}（{year}），{title}，{published}',
  'templates.size': '项目 {items} 个，问题 {questions} 个，共 {pages} 页',
  'templates.own': '自带：{modules}',
  'templates.modules': '供不满意的客户回答的模块，用 --with 加入：',
  'cli.questionnaireTemplates': '列出问卷模板：各测什么、何时用、依据什么',
};
