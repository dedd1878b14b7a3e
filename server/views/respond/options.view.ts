import type { ChoiceQuestion } from '#surveys/questions/choice.ts';
import type { ChoicesQuestion } from '#surveys/questions/choices.ts';
import { type Option, optionField, optionsFor } from '#surveys/questions/options.ts';
import { type ClearView, clearView } from './clear.view.ts';
import { choicesHint } from './messages.ts';
import type { OptionView } from './points.view.ts';
import {
  type FieldView,
  fieldView,
  frameOf,
  ofOwnField,
  type QuestionContext,
  type QuestionFrame,
  typedIn,
} from './question-frame.ts';

export interface OptionsView extends QuestionFrame {
  readonly partial: 'partials/questions/options';
  readonly clear: ClearView | null;
  readonly options: readonly (OptionView & {
    readonly type: 'radio' | 'checkbox';
    readonly id: string | null;
    /** Whether it goes with no other. */
    readonly exclusive: boolean;
    /** The field for what the option stands for. */
    readonly specify: FieldView | null;
  })[];
}

/** Options to choose one or several of, in the customer's own order. */
export function optionsView(
  question: ChoiceQuestion | ChoicesQuestion,
  context: QuestionContext,
): OptionsView {
  const { words, t } = context;
  const type = question.kind === 'choice' ? 'radio' : 'checkbox';
  const values = typedIn(context, question.key);
  const hint = question.kind === 'choices' ? choicesHint(question, t) : null;
  const specify = ({ key }: Option) =>
    fieldView(question, context, optionField(question.key, key), t('respond.specify'));
  return {
    partial: 'partials/questions/options',
    ...frameOf(question, context, ofOwnField(question), hint),
    clear: clearView(question, context),
    options: optionsFor(question, context.seed).map((option, index) => ({
      type,
      id: index === 0 ? question.key : null,
      name: question.key,
      value: option.key,
      label: words.say(option.label),
      checked: values.includes(option.key),
      exclusive: option.exclusive ?? false,
      specify: option.specify ? specify(option) : null,
    })),
  };
}
