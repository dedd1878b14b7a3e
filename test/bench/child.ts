import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const here = import.meta.dirname;
const root = join(here, '..', '..');

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

/** As `readFrom`, of a script that ends when its standard input does: `stop` closes that. */
export function startReading<T>(script: string, given: readonly string[]) {
  const running = promisify(execFile)(process.execPath, nodeArguments(script, given, []), {
    maxBuffer: 2 ** 28,
  });
  const result = running.then(({ stdout }): T => JSON.parse(stdout));
  return { result, stop: () => running.child.stdin?.end() };
}

/** A process from its start to its end. */
export interface MeasuredRun {
  readonly seconds: number;
  readonly peakMebibytes: number;
  readonly output: string;
}

/** Runs a script of the repository on a database in a process of its own, and waits. */
export function measuredRun(script: string, argv: readonly string[], database: string): MeasuredRun {
  const folder = mkdtempSync(join(tmpdir(), 'manyi-peak-'));
  const peakFile = join(folder, 'peak');
  const flags = ['--import', 'tsx', '--import', join(here, 'peak-memory.ts')];
  try {
    const started = performance.now();
    const output = execFileSync(process.execPath, [...flags, join(root, script), ...argv], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      env: { ...process.env, MANYI_DATABASE: database, PEAK_MEMORY_FILE: peakFile },
    });
    const seconds = (performance.now() - started) / 1000;
    return { seconds, peakMebibytes: Number(readFileSync(peakFile, 'utf8')) / 2 ** 20, output };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
