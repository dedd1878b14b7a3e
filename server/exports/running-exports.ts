import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Queryable } from '#db/database.ts';
import { RunningWork } from '../running-work.ts';
import type { DataFormat } from './answer-files.ts';
import { type DataFileTask, type WriteDataFile, writeDataFile } from './write-data-file.ts';

/** How long a file waits for whoever asked for it, in milliseconds. */
const lifetime = 60 * 60 * 1000;

/** A file of respondent data that somebody asked for in the studio, as far as it is. */
export interface RunningExport {
  readonly id: string;
  readonly surveyId: string;
  /** Who asked for it; nobody else sees it. */
  readonly personId: string;
  /** As it will be called. */
  readonly fileName: string;
  readonly format: DataFormat;
  /** Rows written so far. */
  readonly rows: number;
  /** How many there will be. */
  readonly count: number;
  readonly cut: number;
  readonly step: 'writing' | 'done' | 'cancelled' | 'failed';
  /** Until when it is kept, once it is there, in milliseconds. */
  readonly until: number | null;
}

export type AskedExport = Pick<RunningExport, 'surveyId' | 'personId' | 'fileName' | 'format' | 'count'> &
  Omit<DataFileTask, 'path' | 'format'>;

/** Files of this server that are being written or wait to be fetched. They lie beside the database under names that nobody can guess. */
export interface RunningExports {
  begin(read: Queryable, asked: AskedExport): RunningExport;
  /** Those that somebody asked for of a survey, the latest first. */
  of(surveyId: string, personId: string): readonly RunningExport[];
  /** Ends one that is under way; one that is over is no longer told of, and its file removed. */
  cancel(surveyId: string, personId: string, id: string): Promise<void>;
  /** A file that is there, for whoever asked for it; `null` for anybody else, and after an hour. Once it was read to its end it is removed. */
  file(surveyId: string, personId: string, id: string): Promise<ExportedFile | null>;
  /** Resolves when none is being written. */
  settled(): Promise<void>;
}

/** A file that waits to be fetched. */
export interface ExportedFile extends RunningExport {
  readonly size: number;
  readonly bytes: () => AsyncGenerator<Uint8Array>;
}

export interface ExportDependencies {
  /** Where files lie; it is made when the first one comes. */
  readonly folder: string;
  readonly createId: () => string;
  readonly now: () => Date;
  readonly reportFailure: (failure: { reference: string; error: unknown }) => void;
  readonly write?: WriteDataFile | undefined;
}

export function createRunningExports({
  folder,
  createId,
  now,
  reportFailure,
  write = writeDataFile,
}: ExportDependencies): RunningExports {
  const exports = new RunningWork<RunningExport>(isOver, reportFailure);
  const pathOf = (id: string) => join(folder, id);
  const forget = async (id: string) => {
    exports.forget(id);
    await rm(pathOf(id), { force: true });
  };
  const owned = (surveyId: string, personId: string, id: string) => {
    const state = exports.find(surveyId, id);
    return state?.personId === personId ? state : null;
  };
  return {
    begin(read, { surveyId, personId, fileName, format, count, ...task }) {
      const id = createId();
      const state: RunningExport = {
        ...{ id, surveyId, personId, fileName, format, count },
        ...{ rows: 0, cut: 0, step: 'writing', until: null },
      };
      return exports.begin(state, { step: 'failed' }, async (change, signal) => {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        try {
          const following = { signal, onRows: (rows: number) => change({ rows }) };
          const written = await write(read, { ...task, format, path: pathOf(id) }, following);
          if (written === 'cancelled') {
            change({ step: 'cancelled' });
            await rm(pathOf(id), { force: true });
            return;
          }
          change({ step: 'done', ...written, until: now().getTime() + lifetime });
          void delay(lifetime, undefined, { ref: false }).then(() => forget(id));
        } catch (error) {
          await rm(pathOf(id), { force: true });
          throw error;
        }
      });
    },
    of: (surveyId, personId) => {
      const isWanted = ({ until }: RunningExport) => until === null || until > now().getTime();
      return exports.of(surveyId).filter((each) => each.personId === personId && isWanted(each));
    },
    async cancel(surveyId, personId, id) {
      const state = owned(surveyId, personId, id);
      if (state === null || exports.cancel(surveyId, id)) return;
      await forget(id);
    },
    async file(surveyId, personId, id) {
      const state = owned(surveyId, personId, id);
      if (state?.step !== 'done') return null;
      if ((state.until ?? 0) <= now().getTime()) {
        await forget(id);
        return null;
      }
      const { size } = await stat(pathOf(id));
      return {
        ...state,
        size,
        async *bytes() {
          yield* createReadStream(pathOf(id));
          await forget(id);
        },
      };
    },
    settled: () => exports.settled(),
  };
}

/** Whether nothing more will come of an export. */
export function isOver({ step }: RunningExport): boolean {
  return step !== 'writing';
}

/** Removes files that an earlier run of the server left, which nobody can fetch any more. To be called when a server starts. */
export async function forgetOldExports({
  folder,
  now,
}: Pick<ExportDependencies, 'folder' | 'now'>): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  for (const name of names) {
    const { mtimeMs } = await stat(join(folder, name));
    if (now().getTime() - mtimeMs > lifetime) await rm(join(folder, name), { force: true });
  }
}
