import {
  type Answer,
  type Answers,
  answerTo,
  isAllocationAnswer,
  isContactAnswer,
  isPairAnswer,
  notApplicable,
} from '#surveys/answers.ts';
import { answerKeys } from '#surveys/companions.ts';
import type { Definition } from '#surveys/definition.ts';
import { contactParts } from '#surveys/questions/contact.ts';
import type { Question } from '#surveys/questions/index.ts';
import type { Cell } from './csv.ts';

/** How "not applicable" is written. */
export const notApplicableCell = 'NA';

/** One column of answers: its name, the answer it belongs to, and the cell it gives. */
export interface AnswerColumn {
  readonly name: string;
  /** The key of the answer: a question's, or `QUESTION.OPTION` of the text beside an option. */
  readonly answer: string;
  /** The half of a pair, the option or the part it holds; `null` where one column holds the answer. */
  readonly part: string | null;
  readonly cell: (answers: Answers) => Cell;
}

export interface ColumnOptions {
  /** Whether names, telephone numbers and e-mail addresses are among them. */
  readonly contacts: boolean;
}

/** The columns a questionnaire's answers take, in its order, whether anybody answered or not. */
export function answerColumns({ pages }: Definition, { contacts }: ColumnOptions): AnswerColumn[] {
  return pages
    .flatMap((page) => page.questions)
    .filter(({ kind }) => contacts || kind !== 'contact')
    .flatMap((question) => [...columnsOf(question), ...textColumns(question)]);
}

/**
 * The columns of several versions together: those of the latest in its order, then what only earlier ones asked.
 *
 * @param versions the latest first
 */
export function unionOfColumns(versions: readonly Definition[], options: ColumnOptions): AnswerColumn[] {
  const columns = new Map<string, AnswerColumn>();
  for (const column of versions.flatMap((version) => answerColumns(version, options))) {
    if (!columns.has(column.name)) columns.set(column.name, column);
  }
  return [...columns.values()];
}

function columnsOf(question: Question): AnswerColumn[] {
  const { key } = question;
  const column = (part: string, cell: (answer: Answer | undefined) => Cell): AnswerColumn => ({
    name: `${key}.${part}`,
    answer: key,
    part,
    cell: (answers) => cell(answerTo(answers, key)),
  });
  switch (question.kind) {
    case 'pair':
      return (['expectation', 'perception', 'importance'] as const)
        .filter((part) => part !== 'importance' || question.importance)
        .map((part) => column(part, (answer) => ratingCell(isPairAnswer(answer) ? answer[part] : undefined)));
    case 'choices':
      return question.options.map(({ key: option }) =>
        column(option, (answer) => (Array.isArray(answer) ? Number(answer.includes(option)) : null)),
      );
    case 'ranking':
      return question.options.map(({ key: option }) =>
        column(option, (answer) => (Array.isArray(answer) ? rankOf(option, answer) : null)),
      );
    case 'allocation':
      return question.options.map(({ key: option }) =>
        column(option, (answer) => (isAllocationAnswer(answer) ? (answer.points[option] ?? null) : null)),
      );
    case 'contact':
      return contactParts.map((part) =>
        column(part, (answer) => (isContactAnswer(answer) ? (answer.contact[part] ?? null) : null)),
      );
    default: {
      const cell = question.kind === 'scale' ? ratingCell : plainCell;
      return [{ name: key, answer: key, part: null, cell: (answers) => cell(answerTo(answers, key)) }];
    }
  }
}

/** The place of an option in an order, from 1. */
function rankOf(option: string, order: readonly string[]): number | null {
  const place = order.indexOf(option);
  return place < 0 ? null : place + 1;
}

/** The texts beside options, each in a column after those of its question. */
function textColumns(question: Question): AnswerColumn[] {
  return answerKeys(question)
    .filter((key) => key !== question.key)
    .map((key) => ({
      name: `${key}.text`,
      answer: key,
      part: null,
      cell: (answers) => plainCell(answerTo(answers, key)),
    }));
}

function ratingCell(answer: Answer | undefined): Cell {
  return answer === notApplicable ? notApplicableCell : plainCell(answer);
}

function plainCell(answer: Answer | undefined): Cell {
  return typeof answer === 'number' || typeof answer === 'string' ? answer : null;
}
