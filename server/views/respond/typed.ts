import {
  type Answer,
  type Answers,
  isAllocationAnswer,
  isContactAnswer,
  isPairAnswer,
} from '#surveys/answers.ts';
import { answersOf } from '#surveys/companions.ts';
import type { Question } from '#surveys/questions/index.ts';
import { rankedField } from '#surveys/questions/ranking.ts';
import type { Form } from '#surveys/read-page.ts';

/** The controls of a page as its kept answers fill them; what reading the page would give these answers again. */
export function typedFrom(questions: readonly Question[], answers: Answers): Form {
  const typed = new Map<string, readonly string[]>();
  for (const question of questions) {
    for (const [key, answer] of Object.entries(answersOf(question, answers))) {
      for (const [field, values] of fieldsFrom(key, answer)) typed.set(field, values);
      if (question.kind === 'ranking') typed.set(rankedField(key), ['1']);
    }
  }
  return typed;
}

/** What the controls under one key hold. An answer with parts has a control for each. */
function fieldsFrom(key: string, answer: Answer): readonly (readonly [string, readonly string[]])[] {
  if (isAllocationAnswer(answer)) return fieldsOfParts(key, answer.points);
  if (isContactAnswer(answer)) return fieldsOfParts(key, answer.contact);
  if (isPairAnswer(answer)) return fieldsOfParts(key, answer);
  return [[key, typeof answer === 'object' ? answer : [String(answer)]]];
}

function fieldsOfParts(key: string, parts: object): readonly (readonly [string, readonly string[]])[] {
  return Object.entries(parts).map(([part, value]) => [`${key}.${part}`, [String(value)]]);
}
