import { randomUUID } from 'node:crypto';
import { run } from './cli/run.ts';
import { terminalOf } from './cli/terminal.ts';

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

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  terminal: terminalOf(process.stdout, process.stderr),
  now: () => new Date(),
  createId: randomUUID,
  stopped,
});
