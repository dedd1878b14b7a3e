import { isBusy, isFull, isUnavailable } from '#db/errors.ts';
import { type Config, readConfig, SettingsError } from '../config.ts';
import { type Locale, locales, negotiateLanguage } from '../i18n/locale.ts';
import { plural, type Translate, translator } from '../i18n/translate.ts';
import { ChangedMeanwhileError } from '../imports/problems.ts';
import type { Command, CommandContext, System } from './command.ts';
import { commands } from './commands.ts';
import { openDatabase } from './database.ts';
import { reasonOf, stackOf } from './failures.ts';
import { commandHelp, generalHelp, usageLine } from './help.ts';
import { Refusal, RefusedFile, UsageError } from './refusal.ts';
import { progressOn } from './terminal.ts';
import { problemLines, terminalWords } from './words.ts';

/** How a command line ends: done, refused for a reason that was said, or not understood. */
export const exitCodes = { done: 0, refused: 1, usage: 2 } as const;

/** Runs one command line. Whatever happens is said in words; the promise never rejects. */
export async function run(argv: readonly string[], system: System): Promise<number> {
  const t = terminalWords(translator(localeOf(argv, system.env)));
  const words = commandFirst(argv);
  const found = commandIn(words);
  try {
    const env = { ...found?.command.settings, ...system.env };
    return await runFound(found, words, contextOf({ ...system, env }, t));
  } catch (error) {
    return explain(error, found?.command ?? null, t, system);
  }
}

async function runFound(
  found: ReturnType<typeof commandIn>,
  argv: readonly string[],
  context: CommandContext,
): Promise<number> {
  const { t, terminal } = context;
  const options = argv.findIndex((word) => word.startsWith('-'));
  const words = options < 0 ? argv : argv.slice(0, options);
  const [first] = words;
  if (found !== null && !found.rest.includes('--help')) {
    await found.command.run(context, found.rest);
    return exitCodes.done;
  }
  const asked = first === 'help' ? words.slice(1) : words;
  const isGeneral = asked.length === 0 && (first === 'help' || argv.includes('--help'));
  const helpOn = found ?? (first === 'help' ? commandIn(asked) : null);
  if (helpOn === null && !isGeneral) throw notUnderstood(asked);
  const lines = helpOn === null ? generalHelp(t) : commandHelp(helpOn.command, t);
  for (const line of lines) terminal.out(line);
  return exitCodes.done;
}

function notUnderstood(words: readonly string[]): UsageError {
  if (words.length === 0) return new UsageError('cli.usage.nothing');
  return new UsageError('cli.usage.unknownCommand', { command: words.slice(0, 2).join(' ') });
}

/** A line that begins with the language has the command after it. */
function commandFirst(argv: readonly string[]): readonly string[] {
  if (argv[0] === '--lang') return [...argv.slice(2), ...argv.slice(0, 2)];
  return argv[0]?.startsWith('--lang=') ? [...argv.slice(1), argv[0]] : argv;
}

/** The command a line begins with (names are of one or two words) and what follows it. */
function commandIn(argv: readonly string[]): { command: Command; rest: readonly string[] } | null {
  for (const words of [2, 1]) {
    const command = commands.find(({ name }) => name === argv.slice(0, words).join(' '));
    if (command !== undefined && argv.length >= words) return { command, rest: argv.slice(words) };
  }
  return null;
}

function contextOf(system: System, t: Translate): CommandContext {
  const config = () => settingsFrom(system.env);
  return {
    ...system,
    t,
    say: (key, params) => system.terminal.out(t(key, params)),
    onProgress: progressOn(system.terminal, t, system.now),
    config,
    async withDatabase(work) {
      const db = openDatabase(config().databaseFile);
      try {
        return await work(db);
      } finally {
        await db.close();
      }
    },
  };
}

function settingsFrom(env: System['env']): Config {
  try {
    return readConfig(env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw new Refusal('cli.settings', { names: error.names.join(', ') });
  }
}

/** The language asked for: `--lang`, else what the environment of the terminal says, else English. */
function localeOf(argv: readonly string[], env: System['env']): Locale {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const chosen = argv[at]?.split('=')[1] ?? (at < 0 ? undefined : argv[at + 1]);
  const environment = (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').split('.')[0]?.replace('_', '-');
  const wanted = [chosen, environment].filter((tag) => tag !== undefined && tag !== '');
  return negotiateLanguage(locales, [...wanted.filter((tag) => tag !== undefined), 'en']);
}

/** Says why a command failed. The stack of what nobody expected is shown only on demand. */
function explain(error: unknown, command: Command | null, t: Translate, { terminal, env }: System): number {
  if (error instanceof UsageError) {
    terminal.error(t(error.key, error.params));
    terminal.error(usageLine(command, t));
    return exitCodes.usage;
  }
  if (error instanceof Refusal) terminal.error(t(error.key, error.params));
  else if (error instanceof RefusedFile) {
    for (const line of problemLines(t, error.problems)) terminal.error(line);
    terminal.error(plural(t, 'cli.problems.nothingStored', error.problems.count));
  } else if (error instanceof ChangedMeanwhileError) terminal.error(t('cli.changedMeanwhile'));
  else if (isUnavailable(error)) terminal.error(unavailable(error, t));
  else terminal.error(t('cli.unexpected', { reason: reasonOf(error) }));
  if (env.MANYI_DEBUG === '1') terminal.error(stackOf(error));
  return exitCodes.refused;
}

function unavailable(error: unknown, t: Translate): string {
  if (isBusy(error)) return t('cli.unavailable.busy');
  return t(isFull(error) ? 'cli.unavailable.full' : 'cli.unavailable', { reason: reasonOf(error) });
}
