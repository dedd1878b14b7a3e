import type { FieldError } from '#surveys/field-error.ts';
import type { AllocationQuestion } from '#surveys/questions/allocation.ts';
import { optionField, optionsFor } from '#surveys/questions/options.ts';
import {
  type FieldView,
  fieldView,
  frameOf,
  type QuestionContext,
  type QuestionFrame,
} from './question-frame.ts';

export interface AllocationView extends QuestionFrame {
  readonly partial: 'partials/questions/allocation';
  readonly fields: readonly FieldView[];
  /** Words around the running total, which a script shows: "Shared out so far: … of 100". */
  readonly sum: string;
  readonly ofTotal: string;
  readonly total: number;
}

/** Whether a problem is one of all fields together. */
function isOfWhole({ code }: FieldError): boolean {
  return code === 'required' || code === 'pointsMissing' || code === 'pointsOver' || code === 'wrongType';
}

/** Points to share out, a field for each option in the customer's own order. */
export function allocationView(question: AllocationQuestion, context: QuestionContext): AllocationView {
  const { words, t, seed } = context;
  const { key, total } = question;
  const isWhole = (problem: FieldError) => problem.question === key && isOfWhole(problem);
  return {
    partial: 'partials/questions/allocation',
    ...frameOf(question, context, isWhole, t('respond.allocation.hint', { total })),
    fields: optionsFor(question, seed).map((option) =>
      fieldView(question, context, optionField(key, option.key), words.say(option.label), (problem) => {
        return !isOfWhole(problem);
      }),
    ),
    sum: t('respond.allocation.sum'),
    ofTotal: t('respond.allocation.of', { total }),
    total,
  };
}
