import { type Answers, answerTo, isPairAnswer } from '#surveys/answers.ts';
import type { Question } from '#surveys/questions/index.ts';
import { pairField } from '#surveys/questions/pair.ts';
import type { Form } from '#surveys/read-page.ts';

/** The controls of a page as its kept answers fill them; what reading the page would give these answers again. */
export function typedFrom(questions: readonly Question[], answers: Answers): Form {
  const typed = new Map<string, readonly string[]>();
  for (const question of questions) {
    const answer = answerTo(answers, question.key);
    if (answer === undefined) continue;
    if (isPairAnswer(answer)) {
      for (const part of ['expectation', 'perception', 'importance'] as const) {
        const value = answer[part];
        if (value !== undefined) typed.set(pairField(question.key, part), [String(value)]);
      }
    } else {
      typed.set(question.key, typeof answer === 'object' ? answer : [String(answer)]);
    }
  }
  return typed;
}
