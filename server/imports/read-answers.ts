import type { Answers } from '#surveys/answers.ts';
import { checkAnswers } from '#surveys/check-answers.ts';
import { answerKeys } from '#surveys/companions.ts';
import type { Definition } from '#surveys/definition.ts';
import type { FieldError } from '#surveys/field-error.ts';
import type { Question } from '#surveys/questions/index.ts';
import { type RankingQuestion, rankedField } from '#surveys/questions/ranking.ts';
import { readAnswers } from '#surveys/read-page.ts';
import type { Respondent } from '#surveys/respondent.ts';
import { columnNames, fits } from './answer-shapes.ts';
import { unguarded } from './formula-guard.ts';
import type { FileProblems } from './problems.ts';
import type { AnswerColumns, ResponseMapping } from './response-mapping.ts';
import type { TableRow } from './table-row.ts';

/** One form field of a question and the cell it is filled from. */
interface FieldColumn {
  readonly question: string;
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
  const asked = questions.filter((question) => columnsFor(question, mapping).length > 0);
  const fields = asked.flatMap((question) => fieldsOf(question, mapping));
  const columnOf = new Map(
    fields.toReversed().flatMap(({ question, field, column }) => [
      [question, column],
      [field, column],
    ]),
  );
  const known = new Set(asked.flatMap((question) => columnsFor(question, mapping).map(([key]) => key)));
  const strays = Object.entries(mapping.answers).filter(([key]) => !known.has(key));
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
    for (const question of asked) if (question.kind === 'ranking') putInOrder(question, form, shown);
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

/** The columns of a question's answer and of the texts beside its options. Columns for another kind are none of its own. */
function columnsFor(question: Question, { answers }: ResponseMapping): (readonly [string, AnswerColumns])[] {
  return answerKeys(question).flatMap((key) => {
    const columns = Object.hasOwn(answers, key) ? answers[key] : undefined;
    return columns !== undefined && fits(question, key, columns) ? [[key, columns] as const] : [];
  });
}

/** The fields of a question that columns are mapped to. */
function fieldsOf(question: Question, mapping: ResponseMapping): FieldColumn[] {
  return columnsFor(question, mapping).flatMap(([key, columns]) => {
    const isText = key !== question.key || question.kind === 'text';
    const fields = isText
      ? columnNames(columns).map((column) => ({ field: key, column, read: asItIs }))
      : answerFields(question, columns, mapping);
    return fields.map((field) => ({ question: question.key, ...field }));
  });
}

const asItIs = (cell: string) => [cell];
const trimmed = (cell: string) => [cell.trim()];

function answerFields(
  { kind, key }: Question,
  columns: AnswerColumns,
  mapping: ResponseMapping,
): Omit<FieldColumn, 'question'>[] {
  const point = (cell: string) => [pointText(cell.trim(), mapping)];
  if (typeof columns === 'string') {
    return [
      { field: key, column: columns, read: kind === 'scale' || kind === 'recommend' ? point : trimmed },
    ];
  }
  if ('columns' in columns) {
    const parts = Object.entries(columns.columns);
    if (kind === 'choices') return parts.map(([option, column]) => markedColumn(key, option, column));
    const read = kind === 'contact' ? asItIs : point;
    return parts.map(([part, column]) => ({ field: `${key}.${part}`, column, read }));
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

/** A column that says of one option whether it was chosen. */
function markedColumn(field: string, option: string, column: string): Omit<FieldColumn, 'question'> {
  const word = (cell: string) => cell.trim().toLowerCase();
  return {
    field,
    column,
    read: (cell) => (yes.has(word(cell)) ? [option] : []),
    problem: (cell) => !yes.has(word(cell)) && !no.has(word(cell)),
  };
}

/** Whoever gave an order in a file meant it. Places in columns of their own become the list that a form sends. */
function putInOrder(
  { key, options }: RankingQuestion,
  form: Map<string, string[]>,
  shown: Map<string, string[]>,
): void {
  const places = options.flatMap((option) => {
    const field = `${key}.${option.key}`;
    const place = form.get(field)?.[0];
    form.delete(field);
    return place === undefined ? [] : [[place, option.key] as const];
  });
  if (places.length > 0) {
    const at = new Map(places);
    form.set(
      key,
      options.flatMap((_, index) => at.get(String(index + 1)) ?? []),
    );
    shown.set(
      key,
      places.map(([place]) => place),
    );
  }
  if (form.has(key)) form.set(rankedField(key), ['1']);
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

function addProblem(
  problems: FileProblems,
  row: TableRow,
  { field, question, code, params }: FieldError,
  columnOf: ReadonlyMap<string, string>,
  shown: ReadonlyMap<string, readonly string[]>,
): void {
  const column = columnOf.get(field) ?? columnOf.get(question) ?? field;
  const value = shown.get(field)?.join(', ') ?? '';
  problems.add(`answer.${code}`, { row: row.row, column }, { ...params, question, value });
}
