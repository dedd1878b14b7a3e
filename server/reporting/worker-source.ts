import { Worker } from 'node:worker_threads';
import type { Report } from '#reports/report.ts';
import type { ReportSource } from './report-source.ts';

export interface Question {
  readonly id: number;
  readonly slug: string;
}

export type Answer =
  | { readonly id: number; readonly report: Report | null }
  | { readonly id: number; readonly error: unknown };

interface Waiting {
  readonly resolve: (report: Report | null) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Works reports out in a thread of their own, which reads the database by itself, so that no customer waits while a
 * report over many answers is computed. Between questions it reads what has come in.
 *
 * A thread that dies fails what it was asked, and is replaced at the next question.
 *
 * @param onFailure told why a thread died
 */
export function createReportWorker(
  databaseFile: string,
  onFailure: (error: unknown) => void = () => {},
): ReportSource {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = start();
  let lastId = 0;

  function lost(error: unknown): void {
    worker = null;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  function start(): Worker {
    const started = new Worker(new URL('./worker-start.mjs', import.meta.url), {
      workerData: { databaseFile },
    });
    started.on('message', (answer: Answer) => {
      const asker = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (asker === undefined) return;
      if ('error' in answer) asker.reject(answer.error);
      else asker.resolve(answer.report);
    });
    started.on('error', (error) => {
      onFailure(error);
      lost(error);
    });
    started.on('exit', () => {
      if (worker === started) lost(new Error('The thread that works out reports has ended'));
    });
    return started;
  }

  return {
    reportOf(slug) {
      worker ??= start();
      lastId += 1;
      const question: Question = { id: lastId, slug };
      const report = new Promise<Report | null>((resolve, reject) =>
        waiting.set(question.id, { resolve, reject }),
      );
      worker.postMessage(question);
      return report;
    },
    async close() {
      const running = worker;
      worker = null;
      await running?.terminate();
      for (const { reject } of waiting.values()) reject(new Error('The server is closing'));
      waiting.clear();
    },
  };
}
