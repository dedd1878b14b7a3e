import type { Command } from './command.ts';
import { drawCommands } from './commands/draw.ts';
import { frameCommands } from './commands/frame.ts';
import { migrate } from './commands/migrate.ts';
import { questionnaireCommands } from './commands/questionnaire.ts';
import { responseCommands } from './commands/responses.ts';
import { waveCommands } from './commands/wave.ts';

/** Every command, in the order a survey needs them. */
export const commands: readonly Command[] = [
  migrate,
  ...questionnaireCommands,
  ...frameCommands,
  ...waveCommands,
  ...drawCommands,
  ...responseCommands,
];
