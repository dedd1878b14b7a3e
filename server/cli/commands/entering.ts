import { z } from 'zod';
import { type Disposition, dispositions } from '#surveys/sampling/dispositions.ts';
import { createDefinitions } from '../../actions/definitions.ts';
import { enterAnswers } from '../../actions/enter-answers.ts';
import { noteDisposition } from '../../actions/note-disposition.ts';
import { FileProblems } from '../../imports/problems.ts';
import { recorderFor } from '../../people/recorder.ts';
import { readSecret } from '../../secret.ts';
import { command } from '../command.ts';
import { documentFrom } from '../files.ts';
import { surveyNamed, waveNamed } from '../lookups.ts';
import { flag, needed, optional } from '../options.ts';
import { Refusal, RefusedFile, UsageError } from '../refusal.ts';

/** Answers by the names of the fields that a customer's own pages have. */
const answersDocument = z.record(z.string().max(200), z.union([z.string(), z.array(z.string())]));

const customerFrom = (text: string) => text.trim().normalize('NFC');

const enter = command({
  name: 'response enter',
  summary: 'cli.responseEnter',
  options: {
    survey: needed('SLUG'),
    wave: needed('KEY'),
    customer: needed('NUMBER'),
    file: needed('answers.json'),
    by: needed('NAME'),
    language: optional('zh-CN'),
    agreed: flag,
  },
  async run(context, options) {
    const { say, t, withDatabase } = context;
    const answers = await documentFrom(options.file, answersDocument);
    const form = new Map(Object.entries(answers).map(([name, value]) => [name, [value].flat()]));
    const secret = readSecret(context.config());
    await withDatabase(async (db) => {
      const wave = await waveNamed(db.read, await surveyNamed(db.read, options.survey), options.wave);
      const customer = customerFrom(options.customer);
      const deps = { ...context, db, secret, definitions: createDefinitions() };
      const outcome = await enterAnswers(
        { ...deps, record: recorderFor(context, 'command line') },
        {
          ...{ wave, customer, form, agreed: options.agreed },
          ...{ language: options.language ?? t.locale, enteredBy: options.by.trim() },
        },
      );
      if (typeof outcome === 'string')
        throw new Refusal(`cli.responseEnter.${outcome}`, { customer, wave: wave.key });
      if ('problems' in outcome) {
        const problems = new FileProblems(options.file);
        for (const { question, field, code, params } of outcome.problems)
          problems.add(`answer.${code}`, { column: field }, { question, value: '', ...params });
        throw new RefusedFile(problems);
      }
      say(`cli.responseEnter.${outcome.status}`, { customer, wave: wave.key });
    });
  },
});

const note = command({
  name: 'disposition note',
  summary: 'cli.dispositionNote',
  options: {
    survey: needed('SLUG'),
    wave: needed('KEY'),
    customer: needed('NUMBER'),
    disposition: needed(dispositions.join('|')),
  },
  async run(context, options) {
    const disposition = dispositions.find((each): each is Disposition => each === options.disposition);
    if (disposition === undefined)
      throw new UsageError('cli.dispositionNote.unknown', { known: dispositions.join(', ') });
    await context.withDatabase(async (db) => {
      const wave = await waveNamed(db.read, await surveyNamed(db.read, options.survey), options.wave);
      const customer = customerFrom(options.customer);
      const record = recorderFor(context, 'command line');
      const isNoted = await noteDisposition({ ...context, db, record }, { wave, customer, disposition });
      if (!isNoted) throw new Refusal('cli.responseEnter.notInSample', { customer, wave: wave.key });
      context.say('cli.dispositionNote.done', { customer, disposition });
    });
  },
});

export const enteringCommands = [enter, note];
