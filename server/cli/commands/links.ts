import { openAddress } from '../../addresses.ts';
import { addressColumn, signedLinksCsv } from '../../exports/signed-links.ts';
import { FileProblems } from '../../imports/problems.ts';
import { readSecret } from '../../secret.ts';
import { type Facts, factsKey } from '../../tokens.ts';
import { command } from '../command.ts';
import { writeFileWhole } from '../files.ts';
import { flag, needed } from '../options.ts';
import { checkedOrders, openWaveNamed, orderAddresses } from '../orders.ts';
import { Refusal, RefusedFile } from '../refusal.ts';

export const linksKey = command({
  name: 'links key',
  summary: 'cli.linksKey',
  options: { survey: needed('SLUG'), wave: needed('KEY') },
  async run({ withDatabase, config, say, terminal }, options) {
    const secret = readSecret(config());
    await withDatabase(async (db) => {
      const { wave, openKey, facts } = await openWaveNamed(db, options.survey, options.wave);
      if (facts.length === 0) throw new Refusal('cli.links.noFacts', { wave });
      const once = facts.filter((fact) => fact.once).map(({ key }) => key);
      terminal.out(factsKey(secret, openKey));
      say('cli.linksKey.secret', { wave });
      say('cli.linksKey.facts', { facts: facts.map(({ key }) => key).join(', ') });
      if (once.length > 0) say('cli.linksKey.once', { facts: once.join(', ') });
      say('cli.linksKey.spelling');
      say('cli.linksKey.signature');
      say('cli.linksKey.address', { address: openAddress(config(), openKey) });
    });
  },
});

export const linksSign = command({
  name: 'links sign',
  summary: 'cli.linksSign',
  options: {
    survey: needed('SLUG'),
    wave: needed('KEY'),
    file: needed('orders.csv'),
    out: needed('links.csv'),
    raw: flag,
  },
  async run(context, options) {
    await context.withDatabase(async (db) => {
      const wave = await openWaveNamed(db, options.survey, options.wave);
      const list = await checkedOrders(options.file, wave, context);
      if (list.columns.includes(addressColumn)) throw alreadyThere(options.file);
      const addressOf = orderAddresses(context, wave);
      let count = 0;
      const counted = (facts: Facts) => {
        count += 1;
        return addressOf(facts);
      };
      await writeFileWhole(options.out, signedLinksCsv(list, counted, !options.raw), { secret: true });
      context.say('cli.linksSign.done', { links: count, file: options.out });
    });
  },
});

function alreadyThere(file: string): RefusedFile {
  const problems = new FileProblems(file);
  problems.add('duplicateColumn', { row: 1, column: addressColumn });
  return new RefusedFile(problems);
}

export const signingCommands = [linksKey, linksSign];
