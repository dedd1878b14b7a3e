import { type Mask, masksBy } from './mask.ts';

const count = '(?:[0-9]{1,5}|[一二三四五六七八九十百零〇]{1,5})';
/** Letters that end a sentence's own words before the name of a place begins. */
const stop = '在到送去从是住的了我你您他她寄于至往给址给把到和与及或说来回找离就都';
const place = `(?:(?![${stop}])[\\p{Script=Han}]){0,14}`;
const roads = '(?:路|街|大道|大街|巷|弄|胡同|里弄|环线|公路|国道|步行街|道)';
const estates =
  '(?:小区|花园|家园|花苑|公寓|新村|社区|大厦|广场|雅苑|豪庭|名苑|新城|宿舍|家属院|工业园|科技园|产业园|创业园|写字楼|中心|城|苑|府|院|湾|庭|轩|居|厂|校区)';
const unit = `(?:号楼|号院|号库|栋|幢|座|单元|门栋|楼|层|室|房|户|铺|门面|档口)`;
const parts = `(?:\\s?(?:第)?(?:${count}|[a-z])[a-z]?\\s?(?:-\\s?[0-9]{1,5})?\\s?(?:${unit}|号(?![称线召]))?){0,6}`;

const patterns: readonly RegExp[] = [
  // 浙江省杭州市西湖区文三路 12 号 3 栋 501 室
  new RegExp(
    `${place}${roads}\\s?(?:东段|西段|南段|北段|中段)?\\s?${count}\\s?[a-z]?\\s?(?:号(?!线)|弄|巷|附|#|-[0-9])${parts}`,
    'gu',
  ),
  // 阳光花园 3 栋 2 单元 501, 阳光花园 3-2-501
  new RegExp(
    `${place}${estates}\\s?(?:[东西南北]区|[a-z]区|[一二三四]期)?\\s?(?:${count}|[a-z])\\s?(?:${unit}|号|#|-\\s?[0-9]+\\s?-)${parts}`,
    'gu',
  ),
  // 3 号楼 2 单元, 12 栋 502
  new RegExp(`(?:${count}|[a-z])\\s?(?:号楼|栋|幢|单元|号院)${parts}`, 'gu'),
  new RegExp(`(?:${count}|[a-z])\\s?座\\s?${count}${parts}`, 'gu'),
  // 501 室
  /[a-z]?[0-9]{2,4}\s?[a-z]?\s?室/gu,
  // 河口镇李家村 3 组
  new RegExp(
    `${place}(?:镇|乡)\\s?(?:(?![${stop}])\\p{Script=Han}){1,5}村(?:\\s?${count}\\s?(?:组|队|社|号))?`,
    'gu',
  ),
  new RegExp(`(?:(?![${stop}])\\p{Script=Han}){1,5}村\\s?${count}\\s?(?:组|队|号)`, 'gu'),
  // English
  /\b(?:no\.?\s?)?\d{1,5}[a-z]?,?\s+(?:[a-z][a-z'.]*\s+){1,4}(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|court|ct|square|sq|crescent|terrace|close|highway|hwy|gardens)\b\.?(?:,?\s*(?:apt|apartment|flat|unit|suite|room|floor)\.?\s*#?\s*[a-z0-9-]+)?/gu,
  /\b(?:apt|apartment|flat|unit|suite|room|building|bldg|block|tower)\.?\s?#?\s?(?:no\.?\s?)?(?:\d{1,5}[a-z]?|[a-z]-?\d{1,4})\b/gu,
  /\bp\.?\s?o\.?\s?box\s?\d+/gu,
  /\b[a-z]{1,2}\d[a-z\d]?\s\d[a-z]{2}\b/gu,
];

/** Where somebody lives or works, to the house: a street, an estate, a village with a number behind it. A town alone stays. */
export function addressMasks(text: string): Mask[] {
  return patterns.flatMap((pattern) => masksBy(pattern, 'address', text));
}
