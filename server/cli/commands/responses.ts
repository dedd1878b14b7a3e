import { dispositionMapping, importDispositions } from '../../imports/import-dispositions.ts';
import { importResponses } from '../../imports/import-responses.ts';
import { responseMapping } from '../../imports/response-mapping.ts';
import { fileSource } from '../../imports/source.ts';
import { command } from '../command.ts';
import { documentFrom } from '../files.ts';
import { surveyNamed, waveNamed } from '../lookups.ts';
import { needed } from '../options.ts';
import { RefusedFile } from '../refusal.ts';

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
      return await importResponses({ ...context, db }, { surveyId, source, ...named });
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
      return await importDispositions({ ...context, db }, { waveId: wave.id, source, mapping });
    });
    if ('problems' in outcome) throw new RefusedFile(outcome.problems);
    context.say('cli.dispositionImport.done', { recorded: outcome.recorded, wave: options.wave });
  },
});

export const responseCommands = [dispositionImport, responsesImport];
