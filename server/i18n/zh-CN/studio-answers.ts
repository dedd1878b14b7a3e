import type { studioAnswers as english } from '../en/studio-answers.ts';

/** 答卷下载页。 */
export const studioAnswers: Readonly<Record<keyof typeof english, string>> = {
  'answers.title': '答卷',
  'answers.what': '下列内容都在文件里：每位抽中的客户、每份答卷各占一行，并注明结果。',
  'answers.caption': '各期答卷，最近一期在前',
  'answers.all': '全部各期',
  'answers.none': '先建一期调查，才会有答卷。',
  'answers.download': '下载',
  'answers.file': '文件',
  'answers.file.answers': '答卷（CSV）',
  'answers.file.answers.hint': '含层、设计权重、作答结果，以及剔除了哪些答卷、为什么。',
  'answers.file.codebook': '编码手册（CSV）',
  'answers.file.codebook.hint': '说明每一列的含义，附各种语言的题目原文。',
  'answers.file.mapping': '列对应（JSON）',
  'answers.file.mapping.hint': '凭它可以把答卷重新导入。',
  'answers.contacts': '包含客户留下的联系方式',
  'answers.contacts.hint': '姓名、电话和邮箱。确有需要时再勾选，操作记录会写明由谁导出。',
  'answers.raw': '供程序读取，不用电子表格打开',
  'answers.raw.hint': "不勾选时，会被电子表格当作公式执行的文字前面加一个 '。",
  'answers.go': '下载',
};
