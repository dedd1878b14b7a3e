import type { Plan } from '#reports/plan.ts';
import { ratingParts } from '#reports/rating-parts.ts';
import type { Definition } from '#surveys/definition.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { dispositions } from '#surveys/sampling/dispositions.ts';
import { locales } from '../../i18n/locale.ts';
import { type MessageKey, type Params, translator } from '../../i18n/translate.ts';
import { byteOrderMark, type Cell, csvRow } from '../csv.ts';
import { figureColumns } from './figures.ts';
import { labelCell, ratingName } from './names.ts';
import { planColumns } from './plan-tables.ts';
import { type AskedRating, askedRatings } from './rating-words.ts';
import { sampleColumns } from './wave-sample.ts';

/** What an empty cell means. */
type Empty =
  | 'never'
  | 'nobody'
  | 'unknown'
  | 'notUsed'
  | 'class'
  | 'weight'
  | 'rating'
  | 'whole'
  | 'figure'
  | 'shown'
  | 'defined';

/** One column of one table, in the words of whoever reads the codebook. */
interface Entry {
  readonly file: string;
  readonly column: string;
  readonly meaning: MessageKey;
  readonly params?: Params;
  readonly empty: Empty;
  /** The author's key of the question, or our name of the variable. */
  readonly key?: string;
  readonly asked?: AskedRating;
  /** Words for values, by value. */
  readonly values?: readonly (readonly [value: string, label: LocalizedText])[];
}

const emptyInSample: Partial<Record<(typeof sampleColumns)[number], Empty>> = {
  N_h: 'unknown',
  eligibility_class: 'class',
  nonresponse_class: 'class',
  base_weight: 'weight',
  given_weight: 'weight',
  final_weight: 'weight',
};
const alwaysThere: ReadonlySet<string> = new Set(['kind', 'name', 'target']);
const emptyInFigures: Partial<Record<(typeof figureColumns)[number], Empty>> = {
  from: 'whole',
  variable: 'whole',
  value: 'whole',
  held_back: 'shown',
  reason: 'defined',
};
const optional: ReadonlySet<string> = new Set([
  'calibration',
  'lower',
  'upper',
  'largest_weight',
  'segments',
]);

/** What the codebook is about, besides the columns every bundle has. */
export interface CodebookSubject {
  readonly plan: Plan;
  /** Every questionnaire a wave asked, by its number, oldest first. */
  readonly versions: ReadonlyMap<number, Definition>;
  /** Names in R of the variables. */
  readonly variables: ReadonlyMap<string, string>;
}

/** The meaning of every column of every table, question texts in all languages of the survey. */
export function* codebookCsv(subject: CodebookSubject): Generator<string> {
  const languages = [...new Set([...subject.versions.values()].flatMap((version) => version.languages))];
  const perLanguage = ['text', 'low', 'high', 'values'].flatMap((part) =>
    languages.map((language) => `${part}_${language}`),
  );
  const meanings = locales.flatMap((locale) => [`meaning_${locale}`, `empty_${locale}`]);
  const header = ['file', 'column', 'key', ...meanings, 'versions', 'min', 'max', ...perLanguage];
  yield byteOrderMark + csvRow(header, false);
  for (const entry of entriesOf(subject)) yield csvRow(cellsOf(entry, languages), true);
}

function cellsOf(entry: Entry, languages: readonly string[]): Cell[] {
  const { file, column, key = null, meaning, params, empty, asked, values = [] } = entry;
  const inLanguages = (text: LocalizedText | undefined) =>
    languages.map((language) => text?.[language] ?? null);
  const labels = languages.map((language) =>
    values.map(([value, label]) => `${labelCell(value)} = ${label[language] ?? value}`).join('; '),
  );
  return [
    file,
    column,
    key,
    ...locales.flatMap((locale) => {
      const t = translator(locale);
      return [t(meaning, params), t(`bundle.empty.${empty}`)];
    }),
    asked?.versions.join(' ') ?? null,
    asked?.min ?? null,
    asked?.max ?? null,
    ...inLanguages(asked?.text),
    ...inLanguages(asked?.low),
    ...inLanguages(asked?.high),
    ...labels.map((text) => (text === '' ? null : text)),
  ];
}

function entriesOf(subject: CodebookSubject): Entry[] {
  const plan = Object.entries(planColumns).flatMap(([file, columns]) =>
    columns.map((column): Entry => {
      const meaning = `bundle.${file.slice(0, -'.csv'.length)}.${column}` as MessageKey;
      return { file, column, meaning, empty: optional.has(column) ? 'notUsed' : 'never' };
    }),
  );
  const figures = figureColumns.map((column): Entry => {
    const empty = alwaysThere.has(column) ? 'never' : (emptyInFigures[column] ?? 'figure');
    return { file: 'figures.csv', column, meaning: `bundle.figures.${column}`, empty };
  });
  return [...sampleEntries(), ...variableEntries(subject), ...ratingEntries(subject), ...plan, ...figures];
}

const analysis = 'analysis.csv';

function sampleEntries(): Entry[] {
  const named = dispositions.map((each) => [each, dispositionLabel(each)] as const);
  return [
    { file: analysis, column: 'row', meaning: 'bundle.analysis.row', empty: 'never' },
    { file: analysis, column: 'customer', meaning: 'bundle.analysis.customer', empty: 'nobody' },
    { file: analysis, column: 'wave', meaning: 'bundle.analysis.wave', empty: 'never' },
    ...sampleColumns.map(
      (column): Entry => ({
        file: analysis,
        column,
        meaning: `bundle.analysis.${column}`,
        empty: emptyInSample[column] ?? 'never',
        ...(column === 'disposition' ? { values: named } : {}),
      }),
    ),
  ];
}

function dispositionLabel(disposition: (typeof dispositions)[number]): LocalizedText {
  return Object.fromEntries(
    locales.map((locale) => [locale, translator(locale)(`report.disposition.${disposition}`)]),
  );
}

function variableEntries({ plan, versions, variables }: CodebookSubject): Entry[] {
  const questions = [...versions.values()]
    .toReversed()
    .flatMap(({ pages }) => pages.flatMap((page) => page.questions));
  return [...variables]
    .filter(([, column]) => !(sampleColumns as readonly string[]).includes(column))
    .map(([name, column]): Entry => {
      const words = Object.hasOwn(plan.variables, name) ? plan.variables[name] : undefined;
      const question = questions.find(({ key }) => key === name);
      const options = question?.kind === 'choice' ? question.options : [];
      const labels = new Map([
        ...options.map(({ key, label }) => [key, label] as const),
        ...Object.entries(words?.values ?? {}),
      ]);
      const text = words?.label ?? (question?.kind === 'choice' ? question.text : undefined);
      return {
        file: analysis,
        column,
        key: name,
        meaning: 'bundle.analysis.variable',
        params: { name },
        empty: 'unknown',
        ...(text ? { asked: { text, versions: [] } } : {}),
        values: [...labels],
      };
    });
}

/** A row for each wording of a rating; versions that ask in the same words share one. */
function ratingEntries({ versions }: CodebookSubject): Entry[] {
  const columns = new Set(
    [...versions.values()]
      .toReversed()
      .flatMap((version) => ratingParts(version).map(({ column }) => column)),
  );
  return [...columns].flatMap((column) => {
    const [, key = ''] = column.split(':');
    return askedRatings(column, versions).map(
      ({ part, ...asked }): Entry => ({
        file: analysis,
        column: ratingName(column),
        key,
        meaning: `bundle.analysis.${part}`,
        empty: 'rating',
        asked,
      }),
    );
  });
}
