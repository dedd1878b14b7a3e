import { Worker } from 'node:worker_threads';

/**
 * Starts a thread of this program.
 *
 * @param entry the file it begins with, beside the file that starts it
 * @param data what it is given, as `workerData`
 */
export function startThread(entry: URL, data: Readonly<Record<string, unknown>>): Worker {
  return new Worker(new URL('./worker-start.mjs', import.meta.url), {
    workerData: { ...data, entry: entry.href },
  });
}
