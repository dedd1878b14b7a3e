import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '#server/cli/run.ts';
import { sqliteFile, temporaryDirectory } from './database.ts';

export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** A folder with a database, and the command line as somebody working in it sees it. */
export interface Workplace {
  readonly folder: string;
  readonly databaseFile: string;
  /** Runs a command line, split at its spaces; `@name` is the path of a file of the folder. */
  manyi(line: string, env?: Readonly<Record<string, string>>): Promise<CommandResult>;
  /** Puts a file into the folder: text or bytes as they are, anything else as JSON. */
  write(name: string, content: unknown): string;
  read(name: string): string;
}

/** Makes a workplace; without `empty` its database is migrated already, which saves time. */
export function aWorkplace({ empty = false }: { empty?: boolean } = {}): Workplace {
  const folder = temporaryDirectory();
  const databaseFile = empty ? join(folder, 'new', 'manyi.sqlite') : sqliteFile();
  const pathOf = (name: string) => join(folder, name);
  return {
    folder,
    databaseFile,
    async manyi(line, env = {}) {
      const out: string[] = [];
      const error: string[] = [];
      const typed = line.split(' ').filter((word) => word !== '');
      const words = typed.map((word) => (word.startsWith('@') ? pathOf(word.slice(1)) : word));
      const code = await run(words, {
        env: { MANYI_DATABASE: databaseFile, MANYI_SECRET: 's'.repeat(40), LANG: 'en_US.UTF-8', ...env },
        terminal: { out: (text) => out.push(text), error: (text) => error.push(text), status: null },
        now: () => new Date('2026-07-15T08:00:00Z'),
        createId: randomUUID,
        // a server stops as soon as it runs; an import is not interrupted
        stopped: () => (words[0] === 'frame' ? new Promise(() => undefined) : Promise.resolve()),
      });
      return { code, out: out.join('\n'), error: error.join('\n') };
    },
    write(name, content) {
      const isText = typeof content === 'string' || content instanceof Uint8Array;
      writeFileSync(pathOf(name), isText ? content : JSON.stringify(content));
      return pathOf(name);
    },
    read: (name) => readFileSync(pathOf(name), 'utf8'),
  };
}
