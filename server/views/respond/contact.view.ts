import {
  type ContactPart,
  type ContactQuestion,
  contactField,
  contactParts,
} from '#surveys/questions/contact.ts';
import {
  type FieldView,
  fieldView,
  frameOf,
  type QuestionContext,
  type QuestionFrame,
} from './question-frame.ts';

export interface ContactView extends QuestionFrame {
  readonly partial: 'partials/questions/contact';
  readonly fields: readonly (FieldView & { readonly type: string; readonly autocomplete: string })[];
}

/** The keyboard each part needs, and what a browser may fill in. */
const controls: Readonly<Record<ContactPart, { readonly type: string; readonly autocomplete: string }>> = {
  name: { type: 'text', autocomplete: 'name' },
  phone: { type: 'tel', autocomplete: 'tel' },
  email: { type: 'email', autocomplete: 'email' },
};

/** Where to leave a name and a way to be reached. */
export function contactView(question: ContactQuestion, context: QuestionContext): ContactView {
  return {
    partial: 'partials/questions/contact',
    ...frameOf(question, context, () => false),
    fields: contactParts.map((part) => ({
      ...fieldView(question, context, contactField(question.key, part), context.t(`respond.contact.${part}`)),
      ...controls[part],
    })),
  };
}
