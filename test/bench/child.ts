import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const here = import.meta.dirname;

function nodeArguments(script: string, given: readonly string[], flags: readonly string[]): string[] {
  return [...flags, '--import', 'tsx', join(here, script), ...given];
}

/** A server of ours in a process of its own. */
export interface ServerProcess {
  readonly port: number;
  /** Processor seconds it has used, its own and the system's for it. */
  stop(): Promise<void>;
}

/** Starts `server.ts` and waits until it listens. */
export async function startServer(
  file: string,
  mode: 'stored' | 'notStored',
  flags: readonly string[] = [],
): Promise<ServerProcess> {
  const child: ChildProcess = spawn(process.execPath, nodeArguments('server.ts', [file, mode], flags), {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('The server has no standard output');
  const exited = once(child, 'exit');
  const [line] = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    exited.then(() => Promise.reject(new Error('The server ended before it listened'))),
  ]);
  return {
    port: Number(line),
    async stop() {
      child.stdin?.end();
      await exited;
    },
  };
}

/** Runs a script of this folder in a process of its own and reads the JSON it prints. */
export async function readFrom<T>(
  script: string,
  given: readonly string[],
  flags: readonly string[] = [],
): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, nodeArguments(script, given, flags), {
    maxBuffer: 2 ** 28,
  });
  return JSON.parse(stdout);
}
