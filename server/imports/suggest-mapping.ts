import type { z } from 'zod';
import { type frameMapping, valueClass } from './frame-mapping.ts';

/** A mapping as a person writes it, to be changed before it is used. */
export type MappingDraft = z.input<typeof frameMapping>;

/** What a column seems to be: whose row it is, what a customer brings, one of few groups, or of no use for a sample. */
export type ColumnUse = 'customer' | 'value' | 'class' | 'group' | 'personal' | 'other';

export interface SuggestedMapping {
  readonly mapping: MappingDraft;
  /** What each column seems to be, in their order. */
  readonly uses: readonly ColumnUse[];
}

/** How lists usually call their columns. */
export const usualNames = {
  customer:
    /客户(?:编?号|代码|编码|id)|会员(?:编?号|id)|账号|customer.?(?:id|no|num|code|key)|account.?(?:id|no|num)|^(?:id|编号|客户|customer)$/i,
  value: /收入|营收|销售额|消费额|金额|利润|贡献|revenue|turnover|sales|profit|spend|amount/i,
  class: /等级|级别|分级|abc|class|tier|grade|segment/i,
  group:
    /市场|行业|类型|类别|区域|地区|省|城市|渠道|客龄|状态|性质|market|industry|type|kind|region|area|province|city|channel|tenure|status/i,
  personal: /姓名|名称|联系|电话|手机|邮箱|地址|微信|身份证|name|phone|mobile|tel|mail|address|contact/i,
} as const;

/** Of so many different values at most, columns are groups whose names say nothing. */
const mostGroups = 12;
/** Strata are made of two columns at most, or they become too many. */
const mostStratumColumns = 2;

/**
 * A first mapping of a customer list from the names of its columns and some of its rows: the customer's number, ABC classes
 * (those of the list, or worked out from what customers bring), groups as attributes and strata. Names, addresses and
 * telephone numbers are left out, since no sample needs them.
 */
export function suggestMapping(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): SuggestedMapping {
  const valuesOf = (place: number) => rows.map((cells) => (cells[place] ?? '').trim());
  const uses = columns.map((name, place) => useOf(name, valuesOf(place)));
  const customer = customerColumn(columns, uses, valuesOf);
  for (const [place, use] of uses.entries())
    if (use === 'customer' && place !== customer) uses[place] = 'other';
  if (customer >= 0) uses[customer] = 'customer';
  const named = (use: ColumnUse) => columns.filter((name, place) => name !== '' && uses[place] === use);
  const [value] = named('value');
  const [listedClass] = named('class');
  const abc = listedClass === undefined && value !== undefined ? { abc: { from: value } } : {};
  const groups = [...new Set([...named('class'), ...named('group')])];
  const attributes = Object.fromEntries(groups.map((name) => [name, name]));
  const strata = [...('abc' in abc ? [valueClass] : []), ...groups].slice(0, mostStratumColumns);
  return {
    mapping: {
      customer: columns[customer] ?? '',
      ...(strata.length > 0 ? { strata } : {}),
      attributes,
      ...abc,
    },
    uses,
  };
}

function useOf(name: string, values: readonly string[]): ColumnUse {
  const filled = values.filter((value) => value !== '');
  const isNumeric = filled.length > 0 && filled.every((value) => Number.isFinite(Number(value)));
  if (usualNames.customer.test(name)) return 'customer';
  if (usualNames.personal.test(name)) return 'personal';
  if (usualNames.value.test(name) && isNumeric) return 'value';
  // a name that a form of our own could not take, or that is the class to be worked out
  if (usualNames.class.test(name)) return name === valueClass || !isNumeric ? 'class' : 'other';
  if (usualNames.group.test(name)) return 'group';
  const different = new Set(filled).size;
  const isRepeated = different > 0 && different <= mostGroups && 2 * different <= filled.length;
  return isRepeated && !isNumeric ? 'group' : 'other';
}

/** The column named as one whose values differ; else the first in which every row has a value of its own. */
function customerColumn(
  columns: readonly string[],
  uses: readonly ColumnUse[],
  valuesOf: (place: number) => readonly string[],
): number {
  const isKey = (place: number) => {
    const values = valuesOf(place);
    return values.length > 0 && !values.includes('') && new Set(values).size === values.length;
  };
  const places = columns.map((_, place) => place);
  const called = places.filter((place) => uses[place] === 'customer');
  return (
    called.find(isKey) ??
    called[0] ??
    places.find((place) => uses[place] === 'other' && isKey(place)) ??
    places.find((place) => columns[place] !== '') ??
    -1
  );
}
