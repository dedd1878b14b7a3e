import { randomUUID } from 'node:crypto';
import { terminalOf } from './cli/terminal.ts';
import { CatalogueError } from './i18n/catalogue-error.ts';

// Whoever reads our output may stop reading, as `head` does; that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

// Words for customers are read with the program; what is wrong with them is a list to work through, and no bug of ours.
const { run } = await import('./cli/run.ts').catch((error: unknown) => {
  if (!(error instanceof CatalogueError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  terminal: terminalOf(process.stdout, process.stderr),
  now: () => new Date(),
  createId: randomUUID,
  stopped,
});
