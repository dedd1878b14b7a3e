import type { studioPreview as english } from '../en/studio-preview.ts';

export const studioPreview: Readonly<Record<keyof typeof english, string>> = {
  'preview.mark': '预览，答案不会保存',
  'preview.short': '预览',
  'preview.lead':
    '客户将看到的问卷，跳转、引用、配额和结束页都按实际情况进行。可以随意填写：不会保存，也不计入结果。',
  'preview.lacks': '还有内容无法显示：{questions} 个问题；未生效的条件、结束页和配额：{conditions} 处。',
  'preview.choices': '谁来填、多宽的屏幕',
  'preview.width': '宽度',
  'preview.width.both': '手机和电脑',
  'preview.width.phone': '手机',
  'preview.width.desk': '电脑',
  'preview.language': '语言',
  'preview.by': '进入方式',
  'preview.by.personal': '个人链接',
  'preview.by.open': '公开链接',
  'preview.facts': '已知的客户信息',
  'preview.facts.hint': '可以自己填写，也可以选用条件里用到的值；留空表示未知。',
  'preview.quotas': '假设已满的配额',
  'preview.quotas.hint': '符合配额条件的人会看到名额已满。',
  'preview.begin': '重新开始',
  'preview.alone': '在新标签页中打开',
  'preview.frame.phone': '手机上',
  'preview.frame.desk': '电脑上',
  'preview.none': '还没有可以显示的页面，请先添加页面和问题。',
  'preview.elsewhere': '预览中没有这一页，请返回问卷。',
};
