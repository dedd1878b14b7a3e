import { responseCounts } from '#db/queries/responses.ts';
import { strataOfWave } from '#db/queries/wave-strata.ts';
import { wavesOf } from '#db/queries/waves.ts';
import type { Wave } from '#db/tables.ts';
import { plan } from '#reports/plan.ts';
import { changePlan } from '../../actions/change-plan.ts';
import { closeWave } from '../../actions/close-wave.ts';
import { createWave } from '../../actions/create-wave.ts';
import { moveWaveToVersion } from '../../actions/move-wave-to-version.ts';
import { openAddress } from '../../addresses.ts';
import { recorderFor } from '../../people/recorder.ts';
import { type CommandContext, command } from '../command.ts';
import { documentFrom } from '../files.ts';
import { keyFrom, momentFrom, surveyNamed, waveNamed } from '../lookups.ts';
import { flag, needed, optional } from '../options.ts';
import { Refusal } from '../refusal.ts';
import { waveQuotas } from './quotas.ts';

function labelFrom(zh: string | null, en: string | null): Record<string, string> | null {
  const label = { ...(zh === null ? {} : { 'zh-CN': zh }), ...(en === null ? {} : { en }) };
  return Object.keys(label).length === 0 ? null : label;
}

export const waveCreate = command({
  name: 'wave create',
  summary: 'cli.waveCreate',
  options: {
    survey: needed('SLUG'),
    wave: needed('KEY'),
    frame: optional('KEY'),
    'label-zh': optional('TEXT'),
    'label-en': optional('TEXT'),
    opens: optional('2026-10-01T09:00+08:00'),
    closes: optional('2026-10-31T18:00+08:00'),
    plan: optional('plan.json'),
    'open-link': flag,
    'stratum-question': optional('KEY'),
  },
  async run(context, options) {
    const { say } = context;
    const key = keyFrom('--wave', options.wave);
    const wave = {
      key,
      frameKey: options.frame,
      label: labelFrom(options['label-zh'], options['label-en']),
      opensAt: momentFrom('--opens', options.opens),
      closesAt: momentFrom('--closes', options.closes),
      plan: options.plan === null ? null : await documentFrom(options.plan, plan),
      hasOpenLink: options['open-link'],
      stratumQuestion: options['stratum-question'],
    };
    const outcome = await context.withDatabase(async (db) => {
      const { id: surveyId } = await surveyNamed(db.read, options.survey);
      return await createWave(
        { ...context, db, record: recorderFor(context, 'command line') },
        { ...wave, surveyId },
      );
    });
    if (typeof outcome === 'string') {
      const params = {
        survey: options.survey,
        wave: key,
        frame: options.frame ?? '',
        question: options['stratum-question'] ?? '',
      };
      throw new Refusal(`cli.waveCreate.${outcome}`, params);
    }
    say('cli.waveCreate.done', { wave: key, version: outcome.version });
    if (outcome.openKey === null) return;
    if (outcome.once === null)
      say('cli.openLink', { address: openAddress(context.config(), outcome.openKey) });
    else say('cli.addresses.signed', { survey: options.survey, wave: key, fact: outcome.once });
  },
});

export const waveClose = command({
  name: 'wave close',
  summary: 'cli.waveClose',
  options: { survey: needed('SLUG'), wave: needed('KEY') },
  async run({ withDatabase, now, createId, say }, options) {
    const record = recorderFor({ now, createId }, 'command line');
    const closed = await withDatabase(async (db) => {
      const wave = await waveNamed(db.read, await surveyNamed(db.read, options.survey), options.wave);
      return await closeWave({ db, now, record }, wave);
    });
    say(closed ? 'cli.waveClose.done' : 'cli.waveClose.already', { wave: options.wave });
  },
});

export const waveMoveToVersion = command({
  name: 'wave move-to-version',
  summary: 'cli.waveMove',
  options: { survey: needed('SLUG'), wave: needed('KEY'), version: optional('NUMBER') },
  async run({ withDatabase, now, createId, say }, options) {
    const record = recorderFor({ now, createId }, 'command line');
    const number = options.version === null ? undefined : Number(options.version);
    const outcome = await withDatabase(async (db) => {
      const wave = await waveNamed(db.read, await surveyNamed(db.read, options.survey), options.wave);
      return await moveWaveToVersion({ db, now, record }, wave.id, number);
    });
    const { survey, wave } = options;
    if (typeof outcome === 'string') {
      throw new Refusal(`cli.waveMove.${outcome}`, { survey, wave, version: options.version ?? '' });
    }
    const { from, to, isNew } = outcome;
    say(isNew ? 'cli.waveMove.done' : 'cli.waveMove.already', { wave, from, to });
  },
});

export const waveList = command({
  name: 'wave list',
  summary: 'cli.waveList',
  options: { survey: needed('SLUG') },
  async run(context, options) {
    await context.withDatabase(async (db) => {
      const survey = await surveyNamed(db.read, options.survey);
      const waves = await wavesOf(db.read, survey.id);
      if (waves.length === 0) context.say('cli.waveList.none', { survey: survey.slug });
      for (const wave of waves) {
        const strata = await strataOfWave(db.read, wave.id);
        const { started, submitted, excluded, ...ended } = await responseCounts(db.read, wave.id);
        const sampled = strata.reduce((sum, each) => sum + each.sampled, 0);
        const state = context.t(`cli.waveState.${stateOf(wave, context)}`);
        context.say('cli.waveList.wave', { wave: wave.key, state, sampled, submitted, started });
        if (Object.values(ended).some((count) => count > 0)) context.say('cli.waveList.ended', ended);
        if (excluded > 0) context.say('cli.waveList.excluded', { excluded });
      }
    });
  },
});

function stateOf({ closedAt, closesAt, opensAt }: Wave, { now }: CommandContext) {
  const at = now().getTime();
  if (closedAt !== null || (closesAt !== null && closesAt <= at)) return 'closed';
  return opensAt !== null && opensAt > at ? 'notOpen' : 'open';
}

export const setPlan = command({
  name: 'plan',
  summary: 'cli.plan',
  options: { survey: needed('SLUG'), wave: optional('KEY'), file: needed('plan.json') },
  async run(context, options) {
    const { withDatabase, say } = context;
    const record = recorderFor(context, 'command line');
    const document = await documentFrom(options.file, plan);
    await withDatabase(async (db) => {
      const survey = await surveyNamed(db.read, options.survey);
      const wave = options.wave === null ? null : await waveNamed(db.read, survey, options.wave);
      await changePlan({ db, record }, { survey, wave, plan: document });
    });
    say(options.wave === null ? 'cli.plan.survey' : 'cli.plan.wave', {
      survey: options.survey,
      wave: options.wave ?? '',
    });
  },
});

export const waveCommands = [waveCreate, waveClose, waveMoveToVersion, waveList, waveQuotas, setPlan];
