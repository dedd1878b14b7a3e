import type { Definition } from '#surveys/definition.ts';
import { locales } from '../i18n/locale.ts';
import { type MessageKey, translator } from '../i18n/translate.ts';
import { type AnswerEntry, entryOf, versionsAsking } from './answer-entry.ts';
import { labelCell } from './bundle/names.ts';
import { byteOrderMark, type Cell, csvRow } from './csv.ts';
import type { ExportColumns, leading, trailing } from './export-columns.ts';

type Versions = ReadonlyMap<number, Definition>;
type Fixed = (typeof leading)[number] | (typeof trailing)[number];

/** The meaning of every column of an export, as CSV. */
export function* codebookCsv(columns: ExportColumns, versions: Versions): Generator<string> {
  const { header, rows } = codebook(columns, versions);
  yield byteOrderMark + csvRow(header, false);
  for (const row of rows) yield csvRow(row, true);
}

/**
 * The meaning of every column of an export, texts in all languages of the survey.
 *
 * @param versions every published questionnaire by its number, oldest first
 */
export function codebook(
  { headers, attributes, answers }: ExportColumns,
  versions: Versions,
): { readonly header: readonly string[]; readonly rows: Iterable<Cell[]> } {
  const languages = [...new Set([...versions.values()].flatMap((version) => version.languages))];
  const perLanguage = ['text', 'option', 'low', 'high', 'values'].flatMap((part) =>
    languages.map((language) => `${part}_${language}`),
  );
  const meanings = locales.map((locale) => `meaning_${locale}`);
  const header = ['column', 'question', 'key', ...meanings, 'versions', 'min', 'max', ...perLanguage];
  const ofAnswers = new Map(answers.map((column) => [column.header, column]));
  const ofAttributes = new Map(attributes.map(({ name, attribute }) => [name, attribute]));
  const asking = versionsAsking(versions);
  const rows = function* () {
    for (const name of headers) {
      const column = ofAnswers.get(name);
      if (column === undefined) {
        const row = [name, null, null, ...meaningOf(name, ofAttributes.get(name))];
        yield [...row, ...new Array<null>(header.length - row.length).fill(null)];
        continue;
      }
      const versionsOf = asking(column);
      const latest = versionsOf.at(-1)?.[1] as Definition;
      const numbers = versionsOf.map(([number]) => number);
      yield cellsOf(name, entryOf(column, latest), numbers, languages);
    }
  };
  return { header, rows: rows() };
}

/** What a column means that is no answer, in all languages. */
function meaningOf(header: string, attribute: string | undefined): string[] {
  return locales.map((locale) =>
    attribute === undefined
      ? translator(locale)(`data.column.${header as Fixed}` satisfies MessageKey)
      : translator(locale)('data.column.attribute', { name: attribute }),
  );
}

function cellsOf(
  header: string,
  { question, option, meaning, min, max, values = [], ...words }: AnswerEntry,
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
