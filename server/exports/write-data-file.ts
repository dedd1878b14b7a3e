import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Queryable } from '#db/database.ts';
import { surveyBySlug } from '#db/queries/surveys.ts';
import { wavesOf } from '#db/queries/waves.ts';
import type { Locale } from '../i18n/locale.ts';
import { translator } from '../i18n/translate.ts';
import { answerFiles, type DataFormat } from './answer-files.ts';

/** Respondent data to be written to a file; plain data, which threads can hand over. */
export interface DataFileTask {
  /** The survey, by its slug. */
  readonly survey: string;
  /** The key of a wave; `null` for all. */
  readonly wave: string | null;
  readonly guard: boolean;
  readonly contacts: boolean;
  readonly format: DataFormat;
  readonly locale: Locale;
  /** When it was asked for, in milliseconds. */
  readonly at: number;
  readonly path: string;
}

export interface WrittenDataFile {
  readonly rows: number;
  /** Texts that were cut because SPSS holds no longer ones. */
  readonly cut: number;
}

/** How the writing of a file is followed and ended. */
export interface FollowingFile {
  readonly onRows?: (rows: number) => void;
  readonly signal?: AbortSignal;
}

/** Writes respondent data to a file that only its owner may read. */
export type WriteDataFile = (
  read: Queryable,
  task: DataFileTask,
  following: FollowingFile,
) => Promise<WrittenDataFile | 'cancelled'>;

/** Writes in the thread it is called in, as databases other than SQLite need it, and tests. */
export const writeDataFile: WriteDataFile = async (read, task, { onRows = () => {}, signal }) => {
  const survey = await surveyBySlug(read, task.survey);
  if (survey === null) throw new RangeError(`No survey ${task.survey}`);
  const { wave, guard, contacts } = task;
  const waves = (await wavesOf(read, survey.id)).filter(({ key }) => wave === null || key === wave);
  const files = await answerFiles(read, survey, { waves, guard, contacts });
  if (files === null) throw new RangeError(`${task.survey} is not published`);
  let cut = 0;
  const onCut = () => {
    cut++;
  };
  const words = { t: translator(task.locale), now: new Date(task.at) };
  const bytes = files.answers(task.format, words, { onRows, onCut });
  try {
    const file = createWriteStream(task.path, { flags: 'wx', mode: 0o600 });
    await pipeline(Readable.from(bytes, { objectMode: false }), file, signal === undefined ? {} : { signal });
  } catch (error) {
    if (signal?.aborted) return 'cancelled';
    throw error;
  }
  return { rows: files.count, cut };
};
