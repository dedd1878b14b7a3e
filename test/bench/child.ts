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
  /** Processor seconds it has used so far, its own and the system's for it. */
  processorSeconds(): Promise<number>;
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
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error('The server has no standard input or output');
  const exited = once(child, 'exit');
  const lines = createInterface(stdout);
  const line = async () => {
    const [text] = await Promise.race([
      once(lines, 'line'),
      exited.then(() => Promise.reject(new Error('The server has ended'))),
    ]);
    return Number(text);
  };
  return {
    port: await line(),
    async processorSeconds() {
      stdin.write('\n');
      return await line();
    },
    async stop() {
      stdin.end();
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
