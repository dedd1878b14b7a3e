import { z } from 'zod';
import { type ContactAnswer, isContactAnswer } from '../answers.ts';
import { isBlank, toHalfWidth } from '../characters.ts';
import type { FieldError } from '../field-error.ts';
import { localizedText } from '../localized.ts';
import { common, fieldError, type QuestionKind } from './question.ts';
import { isWritten, textProblems } from './text.ts';

export const contactQuestion = z.strictObject({
  kind: z.literal('contact'),
  ...common,
  text: localizedText,
  /** An offer, which nobody has to take. */
  required: z.literal(false).default(false),
});
/** An offer to be contacted. The answer is personal data: it goes where it is asked for, and nowhere else. */
export type ContactQuestion = z.output<typeof contactQuestion>;

/** What is asked, in the order of the form. */
export const contactParts = ['name', 'phone', 'email'] as const;
export type ContactPart = (typeof contactParts)[number];

/** The longest an e-mail address can be is 254 (RFC 5321); the others have room for whatever is meant seriously. */
const longest: Readonly<Record<ContactPart, number>> = { name: 100, phone: 50, email: 254 };

/** The form field of one part. */
export function contactField(question: string, part: ContactPart): string {
  return `${question}.${part}`;
}

function partProblems(question: ContactQuestion, part: ContactPart, text: string): readonly FieldError[] {
  const field = contactField(question.key, part);
  const problems = textProblems(question, text, longest[part], field);
  if (problems.length > 0) return problems;
  if (part === 'phone' && !isPhone(text)) return [fieldError(question, 'notAPhone', {}, field)];
  if (part === 'email' && !isEmail(text)) return [fieldError(question, 'notAnEmail', {}, field)];
  return [];
}

/** Whether a text has as many digits as a telephone number can have. Words such as "ext. 5" or 转 5 may stand with them. */
function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, '').length;
  return digits >= 5 && digits <= 20;
}

/** Whether a text is one address at some domain. Which addresses exist, only a message can tell. */
function isEmail(text: string): boolean {
  return /^[^\s@,;<>]+@[^\s@,;<>.]+(?:\.[^\s@,;<>.]+)+$/.test(text);
}

export const contact: QuestionKind<ContactQuestion> = {
  fields: (question) => contactParts.map((part) => contactField(question.key, part)),

  read(question, posted) {
    const contact: { -readonly [P in ContactPart]?: string } = {};
    const problems: FieldError[] = [];
    for (const part of contactParts) {
      const field = contactField(question.key, part);
      const [typed, ...others] = posted(field).filter((value) => !isBlank(value));
      if (typed === undefined) continue;
      const text = (part === 'name' ? typed.trim() : toHalfWidth(typed)).normalize('NFC');
      const found =
        others.length > 0
          ? [fieldError(question, 'oneAnswerOnly', {}, field)]
          : partProblems(question, part, text);
      if (found.length === 0) contact[part] = text;
      problems.push(...found);
    }
    return Object.keys(contact).length > 0 ? { answer: { contact }, problems } : { problems };
  },

  check(question, answer) {
    const [first] = contact.fields(question);
    const entries = partsOf(answer);
    if (entries === null) return [fieldError(question, 'wrongType', {}, first)];
    return entries.flatMap(([name, value]) => {
      const part = contactParts.find((each) => each === name);
      const field = `${question.key}.${name}`;
      if (part === undefined) return [fieldError(question, 'unknownField', {}, field)];
      if (!isWritten(value)) return [fieldError(question, 'wrongType', {}, field)];
      return partProblems(question, part, value);
    });
  },

  missing(question, answer) {
    if (!isContactAnswer(answer)) return [];
    const { phone, email }: ContactAnswer['contact'] = answer.contact;
    return phone === undefined && email === undefined
      ? [fieldError(question, 'contactWay', {}, contactField(question.key, 'phone'))]
      : [];
  },

  texts: (question) => [[['text'], question.text]],

  problems: (_, { anonymous }) => (anonymous ? [{ path: [], code: 'contactInAnonymous', params: {} }] : []),
};

/** The parts of a stored answer, whatever they are; `null` for an answer of another shape. */
function partsOf(answer: unknown): readonly (readonly [string, unknown])[] | null {
  if (typeof answer !== 'object' || answer === null || Object.keys(answer).join() !== 'contact') return null;
  const { contact: parts } = answer as { contact: unknown };
  if (typeof parts !== 'object' || parts === null || Array.isArray(parts)) return null;
  const entries = Object.entries(parts);
  return entries.length > 0 ? entries : null;
}
