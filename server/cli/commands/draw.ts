import { z } from 'zod';
import type { Database } from '#db/database.ts';
import { invitedMembers, optedOutOfWave } from '#db/queries/links.ts';
import type { Wave } from '#db/tables.ts';
import type { SamplingProblem } from '#surveys/sampling/allocation.ts';
import { type AskingCap, askingCap } from '#surveys/sampling/asking-cap.ts';
import { setAskingCap } from '../../actions/asking-cap.ts';
import { type DrawProtocol, drawSample, type WantedSizes } from '../../actions/draw-sample.ts';
import { identifyingCells } from '../../actions/identifying-cells.ts';
import { personalAddress, unsubscribeAddress } from '../../addresses.ts';
import { linksCsv } from '../../exports/links.ts';
import { recorderFor } from '../../people/recorder.ts';
import { readSecret } from '../../secret.ts';
import { type CommandContext, command } from '../command.ts';
import { documentFrom, writeFileWhole } from '../files.ts';
import { surveyNamed, waveNamed } from '../lookups.ts';
import { flag, needed, optional } from '../options.ts';
import { Refusal, UsageError } from '../refusal.ts';

/** Writes the links of a wave, and says how many there are. */
async function writeLinks(context: CommandContext, db: Database, wave: Wave, out: string, raw: boolean) {
  const { config, say } = context;
  const secret = readSecret(config());
  let count = 0;
  for await (const rows of invitedMembers(db.read, wave.id)) count += rows.length;
  const optedOut = await optedOutOfWave(db.read, wave.id);
  if (count + optedOut === 0) throw new Refusal('cli.links.none', { wave: wave.key });
  const addressesOf = (linkId: string) => ({
    link: personalAddress(config(), secret, linkId),
    unsubscribe: unsubscribeAddress(config(), secret, linkId),
  });
  await writeFileWhole(out, linksCsv(db.read, wave.id, addressesOf, !raw), { secret: true });
  say('cli.links.done', { links: count, file: out });
  if (optedOut > 0) say('cli.links.optedOut', { customers: optedOut });
}

const sizesDocument = z.record(z.string().min(1), z.int().min(0));

/** Sizes as typed (`A=192,B=…`) or from a JSON file, or a total to be divided. */
async function wantedFrom(options: {
  sizes: string | null;
  total: string | null;
  minimum: string | null;
  allocation: string | null;
}): Promise<WantedSizes> {
  if ((options.sizes === null) === (options.total === null)) throw new UsageError('cli.draw.sizesOrTotal');
  if (options.allocation !== null && options.allocation !== 'proportional') {
    throw new UsageError('cli.draw.allocation', { allocation: options.allocation });
  }
  if (options.total !== null) {
    const minimum = options.minimum === null ? undefined : wholeFrom('--minimum', options.minimum);
    return { total: wholeFrom('--total', options.total), minimum };
  }
  const sizes = options.sizes ?? '';
  if (!sizes.includes('='))
    return { sizes: new Map(Object.entries(await documentFrom(sizes, sizesDocument))) };
  return { sizes: typedSizes(sizes) };
}

function typedSizes(text: string): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const part of text.split(',')) {
    const at = part.lastIndexOf('=');
    const stratum = part.slice(0, at).trim();
    if (sizes.has(stratum)) throw new UsageError('cli.draw.sizeTwice', { stratum });
    sizes.set(stratum, wholeFrom('--sizes', part.slice(at + 1).trim()));
  }
  return sizes;
}

function wholeFrom(option: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError('cli.usage.whole', { option, text });
  return Number(text);
}

function shareFrom(text: string): number {
  const share = Number(text);
  if (!/^(?:0|1|0?\.\d+)$/.test(text)) throw new UsageError('cli.draw.share', { text });
  return share;
}

function sayProblems({ t, terminal }: CommandContext, problems: readonly SamplingProblem[]): void {
  for (const { stratum, code, params } of problems) {
    terminal.error(t(`cli.sampling.${code}`, { stratum: stratum ?? '', ...params }));
  }
}

function sayProtocol(
  { say }: CommandContext,
  wave: string,
  { seed, frame, keptFrom, cap, strata }: DrawProtocol,
): void {
  const sampled = strata.reduce((sum, each) => sum + each.sampled, 0);
  say('cli.draw.done', { wave, frame, seed, sampled });
  for (const stratum of strata) say('cli.draw.stratum', { ...stratum });
  const optedOut = strata.reduce((sum, each) => sum + each.optedOut, 0);
  if (optedOut > 0) say('cli.draw.optedOut', { customers: optedOut });
  const heldBack = strata.reduce((sum, each) => sum + each.heldBack, 0);
  if (cap !== null && heldBack > 0) {
    say('cli.draw.heldBack', { heldBack, ...cap });
    for (const each of strata) if (each.heldBack > 0) say('cli.draw.heldBackStratum', { ...each });
  }
  if (keptFrom !== null) {
    say('cli.draw.kept', { wave: keptFrom, kept: strata.reduce((sum, each) => sum + each.kept, 0) });
  }
}

/** Warns of parts of the sample that are so small that an anonymous answer may tell who gave it. */
async function sayIdentifying(
  { t, terminal }: CommandContext,
  { read }: Database,
  wave: Wave,
): Promise<void> {
  const cells = await identifyingCells(read, wave);
  if (cells.length === 0) return;
  terminal.error(t('cli.draw.identifying'));
  for (const { stratum, facts, customers } of cells) {
    const known = Object.entries(facts).map(([key, value]) => `${key}=${value}`);
    terminal.error(t('cli.draw.identifyingCell', { cell: [stratum, ...known].join(', '), customers }));
  }
}

export const draw = command({
  name: 'draw',
  summary: 'cli.draw',
  options: {
    survey: needed('SLUG'),
    wave: needed('KEY'),
    seed: needed('TEXT'),
    sizes: optional('sizes.json|"A=192,B=384"'),
    total: optional('N'),
    allocation: optional('proportional'),
    minimum: optional('N'),
    keep: optional('WAVE'),
    share: optional('0.5'),
    links: optional('links.csv'),
    raw: flag,
  },
  async run(context, options) {
    const wanted = await wantedFrom(options);
    const share = shareFrom(options.share ?? '0.5');
    const secret = readSecret(context.config());
    await context.withDatabase(async (db) => {
      const survey = await surveyNamed(db.read, options.survey);
      const wave = await waveNamed(db.read, survey, options.wave);
      const keep =
        options.keep === null ? null : { wave: await waveNamed(db.read, survey, options.keep), share };
      const outcome = await drawSample(
        { ...context, db, secret, record: recorderFor(context, 'command line') },
        { wave, seed: options.seed, wanted, keep },
      );
      if (typeof outcome === 'string') throw new Refusal(`cli.draw.${outcome}`, { wave: wave.key });
      if ('problems' in outcome) {
        sayProblems(context, outcome.problems);
        throw new Refusal('cli.draw.refused', { wave: wave.key });
      }
      sayProtocol(context, wave.key, outcome.protocol);
      await sayIdentifying(context, db, wave);
      if (options.links === null) return;
      await writeLinks(context, db, wave, options.links, options.raw);
    });
  },
});

export const links = command({
  name: 'links',
  summary: 'cli.links',
  options: { survey: needed('SLUG'), wave: needed('KEY'), out: needed('links.csv'), raw: flag },
  async run(context, options) {
    await context.withDatabase(async (db) => {
      const wave = await waveNamed(db.read, await surveyNamed(db.read, options.survey), options.wave);
      await writeLinks(context, db, wave, options.out, options.raw);
    });
  },
});

/** What `--at-most 2/90` means. */
function capFrom(text: string): AskingCap | null {
  if (text === 'none') return null;
  const [, times, days] = /^(\d{1,3})\/(\d{1,4})$/.exec(text) ?? [];
  const cap = askingCap.safeParse({ times: Number(times), days: Number(days) });
  if (!cap.success) throw new UsageError('cli.cap.how');
  return cap.data;
}

const cap = command({
  name: 'cap',
  summary: 'cli.cap',
  options: { 'at-most': needed('TIMES/DAYS') },
  async run(context, options) {
    const chosen = capFrom(options['at-most']);
    const record = recorderFor(context, 'command line');
    await context.withDatabase((db) =>
      setAskingCap({ ...context, db, record }, { cap: chosen, changedBy: '' }),
    );
    if (chosen === null) context.say('cli.cap.none');
    else context.say('cli.cap.set', { ...chosen });
  },
});

export const drawCommands = [cap, draw, links];
