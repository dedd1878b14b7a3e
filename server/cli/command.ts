import type { Database } from '#db/database.ts';
import type { Config } from '../config.ts';
import type { MessageKey, Params, Translate } from '../i18n/translate.ts';
import type { OnProgress } from '../imports/table.ts';
import { type OptionSpecs, type Options, readOptions } from './options.ts';
import type { Terminal } from './terminal.ts';

/** What a command line is run with. Only `cli.ts` knows that there is a process around it. */
export interface System {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
  readonly now: () => Date;
  readonly createId: () => string;
  /** Resolves when the person asks a running server to stop. */
  readonly stopped: () => Promise<void>;
}

/** What a command has at hand. */
export interface CommandContext extends System {
  /** Words in the person's language; texts that come from files are made harmless for a terminal. */
  readonly t: Translate;
  /** Says one line of the result. */
  readonly say: (key: MessageKey, params?: Params) => void;
  readonly onProgress: OnProgress;
  readonly config: () => Config;
  /** Opens the database, making it when there is none, and closes it after `work`. */
  withDatabase<T>(work: (db: Database) => Promise<T>): Promise<T>;
}

/** One command with its options, as the help shows it and the command line finds it. */
export interface Command {
  readonly name: string;
  readonly summary: MessageKey;
  /** A word that stands before the options, as the help shows it. */
  readonly operand?: string;
  readonly options: OptionSpecs;
  /** Settings that hold for this command where the environment does not give them. */
  readonly settings?: Readonly<Record<string, string>>;
  run(context: CommandContext, argv: readonly string[]): Promise<void>;
}

/** A command whose `run` gets its options by name, typed by their specifications. */
export function command<const S extends OptionSpecs>(spec: {
  readonly name: string;
  readonly summary: MessageKey;
  readonly options: S;
  readonly settings?: Readonly<Record<string, string>>;
  readonly run: (context: CommandContext, options: Options<S>) => Promise<void>;
}): Command {
  return {
    ...spec,
    run: (context, argv) => spec.run(context, readOptions(spec.options, argv)),
  };
}
