import type { Worker } from 'node:worker_threads';
import type { CommentQuery } from '#reports/comments/comment-search.ts';
import type { Part } from '#reports/part.ts';
import type { Report } from '#reports/report.ts';
import type { WaveAnalysis } from '#reports/wave-analysis.ts';
import type { JudgedResponse, ListedPart, WaveQuality } from '../actions/judge-responses.ts';
import type { SampleFieldwork } from '../actions/sample-fieldwork.ts';
import { startThread } from '../worker-thread.ts';
import type { CommentsPage } from './comment-source.ts';
import type { ReportSource } from './report-source.ts';

/** What is asked of the thread: a report, or what is known of one wave. */
export type Question = { readonly id: number; readonly slug: string } & (
  | { readonly what: 'report'; readonly part?: Part }
  | { readonly what: 'analysis'; readonly wave: string }
  | { readonly what: 'comments'; readonly query: CommentQuery }
  | { readonly what: 'fieldwork'; readonly wave: string; readonly target: number | null }
  | { readonly what: 'quality'; readonly wave: string; readonly part: ListedPart }
  | { readonly what: 'judged'; readonly wave: string; readonly ids: readonly string[] }
);

export type Found =
  | Report
  | WaveAnalysis
  | CommentsPage
  | SampleFieldwork
  | WaveQuality
  | readonly JudgedResponse[]
  | null;

export type Answer =
  | { readonly id: number; readonly found: Found }
  | { readonly id: number; readonly error: unknown };

type WithoutId<Q> = Q extends unknown ? Omit<Q, 'id'> : never;

interface Waiting {
  readonly resolve: (found: never) => void;
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
    const started = startThread(new URL('./worker.ts', import.meta.url), { databaseFile });
    started.on('message', (answer: Answer) => {
      const asker = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (asker === undefined) return;
      if ('error' in answer) asker.reject(answer.error);
      else asker.resolve(answer.found as never);
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

  /** Asks the thread, which answers a question with what belongs to it. */
  function ask<T>(question: WithoutId<Question>): Promise<T> {
    worker ??= start();
    lastId += 1;
    const id = lastId;
    const found = new Promise<T>((resolve, reject) => waiting.set(id, { resolve, reject }));
    worker.postMessage({ ...question, id });
    return found;
  }

  return {
    reportOf: (slug, part) =>
      ask<Report | null>({ what: 'report', slug, ...(part === undefined ? {} : { part }) }),
    analysisOf: (slug, wave) => ask<WaveAnalysis | null>({ what: 'analysis', slug, wave }),
    commentsOf: (slug, query) => ask<CommentsPage | null>({ what: 'comments', slug, query }),
    fieldworkOf: (slug, wave, target) =>
      ask<SampleFieldwork | null>({ what: 'fieldwork', slug, wave, target }),
    qualityOf: (slug, wave, part) => ask<WaveQuality | null>({ what: 'quality', slug, wave, part }),
    judgedOf: (slug, wave, ids) => ask<readonly JudgedResponse[]>({ what: 'judged', slug, wave, ids }),
    async close() {
      const running = worker;
      worker = null;
      await running?.terminate();
      for (const { reject } of waiting.values()) reject(new Error('The server is closing'));
      waiting.clear();
    },
  };
}
