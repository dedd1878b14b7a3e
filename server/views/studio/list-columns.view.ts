import { formats } from '../../i18n/formats.ts';
import { plural, type Translate } from '../../i18n/translate.ts';
import { purchaseClass, valueClass } from '../../imports/frame-mapping.ts';
import type { FramePreview, TablePreview } from '../../imports/preview-list.ts';
import type { FileProblems } from '../../imports/problems.ts';
import { type BoughtFile, type BoughtView, boughtView, type PurchaseChoices } from './bought.view.ts';
import {
  boxField,
  type ErrorsView,
  errorsView,
  type FieldView,
  lineField,
  selectField,
  type Typed,
} from './form.view.ts';
import { type Standing, type StudioFrame, surveyFrame, surveyPath } from './frame.view.ts';
import { classSentences, countRows, type StratumRow, smallStrata, stratumRows } from './list-parts.view.ts';
import { type ProblemsView, problemsView } from './problems.view.ts';

/** What a person has said of the columns of a list, as a form sends it. */
export interface ColumnChoices {
  /** By the place of the column: `customer`, `attribute`, empty for left out. */
  readonly uses: readonly string[];
  readonly strata: readonly string[];
  readonly abc: string;
  readonly by: string;
  /** Of A and of B in per cent, as typed; empty for the usual ones. */
  readonly shares: { readonly a: string; readonly b: string };
  readonly sheet: string;
  /** Whether an export of ours has put marks before what looks like formulas. */
  readonly isGuarded: boolean;
  /** `null` where no file of purchases goes with the list. */
  readonly purchases: PurchaseChoices | null;
}

export interface ListColumnsPage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly intro: string;
  readonly action: string;
  readonly useLabel: string;
  readonly columns: readonly { readonly name: string; readonly field: FieldView; readonly label: string }[];
  readonly rows: readonly (readonly string[])[];
  /** How the file is read: its sheet, and marks to take off. */
  readonly file: readonly FieldView[];
  readonly abc: FieldGroup;
  readonly strata: FieldGroup;
  readonly errors: ErrorsView | null;
  readonly problems: ProblemsView | null;
  readonly bought: BoughtView;
  readonly check: string;
  readonly checked: CheckedView | null;
}

/** Fields that belong together, and what they are about. */
interface FieldGroup {
  readonly heading: string;
  readonly intro: string;
  readonly fields: readonly FieldView[];
}

/** A list that can be imported, as it would be. */
interface CheckedView {
  readonly text: string;
  /** How classes are worked out. */
  readonly rules: readonly string[];
  readonly strata: readonly StratumRow[];
  readonly columns: readonly [string, string];
  /** How many customers each class has. */
  readonly kept: ReturnType<typeof countRows>;
  /** Strata of which no report says anything by itself. */
  readonly small: string | null;
  readonly go: string;
}

const rowsShown = 8;

/** The first rows of a list, with what each column is; and, once it was checked, what is wrong with it or how many there are. */
export function listColumnsPage(
  standing: Standing,
  survey: { readonly slug: string; readonly title: string },
  upload: { readonly id: string; readonly name: string },
  {
    table,
    purchases,
    choices,
    checked,
    errors,
  }: {
    table: TablePreview | { readonly problems: FileProblems };
    /** The file of purchases that goes with it; `null` without one. */
    purchases: BoughtFile | null;
    choices: ColumnChoices;
    checked: FramePreview | null;
    errors: ReadonlyMap<string, string>;
  },
): ListColumnsPage {
  const { t } = standing;
  const heading = t('customers.columns.title');
  const columns = 'columns' in table ? table.columns : [];
  const unreadable =
    purchases !== null && table.problems.count === 0 ? purchases.table.problems : table.problems;
  const problems = checked?.problems ?? unreadable;
  const isRight = checked !== null && checked.problems.count === 0 && errors.size === 0;
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${heading} · ${survey.title}`,
    heading,
    intro: t('customers.columns.intro', { file: upload.name }),
    action: surveyPath(survey.slug, `/customers/import/${upload.id}`),
    useLabel: t('customers.columns.use'),
    columns: columns.map((name, place) => ({
      name,
      label: t('customers.columns.useOf', { column: name }),
      field: selectField(
        { name: `use.${place}`, label: t('customers.columns.useOf', { column: name }) },
        { values: new Map(), errors },
        [
          ['', t('customers.columns.leaveOut')],
          ['customer', t('customers.columns.customer')],
          ['attribute', t('customers.columns.attribute')],
        ],
        choices.uses[place] ?? '',
      ),
    })),
    rows: 'rows' in table ? table.rows.slice(0, rowsShown).map(({ cells }) => cells) : [],
    ...groupsOf('columns' in table ? table : { columns: [], sheets: [] }, choices, { errors, t }),
    errors: errorsView(t, errors),
    problems: problems.count === 0 ? null : problemsView(problems, t),
    bought: boughtView(purchases, choices.purchases, errors, t),
    check: t('customers.columns.check'),
    checked: isRight ? checkedView(checked, t) : null,
  };
}

function checkedView(checked: FramePreview, t: Translate): CheckedView {
  const { integer } = formats(t.locale);
  const customers = integer(checked.customers);
  const strata = checked.strata ?? [];
  return {
    text: plural(t, 'customers.columns.checked', checked.customers, { customers }),
    rules: [
      ...classSentences(checked.classRules, t),
      ...(checked.purchasesOfOthers === 0
        ? []
        : [t('customers.bought.ofOthers', { purchases: integer(checked.purchasesOfOthers) })]),
    ],
    strata: stratumRows(strata, t),
    kept: countRows(checked.margins, t).filter(({ name }) => Object.hasOwn(checked.classRules, name)),
    columns: [t('customers.strata'), t('customers.size')],
    small: smallStrata(strata, t),
    go: plural(t, 'customers.columns.import', checked.customers, { customers }),
  };
}

function groupsOf(
  { columns, sheets }: Pick<TablePreview, 'columns' | 'sheets'>,
  choices: ColumnChoices,
  { errors, t }: { errors: ReadonlyMap<string, string>; t: Translate },
): Pick<ListColumnsPage, 'file' | 'abc' | 'strata'> {
  const kept: Typed = { values: new Map(), errors };
  const named = columns.filter((name) => name !== '').map((name) => [name, name] as const);
  const classes = [valueClass, ...(choices.purchases === null ? [] : [purchaseClass])];
  const parts = [['', t('studio.none')] as const, ...classes.map((name) => [name, name] as const), ...named];
  const sheetNames = sheets.map((name) => [name, name] as const);
  const sheet = { name: 'sheet', label: t('customers.columns.sheet') };
  const guarded = boxField({ name: 'guarded', label: t('customers.columns.guarded') }, kept);
  const shares = (['a', 'b'] as const).map((name) =>
    lineField({ name: `abc.${name}`, label: t(`customers.columns.abc.${name}`) }, kept, {
      value: choices.shares[name],
    }),
  );
  return {
    file: [
      ...(sheets.length > 1 ? [selectField(sheet, kept, sheetNames, choices.sheet)] : []),
      { ...guarded, box: { isChecked: choices.isGuarded } },
    ],
    abc: {
      heading: t('customers.columns.abc.title'),
      intro: t('customers.columns.abc.hint'),
      fields: [
        selectField(
          { name: 'abc', label: t('customers.columns.abc') },
          kept,
          [['', t('customers.columns.abc.none')], ...named],
          choices.abc,
        ),
        selectField(
          { name: 'by', label: t('customers.columns.abc.by') },
          kept,
          (['customers', 'revenue'] as const).map((by) => [by, t(`customers.columns.abc.by.${by}`)] as const),
          choices.by,
        ),
        ...shares,
      ],
    },
    strata: {
      heading: t('customers.columns.strata'),
      intro: t('customers.columns.strata.hint'),
      fields: [0, 1, 2].map((index) =>
        selectField(
          { name: `stratum.${index}`, label: t('customers.columns.stratum', { number: index + 1 }) },
          kept,
          parts,
          choices.strata[index] ?? '',
        ),
      ),
    },
  };
}
