import type { Answers } from '#surveys/answers.ts';
import { checkAnswers } from '#surveys/check-answers.ts';
import type { Definition } from '#surveys/definition.ts';
import type { FieldError } from '#surveys/field-error.ts';
import type { Question } from '#surveys/questions/index.ts';
import { readAnswers } from '#surveys/read-page.ts';
import type { Respondent } from '#surveys/respondent.ts';
import { unguarded } from './formula-guard.ts';
import type { FileProblems } from './problems.ts';
import type { AnswerColumns, ResponseMapping } from './response-mapping.ts';
import type { TableRow } from './table.ts';

/** One form field of a question and the cell it is filled from. */
interface FieldColumn {
  readonly field: string;
  readonly column: string;
  readonly read: (cell: string) => readonly string[];
  readonly problem?: (cell: string) => boolean;
}

type ReadsAnswers = (row: TableRow, respondent: Respondent) => Answers | null;

const yes = new Set(['1', 'true', 'yes', 'y', 'x', '是']);
const no = new Set(['0', 'false', 'no', 'n', '否']);

/**
 * Reads the answers of each row as the questionnaire's own forms are read, so that a file can say nothing a
 * customer could not. A row without any answer reads as no answers; one with problems as `null`.
 */
export function answerReader(
  definition: Definition,
  mapping: ResponseMapping,
  problems: FileProblems,
): ReadsAnswers {
  const questions = definition.pages.flatMap((page) => page.questions);
  const fields = questions.flatMap((question) => {
    const columns = Object.hasOwn(mapping.answers, question.key) ? mapping.answers[question.key] : undefined;
    return columns === undefined ? [] : fieldsOf(question, columns, mapping);
  });
  const columnOf = new Map(fields.map(({ field, column }) => [field, column]));
  const asked = questions.filter(({ key }) => Object.hasOwn(mapping.answers, key));
  const strays = Object.entries(mapping.answers).filter(
    ([key]) => !questions.some((each) => each.key === key),
  );
  const isMissing = new Set(['', ...mapping.missing]);
  const clean = mapping.formulaGuard ? unguarded : (cell: string) => cell;

  return (row, respondent) => {
    const form = new Map<string, string[]>();
    const shown = new Map<string, string[]>();
    let wrong = false;
    for (const { field, column, read, problem } of fields) {
      const cell = clean(row.raw(column));
      if (isMissing.has(cell)) continue;
      if (problem?.(cell)) {
        problems.add('badOption', { row: row.row, column }, { value: cell });
        wrong = true;
      }
      const values = read(cell);
      form.set(field, [...(form.get(field) ?? []), ...values]);
      // A problem is told with what stands in the file; of options in columns of their own, with those marked.
      shown.set(field, [...(shown.get(field) ?? []), ...(problem ? values : [cell.trim()])]);
    }
    dropExpectationsOfNotApplicable(form);
    const reading = readAnswers(definition, asked, form);
    const found = [
      ...reading.problems,
      ...checkAnswers(definition, reading.answers, { complete: false, respondent }),
      ...unknownAnswers(strays, row, isMissing),
    ];
    for (const error of found) addProblem(problems, row, error, columnOf, shown);
    return wrong || found.length > 0 ? null : reading.answers;
  };
}

function fieldsOf(question: Question, columns: AnswerColumns, mapping: ResponseMapping): FieldColumn[] {
  const { key } = question;
  const point = (cell: string) => [pointText(cell.trim(), mapping)];
  if (typeof columns === 'string') {
    const isRating = question.kind === 'scale' || question.kind === 'recommend';
    const read = isRating
      ? point
      : question.kind === 'text'
        ? (cell: string) => [cell]
        : (cell: string) => [cell.trim()];
    return [{ field: key, column: columns, read }];
  }
  if ('columns' in columns) {
    return Object.entries(columns.columns).map(([option, column]) => ({
      field: key,
      column,
      read: (cell) => (yes.has(cell.trim().toLowerCase()) ? [option] : []),
      problem: (cell) => !yes.has(cell.trim().toLowerCase()) && !no.has(cell.trim().toLowerCase()),
    }));
  }
  if ('separator' in columns) {
    const { column, separator } = columns;
    const read = (cell: string) =>
      cell
        .split(separator)
        .map((option) => option.trim())
        .filter((option) => option !== '');
    return [{ field: key, column, read }];
  }
  return (['expectation', 'perception', 'importance'] as const).flatMap((part) => {
    const column = columns[part];
    return column === undefined ? [] : [{ field: `${key}.${part}`, column, read: point }];
  });
}

/** A point as a form sends it. Statistics programs write whole numbers of a column with gaps as `7.0`. */
function pointText(cell: string, { notApplicable }: ResponseMapping): string {
  if (notApplicable.includes(cell)) return 'na';
  return /^-?\d+\.0+$/.test(cell) ? String(Math.trunc(Number(cell))) : cell;
}

/** Where nothing was experienced, a file says "not applicable" for the expectation too; a form asks it once. */
function dropExpectationsOfNotApplicable(form: Map<string, string[]>): void {
  for (const [field, [value]] of form) {
    if (value !== 'na' || !field.endsWith('.perception')) continue;
    const pair = field.slice(0, -'.perception'.length);
    for (const part of ['expectation', 'importance']) {
      if (form.get(`${pair}.${part}`)?.[0] === 'na') form.delete(`${pair}.${part}`);
    }
  }
}

/** Answers to questions that this version of the questionnaire does not have. */
function unknownAnswers(
  strays: readonly (readonly [string, AnswerColumns])[],
  row: TableRow,
  isMissing: ReadonlySet<string>,
): FieldError[] {
  return strays.flatMap(([question, columns]) => {
    const answered = columnNames(columns).find((column) => !isMissing.has(row.raw(column)));
    return answered === undefined
      ? []
      : [{ question, field: answered, code: 'unknownField' as const, params: {} }];
  });
}

/** The columns an answer is read from. */
export function columnNames(columns: AnswerColumns): string[] {
  if (typeof columns === 'string') return [columns];
  if ('columns' in columns) return Object.values(columns.columns);
  if ('separator' in columns) return [columns.column];
  return [columns.expectation, columns.perception, columns.importance].filter(
    (column) => column !== undefined,
  );
}

function addProblem(
  problems: FileProblems,
  row: TableRow,
  { field, question, code, params }: FieldError,
  columnOf: ReadonlyMap<string, string>,
  shown: ReadonlyMap<string, readonly string[]>,
): void {
  const column =
    columnOf.get(field) ?? columnOf.get(`${question}.expectation`) ?? columnOf.get(question) ?? field;
  const value = shown.get(field)?.join(', ') ?? '';
  problems.add(`answer.${code}`, { row: row.row, column }, { ...params, question, value });
}
