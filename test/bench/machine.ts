import { cpus, release, totalmem } from 'node:os';

/** What the figures below it were measured on. */
export function machineLine(): string {
  const cores = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cores.length} × ${cores[0]?.model.trim() ?? 'unknown processor'}, ${memory} GiB, Linux ${release()}, Node ${process.versions.node}`;
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
