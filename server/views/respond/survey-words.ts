import { type AnswerWords, answerText } from '#surveys/answer-text.ts';
import type { Answers } from '#surveys/answers.ts';
import type { Definition } from '#surveys/definition.ts';
import { type LocalizedText, writtenIn } from '#surveys/localized.ts';
import { factNamed, piped } from '#surveys/piping.ts';
import type { Question } from '#surveys/questions/index.ts';
import { anybody, factOf, type Respondent } from '#surveys/respondent.ts';

/** A survey's own words in one language. */
export interface SurveyWords {
  readonly definition: Definition;
  readonly language: string;
  /** A text with what it takes over of answers and facts put in: text, to be escaped like any other. */
  say(text: LocalizedText): string;
  /** What a question asks: its own text, or for a pair without one the name of its item. */
  ask(question: Question): string;
}

/** Whose words are put into texts. */
export interface Reader {
  readonly respondent: Respondent;
  /** The answers that count. */
  readonly answers: Answers;
  /** What "not applicable" is called where the survey does not say. */
  readonly notApplicable: string;
}

const nobody: Reader = { respondent: anybody, answers: {}, notApplicable: '' };

/** The words of a survey for a reader of `language`, one of the survey's languages. */
export function surveyWords(definition: Definition, language: string, reader: Reader = nobody): SurveyWords {
  const items = new Map<string, LocalizedText>();
  for (const factor of definition.factors) {
    for (const dimension of factor.dimensions) {
      for (const item of dimension.items) items.set(item.key, item.name);
    }
  }
  const wordsOf = (name: string) => takenOver(definition, name, reader, { say, language });
  const say = (text: LocalizedText) => piped(writtenIn(text, language, definition.languages), wordsOf);
  const ask = (question: Question) => say(question.text ?? items.get(question.key) ?? {});
  return { definition, language, say, ask };
}

/** What a name in a text stands for: a fact, or an answer in words; `null` where it is not known. */
function takenOver(
  { pages, pairWords }: Definition,
  name: string,
  reader: Reader,
  { say, language }: Pick<AnswerWords, 'say' | 'language'>,
): string | null {
  const fact = factNamed(name);
  if (fact !== null) return factOf(reader.respondent, fact) ?? null;
  const [key, part] = name.split('.');
  const question = pages.flatMap(({ questions }) => questions).find((each) => each.key === key);
  if (question === undefined) return null;
  const notApplicable = pairWords ? say(pairWords.notApplicable) : reader.notApplicable;
  return answerText(question, reader.answers, { say, language, notApplicable }, part);
}
