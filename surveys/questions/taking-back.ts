import type { Question } from './index.ts';

/**
 * Whether an answer needs a control of its own to be taken back: one of several points or options, once chosen, can only
 * be exchanged for another. Only what may be left out is taken back.
 */
export function needsTakingBack(question: Question): boolean {
  switch (question.kind) {
    case 'pair':
    case 'scale':
    case 'recommend':
    case 'choice':
      return !question.required;
    default:
      return false;
  }
}

/** A form as if nothing had been chosen or written in one question: without the field of its key, and of all its parts. */
export function withoutAnswer(
  form: ReadonlyMap<string, readonly string[]>,
  question: string,
): ReadonlyMap<string, readonly string[]> {
  return new Map([...form].filter(([name]) => name !== question && !name.startsWith(`${question}.`)));
}
