import { frameMapping } from '../../imports/frame-mapping.ts';
import { importCounts } from '../../imports/import-counts.ts';
import { type FrameImportRefusal, type ImportedFrame, importFrame } from '../../imports/import-frame.ts';
import type { FileProblems } from '../../imports/problems.ts';
import { fileSource } from '../../imports/source.ts';
import { recorderFor } from '../../people/recorder.ts';
import { classRuleText } from '../class-rule.ts';
import { type CommandContext, command } from '../command.ts';
import { documentFrom } from '../files.ts';
import { keyFrom, surveyNamed } from '../lookups.ts';
import { needed, optional } from '../options.ts';
import { Refusal, RefusedFile } from '../refusal.ts';

type Outcome = ImportedFrame | { readonly problems: FileProblems } | FrameImportRefusal;

function sayFrame({ t, say, terminal }: CommandContext, key: string, outcome: Outcome): void {
  if (outcome === 'frameInUse') throw new Refusal('cli.frameInUse', { frame: key });
  if (typeof outcome === 'string') throw new Refusal(`cli.frameImport.${outcome}`, { frame: key });
  if ('problems' in outcome) throw new RefusedFile(outcome.problems);
  const { customers, strata, margins, classRules, purchasesOfOthers } = outcome;
  say('cli.frameImport.done', { frame: key, customers, strata: strata.length });
  for (const { stratum, population } of strata)
    terminal.out(t('cli.frameImport.stratum', { stratum, population }));
  for (const [attribute, rule] of Object.entries(classRules))
    say('cli.frameImport.class', { attribute, rule: classRuleText(t, rule) });
  if (purchasesOfOthers > 0) say('cli.frameImport.purchasesOfOthers', { purchases: purchasesOfOthers });
  say('cli.frameImport.margins', { margins: margins.join(', ') });
}

export const frameImport = command({
  name: 'frame import',
  summary: 'cli.frameImport',
  options: {
    survey: needed('SLUG'),
    frame: needed('KEY'),
    file: needed('customers.csv|customers.xlsx'),
    mapping: needed('mapping.json'),
    purchases: optional('purchases.csv|purchases.xlsx'),
  },
  async run(context, options) {
    const key = keyFrom('--frame', options.frame);
    const mapping = await documentFrom(options.mapping, frameMapping);
    const purchases = options.purchases === null ? null : fileSource(options.purchases);
    if (mapping.rfm && purchases === null) throw new Refusal('cli.frameImport.needsPurchases');
    if (!mapping.rfm && purchases !== null) throw new Refusal('cli.frameImport.purchasesUnused');
    const cancelling = new AbortController();
    void context.stopped().then(() => cancelling.abort());
    const outcome = await context.withDatabase(async (db) => {
      const { id: surveyId } = await surveyNamed(db.read, options.survey);
      return await importFrame(
        {
          ...context,
          db,
          signal: cancelling.signal,
          record: recorderFor(context, 'command line'),
        },
        { surveyId, key, source: fileSource(options.file), purchases, mapping },
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
      return await importCounts(
        { ...context, db, record: recorderFor(context, 'command line') },
        { surveyId, key, source: fileSource(options.file) },
      );
    });
    sayFrame(context, key, outcome);
  },
});

export const frameCommands = [frameImport, frameCounts];
