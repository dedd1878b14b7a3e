import type { optOuts as english } from '../en/opt-outs.ts';

/** Customers who asked not to be invited, on the command line, in Chinese. */
export const optOuts: Record<keyof typeof english, string> = {
  'cli.optOutsList': '列出不愿再受邀的客户',
  'cli.optOutsList.none': '没有客户要求不再受邀。',
  'cli.optOuts.customer': '{customer}  {since} 起，{source}',
  'cli.optOuts.recorded': '由你们登记',
  'cli.optOuts.byCustomer': '客户用自己的链接提出',
  'cli.optOutsAdd': '登记一位客户不愿再受邀',
  'cli.optOutsAdd.done': '今后不再邀请“{customer}”：仍会参加抽样，抽中时记为拒访。',
  'cli.optOutsAdd.before': '“{customer}”此前已要求不再受邀，没有改动。',
  'cli.optOutsAdd.unknown': '目前没有名单或样本里有“{customer}”。请核对写法是否与你们的名单一致。',
  'cli.optOutsRemove': '登记一位客户可以重新受邀',
  'cli.optOutsRemove.done': '“{customer}”可以重新受邀。',
  'cli.optOutsRemove.none': '“{customer}”并没有要求不再受邀。',
  'cli.optOutsImport': '把 CSV 文件里的客户登记为不愿再受邀',
  'cli.optOutsImport.done': '文件中不愿再受邀的客户：{customers} 位',
  'cli.optOutsExport': '把不愿再受邀的客户写成 CSV',
  'cli.draw.optedOut': '抽中的客户里有 {customers} 位要求不再受邀：记为拒访，不发链接。',
  'cli.links.optedOut': '因要求不再受邀而未列出的客户：{customers} 位',
};
