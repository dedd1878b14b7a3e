import type { Queryable } from '#db/database.ts';
import type { Survey, Wave } from '#db/tables.ts';
import { plan as planSchema } from '#reports/plan.ts';
import { decidedVersions } from '../actions/versions.ts';
import { codebookCsv } from './answer-codebook.ts';
import { byteOrderMark, csvRow } from './csv.ts';
import { dataNotes, type ExportWords } from './data-notes.ts';
import { dataSystemFile } from './data-system-file.ts';
import { dataWorkbook } from './data-workbook.ts';
import type { ResponseExport } from './export-columns.ts';
import { mappingOfExport } from './export-mapping.ts';
import { type RespondentData, respondentData } from './respondent-data.ts';
import type { CutText } from './sav/system-file.ts';

/** What is chosen of an export: see `ResponseExport`. */
export type AnswersChosen = Pick<ResponseExport, 'waves' | 'guard' | 'contacts'>;

/** What an export can be written as. */
export const dataFormats = ['csv', 'xlsx', 'sav'] as const;
export type DataFormat = (typeof dataFormats)[number];

/** The format that the name of a file stands for; CSV where it stands for none. */
export function formatOf(fileName: string): DataFormat {
  return dataFormats.find((format) => fileName.toLowerCase().endsWith(`.${format}`)) ?? 'csv';
}

/** What is told while an export is written. */
export interface ExportNews {
  /** How many rows have been written. */
  readonly onRows?: (rows: number) => void;
  /** A text was cut that was too long for its variable in a system file. */
  readonly onCut?: (cut: CutText) => void;
}

/** The answers of some waves as files that belong together. */
export interface AnswerFiles {
  /** How many rows the answers have. */
  readonly count: number;
  /** Everybody sampled and every response. */
  answers(format: DataFormat, words: ExportWords, news?: ExportNews): AsyncIterable<string | Uint8Array>;
  /** What each column of the answers holds, in all languages. */
  codebook(): Iterable<string>;
  /** The mapping with which the answers are read in again from CSV. */
  mapping(): Iterable<string>;
  /** What whoever works with the answers has to know of them. */
  notes(words: ExportWords): AsyncIterable<string>;
}

/** The files of a survey's answers; `null` where no version was published, so that there can be no answers. */
export async function answerFiles(
  read: Queryable,
  { id, slug, plan }: Pick<Survey, 'id' | 'slug' | 'plan'>,
  { waves, guard, contacts }: AnswersChosen & { readonly waves: readonly Wave[] },
): Promise<AnswerFiles | null> {
  const versions = await decidedVersions(read, id);
  if (versions.length === 0) return null;
  const request = { slug, versions, waves, guard, contacts, plan: planSchema.parse(plan) };
  const data = await respondentData(read, request);
  const definitions = versions.map(({ definition }) => definition);
  return {
    count: data.count,
    answers(format, words, { onRows = () => {}, onCut } = {}) {
      switch (format) {
        case 'csv':
          return dataCsv(data, onRows);
        case 'xlsx':
          return dataWorkbook(data, words, onRows);
        case 'sav':
          return dataSystemFile(data, words, onRows, onCut);
      }
    },
    codebook: () =>
      codebookCsv(data.columns, new Map(versions.map(({ number, definition }) => [number, definition]))),
    mapping: () => [`${JSON.stringify(mappingOfExport(data.columns, definitions, guard), null, 2)}\n`],
    notes: (words) => notesCsv(data, words),
  };
}

/** Rows are handed on together, so that each does not wake a whole chain of streams. */
const pieceLength = 64 * 1024;

async function* dataCsv(data: RespondentData, onRows: (rows: number) => void): AsyncGenerator<string> {
  const { guard } = data.request;
  let piece = byteOrderMark + csvRow(data.columns.headers, guard);
  for await (const { cells } of data.rows(onRows)) {
    piece += csvRow(cells, guard);
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

async function* notesCsv(data: RespondentData, words: ExportWords): AsyncGenerator<string> {
  const { t } = words;
  yield byteOrderMark + csvRow([t('data.notes.what'), t('data.notes.value')], true);
  for (const note of await dataNotes(data, words)) yield csvRow(note, true);
  yield csvRow([t('data.notes.missing'), t('data.notes.missing.table')], true);
}
