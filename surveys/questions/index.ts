import { z } from 'zod';
import { allocation, allocationQuestion } from './allocation.ts';
import { choice, choiceQuestion } from './choice.ts';
import { choices, choicesQuestion } from './choices.ts';
import { contact, contactQuestion } from './contact.ts';
import { number, numberQuestion } from './number.ts';
import { pair, pairQuestion } from './pair.ts';
import type { QuestionKind } from './question.ts';
import { ranking, rankingQuestion } from './ranking.ts';
import { recommend, recommendQuestion } from './recommend.ts';
import { scale, scaleQuestion } from './scale.ts';
import { text, textQuestion } from './text.ts';

/** Any question of a definition; `kind` tells them apart. */
export const question = z.discriminatedUnion('kind', [
  pairQuestion,
  scaleQuestion,
  recommendQuestion,
  choiceQuestion,
  choicesQuestion,
  rankingQuestion,
  allocationQuestion,
  numberQuestion,
  textQuestion,
  contactQuestion,
]);
export type Question = z.output<typeof question>;

/** Every kind of question. A kind in the schema above that is not here does not compile. */
const kinds: { readonly [K in Question['kind']]: QuestionKind<Extract<Question, { kind: K }>> } = {
  pair,
  scale,
  recommend,
  choice,
  choices,
  ranking,
  allocation,
  number,
  text,
  contact,
};

/** What there is to know about a question's kind: how to read, check and miss its answer. */
export function kindOf(question: Question): QuestionKind<Question> {
  return kinds[question.kind];
}
