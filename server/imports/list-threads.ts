import type { Doer } from '../people/audit.ts';
import { createThreadTasks } from '../thread-tasks.ts';
import type { FrameMapping } from './frame-mapping.ts';
import { type FrameImportDependencies, type ImportStep, importFrame } from './import-frame.ts';
import { type FramePreview, previewFrame } from './preview-list.ts';
import { FileProblems } from './problems.ts';
import type { Source } from './source.ts';

/** What reads whole customer lists, which takes a processor up to a minute: in this thread, or in others. */
export interface ListReaders {
  readonly importFrame: typeof importFrame;
  readonly previewFrame: typeof previewFrame;
}

/** Reads them in the thread it is asked in, as databases other than SQLite need it, and tests. */
export const readersHere: ListReaders = { importFrame, previewFrame };

/** A file as another thread finds it. */
export interface FileOnDisk {
  readonly path: string;
  readonly name: string;
  readonly sheet?: string;
}

/** What a thread is started with. */
export type ListTask = {
  readonly source: FileOnDisk;
  readonly purchases: FileOnDisk | null;
  readonly mapping: FrameMapping;
} & (
  | { readonly what: 'preview' }
  | {
      readonly what: 'import';
      readonly databaseFile: string;
      readonly surveyId: string;
      readonly key: string;
      /** In whose name it is recorded; `null` where nothing is. */
      readonly by: Doer | null;
    }
);

/** What a thread says of how far it is. */
export type ListNews = { readonly step: ImportStep } | { readonly rows: number };

/** How a thread ended: `problems` are those of the outcome, which threads cannot hand over as they are. */
export interface ListOutcome {
  readonly outcome: object | string;
  readonly problems: PlainProblems | null;
}

type PlainProblems = Pick<FileProblems, 'file' | 'first' | 'count'>;
type Following = Pick<FrameImportDependencies, 'onStep' | 'onProgress' | 'signal'>;

/**
 * Reads lists in threads of their own, one for each, which read and write the database by themselves; the server goes on answering.
 * A list that only memory has is read here.
 *
 * @param databaseFile an SQLite file
 */
export function createListThreads(databaseFile: string): ListReaders & {
  /** Ends what is under way where it stands. What came of it is found by nobody, and removed when a server starts. */
  close(): Promise<void>;
} {
  const threads = createThreadTasks(new URL('./list-thread.ts', import.meta.url));

  async function inThread<T>(task: ListTask, { onStep, onProgress, signal }: Following): Promise<T> {
    const onNews = (news: ListNews) => ('rows' in news ? onProgress?.(news.rows) : onStep?.(news.step));
    const cancelled: ListOutcome = { outcome: 'cancelled', problems: null };
    const whenClosing = task.what === 'import' ? cancelled : closing();
    return withProblems(await threads.run<ListOutcome, ListNews>(task, { onNews, signal }, whenClosing)) as T;
  }

  return {
    async importFrame(dependencies, frame) {
      const files = onDisk(frame);
      if (files === null) return await importFrame(dependencies, frame);
      const { surveyId, key, mapping } = frame;
      const by = dependencies.record?.by ?? null;
      return await inThread(
        { what: 'import', databaseFile, surveyId, key, mapping, by, ...files },
        dependencies,
      );
    },
    async previewFrame(sources, mapping, onProgress) {
      const files = onDisk(sources);
      if (files === null) return await previewFrame(sources, mapping, onProgress);
      const following = onProgress === undefined ? {} : { onProgress };
      return await inThread<FramePreview>({ what: 'preview', mapping, ...files }, following);
    },
    close: () => threads.close(),
  };
}

function closing(): Error {
  return new Error('The server is closing');
}

function withProblems({ outcome, problems }: ListOutcome): unknown {
  if (typeof outcome === 'string' || problems === null) return outcome;
  return { ...outcome, problems: FileProblems.from(problems) };
}

type Files<S> = { readonly source: S; readonly purchases: S | null };

/** The files of a list where other threads find them; `null` where one is in memory alone. */
function onDisk({ source, purchases }: Files<Source>): Files<FileOnDisk> | null {
  const [list, bought] = [fileOf(source), purchases === null ? null : fileOf(purchases)];
  return list === null || (bought === null && purchases !== null)
    ? null
    : { source: list, purchases: bought };
}

function fileOf({ path, name, sheet }: Source): FileOnDisk | null {
  return path === undefined ? null : { path, name, ...(sheet === undefined ? {} : { sheet }) };
}
