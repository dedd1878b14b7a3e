import { kindOf, type Question } from '#surveys/questions/index.ts';
import { needsTakingBack } from '#surveys/questions/taking-back.ts';
import type { QuestionContext } from './question-frame.ts';

/** The button that takes back what was chosen. Without scripts it sends the page, and comes back to the question. */
export interface ClearView {
  readonly action: string;
  readonly value: string;
  readonly label: string;
  /** What it is called where its question cannot be seen. */
  readonly name: string;
}

/** How an answer is taken back; `null` where it must be given, or where what is chosen can be unchosen. */
export function clearView(question: Question, { words, t, action }: QuestionContext): ClearView | null {
  if (!needsTakingBack(question)) return null;
  const [first = question.key] = kindOf(question).fields(question);
  return {
    action: `${action}#${first}`,
    value: `clear:${question.key}`,
    label: t('respond.clear'),
    name: t('respond.clear.question', { question: words.ask(question) }),
  };
}
