import { type Answers, answerTo, isContactAnswer } from '#surveys/answers.ts';
import type { Definition } from '#surveys/definition.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { asksWords, optionField } from '#surveys/questions/options.ts';

/** A question that customers answer in their own words, or what they write beside an option of one. */
export interface TextField {
  /** Under which the text is kept: a question's key, or `QUESTION.OPTION`. */
  readonly key: string;
  readonly question: LocalizedText;
  /** The option; `null` where the question itself asks for words. */
  readonly option: LocalizedText | null;
}

/** Wherever a questionnaire takes customers' own words, in its order. Whom to contact is none of it. */
export function textFieldsOf({ pages }: Definition): readonly TextField[] {
  return pages
    .flatMap((page) => page.questions)
    .flatMap((question): TextField[] => {
      if (question.kind === 'text') return [{ key: question.key, question: question.text, option: null }];
      if (question.kind !== 'choice' && question.kind !== 'choices') return [];
      return question.options.filter(asksWords).map(({ key, label }) => ({
        key: optionField(question.key, key),
        question: question.text,
        option: label,
      }));
    });
}

/** What a customer wrote, as it was written. */
export function saidTexts(
  fields: readonly TextField[],
  answers: Answers,
): { readonly question: string; readonly text: string }[] {
  return fields.flatMap(({ key }) => {
    const answer = answerTo(answers, key);
    return typeof answer === 'string' ? [{ question: key, text: answer }] : [];
  });
}

/** Attributes of a customer list that hold a person's name. */
const namesIn =
  /^(?:name|full.?name|first.?name|last.?name|surname|contact|contact.?name|customer.?name|姓名|名字|客户姓名|客户名称|联系人|收件人|寄件人)$/iu;

/** Names that are known to be of the customer who wrote: what the list calls them, and whom they asked us to contact. */
export function namesOfCustomer(
  customer: { readonly customer: string; readonly attributes: Readonly<Record<string, string>> } | null,
  answers: Answers,
): string[] {
  const listed = Object.entries(customer?.attributes ?? {}).flatMap(([name, value]) =>
    namesIn.test(name) ? [value] : [],
  );
  const contacts = Object.values(answers).flatMap((answer) =>
    isContactAnswer(answer) && answer.contact.name !== undefined ? [answer.contact.name] : [],
  );
  const called = customer === null ? [] : [customer.customer];
  return [...listed, ...contacts, ...called].filter((name) => [...name.trim()].length > 1);
}
