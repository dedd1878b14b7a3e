import type { Database } from '#db/database.ts';
import { wavesOf } from '#db/queries/waves.ts';
import { keepWaves } from '../../actions/build-report.ts';
import { answerFiles, formatOf } from '../../exports/answer-files.ts';
import { dispositionMapping, importDispositions } from '../../imports/import-dispositions.ts';
import { importResponses } from '../../imports/import-responses.ts';
import { responseMapping } from '../../imports/response-mapping.ts';
import { fileSource } from '../../imports/source.ts';
import { recorderFor } from '../../people/recorder.ts';
import { WaveStore } from '../../reporting/wave-store.ts';
import { command } from '../command.ts';
import { documentFrom, writeFileWhole } from '../files.ts';
import { surveyNamed, waveNamed } from '../lookups.ts';
import { flag, needed, optional } from '../options.ts';
import { Refusal, RefusedFile } from '../refusal.ts';

/** What was imported is read once more for reports, so that the first of them does not have to. */
async function prepareReports(db: Database, slug: string): Promise<void> {
  await keepWaves({ db, store: new WaveStore(db) }, slug);
}

export const responsesImport = command({
  name: 'responses import',
  summary: 'cli.responsesImport',
  options: { survey: needed('SLUG'), file: needed('data.csv'), mapping: needed('mapping.json') },
  async run(context, options) {
    const mapping = await documentFrom(options.mapping, responseMapping);
    const source = fileSource(options.file);
    const outcome = await context.withDatabase(async (db) => {
      const { id: surveyId } = await surveyNamed(db.read, options.survey);
      const named = { mapping, mappingName: fileSource(options.mapping).name };
      const imported = await importResponses(
        { ...context, db, record: recorderFor(context, 'command line') },
        { surveyId, source, ...named },
      );
      if (!('problems' in imported)) await prepareReports(db, options.survey);
      return imported;
    });
    if ('problems' in outcome) throw new RefusedFile(outcome.problems);
    for (const { key, sampled, responses, strata } of outcome.waves) {
      context.say('cli.responsesImport.wave', { wave: key, sampled, responses, strata: strata.length });
    }
  },
});

export const dispositionImport = command({
  name: 'disposition import',
  summary: 'cli.dispositionImport',
  options: {
    survey: needed('SLUG'),
    wave: needed('KEY'),
    file: needed('dispositions.csv'),
    mapping: needed('mapping.json'),
  },
  async run(context, options) {
    const mapping = await documentFrom(options.mapping, dispositionMapping);
    const source = fileSource(options.file);
    const outcome = await context.withDatabase(async (db) => {
      const wave = await waveNamed(db.read, await surveyNamed(db.read, options.survey), options.wave);
      const record = recorderFor(context, 'command line');
      const file = { wave, source, mapping, by: null };
      const imported = await importDispositions({ ...context, db, record }, file);
      if (!('problems' in imported)) await prepareReports(db, options.survey);
      return imported;
    });
    if ('problems' in outcome) throw new RefusedFile(outcome.problems);
    context.say('cli.dispositionImport.done', { recorded: outcome.recorded, wave: options.wave });
  },
});

export const responsesExport = command({
  name: 'responses export',
  summary: 'cli.responsesExport',
  options: {
    survey: needed('SLUG'),
    wave: optional('KEY'),
    out: needed('data.csv|data.xlsx|data.sav'),
    mapping: optional('mapping.json'),
    codebook: optional('codebook.csv'),
    notes: optional('notes.csv'),
    raw: flag,
    'with-contacts': flag,
  },
  async run({ withDatabase, now, createId, t, say, onProgress }, options) {
    await withDatabase(async (db) => {
      const survey = await surveyNamed(db.read, options.survey);
      const waves =
        options.wave === null
          ? await wavesOf(db.read, survey.id)
          : [await waveNamed(db.read, survey, options.wave)];
      const chosen = { waves, guard: !options.raw, contacts: options['with-contacts'] };
      const files = await answerFiles(db.read, survey, chosen);
      if (files === null) throw new Refusal('cli.responsesExport.notPublished', { survey: survey.slug });
      const words = { t, now: now() };
      let cut = 0;
      const news = {
        onRows: onProgress,
        onCut: () => {
          cut++;
        },
      };
      const wave = options.wave === null ? {} : { wave: options.wave };
      const details = { ...wave, contacts: options['with-contacts'] };
      const record = recorderFor({ now, createId }, 'command line');
      await db.write((tx) => record(tx, { survey, action: 'responses.exported', details }));
      const answers = files.answers(formatOf(options.out), words, news);
      await writeFileWhole(options.out, answers, { secret: true });
      say('cli.responsesExport.done', { rows: files.count, file: options.out });
      if (cut > 0) say('cli.responsesExport.cut', { count: cut });
      if (options.codebook !== null) {
        await writeFileWhole(options.codebook, files.codebook());
        say('cli.written', { file: options.codebook });
      }
      if (options.notes !== null) {
        await writeFileWhole(options.notes, files.notes(words));
        say('cli.written', { file: options.notes });
      }
      if (options.mapping === null) return;
      await writeFileWhole(options.mapping, files.mapping());
      say('cli.written', { file: options.mapping });
    });
  },
});

export const responseCommands = [dispositionImport, responsesImport, responsesExport];
