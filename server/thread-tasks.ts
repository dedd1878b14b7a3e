import type { Worker } from 'node:worker_threads';
import { startThread } from './worker-thread.ts';

/** What a thread says once how its task ended; whatever else it says is how far it is. */
export type TaskEnd<Outcome> = { readonly outcome: Outcome } | { readonly error: unknown };

/** How a task is followed and ended. */
export interface Following<News> {
  readonly onNews?: (news: News) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Tasks in threads of their own, one for each, so that the server goes on answering meanwhile. */
export interface ThreadTasks {
  /**
   * Starts a thread with a task, as `workerData.task`. Where the signal says so, the thread is sent `cancel`.
   *
   * @param whenClosing the outcome of a task that is ended by closing; an error to be thrown where it has none
   */
  run<Outcome, News extends object>(
    task: object,
    following: Following<News>,
    whenClosing: Outcome | Error,
  ): Promise<Outcome>;
  /** Ends what is under way where it stands. */
  close(): Promise<void>;
}

/** @param entry the file that a thread begins with */
export function createThreadTasks(entry: URL): ThreadTasks {
  const running = new Map<Worker, () => void>();
  return {
    async run<Outcome, News extends object>(
      task: object,
      { onNews, signal }: Following<News>,
      whenClosing: Outcome | Error,
    ) {
      const thread = startThread(entry, { task });
      const cancel = () => thread.postMessage('cancel');
      try {
        return await new Promise<Outcome>((resolve, reject) => {
          running.set(thread, () =>
            whenClosing instanceof Error ? reject(whenClosing) : resolve(whenClosing),
          );
          thread.on('message', (said: TaskEnd<Outcome> | News) => {
            if ('error' in said) reject(said.error);
            else if ('outcome' in said) resolve(said.outcome as Outcome);
            else onNews?.(said);
          });
          thread.on('error', reject);
          thread.on('exit', () => reject(new Error('A thread has ended before its task')));
          signal?.addEventListener('abort', cancel);
          if (signal?.aborted) cancel();
        });
      } finally {
        signal?.removeEventListener('abort', cancel);
        running.delete(thread);
      }
    },
    async close() {
      for (const [thread, giveUp] of [...running]) {
        giveUp();
        await thread.terminate();
      }
    },
  };
}
