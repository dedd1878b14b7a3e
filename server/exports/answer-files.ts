import type { Queryable } from '#db/database.ts';
import type { Survey, Wave } from '#db/tables.ts';
import { publishedVersions } from '../actions/versions.ts';
import { answerCodebookCsv } from './answer-codebook.ts';
import { mappingOfExport } from './export-mapping.ts';
import { exportColumns, type ResponseExport, responsesCsv } from './responses.ts';

/** What is chosen of an export: see `ResponseExport`. */
export type AnswersChosen = Pick<ResponseExport, 'waves' | 'guard' | 'contacts'>;

/** The answers of some waves as files that belong together. */
export interface AnswerFiles {
  /** Everybody sampled and every response. @param onRows is told how many rows have been written */
  answers(onRows?: (rows: number) => void): AsyncIterable<string>;
  /** What each column of the answers holds, in all languages. */
  codebook(): Iterable<string>;
  /** The mapping with which the answers are read in again. */
  mapping(): Iterable<string>;
}

/** The files of a survey's answers; `null` where no version was published, so that there can be no answers. */
export async function answerFiles(
  read: Queryable,
  { id, slug }: Pick<Survey, 'id' | 'slug'>,
  { waves, guard, contacts }: AnswersChosen & { readonly waves: readonly Wave[] },
): Promise<AnswerFiles | null> {
  const versions = await publishedVersions(read, id);
  if (versions.length === 0) return null;
  const request = { slug, versions, waves, guard, contacts };
  const columns = await exportColumns(read, request);
  return {
    answers: (onRows = () => {}) => responsesCsv(read, request, columns, onRows),
    codebook: () =>
      answerCodebookCsv(
        columns.answers,
        new Map(versions.map(({ number, definition }) => [number, definition])),
      ),
    mapping: () => {
      const definitions = versions.map(({ definition }) => definition);
      return [`${JSON.stringify(mappingOfExport(columns, definitions, guard), null, 2)}\n`];
    },
  };
}
