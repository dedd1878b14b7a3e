import type { Worker } from 'node:worker_threads';
import type { Doer } from '../people/audit.ts';
import { startThread } from '../worker-thread.ts';
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

/** What a thread says: how far it is, and once how it ended. */
export type ListNews =
  | { readonly step: ImportStep }
  | { readonly rows: number }
  /** `problems` are those of the outcome, which threads cannot hand over as they are. */
  | { readonly outcome: object | string; readonly problems: PlainProblems | null }
  | { readonly error: unknown };

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
  const running = new Map<Worker, () => void>();

  async function inThread<T>(task: ListTask, { onStep, onProgress, signal }: Following): Promise<T> {
    const thread = startThread(new URL('./list-thread.ts', import.meta.url), { task });
    const cancel = () => thread.postMessage('cancel');
    try {
      return await new Promise<T>((resolve, reject) => {
        running.set(thread, () => (task.what === 'import' ? resolve('cancelled' as T) : reject(closing())));
        thread.on('message', (news: ListNews) => {
          if ('rows' in news) onProgress?.(news.rows);
          else if ('step' in news) onStep?.(news.step);
          else if ('error' in news) reject(news.error);
          else resolve(withProblems(news) as T);
        });
        thread.on('error', reject);
        thread.on('exit', () => reject(new Error('The thread that reads a list has ended')));
        signal?.addEventListener('abort', cancel);
        if (signal?.aborted) cancel();
      });
    } finally {
      signal?.removeEventListener('abort', cancel);
      running.delete(thread);
    }
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
    async close() {
      for (const [thread, giveUp] of [...running]) {
        giveUp();
        await thread.terminate();
      }
    },
  };
}

function closing(): Error {
  return new Error('The server is closing');
}

function withProblems({ outcome, problems }: Extract<ListNews, { outcome: unknown }>): unknown {
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
