import type { Translate } from '../../i18n/translate.ts';
import type { TablePreview } from '../../imports/preview-list.ts';
import { type FieldView, lineField, selectField, type Typed } from './form.view.ts';

/** What a person has said of a file of purchases, as a form sends it. */
export interface PurchaseChoices {
  readonly customer: string;
  readonly at: string;
  readonly amount: string;
  readonly sheet: string;
  /** Days, `2026-01-01`. */
  readonly from: string;
  readonly until: string;
  readonly bands: string;
}

/** A file of purchases that goes with a list, with its beginning. */
export interface BoughtFile {
  readonly name: string;
  readonly table: TablePreview | { readonly problems: TablePreview['problems'] };
}

/** The part of the page of columns that is about RFM scores. */
export interface BoughtView {
  readonly heading: string;
  readonly intro: readonly string[];
  readonly add: string;
  readonly remove: string | null;
  readonly table: {
    readonly caption: string;
    readonly columns: readonly string[];
    readonly rows: readonly (readonly string[])[];
  } | null;
  readonly fields: readonly FieldView[];
}

const rowsShown = 5;

/** RFM scores from a file of purchases: how they are worked out, the first rows of the file, what its columns are. */
export function boughtView(
  file: BoughtFile | null,
  choices: PurchaseChoices | null,
  errors: ReadonlyMap<string, string>,
  t: Translate,
): BoughtView {
  const rule = t('customers.bought.rule', { bands: choices?.bands ?? '5' });
  const heading = t('customers.bought');
  if (file === null) {
    const intro = [t('customers.bought.intro'), rule];
    return { heading, intro, add: t('customers.bought.add'), remove: null, table: null, fields: [] };
  }
  const { table } = file;
  return {
    heading,
    intro: [rule],
    add: t('customers.bought.other'),
    remove: t('customers.bought.remove'),
    table:
      'columns' in table
        ? {
            caption: t('customers.bought.caption', { file: file.name }),
            columns: table.columns,
            rows: table.rows.slice(0, rowsShown).map(({ cells }) => cells),
          }
        : null,
    fields: 'columns' in table && choices !== null ? fieldsOf(table, choices, { errors, t }) : [],
  };
}

function fieldsOf(
  { columns, sheets }: TablePreview,
  choices: PurchaseChoices,
  { errors, t }: { errors: ReadonlyMap<string, string>; t: Translate },
): FieldView[] {
  const kept: Typed = { values: new Map(), errors };
  const named = columns.filter((name) => name !== '').map((name) => [name, name] as const);
  const column = (name: 'customer' | 'at' | 'amount') =>
    selectField(
      { name: `bought.${name}`, label: t(`customers.bought.${name}`) },
      kept,
      [['', t('customers.bought.choose')], ...named],
      choices[name],
    );
  const day = (name: 'from' | 'until') =>
    lineField({ name: `bought.${name}`, label: t(`customers.bought.${name}`) }, kept, {
      type: 'date',
      value: choices[name],
    });
  const bands = [2, 3, 4, 5, 6, 7, 8, 9].map((count) => [String(count), String(count)] as const);
  const sheet = { name: 'bought.sheet', label: t('customers.columns.sheet') };
  return [
    ...(sheets.length > 1
      ? [
          selectField(
            sheet,
            kept,
            sheets.map((name) => [name, name] as const),
            choices.sheet,
          ),
        ]
      : []),
    column('customer'),
    column('at'),
    column('amount'),
    day('from'),
    day('until'),
    selectField({ name: 'bought.bands', label: t('customers.bought.bands') }, kept, bands, choices.bands),
  ];
}
