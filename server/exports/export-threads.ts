import { createThreadTasks } from '../thread-tasks.ts';
import type { DataFileTask, WriteDataFile, WrittenDataFile } from './write-data-file.ts';

/** What a thread that writes a file is started with. */
export interface ExportTask extends DataFileTask {
  readonly databaseFile: string;
}

export interface ExportNews {
  readonly rows: number;
}

/**
 * Writes files of respondent data in threads of their own, one for each, which read the database by themselves; the server
 * goes on answering.
 *
 * @param databaseFile an SQLite file
 */
export function createExportThreads(databaseFile: string): {
  readonly writeDataFile: WriteDataFile;
  /** Ends what is under way where it stands. */
  close(): Promise<void>;
} {
  const threads = createThreadTasks(new URL('./export-thread.ts', import.meta.url));
  return {
    writeDataFile: (_, task, { onRows, signal }) =>
      threads.run<WrittenDataFile | 'cancelled', ExportNews>(
        { ...task, databaseFile } satisfies ExportTask,
        { onNews: ({ rows }) => onRows?.(rows), signal },
        'cancelled',
      ),
    close: () => threads.close(),
  };
}
