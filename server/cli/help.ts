import type { Translate } from '../i18n/translate.ts';
import type { Command } from './command.ts';
import { commands } from './commands.ts';
import type { OptionSpec } from './options.ts';

const program = 'npm run -s manyi --';

/** Every command with what it does. */
export function generalHelp(t: Translate): string[] {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    t('cli.help.title'),
    '',
    t('cli.help.usage', { usage: `${program} ${t('cli.help.command')}` }),
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${t(summary)}`),
    `  ${'help'.padEnd(width)}  ${t('cli.helpCommand')}`,
    '',
    t('cli.help.more', { usage: `${program} help ${t('cli.help.command')}` }),
  ];
}

/** One command: what it does and its options. */
export function commandHelp(command: Command, t: Translate): string[] {
  return [t(command.summary), '', usageLine(command, t)];
}

/** How a command is written; without one, how any is. */
export function usageLine(command: Command | null, t: Translate): string {
  if (command === null) return t('cli.help.more', { usage: `${program} help` });
  const options = Object.entries(command.options).map(([name, spec]) => optionUsage(name, spec));
  const operand = command.operand === undefined ? [] : [command.operand];
  return t('cli.help.usage', { usage: [`${program} ${command.name}`, ...operand, ...options].join(' ') });
}

function optionUsage(name: string, { value, required }: OptionSpec): string {
  const written = value === null ? `--${name}` : `--${name} ${value}`;
  return required ? written : `[${written}]`;
}
