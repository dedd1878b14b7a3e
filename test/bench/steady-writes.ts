import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '#db/database.ts';
import { insertOptOuts } from '#db/queries/opt-outs.ts';

/** How long small writes took, in milliseconds. */
export interface WriteTimes {
  readonly writes: number;
  readonly failed: number;
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

/** Writes one row, waits 10 ms and writes again, until something has ended. */
export async function writesUntil(db: Database, ended: Promise<unknown>): Promise<WriteTimes> {
  let isDone = false;
  const stop = () => {
    isDone = true;
  };
  void ended.then(stop, stop);
  const times: number[] = [];
  let failed = 0;
  while (!isDone) {
    const asked = performance.now();
    const row = { customer: `${process.pid}-${times.length}`, at: 0, source: 'recorded' as const };
    await db
      .write((tx) => insertOptOuts(tx, [row]))
      .catch(() => {
        failed += 1;
      });
    times.push(performance.now() - asked);
    await delay(10);
  }
  times.sort((one, other) => one - other);
  const at = (share: number) => times[Math.floor(share * (times.length - 1))] ?? Number.NaN;
  return { writes: times.length, failed, p50: at(0.5), p99: at(0.99), longest: at(1) };
}
