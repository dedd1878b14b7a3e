import { reportLinksOf } from '#db/queries/report-links.ts';
import {
  longestLinkDays,
  longestLinkLabel,
  makeReportLink,
  takeBackReportLink,
} from '../../actions/report-links.ts';
import { address } from '../../addresses.ts';
import { formats } from '../../i18n/formats.ts';
import { locales } from '../../i18n/locale.ts';
import { recorderFor } from '../../people/recorder.ts';
import { linkOpensInWords, linkStateInWords } from '../../views/studio/report-links.view.ts';
import { oneOf } from '../analysis.ts';
import { command } from '../command.ts';
import { surveyNamed } from '../lookups.ts';
import { flag, needed, optional } from '../options.ts';
import { Refusal } from '../refusal.ts';

const list = command({
  name: 'report-links list',
  summary: 'cli.reportLinksList',
  options: { survey: needed('SLUG') },
  async run({ withDatabase, say, t, now }, { survey: slug }) {
    await withDatabase(async ({ read }) => {
      const links = await reportLinksOf(read, (await surveyNamed(read, slug)).id);
      if (links.length === 0) say('cli.reportLinksList.none');
      for (const link of links) {
        const state = linkStateInWords(link, now().getTime(), t);
        const { id, label } = link;
        say('cli.reportLinksList.link', { id, label, opens: linkOpensInWords(link, t), state });
      }
    });
  },
});

/** For how many days a link is good where nothing is said. */
const usualDays = 30;

const add = command({
  name: 'report-links add',
  summary: 'cli.reportLinksAdd',
  options: {
    survey: needed('SLUG'),
    for: needed('NAME'),
    days: optional('30'),
    wall: flag,
    language: optional(locales.join('|')),
  },
  async run(context, options) {
    const { withDatabase, now, say, t, config } = context;
    const label = options.for.trim().normalize('NFC');
    if (label === '' || [...label].length > longestLinkLabel)
      throw new Refusal('cli.reportLinks.label', { maximum: longestLinkLabel });
    const days = options.days === null ? usualDays : daysIn(options.days);
    const language = options.language === null ? null : oneOf('--language', options.language, locales);
    const today = now();
    const end = new Date(today.getFullYear(), today.getMonth(), today.getDate() + days + 1);
    const wish = {
      ...{ label, language },
      opens: options.wall ? ('wall' as const) : ('report' as const),
      expiresAt: end.getTime(),
    };
    const record = recorderFor(context, 'command line');
    const made = await withDatabase(async (db) => {
      const survey = await surveyNamed(db.read, options.survey);
      return await makeReportLink({ ...context, db, record }, { survey, wish, by: '' });
    });
    const date = formats(t.locale).date(made.link.expiresAt - 1);
    say('cli.reportLinksAdd.done', { label, date, address: address(config(), made.path) });
    say('cli.reportLinksAdd.once');
  },
});

function daysIn(text: string): number {
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (days < 1 || days > longestLinkDays)
    throw new Refusal('cli.reportLinks.days', { maximum: longestLinkDays, days: text });
  return days;
}

const revoke = command({
  name: 'report-links revoke',
  summary: 'cli.reportLinksRevoke',
  options: { survey: needed('SLUG'), id: needed('ID') },
  async run(context, { survey: slug, id }) {
    const record = recorderFor(context, 'command line');
    const link = await context.withDatabase(async (db) => {
      const survey = await surveyNamed(db.read, slug);
      return await takeBackReportLink({ ...context, db, record }, { survey, id, by: '' });
    });
    if (link === null) throw new Refusal('cli.reportLinks.unknown', { survey: slug, id });
    context.say('cli.reportLinksRevoke.done', { label: link.label });
  },
});

export const reportLinkCommands = [list, add, revoke];
