import { formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';
import { valueClass } from '../../imports/frame-mapping.ts';
import type { FramePreview, TablePreview } from '../../imports/preview-list.ts';
import type { FileProblems } from '../../imports/problems.ts';
import {
  type ErrorsView,
  errorsView,
  type FieldView,
  nothingTyped,
  selectField,
  type Typed,
} from './form.view.ts';
import { type Standing, type StudioFrame, surveyFrame, surveyPath } from './frame.view.ts';

/** What a person has said of the columns of a list, as a form sends it. */
export interface ColumnChoices {
  /** By the place of the column: `customer`, `attribute`, empty for left out. */
  readonly uses: readonly string[];
  readonly strata: readonly string[];
  readonly abc: string;
  readonly by: string;
  readonly sheet: string;
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
  readonly fields: readonly FieldView[];
  readonly errors: ErrorsView | null;
  readonly problems: {
    readonly heading: string;
    readonly list: readonly string[];
    readonly more: string | null;
  } | null;
  readonly check: string;
  readonly checked: {
    readonly text: string;
    readonly strata: readonly { readonly stratum: string; readonly population: string }[];
    readonly columns: readonly [string, string];
    readonly go: string;
  } | null;
}

const mostShown = 50;
const rowsShown = 8;

/** The first rows of a list, with what each column is; and, once it was checked, what is wrong with it or how many there are. */
export function listColumnsPage(
  standing: Standing,
  survey: { readonly slug: string; readonly title: string },
  upload: { readonly id: string; readonly name: string },
  {
    table,
    choices,
    checked,
    errors,
  }: {
    table: TablePreview | { readonly problems: FileProblems };
    choices: ColumnChoices;
    checked: FramePreview | null;
    errors: ReadonlyMap<string, string>;
  },
): ListColumnsPage {
  const { t } = standing;
  const heading = t('customers.columns.title');
  const columns = 'columns' in table ? table.columns : [];
  const problems = checked?.problems ?? table.problems;
  const isRight = checked !== null && checked.problems.count === 0 && errors.size === 0;
  const { integer } = formats(t.locale);
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
        nothingTyped,
        [
          ['', t('customers.columns.leaveOut')],
          ['customer', t('customers.columns.customer')],
          ['attribute', t('customers.columns.attribute')],
        ],
        choices.uses[place] ?? '',
      ),
    })),
    rows: 'rows' in table ? table.rows.slice(0, rowsShown).map(({ cells }) => cells) : [],
    fields: 'columns' in table ? fieldsOf(table, choices, t) : [],
    errors: errorsView(t, errors),
    problems: problems.count === 0 ? null : problemsOf(problems, t),
    check: t('customers.columns.check'),
    checked: !isRight
      ? null
      : {
          text: t('customers.columns.checked', { customers: integer(checked.customers) }),
          strata: (checked.strata ?? []).map(({ stratum, population }) => ({
            stratum,
            population: integer(population),
          })),
          columns: [t('customers.strata'), t('customers.size')],
          go: t('customers.columns.import', { customers: integer(checked.customers) }),
        },
  };
}

function fieldsOf({ columns, sheets }: TablePreview, choices: ColumnChoices, t: Translate): FieldView[] {
  const kept: Typed = nothingTyped;
  const parts = [
    ['', t('studio.none')] as const,
    ...[valueClass, ...columns.filter((name) => name !== '')].map((name) => [name, name] as const),
  ];
  return [
    ...(sheets.length > 1
      ? [
          selectField(
            { name: 'sheet', label: t('customers.columns.sheet') },
            kept,
            sheets.map((name) => [name, name] as const),
            choices.sheet,
          ),
        ]
      : []),
    selectField(
      { name: 'abc', label: t('customers.columns.abc'), hint: t('customers.columns.abc.hint') },
      kept,
      [['', t('customers.columns.abc.none')], ...columns.map((name) => [name, name] as const)],
      choices.abc,
    ),
    selectField(
      { name: 'by', label: t('customers.columns.abc.by') },
      kept,
      [
        ['customers', t('customers.columns.abc.by.customers')],
        ['revenue', t('customers.columns.abc.by.revenue')],
      ],
      choices.by,
    ),
    ...[0, 1, 2].map((index) =>
      selectField(
        { name: `stratum.${index}`, label: t('customers.columns.stratum', { number: index + 1 }) },
        kept,
        parts,
        choices.strata[index] ?? '',
      ),
    ),
  ];
}

function problemsOf(problems: FileProblems, t: Translate): NonNullable<ListColumnsPage['problems']> {
  const list = problems.first.slice(0, mostShown).map(({ row, column, code, params }) => {
    const place =
      row !== null && column !== null
        ? t('cli.place.cell', { file: problems.file, row, column })
        : row !== null
          ? t('cli.place.row', { file: problems.file, row })
          : (column ?? problems.file);
    return t('cli.problem', { place, problem: t(`cli.problem.${code}`, params) });
  });
  const rest = problems.count - list.length;
  return {
    heading: t('customers.columns.problems'),
    list,
    more: rest > 0 ? t('customers.columns.more', { count: rest }) : null,
  };
}
