import type { Definition } from '#surveys/definition.ts';
import { type LocalizedText, textIn } from '#surveys/localized.ts';
import type { Question } from '#surveys/questions/index.ts';
import { largest } from '#surveys/questions/number.ts';
import { longestSpecified } from '#surveys/questions/specified-texts.ts';
import type { DecidedVersion } from '../actions/versions.ts';
import type { Translate } from '../i18n/translate.ts';
import type { AnswerColumn } from './answer-columns.ts';
import { type AnswerEntry, entryOf, versionsAsking } from './answer-entry.ts';
import { type DataVariable, widthFor } from './data-variable.ts';

/** What a text not answered is coded as; keys begin with a letter. */
const textNotAnswered = '-9';
/** Bytes that a character takes at most, but for those beyond the basic plane, of which nobody writes many. */
const bytesPerCharacter = 3;
const longestText = 32_767;
/** A name of 100 characters, or an e-mail address. */
const longestContact = 100;

/** Kinds of questions that take a column for each option or part. */
const ofOptions: ReadonlySet<AnswerEntry['kind']> = new Set([
  ...(['choices', 'ranking', 'allocation', 'contact', 'specified'] as const),
]);

type Described = Omit<DataVariable, 'header'>;

/** What columns of answers hold, in the words of the latest questionnaire that asks each. */
export function answerVariables(
  versions: readonly DecidedVersion[],
  t: Translate,
): (column: AnswerColumn) => Described {
  const asking = versionsAsking(new Map(versions.map(({ number, definition }) => [number, definition])));
  return (column) => {
    const asked = asking(column).map(([, version]) => ({ version, entry: entryOf(column, version) }));
    const latest = asked.at(-1);
    if (latest === undefined) throw new RangeError(`No version has the column ${column.name}`);
    const words = (text: LocalizedText | undefined) =>
      text === undefined ? '' : textIn(text, t.locale, latest.version.languages);
    const { text, label, meaning, kind, option, question } = latest.entry;
    const parts = [
      words(text) || question,
      ...(ofOptions.has(kind) ? [words(label) || option] : []),
      ...(kind === 'specified' ? [t(meaning)] : []),
    ];
    return {
      answer: column.answer,
      label: parts.filter((part) => part !== null && part !== '').join(' – '),
      ...heldBy(asked, words, t),
    };
  };
}

interface Asked {
  readonly version: Definition;
  readonly entry: AnswerEntry;
}

type Held = Omit<Described, 'answer' | 'label'>;
type WordsOf = (text: LocalizedText | undefined) => string;

function heldBy(asked: readonly Asked[], words: WordsOf, t: Translate): Held {
  const entries = asked.map(({ entry }) => entry);
  const kind = entries.at(-1)?.kind;
  const codes = missingCodes(
    Math.min(0, ...entries.map(({ min = kind === 'number' ? -largest : 0 }) => min)),
  );
  const unanswered = [codes.notAnswered, t('data.value.notAnswered')] as const;
  const number = { holds: { kind: 'number', decimals: 0 }, measure: 'scale' } as const;
  const coded = { missing: [codes.notAnswered], notAnswered: codes.notAnswered };
  switch (kind) {
    case 'pair':
    case 'scale':
    case 'recommend': {
      const ends = endLabels(entries, words);
      const said = entries.findLast(({ values = [] }) => values.length > 0)?.values?.[0];
      if (said === undefined) return { ...number, ...coded, labels: [...ends, unanswered] };
      const { notApplicable, notAnswered } = codes;
      return {
        ...number,
        ...{ notApplicable, notAnswered, missing: [notApplicable, notAnswered] },
        labels: [...ends, [notApplicable, words(said[1]) || t('data.value.notApplicable')], unanswered],
      };
    }
    case 'choice': {
      const options = new Map(entries.flatMap(({ values = [] }) => values));
      const labels = [...options].map(([key, label]) => [key, words(label) || key] as const);
      return {
        holds: { kind: 'text', bytes: widthFor([...options.keys()]) },
        measure: 'nominal',
        labels: [...labels, [textNotAnswered, unanswered[1]]],
        ...{ missing: [textNotAnswered], notAnswered: textNotAnswered },
      };
    }
    case 'choices': {
      const labels = [[0, t('data.value.notChosen')] as const, [1, t('data.value.chosen')] as const];
      return { ...number, ...coded, measure: 'nominal', labels: [...labels, unanswered] };
    }
    case 'ranking':
      return { ...number, ...coded, measure: 'ordinal', labels: [unanswered] };
    case 'allocation':
      return { ...number, ...coded, labels: [unanswered] };
    case 'number':
      return {
        ...number,
        ...coded,
        labels: [unanswered],
        holds: { kind: 'number', decimals: decimalsOf(asked) },
      };
    default:
      return { measure: 'nominal', labels: [], missing: [], holds: textOf(asked) };
  }
}

/** The words at the ends of the latest scale. */
function endLabels(entries: readonly AnswerEntry[], words: WordsOf): (readonly [number, string])[] {
  const { min, max, low, high } = entries.at(-1) ?? {};
  return [[min, words(low)] as const, [max, words(high)] as const].flatMap(([value, label]) =>
    value === undefined || label === '' ? [] : [[value, label] as const],
  );
}

/** Codes below every value there may be: -8 and -9, or -98 and -99, and so on. */
function missingCodes(lowest: number): { readonly notApplicable: number; readonly notAnswered: number } {
  let notAnswered = -9;
  while (notAnswered + 1 >= lowest) notAnswered = 10 * notAnswered - 9;
  return { notApplicable: notAnswered + 1, notAnswered };
}

function questionOf({ version, entry }: Asked): Question | undefined {
  return version.pages.flatMap((page) => page.questions).find(({ key }) => key === entry.question);
}

function decimalsOf(asked: readonly Asked[]): number {
  return Math.max(
    0,
    ...asked.map((each) => {
      const question = questionOf(each);
      return question?.kind === 'number' ? question.decimals : 0;
    }),
  );
}

/** As wide as the questions allow. */
function textOf(asked: readonly Asked[]): DataVariable['holds'] {
  const characters = asked.map((each) => {
    if (each.entry.kind === 'specified') return longestSpecified;
    const question = questionOf(each);
    return question?.kind === 'text' ? question.maxLength : longestContact;
  });
  return { kind: 'text', bytes: Math.min(longestText, bytesPerCharacter * Math.max(...characters)) };
}
