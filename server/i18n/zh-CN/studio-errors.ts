import type { studioErrors as english } from '../en/studio-errors.ts';

export const studioErrors: Readonly<Record<keyof typeof english, string>> = {
  'studio.error.badRequest': '没能读懂提交的内容',
  'studio.error.badRequest.help': '请返回上一页，刷新后重新提交。',
  'studio.error.failed': '这边出了点问题',
  'studio.error.failed.help':
    '请稍后再试。如果再次出现，请把编号 {reference} 告诉服务器管理员：日志里按这个编号记录了原因。',
  'studio.error.failed.sent': '再次提交之前，请先看看刚才的操作是否已经完成。',
  'studio.error.forbidden': '您的角色不包含这项操作',
  'studio.error.forbidden.help': '您的角色是“{role}”。请联系管理员调整角色，或请有权限的同事来做。',
  'studio.error.foreignForm': '这份表单来自别的地址',
  'studio.error.foreignForm.help':
    '只有本服务器的页面才能提交表单，请从 {address} 打开工作台再操作。如果您本来就是这样打开的，请服务器管理员检查对外地址（MANYI_PUBLIC_URL）或前面的代理设置。',
  'studio.error.notFound': '找不到这个页面',
  'studio.error.notFound.help':
    '地址可能有误，内容可能已被移除，或者这项调查没有与您共享。创建调查的人可以与您共享。',
  'studio.error.secondFactor': '请先设置两步验证',
  'studio.error.secondFactor.help': '“{role}”这一角色要求两步验证。',
  'studio.error.signedOut': '您已不在登录状态',
  'studio.error.signedOut.help':
    '还没有任何改动，您提交的内容也没有丢：请点下面的按钮，在新标签页里登录，然后回到这里刷新本页；浏览器询问是否重新提交时，选择“是”。',
  'studio.error.tooLarge': '内容太多，这个页面收不下',
  'studio.error.tooLarge.help': '请返回上一页，精简文字或换一个更小的文件。',
  'studio.error.unavailable': '数据库暂时用不了',
  'studio.error.unavailable.help':
    '请稍等片刻再刷新本页，您提交的内容会随之重新提交。如果一直这样，请把编号 {reference} 告诉服务器管理员：可能是磁盘已满，或数据库被别的程序占用。',
  'studio.error.unknown': '这个地址没有内容',
  'studio.error.unknown.help': '请检查地址。多数页面只对共享的人开放：如果您有账号，请先登录。',
  'studio.error.unchanged': '什么都没有改动。',
  'studio.error.back': '返回上一页',
  'studio.error.setUp': '设置两步验证',
  'studio.error.surveys': '前往调查列表',
};
