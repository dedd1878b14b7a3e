import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';

/** What the figures below it were measured on. */
export function machineLine(): string {
  const cores = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cores.length} × ${cores[0]?.model.trim() ?? 'unknown processor'}, ${memory} GiB, Linux ${release()}, Node ${process.versions.node}`;
}

/**
 * How long this disk takes, just now, to make four kilobytes durable, and how busy the machine is otherwise: no
 * server that commits durably can answer faster, and a busy neighbour makes both worse.
 */
export function diskLine(folder: string): string {
  const file = join(folder, 'durable');
  const descriptor = openSync(file, 'w');
  const block = Buffer.alloc(4096, 1);
  const times = Array.from({ length: 100 }, () => {
    const started = performance.now();
    writeSync(descriptor, block);
    fdatasyncSync(descriptor);
    return performance.now() - started;
  }).sort((one, other) => one - other);
  closeSync(descriptor);
  rmSync(file);
  const at = (place: number) => (times[place] ?? 0).toFixed(2);
  return `Disk: 4 KiB durable in ${at(50)} ms (p50), ${at(98)} ms (p99). Load of the machine: ${loadavg()[0]?.toFixed(1)}.`;
}

/** The middle one of some times, the upper of two; `NaN` of none. */
export function median(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN;
}

/** Rows as a table of Markdown. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const all = [head, head.map(() => '---'), ...rows];
  return all.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** Says one thing on standard output. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
