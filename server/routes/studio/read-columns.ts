import type { Translate } from '../../i18n/translate.ts';
import { unguarded } from '../../imports/formula-guard.ts';
import type { FrameMapping } from '../../imports/frame-mapping.ts';
import { frameMapping } from '../../imports/frame-mapping.ts';
import type { TablePreview } from '../../imports/preview-list.ts';
import { suggestPurchases } from '../../imports/suggest-purchases.ts';
import { variableName } from '../../imports/variables.ts';
import type { PurchaseChoices } from '../../views/studio/bought.view.ts';
import type { ColumnChoices } from '../../views/studio/list-columns.view.ts';

type Values = ReadonlyMap<string, string>;

/** The beginning of a file, or why it cannot be read. */
export type Beginning = TablePreview | { readonly problems: TablePreview['problems'] };

/** What the columns of a list seem to be. @param purchases the file that goes with it; `null` without one */
export function suggestedChoices(table: Beginning, purchases: Beginning | null, today: Date): ColumnChoices {
  const mapping = 'columns' in table ? table.suggested.mapping : null;
  const bought = purchases === null ? null : suggestedPurchases(purchases, mapping?.customer ?? '', today);
  if (!('columns' in table) || mapping === null) return { ...nothingChosen, purchases: bought };
  const attributes = new Set(Object.values(mapping.attributes ?? {}));
  return {
    ...nothingChosen,
    uses: table.columns.map((name) =>
      name === mapping.customer ? 'customer' : attributes.has(name) && canBeKept(name) ? 'attribute' : '',
    ),
    strata: [mapping.strata ?? []].flat(),
    abc: mapping.abc?.from ?? '',
    sheet: table.sheets[0] ?? '',
    isGuarded: table.rows.some(({ cells }) => cells.some((cell) => unguarded(cell) !== cell)),
    purchases: bought,
  };
}

const nothingChosen: ColumnChoices = {
  uses: [],
  strata: [],
  abc: '',
  by: 'customers',
  shares: { a: '', b: '' },
  sheet: '',
  isGuarded: false,
  purchases: null,
};

/** Whether something may be kept of a customer under the name of its column. */
function canBeKept(name: string): boolean {
  return variableName.safeParse(name).success;
}

/** The columns of a file of purchases, and the year until today. @param listed the customer's number in the list */
export function suggestedPurchases(table: Beginning, listed: string, today: Date): PurchaseChoices {
  const yearBefore = new Date(today);
  yearBefore.setUTCFullYear(today.getUTCFullYear() - 1);
  const period = { from: dayOf(yearBefore), until: dayOf(today), bands: '5' };
  if (!('columns' in table)) return { customer: '', at: '', amount: '', sheet: '', ...period };
  const rows = table.rows.map(({ cells }) => cells);
  return { ...suggestPurchases(table.columns, rows, listed), sheet: table.sheets[0] ?? '', ...period };
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** What was chosen, as the form sends it. */
export function choicesIn(values: Values): ColumnChoices {
  const text = (name: string) => values.get(name) ?? '';
  const uses: string[] = [];
  for (let place = 0; values.has(`use.${place}`); place += 1) uses.push(text(`use.${place}`));
  return {
    uses,
    strata: [0, 1, 2].map((index) => text(`stratum.${index}`)).filter((name) => name !== ''),
    abc: text('abc'),
    by: values.get('by') ?? 'customers',
    shares: { a: text('abc.a'), b: text('abc.b') },
    sheet: text('sheet'),
    isGuarded: values.has('guarded'),
    purchases: !values.has('bought.customer')
      ? null
      : {
          customer: text('bought.customer'),
          at: text('bought.at'),
          amount: text('bought.amount'),
          sheet: text('bought.sheet'),
          from: text('bought.from'),
          until: text('bought.until'),
          bands: text('bought.bands'),
        },
  };
}

/** A mapping as it was chosen, or what is wrong with it, by field. */
export function mappingFrom(
  choices: ColumnChoices,
  table: Beginning,
  t: Translate,
): { readonly mapping: FrameMapping } | { readonly errors: ReadonlyMap<string, string> } {
  const { uses, strata, sheet, isGuarded } = choices;
  const columns = 'columns' in table ? table.columns : [];
  const of = (use: string) => columns.filter((name, place) => name !== '' && uses[place] === use);
  const fieldOf = (name: string) => `use.${columns.indexOf(name)}`;
  const [customer, second] = of('customer');
  if (customer === undefined) return { errors: new Map([['use.0', t('customers.columns.noCustomer')]]) };
  if (second !== undefined)
    return { errors: new Map([[fieldOf(second), t('customers.columns.twoCustomers')]]) };
  const errors = new Map<string, string>();
  for (const name of of('attribute'))
    if (!canBeKept(name)) errors.set(fieldOf(name), t('customers.columns.nameTaken', { column: name }));
  const abc = abcFrom(choices, errors, t);
  const rfm = choices.purchases === null ? null : rfmFrom(choices.purchases, errors, t);
  if (errors.size > 0) return { errors };
  const reading = frameMapping.safeParse({
    customer,
    attributes: Object.fromEntries(of('attribute').map((name) => [name, name])),
    ...(strata.length > 0 ? { strata } : {}),
    ...(abc === null ? {} : { abc }),
    ...(rfm === null ? {} : { rfm }),
    ...(sheet === '' ? {} : { sheet }),
    formulaGuard: isGuarded,
  });
  if (reading.success) return { mapping: reading.data };
  for (const { path } of reading.error.issues) {
    const name = path[0] === 'attributes' && typeof path[1] === 'string' ? path[1] : null;
    if (name === null) errors.set('stratum.0', t('customers.columns.bad'));
    else errors.set(fieldOf(name), t('customers.columns.classTwice', { column: name }));
  }
  return { errors };
}

/** ABC classes with the usual shares, or those that were typed in per cent: of A and of B, C has the rest. */
function abcFrom({ abc, by, shares }: ColumnChoices, errors: Map<string, string>, t: Translate) {
  if (abc === '') return null;
  if (shares.a === '' && shares.b === '') return { from: abc, by };
  const percent = (text: string) =>
    Number(/^\d{1,2}(\.\d{1,4})?$/.exec(text.replace(/\s*%$/, ''))?.[0] ?? Number.NaN);
  const [a, b] = [percent(shares.a), percent(shares.b)];
  if (a > 0 && b > 0 && a + b < 100)
    return { from: abc, by, shares: [a / 100, b / 100, (100 - a - b) / 100] };
  errors.set('abc.a', t('customers.columns.abc.badShares'));
  return null;
}

/** RFM scores from purchases, as they were chosen. */
function rfmFrom(choices: PurchaseChoices, errors: Map<string, string>, t: Translate) {
  const { customer, at, amount, from, until, bands } = choices;
  for (const name of ['customer', 'at', 'amount'] as const)
    if (choices[name] === '') errors.set(`bought.${name}`, t(`customers.bought.${name}.missing`));
  if (new Set([customer, at, amount]).size < 3 && errors.size === 0)
    errors.set('bought.at', t('customers.bought.sameColumn'));
  const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && dayExists(text);
  for (const name of ['from', 'until'] as const)
    if (!isDay(choices[name])) errors.set(`bought.${name}`, t('customers.bought.badDay'));
  if (isDay(from) && isDay(until) && from >= until)
    errors.set('bought.until', t('customers.bought.badPeriod'));
  return { bands: Number(bands), purchases: { customer, at, amount }, from, until };
}

function dayExists(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && dayOf(day) === text;
}
