import type { Command } from './command.ts';
import { allocationCommands } from './commands/allocations.ts';
import { brand } from './commands/brand.ts';
import { bundle } from './commands/bundle.ts';
import { covariance } from './commands/covariance.ts';
import { drawCommands } from './commands/draw.ts';
import { enteringCommands } from './commands/entering.ts';
import { estimate } from './commands/estimate.ts';
import { frameCommands } from './commands/frame.ts';
import { signingCommands } from './commands/links.ts';
import { migrate } from './commands/migrate.ts';
import { optOutCommands } from './commands/opt-outs.ts';
import { peopleCommands } from './commands/people.ts';
import { priorities } from './commands/priorities.ts';
import { qr } from './commands/qr.ts';
import { qrSheet } from './commands/qr-sheet.ts';
import { questionnaireCommands } from './commands/questionnaire.ts';
import { reliability } from './commands/reliability.ts';
import { reportCommands } from './commands/report.ts';
import { reportLinkCommands } from './commands/report-links.ts';
import { responseCommands } from './commands/responses.ts';
import { demo, serve } from './commands/serve.ts';
import { waveCommands } from './commands/wave.ts';
import { weights } from './commands/weights.ts';

/** Every command, in the order a survey needs them. */
export const commands: readonly Command[] = [
  serve,
  demo,
  migrate,
  ...peopleCommands,
  ...questionnaireCommands,
  brand,
  ...frameCommands,
  ...allocationCommands,
  ...waveCommands,
  ...drawCommands,
  ...signingCommands,
  qr,
  qrSheet,
  ...optOutCommands,
  ...responseCommands,
  ...enteringCommands,
  ...reportCommands,
  ...reportLinkCommands,
  weights,
  priorities,
  reliability,
  covariance,
  bundle,
  estimate,
];
