import { type Mask, type MaskKind, masksBy } from './mask.ts';

/** What may stand between two digits of one number: blanks, strokes, dots, pictures; no letter, and no end of a sentence. */
const between =
  '[\\s\\-\\u2010-\\u2015_~.,·•・/\\\\|()\\[\\]+*#:、\\p{So}\\p{Sk}\\p{Extended_Pictographic}]{0,4}';
const chinese = '〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖貳參陸';
const run = new RegExp(`[0-9](?:${between}[0-9])*(?:${between}x(?![a-z]))?`, 'gu');
const chineseRun = new RegExp(`[${chinese}](?:${between}[${chinese}])*`, 'gu');
const mixedRun = new RegExp(`[0-9${chinese}](?:${between}[0-9${chinese}])*`, 'gu');

const anyDigit = new RegExp(`[0-9${chinese}]`, 'gu');

/** So many digits are never an amount that a comment needs. */
const fewest = 5;
/** Digits of both ways of writing, where "2026 一直" must stay. */
const fewestMixed = 7;

const hour = '(?:[01]?\\d|2[0-4])\\s?:\\s?[0-5]\\d';
const year = '(?:19|20)\\d\\d';
const monthDay = '(?:1[0-2]|0?[1-9])[-./](?:3[01]|[12]\\d|0?[1-9])';
const upTo = '\\s*[-~\\u2010-\\u2015]+\\s*';
const day = `20[0-4]\\d[-./](?:1[0-2]|0?[1-9])(?:[-./](?:3[01]|[12]\\d|0?[1-9]))?`;
/** Runs of digits that say when, not who. A day must be of this century's first half: a birthday is somebody's. */
const moments = [
  `${hour}(?::[0-5]\\d)?`,
  `${hour}${upTo}${hour}`,
  `${year}${upTo}${year}`,
  `${year}\\s(?:1[0-2]|[1-9])`,
  day,
  `${day}${upTo}(?:${day}|${monthDay})`,
  `${monthDay}${upTo}${monthDay}`,
  `${day}[\\s,]+${hour}(?:${upTo}${hour})?`,
].map((pattern) => new RegExp(`^(?:${pattern})$`, 'u'));

/** An amount of money, weight or distance, of at most six digits before the point. */
const amount = /^\d{1,6}(?:\.\d{1,2})?$|^\d{1,3}(?:,\d{3})(?:\.\d{1,2})?$/u;
const unitAfter =
  /^\s?(?:元|块|圆|人民币|rmb|cny|yuan|usd|dollars?|公斤|千克|kg|吨|公里|km|千米|米(?!老)|克)/u;
const currencyBefore = /(?:¥|￥|\$|€|£|rmb|cny|人民币)\s?$/u;
const numberBefore = /(?:号|码|单|电话|手机|尾号|no\.?|number)[是为:\s]{0,3}$/u;

/** Telephone numbers, identity and bank cards, orders, waybills, and whatever else is a number of five digits or more. */
export function numberMasks(text: string): Mask[] {
  return [
    ...runs(text, run, (digits) => digits >= fewest),
    ...runs(text, chineseRun, (digits) => digits >= fewest),
    ...runs(text, mixedRun, (digits) => digits >= fewestMixed),
    ...masksBy(codes, 'number', text),
    ...masksBy(spelt, 'number', text),
    ...masksBy(named, 'number', text),
  ];
}

/** Letters and digits in one: waybills and orders, and numbers with letters that look like digits. */
const codes =
  /(?<![a-z0-9])(?=[a-z0-9-]*[a-z])(?:(?=(?:-?[a-z]){0,12}(?:[a-z-]*[0-9]){4})[a-z0-9][a-z0-9-]{5,}|(?=(?:[a-z-]*[0-9]){3})[a-z0-9][a-z0-9-]{7,})(?![a-z0-9])/gu;

const spokenDigit = '(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple)';
const spelt = new RegExp(`\\b${spokenDigit}(?:[\\s,.-]+${spokenDigit}){4,}\\b`, 'gu');

/** Short numbers that somebody says what they are of: a courier's badge, the end of a waybill, a code for collecting. */
const named = new RegExp(
  '(?:工号|员工号|编号|尾号|后四位|单号|订单号|订单|运单|取件码|房号|门牌号?|分机号?|转|取货码|验证码|密码|暗号|badge|employee|courier|staff|order|tracking|waybill|parcel|ticket|case|pin|ref|code|ext|extension)' +
    '(?:\\s?(?:number|no\\.?|id|num|code))?[\\s是为:#=号]{0,4}(?<hidden>(?:[a-z]{1,5}[\\s-]?)?[0-9][a-z0-9]*(?:[\\s-][0-9]+)*)(?![a-z0-9]|\\s?(?:天|个|件|票|次|小时|分钟|days?|hours?|times?))',
  'gu',
);

function runs(text: string, pattern: RegExp, isLong: (digits: number) => boolean): Mask[] {
  return [...text.matchAll(pattern)].flatMap((match): Mask[] => {
    const [found] = match;
    const start = match.index;
    const digits = found.match(anyDigit) ?? [];
    const isSaying = moments.some((moment) => moment.test(found)) || isAmount(text, found, start);
    if (!isLong(digits.length) || isSaying) return [];
    return [{ kind: kindOf(found), start, end: start + found.length }];
  });
}

function isAmount(text: string, found: string, start: number): boolean {
  if (!amount.test(found) || numberBefore.test(text.slice(Math.max(0, start - 8), start))) return false;
  const after = text.slice(start + found.length, start + found.length + 8);
  return unitAfter.test(after) || currencyBefore.test(text.slice(Math.max(0, start - 5), start));
}

const isMobile = /^(?:0086|86)?1[3-9]\d{9}$/;
const isLandline = /^0\d{9,11}$/;
const isService = /^[48]00\d{7}$/;

/** What a number looks like; what it is beyond doubt nobody knows. */
function kindOf(found: string): MaskKind {
  const digits = found.replace(/[^0-9x]/gu, '');
  if (isMobile.test(digits) || isLandline.test(digits) || isService.test(digits)) return 'phone';
  if (isIdentity(digits)) return 'identity';
  if (/^\d{13,19}$/.test(digits) && passesLuhn(digits)) return 'card';
  return 'number';
}

const identityWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The number of a Chinese identity card: 18 with the check character of GB 11643-1999, or 15 as before with a date. */
export function isIdentity(digits: string): boolean {
  if (/^\d{17}[\dx]$/.test(digits)) {
    const sum = identityWeights.reduce((total, weight, place) => total + weight * Number(digits[place]), 0);
    return '10x98765432'[sum % 11] === digits[17];
  }
  return /^\d{6}\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}$/.test(digits);
}

/** The check digit of payment cards (ISO/IEC 7812-1, annex B). */
export function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
