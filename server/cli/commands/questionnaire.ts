import { z } from 'zod';
import type { DefinitionProblem } from '#surveys/definition-problem.ts';
import { readDefinition } from '#surveys/read-definition.ts';
import type { SeriesChoice } from '#surveys/series.ts';
import {
  type ModuleName,
  moduleNames,
  templateNamed,
  templateNames,
  templateWith,
} from '#surveys/templates/library.ts';
import { importQuestionnaire } from '../../actions/import-questionnaire.ts';
import { publishSurvey } from '../../actions/publish-survey.ts';
import { plural } from '../../i18n/translate.ts';
import { FileProblems } from '../../imports/problems.ts';
import { recorderFor } from '../../people/recorder.ts';
import { command } from '../command.ts';
import { documentFrom, writeFileWhole } from '../files.ts';
import { slugFrom } from '../lookups.ts';
import { needed, optional } from '../options.ts';
import { Refusal, RefusedFile } from '../refusal.ts';
import { definitionProblemLines } from '../words.ts';
import { questionnaireExport, questionnaireSchemaCommand } from './questionnaire-files.ts';
import { questionnaireTemplates } from './templates.ts';

function refusedDocument(file: string, found: readonly DefinitionProblem[]): RefusedFile {
  const problems = new FileProblems(file);
  for (const { path, code, params } of found)
    problems.add(code, { column: path === '' ? null : path }, params);
  return new RefusedFile(problems);
}

export const questionnaireImport = command({
  name: 'questionnaire import',
  summary: 'cli.questionnaireImport',
  options: { survey: needed('SLUG'), file: needed('definition.json') },
  async run(context, { survey, file }) {
    const { t, say, terminal } = context;
    const slug = slugFrom(survey);
    const json = await documentFrom(file, z.unknown());
    const outcome = await context.withDatabase((db) =>
      importQuestionnaire({ ...context, db, record: recorderFor(context, 'command line') }, { slug, json }),
    );
    if (outcome === 'draftChanged') throw new Refusal('cli.draftChanged', { survey: slug });
    if ('problems' in outcome) throw refusedDocument(file, outcome.problems);
    say(outcome.isNew ? 'cli.questionnaireImport.new' : 'cli.questionnaireImport.replaced', { survey: slug });
    if (outcome.toPublish.length === 0) return;
    terminal.error(plural(t, 'cli.questionnaireImport.toPublish', outcome.toPublish.length));
    for (const line of definitionProblemLines(t, outcome.toPublish)) terminal.error(line);
  },
});

export const questionnaireCheck = command({
  name: 'questionnaire check',
  summary: 'cli.questionnaireCheck',
  options: { file: needed('definition.json') },
  async run({ say }, { file }) {
    const reading = readDefinition(await documentFrom(file, z.unknown()));
    if ('problems' in reading) throw refusedDocument(file, reading.problems);
    const { pages } = reading.definition;
    const questions = pages.reduce((count, page) => count + page.questions.length, 0);
    say('cli.questionnaireCheck.fine', { pages: pages.length, questions });
  },
});

export const questionnaireTemplate = command({
  name: 'questionnaire template',
  summary: 'cli.questionnaireTemplate',
  options: {
    name: needed(templateNames.join('|')),
    with: optional(moduleNames.join(',')),
    out: needed('definition.json'),
  },
  async run({ say }, { name, with: wanted, out }) {
    const template = templateNamed(name);
    if (template === null) {
      throw new Refusal('cli.questionnaireTemplate.unknown', { name, known: templateNames.join(', ') });
    }
    const definition = templateWith(template, wanted === null ? [] : modulesNamed(wanted));
    await writeFileWhole(out, [`${JSON.stringify(definition, null, 2)}\n`]);
    say('cli.written', { file: out });
  },
});

/** The modules of a list, such as `what-went-wrong,contact-offer`. */
function modulesNamed(list: string): readonly ModuleName[] {
  return list.split(',').map((name) => {
    const module = moduleNames.find((each) => each === name.trim());
    if (module !== undefined) return module;
    throw new Refusal('cli.questionnaireTemplate.unknownModule', { name, known: moduleNames.join(', ') });
  });
}

/** The keys of a list, such as `speed,manner`. */
function keysIn(list: string | null): readonly string[] {
  return list === null ? [] : [...new Set(list.split(',').map((key) => key.trim()))];
}

export const publish = command({
  name: 'publish',
  summary: 'cli.publish',
  options: {
    survey: needed('SLUG'),
    continues: optional('KEY,KEY'),
    breaks: optional('KEY,KEY'),
    reason: optional('TEXT'),
    by: optional('NAME'),
  },
  async run(context, { survey, continues, breaks, reason, by }) {
    const { t, say, terminal } = context;
    const record = recorderFor(context, 'command line');
    const said = (keys: string | null, continues: boolean) =>
      keysIn(keys).map((key): [string, SeriesChoice] => [key, { continues, reason: reason ?? '' }]);
    const twice = keysIn(continues).find((key) => keysIn(breaks).includes(key));
    if (twice !== undefined) throw new Refusal('cli.publish.both', { item: twice });
    const publication = {
      by: { id: null, name: by ?? '' },
      choices: new Map([...said(continues, true), ...said(breaks, false)]),
    };
    const outcome = await context.withDatabase((db) =>
      publishSurvey({ ...context, db, record }, survey, publication),
    );
    if (outcome === 'unknownSurvey') throw new Refusal('cli.unknownSurvey', { survey });
    if ('problems' in outcome) {
      for (const line of definitionProblemLines(t, outcome.problems)) terminal.error(line);
      throw new Refusal('cli.publish.refused', { survey });
    }
    if ('series' in outcome) {
      for (const item of outcome.series.undecided) terminal.error(t('cli.publish.undecided', { item }));
      for (const { key: item, problem } of outcome.series.problems) {
        terminal.error(t(`cli.publish.${problem}`, { item }));
      }
      throw new Refusal('cli.publish.refusedSeries', { survey });
    }
    say(outcome.isNew ? 'cli.publish.new' : 'cli.publish.same', { survey, number: outcome.number });
  },
});

export const questionnaireCommands = [
  questionnaireTemplates,
  questionnaireTemplate,
  questionnaireCheck,
  questionnaireImport,
  questionnaireExport,
  questionnaireSchemaCommand,
  publish,
];
