import { type RankingQuestion, rankedField, rankedOptions } from '#surveys/questions/ranking.ts';
import { frameOf, type QuestionContext, type QuestionFrame, typedIn } from './question-frame.ts';

export interface RankingView extends QuestionFrame {
  readonly partial: 'partials/questions/ranking';
  readonly options: readonly {
    readonly id: string;
    readonly name: string;
    readonly value: string;
    readonly label: string;
    readonly place: number;
    readonly up: MoveView;
    readonly down: MoveView;
  }[];
  /** Where an option has come to, with `{option}`, `{place}` and `{total}` still to be filled in. */
  readonly moved: string;
  /** The box that says that the order is meant. */
  readonly ranked: { readonly name: string; readonly label: string; readonly checked: boolean };
}

/** A button that sends the page and comes back to the option it moved. */
interface MoveView {
  readonly action: string;
  readonly value: string;
  readonly label: string;
  readonly disabled: boolean;
}

/** Options to put in order: as they stand, or as the customer begins. */
export function rankingView(question: RankingQuestion, context: QuestionContext): RankingView {
  const { words, t, seed, action } = context;
  const { key } = question;
  const options = rankedOptions(question, typedIn(context, key), seed);
  const move = (direction: 'up' | 'down', option: (typeof options)[number], isLast: boolean): MoveView => ({
    action: `${action}#${key}.${option.key}`,
    value: `${direction}:${key}:${option.key}`,
    label: t(`respond.ranking.${direction}`, { option: words.say(option.label) }),
    disabled: isLast,
  });
  return {
    partial: 'partials/questions/ranking',
    ...frameOf(question, context, ({ question: of }) => of === key, t('respond.ranking.hint')),
    options: options.map((option, index) => ({
      id: `${key}.${option.key}`,
      name: key,
      value: option.key,
      label: words.say(option.label),
      place: index + 1,
      up: move('up', option, index === 0),
      down: move('down', option, index === options.length - 1),
    })),
    moved: t('respond.ranking.place'),
    ranked: {
      name: rankedField(key),
      label: t('respond.ranking.ranked'),
      checked: typedIn(context, rankedField(key)).length > 0,
    },
  };
}
