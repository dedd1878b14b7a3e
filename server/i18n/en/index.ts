import { analysis } from './analysis.ts';
import { bundle } from './bundle.ts';
import { cli } from './cli.ts';
import { estimate } from './estimate.ts';
import { links } from './links.ts';
import { optOuts } from './opt-outs.ts';
import { rates } from './rates.ts';
import { report } from './report.ts';
import { studio } from './studio.ts';
import { weights } from './weights.ts';

export const en = {
  ...report,
  ...rates,
  ...weights,
  ...cli,
  ...bundle,
  ...estimate,
  ...links,
  ...optOuts,
  ...analysis,
  ...studio,
} as const;
