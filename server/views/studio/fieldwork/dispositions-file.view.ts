import type { dispositions } from '#surveys/sampling/dispositions.ts';
import { formats } from '../../../i18n/formats.ts';
import { locales } from '../../../i18n/locale.ts';
import { type Translate, translator } from '../../../i18n/translate.ts';
import type { ListedDisposition } from '../../../imports/import-dispositions.ts';
import type { TablePreview } from '../../../imports/preview-list.ts';
import type { FileProblem, FileProblems } from '../../../imports/problems.ts';
import {
  type ErrorsView,
  errorsView,
  type FieldView,
  fileField,
  formView,
  nothingTyped,
  selectField,
  type Typed,
} from '../form.view.ts';
import type { StudioFormPage } from '../form-page.view.ts';
import { type Standing, type StudioFrame, surveyFrame } from '../frame.view.ts';
import { type ProblemsView, problemsView } from '../problems.view.ts';
import { wavePath } from '../waves.view.ts';
import { attemptWords } from './known.ts';
import { handDispositions } from './member.view.ts';

/** What the columns of a file of field results can be. */
export const fileColumns = ['customer', 'disposition', 'date', 'note'] as const;
export type FileColumn = (typeof fileColumns)[number];

/** The column of the file for each, as it was chosen; empty for none. */
export type ChosenColumns = Readonly<Record<FileColumn, string>>;

/** What people write besides. */
const also: Readonly<Record<(typeof handDispositions)[number], readonly string[]>> = {
  noContact: ['no contact', 'No contact', '未联系上', '未接触'],
  refused: ['Refused', '拒绝', '拒访'],
  other: ['Other', '其他'],
  notEligible: ['not eligible', '不符合条件'],
  partial: ['Partial'],
  unknown: ['Unknown', '不明'],
};

const letters = { partial: 'P', refused: 'R', noContact: 'NC', other: 'O', unknown: 'U', notEligible: 'NE' };

/** Everything a file may write for what became of a customer: our code, AAPOR's letters, the words of each language. */
export function dispositionCodes(): Record<string, (typeof dispositions)[number]> {
  return Object.fromEntries(
    handDispositions.flatMap((each) =>
      [
        each,
        letters[each],
        ...locales.map((tag) => translator(tag)(`report.disposition.${each}`)),
        ...also[each],
      ].map((code) => [code, each] as const),
    ),
  );
}

/** Sending a file of field results, and what it has to look like. */
export function dispositionsUploadPage(
  standing: Standing,
  survey: { readonly slug: string; readonly title: string },
  wave: { readonly key: string; readonly name: string },
  typed: Typed,
): StudioFormPage {
  const { t } = standing;
  const heading = t('dispositions.title', { wave: wave.name });
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${heading} · ${survey.title}`,
    heading,
    prose: [
      t('dispositions.intro'),
      t('dispositions.columns'),
      t('dispositions.words', { words: wordsOf(t) }),
    ],
    back: {
      href: wavePath(survey.slug, wave.key, '/customers'),
      label: t('fieldwork.title', { wave: wave.name }),
    },
    form: formView(t, typed, {
      action: wavePath(survey.slug, wave.key, '/dispositions'),
      submit: t('dispositions.upload'),
      fields: [fileField({ name: 'file', label: t('dispositions.file') }, typed, '.csv,.xlsx,text/csv')],
    }),
  };
}

function wordsOf(t: Translate): string {
  return formats(t.locale).list(
    handDispositions.map((each) =>
      t('dispositions.word', { code: each, letters: letters[each], words: t(`report.disposition.${each}`) }),
    ),
  );
}

/** What may be written stands on the page; a problem need not tell all of it again. */
function unknownWords(t: Translate) {
  return ({ code, params }: FileProblem) =>
    code === 'unknownDisposition' ? t('dispositions.unknown', { value: params.value ?? '' }) : null;
}

export interface DispositionsFilePage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly intro: string;
  readonly words: string;
  readonly errors: ErrorsView | null;
  readonly problems: ProblemsView | null;
  readonly action: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly caption: string;
  readonly fields: readonly FieldView[];
  readonly check: string;
  readonly checked: {
    readonly text: string;
    readonly heads: readonly string[];
    readonly rows: readonly (readonly string[])[];
    readonly go: string;
  } | null;
  readonly back: { readonly href: string; readonly label: string };
}

const rowsShown = 8;

/** The first rows of a file of field results with what its columns are; what is wrong with it, or what it would record. */
export function dispositionsFilePage(
  standing: Standing,
  survey: { readonly slug: string; readonly title: string },
  wave: { readonly key: string; readonly name: string },
  {
    upload,
    table,
    chosen,
    read,
    errors,
  }: {
    readonly upload: { readonly id: string; readonly name: string };
    readonly table: TablePreview | { readonly problems: FileProblems };
    readonly chosen: ChosenColumns;
    /** `null` where the columns do not say enough to read it. */
    readonly read: { readonly rows: readonly ListedDisposition[]; readonly problems: FileProblems } | null;
    readonly errors: ReadonlyMap<string, string>;
  },
): DispositionsFilePage {
  const { t } = standing;
  const { integer } = formats(t.locale);
  const heading = t('dispositions.title', { wave: wave.name });
  const columns = 'columns' in table ? table.columns : [];
  const problems = read?.problems ?? table.problems;
  const isRight = read !== null && read.problems.count === 0;
  const root = wavePath(survey.slug, wave.key, '/dispositions');
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${heading} · ${survey.title}`,
    heading,
    intro: t('dispositions.preview', { file: upload.name }),
    words: t('dispositions.words', { words: wordsOf(t) }),
    errors: errorsView(t, errors),
    problems: problems.count === 0 ? null : problemsView(problems, t, unknownWords(t)),
    action: `${root}/${upload.id}`,
    columns,
    rows: 'rows' in table ? table.rows.slice(0, rowsShown).map(({ cells }) => cells) : [],
    caption: t('dispositions.first'),
    fields: fileColumns.map((name) =>
      selectField(
        { name, label: t(`dispositions.column.${name}`) },
        { ...nothingTyped, errors },
        [
          ['', t('dispositions.column.none')],
          ...columns.filter((each) => each !== '').map((each) => [each, each] as const),
        ],
        chosen[name],
      ),
    ),
    check: t('dispositions.check'),
    checked: !isRight
      ? null
      : {
          text: t('dispositions.checked', { count: integer(read.rows.length) }),
          heads: fileColumns.map((name) => t(`dispositions.column.${name}`)),
          rows: read.rows
            .slice(0, rowsShown)
            .map(({ customer, disposition, at, note }) => [
              customer,
              t(`report.disposition.${disposition}`),
              at === null ? t('dispositions.now') : attemptWords(at, t),
              note,
            ]),
          go: t('dispositions.go', { count: integer(read.rows.length) }),
        },
    back: { href: root, label: t('dispositions.other') },
  };
}
