import type { Definition } from '#surveys/definition.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import type { Question } from '#surveys/questions/index.ts';
import type { MessageKey } from '../i18n/translate.ts';
import { type AnswerColumn, answerColumns, notApplicableCell } from './answer-columns.ts';
import { askedRatings } from './bundle/rating-words.ts';

type Meaning = Extract<MessageKey, `bundle.answer.${string}`>;

/** What a column of answers means, in the words of one questionnaire. */
export interface AnswerEntry {
  readonly question: string;
  readonly kind: Question['kind'] | 'specified';
  readonly option: string | null;
  readonly meaning: Meaning;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly text?: LocalizedText | undefined;
  readonly low?: LocalizedText | undefined;
  readonly high?: LocalizedText | undefined;
  readonly label?: LocalizedText | undefined;
  /** Words for values, by value. */
  readonly values?: readonly (readonly [value: string, label: LocalizedText])[];
}

/**
 * The versions that ask for what a column holds, by number, in the order given.
 *
 * @param versions every published questionnaire by its number, oldest first
 */
export function versionsAsking(
  versions: ReadonlyMap<number, Definition>,
): (column: AnswerColumn) => readonly (readonly [number: number, version: Definition])[] {
  const names = new Map(
    [...versions].map(([number, version]) => [
      number,
      new Set(answerColumns(version, { contacts: true }).map(({ name }) => name)),
    ]),
  );
  return ({ name }) => {
    const asking = [...versions].filter(([number]) => names.get(number)?.has(name));
    if (asking.length === 0) throw new RangeError(`No version has the column ${name}`);
    return asking;
  };
}

/** @throws RangeError where the questionnaire does not ask it */
export function entryOf({ answer, part }: AnswerColumn, version: Definition): AnswerEntry {
  const [key = '', beside] = answer.split('.');
  const question = version.pages.flatMap((page) => page.questions).find((each) => each.key === key);
  if (question === undefined) throw new RangeError(`The questionnaire does not ask ${key}`);
  const option = beside ?? part;
  const options = 'options' in question ? question.options : [];
  const label = options.find((each) => each.key === option)?.label;
  const entry = { question: key, option, text: question.text, label };
  if (beside !== undefined) {
    return { ...entry, kind: 'specified', meaning: 'bundle.answer.specified' };
  }
  return { ...entry, kind: question.kind, ...ownOf(question, part, version) };
}

/** What only some kinds of questions have. */
function ownOf(
  question: Question,
  part: string | null,
  version: Definition,
): Omit<AnswerEntry, 'question' | 'option' | 'kind'> {
  const { kind, key } = question;
  switch (kind) {
    case 'pair':
    case 'scale':
    case 'recommend': {
      const half = kind === 'pair' ? (part as 'expectation' | 'perception' | 'importance') : null;
      const [asked] = askedRatings(`${half ?? 'rating'}:${key}`, new Map([[0, version]]));
      const { text, low, high, min, max } = asked ?? {};
      return {
        meaning: `bundle.answer.${half ?? kind}` as Meaning,
        ...{ text, low, high, min, max },
        values: notApplicableOf(question, part, version),
      };
    }
    case 'choice':
      return {
        meaning: 'bundle.answer.choice',
        values: question.options.map((option) => [option.key, option.label] as const),
      };
    case 'ranking':
      return { meaning: 'bundle.answer.ranking', min: 1, max: question.options.length };
    case 'allocation':
      return { meaning: 'bundle.answer.allocation', min: 0, max: question.total };
    case 'number':
      return { meaning: 'bundle.answer.number', min: question.min, max: question.max };
    default:
      return { meaning: `bundle.answer.${kind}` };
  }
}

/** What the cell for "not applicable" is called, where it may be answered. */
function notApplicableOf(
  question: Question,
  part: string | null,
  { pairWords }: Definition,
): readonly (readonly [string, LocalizedText])[] {
  const isOffered =
    'notApplicable' in question && question.notApplicable && (part === null || part === 'perception');
  return isOffered && pairWords ? [[notApplicableCell, pairWords.notApplicable]] : [];
}
