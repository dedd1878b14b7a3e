import { type Mask, masksBy } from './mask.ts';

const label = '[\\p{L}\\p{N}_-]+';
const email =
  /(?:[a-z0-9._%+-]+|\p{Script=Han}{1,4})\s?(?:@|\(at\)|\[at\]|\{at\})\s?[a-z0-9-]+(?:\s?(?:\.|\(dot\)|\[dot\])\s?[a-z0-9-]+)+/gu;
const speltEmail =
  /(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}(?:\s+dot\s+[a-z0-9]+)*\s+at\s+[a-z0-9-]+\s+dot\s+(?:com|cn|net|org|edu|gov|io|co)\b(?:\s+dot\s+[a-z]{2,4}\b)?/gu;
/** As it is said in Chinese so that programs do not see it: zhangsan 艾特 qq 点 com. */
const saidEmail =
  /(?<![a-z0-9._%+-])[a-z0-9][a-z0-9._%+-]{0,63}\s?(?:艾特|圈a|小老鼠|#|＃|\*|@)\s?[a-z0-9-]{1,63}\s?(?:点|\.|dot)\s?(?:com|cn|net|org)(?![a-z])/gu;
const handle = new RegExp(`@${label}`, 'gu');
/** An address on the web that goes on after the name of its site, or has an account before it. */
const link =
  /(?:(?:https?|ftp):\/\/\S+?[/?#@:=]\S+|(?<![a-z0-9.-])(?:[a-z0-9-]{1,63}\.){1,6}(?:com|cn|net|org|io|me|cc|co|top|xyz|hk|tw|link|ly)\/[^\s，。；、！？]+|(?:weixin|alipays?|tel|mailto|sms):[^\s，。；]+)/gu;

const networks =
  '(?:微信|微讯|薇信|威信|维信|卫星|wechat|weixin|wx|vx|v信|weibo|微博|qq|扣扣|企鹅|支付宝|alipay|钉钉|抖音|快手|小红书|telegram|tg|whatsapp|line|skype|instagram|ig|twitter|facebook|fb)';
const said = '\\s?(?:号码?|id|账号|帐号|名|is|是|叫|为|:|=|→)(?:\\s?(?:号码?|id|is|是|叫|为|:|=))*\\s*';
/** After "is", "number" or a colon any name of four letters; else only one that no word looks like. */
const accounts = [
  new RegExp(`${networks}${said}(?<hidden>[a-z0-9][a-z0-9._-]{3,})`, 'gu'),
  new RegExp(`(?<![a-z])${networks}\\s*(?<hidden>(?=[a-z._-]*[0-9_])[a-z0-9][a-z0-9._-]{4,})`, 'gu'),
  /(?<![a-z])(?:加|\+)\s?(?:我)?\s?(?:微|v|vx|wx|q|qq)\s*[:：]?\s*(?<hidden>[a-z0-9][a-z0-9._-]{3,})/gu,
];

const provinces = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领';
/** A licence plate: province, letter, five or six signs of which one at least is a digit. */
const plate = new RegExp(
  `[${provinces}]\\s?[a-z][\\s·•.-]{0,2}(?=[a-z]*[0-9])[a-z0-9]{4,5}[a-z0-9挂学警港澳](?![a-z0-9])`,
  'gu',
);

/** A plate of the United Kingdom: two letters, two digits, three letters. */
const britishPlate = /(?<![a-z0-9])[a-z]{2}[0-9]{2}\s?[a-z]{3}(?![a-z0-9])/gu;

/** E-mail addresses, names in networks, addresses on the web, licence plates. */
export function contactMasks(text: string): Mask[] {
  return [
    ...masksBy(email, 'email', text),
    ...masksBy(speltEmail, 'email', text),
    ...masksBy(saidEmail, 'email', text),
    ...masksBy(plate, 'plate', text),
    ...masksBy(britishPlate, 'plate', text),
    ...masksBy(link, 'link', text),
    ...accounts.flatMap((pattern) => masksBy(pattern, 'account', text)),
    ...masksBy(handle, 'account', text),
  ];
}
