import { type Answer, isPairAnswer, notApplicable } from '#surveys/answers.ts';
import type { Definition } from '#surveys/definition.ts';
import type { Question } from '#surveys/questions/index.ts';
import type { Cell } from './csv.ts';

/** How "not applicable" is written. */
export const notApplicableCell = 'NA';

/** One column of answers: its name, the question it belongs to, and the cell an answer gives. */
export interface AnswerColumn {
  readonly name: string;
  readonly question: string;
  /** The half of a pair or the option it holds; `null` where one column holds the answer. */
  readonly part: string | null;
  readonly cell: (answer: Answer | undefined) => Cell;
}

/** The columns a questionnaire's answers take, in its order, whether anybody answered or not. */
export function answerColumns({ pages }: Definition): AnswerColumn[] {
  return pages.flatMap((page) => page.questions).flatMap(columnsOf);
}

/**
 * The columns of several versions together: those of the latest in its order, then what only earlier ones asked.
 *
 * @param versions the latest first
 */
export function unionOfColumns(versions: readonly Definition[]): AnswerColumn[] {
  const columns = new Map<string, AnswerColumn>();
  for (const column of versions.flatMap(answerColumns)) {
    if (!columns.has(column.name)) columns.set(column.name, column);
  }
  return [...columns.values()];
}

function columnsOf(question: Question): AnswerColumn[] {
  const { key } = question;
  if (question.kind === 'pair') {
    const halves = ['expectation', 'perception', ...(question.importance ? ['importance'] : [])] as const;
    return halves.map((part) => ({
      name: `${key}.${part}`,
      question: key,
      part,
      cell: (answer) => ratingCell(isPairAnswer(answer) ? answer[part as 'expectation'] : undefined),
    }));
  }
  if (question.kind === 'choices') {
    return question.options.map((option) => ({
      name: `${key}.${option.key}`,
      question: key,
      part: option.key,
      cell: (answer) => (Array.isArray(answer) ? Number(answer.includes(option.key)) : null),
    }));
  }
  const cell = question.kind === 'scale' ? ratingCell : plainCell;
  return [{ name: key, question: key, part: null, cell }];
}

function ratingCell(answer: Answer | undefined): Cell {
  return answer === notApplicable ? notApplicableCell : plainCell(answer);
}

function plainCell(answer: Answer | undefined): Cell {
  return typeof answer === 'number' || typeof answer === 'string' ? answer : null;
}
