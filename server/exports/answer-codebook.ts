import type { Definition } from '#surveys/definition.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import type { Question } from '#surveys/questions/index.ts';
import { locales } from '../i18n/locale.ts';
import { type MessageKey, translator } from '../i18n/translate.ts';
import { type AnswerColumn, answerColumns, notApplicableCell } from './answer-columns.ts';
import { labelCell } from './bundle/names.ts';
import { askedRatings } from './bundle/rating-words.ts';
import { byteOrderMark, type Cell, csvRow } from './csv.ts';

type Versions = ReadonlyMap<number, Definition>;
type Meaning = Extract<MessageKey, `bundle.answer.${string}`>;

/** What a column of answers means, in the words of the latest questionnaire that asks it. */
interface Entry {
  readonly question: string;
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
 * The meaning of every column of answers in an export, texts in all languages of the survey.
 *
 * @param versions every published questionnaire by its number, oldest first
 */
export function* answerCodebookCsv(
  columns: readonly (AnswerColumn & { readonly header: string })[],
  versions: Versions,
): Generator<string> {
  const languages = [...new Set([...versions.values()].flatMap((version) => version.languages))];
  const perLanguage = ['text', 'option', 'low', 'high', 'values'].flatMap((part) =>
    languages.map((language) => `${part}_${language}`),
  );
  const meanings = locales.map((locale) => `meaning_${locale}`);
  const header = ['column', 'question', 'key', ...meanings, 'versions', 'min', 'max', ...perLanguage];
  yield byteOrderMark + csvRow(header, false);
  const names = new Map(
    [...versions].map(([number, version]) => {
      return [number, new Set(answerColumns(version, { contacts: true }).map(({ name }) => name))];
    }),
  );
  for (const column of columns) {
    const asking = [...versions].filter(([number]) => names.get(number)?.has(column.name));
    const latest = asking.at(-1)?.[1];
    if (latest === undefined) throw new RangeError(`No version has the column ${column.name}`);
    const numbers = asking.map(([number]) => number);
    yield csvRow(cellsOf(column.header, entryOf(column, latest), numbers, languages), true);
  }
}

function cellsOf(
  header: string,
  { question, option, meaning, min, max, values = [], ...words }: Entry,
  versions: readonly number[],
  languages: readonly string[],
): Cell[] {
  const { text, label, low, high } = words;
  const said = languages.map((language) =>
    values.map(([value, name]) => `${labelCell(value)} = ${name[language] ?? value}`).join('; '),
  );
  return [
    header,
    question,
    option,
    ...locales.map((locale) => translator(locale)(meaning)),
    versions.join(' '),
    min ?? null,
    max ?? null,
    ...[text, label, low, high].flatMap((each) => languages.map((language) => each?.[language] ?? null)),
    ...said.map((each) => (each === '' ? null : each)),
  ];
}

function entryOf({ answer, part }: AnswerColumn, version: Definition): Entry {
  const [key = '', beside] = answer.split('.');
  const question = version.pages.flatMap((page) => page.questions).find((each) => each.key === key);
  if (question === undefined) throw new RangeError(`The questionnaire does not ask ${key}`);
  const option = beside ?? part;
  const options = 'options' in question ? question.options : [];
  const label = options.find((each) => each.key === option)?.label;
  const entry = { question: key, option, text: question.text, label };
  if (beside !== undefined) return { ...entry, meaning: 'bundle.answer.specified' };
  return { ...entry, ...ownOf(question, part, version) };
}

/** What only some kinds of questions have. */
function ownOf(
  question: Question,
  part: string | null,
  version: Definition,
): Omit<Entry, 'question' | 'option'> {
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
