import { frameMapping } from '../../imports/frame-mapping.ts';
import { importCounts } from '../../imports/import-counts.ts';
import { type ImportedFrame, importFrame } from '../../imports/import-frame.ts';
import type { FileProblems } from '../../imports/problems.ts';
import { fileSource } from '../../imports/source.ts';
import { type CommandContext, command } from '../command.ts';
import { documentFrom } from '../files.ts';
import { keyFrom, surveyNamed } from '../lookups.ts';
import { needed } from '../options.ts';
import { Refusal, RefusedFile } from '../refusal.ts';

type Outcome = ImportedFrame | { readonly problems: FileProblems } | 'frameInUse';

function sayFrame({ t, say, terminal }: CommandContext, key: string, outcome: Outcome): void {
  if (outcome === 'frameInUse') throw new Refusal('cli.frameInUse', { frame: key });
  if ('problems' in outcome) throw new RefusedFile(outcome.problems);
  const { customers, strata, margins } = outcome;
  say('cli.frameImport.done', { frame: key, customers, strata: strata.length });
  for (const { stratum, population } of strata)
    terminal.out(t('cli.frameImport.stratum', { stratum, population }));
  say('cli.frameImport.margins', { margins: margins.join(', ') });
}

export const frameImport = command({
  name: 'frame import',
  summary: 'cli.frameImport',
  options: {
    survey: needed('SLUG'),
    frame: needed('KEY'),
    file: needed('customers.csv'),
    mapping: needed('mapping.json'),
  },
  async run(context, options) {
    const key = keyFrom('--frame', options.frame);
    const mapping = await documentFrom(options.mapping, frameMapping);
    const outcome = await context.withDatabase(async (db) => {
      const { id: surveyId } = await surveyNamed(db.read, options.survey);
      return await importFrame(
        { ...context, db },
        { surveyId, key, source: fileSource(options.file), mapping },
      );
    });
    sayFrame(context, key, outcome);
  },
});

export const frameCounts = command({
  name: 'frame counts',
  summary: 'cli.frameCounts',
  options: { survey: needed('SLUG'), frame: needed('KEY'), file: needed('counts.csv|counts.json') },
  async run(context, options) {
    const key = keyFrom('--frame', options.frame);
    const outcome = await context.withDatabase(async (db) => {
      const { id: surveyId } = await surveyNamed(db.read, options.survey);
      return await importCounts({ ...context, db }, { surveyId, key, source: fileSource(options.file) });
    });
    sayFrame(context, key, outcome);
  },
});

export const frameCommands = [frameImport, frameCounts];
