import { contactParts } from '#surveys/questions/contact.ts';
import type { Question } from '#surveys/questions/index.ts';
import type { AnswerColumns } from './response-mapping.ts';

/** Whether an answer of a kind can be in such columns. */
export function fits({ kind, key }: Question, mapped: string, columns: AnswerColumns): boolean {
  const shape = shapeOf(columns);
  if (mapped !== key) return shape === 'one';
  switch (kind) {
    case 'pair':
      return shape === 'halves';
    case 'choices':
      return shape !== 'halves';
    case 'ranking':
      return shape === 'parts' || shape === 'list';
    case 'allocation':
    case 'contact':
      return shape === 'parts';
    default:
      return shape === 'one';
  }
}

function shapeOf(columns: AnswerColumns): 'one' | 'parts' | 'list' | 'halves' {
  if (typeof columns === 'string') return 'one';
  if ('columns' in columns) return 'parts';
  return 'separator' in columns ? 'list' : 'halves';
}

/** What the columns of one answer can be of: its options, or the parts of a contact. */
export function partsOf(question: Question): readonly string[] {
  if (question.kind === 'contact') return contactParts;
  return 'options' in question ? question.options.map(({ key }) => key) : [];
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
