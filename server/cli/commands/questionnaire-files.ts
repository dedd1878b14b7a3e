import { questionnaireSchema } from '#surveys/design/published-schema.ts';
import { questionnaireJson } from '../../exports/questionnaire-json.ts';
import { command } from '../command.ts';
import { writeFileWhole } from '../files.ts';
import { surveyNamed } from '../lookups.ts';
import { needed } from '../options.ts';

export const questionnaireExport = command({
  name: 'questionnaire export',
  summary: 'cli.questionnaireExport',
  options: { survey: needed('SLUG'), out: needed('definition.json') },
  async run({ say, withDatabase }, { survey, out }) {
    const { draft } = await withDatabase((db) => surveyNamed(db.read, survey));
    await writeFileWhole(out, [questionnaireJson(draft)]);
    say('cli.written', { file: out });
  },
});

export const questionnaireSchemaCommand = command({
  name: 'questionnaire schema',
  summary: 'cli.questionnaireSchema',
  options: {},
  async run({ terminal }) {
    terminal.out(JSON.stringify(questionnaireSchema(), null, 2));
  },
});
