import type { Database } from '#db/database.ts';
import { isAnybodyThere } from '#db/queries/people.ts';
import { allSurveys, surveyBySlug } from '#db/queries/surveys.ts';
import { keepDemonstrationLink } from '../../actions/report-links.ts';
import { address } from '../../addresses.ts';
import { createApp } from '../../app.ts';
import { loadAssets } from '../../assets.ts';
import { demoAddresses } from '../../demo/addresses.ts';
import { demoSlug } from '../../demo/company.ts';
import { loadDemo } from '../../demo/load-demo.ts';
import { createExportThreads } from '../../exports/export-threads.ts';
import { forgetOldExports } from '../../exports/running-exports.ts';
import { removeForsakenImports } from '../../imports/given-up-frames.ts';
import { forgetOldUploads } from '../../imports/kept-uploads.ts';
import { createListThreads } from '../../imports/list-threads.ts';
import { createMailer } from '../../mail/mailer.ts';
import type { Repeating } from '../../mail/schedule.ts';
import { startMailing } from '../../mail/start-mailing.ts';
import { setUpCode } from '../../people/first-start.ts';
import { keptReports } from '../../reporting/kept-reports.ts';
import { createReportWorker } from '../../reporting/worker-source.ts';
import { readSecret } from '../../secret.ts';
import { listen } from '../../serve.ts';
import { loadViews } from '../../views.ts';
import { sayAddresses } from '../addresses.ts';
import { browserOf } from '../browser.ts';
import { type CommandContext, command } from '../command.ts';
import { stackOf } from '../failures.ts';
import { flag } from '../options.ts';
import { Refusal } from '../refusal.ts';

export const serve = command({
  name: 'serve',
  summary: 'cli.serve',
  options: {},
  run: (context) => context.withDatabase((db) => serveUntilStopped(context, db, false)),
});

export const demo = command({
  name: 'demo',
  summary: 'cli.demo',
  options: { 'load-only': flag },
  // What is invented never stands beside what customers really said.
  settings: { MANYI_DATABASE: 'data/demo.sqlite' },
  async run(context, options) {
    const { terminal, t, say } = context;
    const secret = readSecret(context.config());
    await context.withDatabase(async (db) => {
      terminal.error(t('cli.demo.working'));
      say((await loadDemo({ ...context, db, secret })) ? 'cli.demo.done' : 'cli.demo.exists');
      const survey = await surveyBySlug(db.read, demoSlug);
      if (survey !== null) await keepDemonstrationLink({ db, now: context.now, secret }, survey);
      if (!options['load-only']) await serveUntilStopped(context, db, true);
    });
  },
});

/** Serves until the person stops it; requests under way are answered before the database is closed. */
async function serveUntilStopped(
  context: CommandContext,
  db: Database,
  isDemonstration: boolean,
): Promise<void> {
  const { config, say, stopped, terminal, now, createId } = context;
  const { databaseFile, host, port, publicUrl } = config();
  const secret = readSecret(config());
  const worker = createReportWorker(databaseFile, (error) =>
    terminal.error(`${now().toISOString()} ${stackOf(error)}`),
  );
  const reports = keptReports(worker, db);
  const lists = createListThreads(databaseFile);
  const exports = createExportThreads(databaseFile);
  const stop = stopped();
  const stopping = new AbortController();
  const tidied = removeForsakenImports({ db, now }, stopping.signal).catch((error: unknown) =>
    terminal.error(`${now().toISOString()} ${stackOf(error)}`),
  );
  const incoming = `${databaseFile}.incoming`;
  const outgoing = `${databaseFile}.outgoing`;
  await forgetOldExports({ folder: outgoing, now });
  const forgotten = forgetOldUploads({ folder: incoming, now }, stopping.signal).catch((error: unknown) =>
    terminal.error(`${now().toISOString()} ${stackOf(error)}`),
  );
  const { mail } = config();
  const onFailure = (error: unknown) => terminal.error(`${now().toISOString()} ${stackOf(error)}`);
  const deps = {
    db,
    reports,
    lists,
    browser: browserOf(context),
    views: loadViews(),
    assets: loadAssets(),
    secret,
    publicUrl,
    isDemonstration,
    incoming,
    outgoing,
    writeDataFile: exports.writeDataFile,
    now,
    createId,
    reportFailure: ({ reference, error }: { reference: string; error: unknown }) =>
      terminal.error(`${now().toISOString()} ${reference} ${stackOf(error)}`),
    ...(mail === null ? {} : { mailer: createMailer(mail) }),
  };
  const app = createApp(deps);
  let mailing: Repeating | null = null;
  try {
    const server = await listen(app, { host, port }).catch((error: unknown) => {
      throw cannotListen(error, host, port);
    });
    // Where any free port was asked for, the address is known only now.
    if (publicUrl.port === '0') publicUrl.port = String(server.port);
    say('cli.serve.listening', { host, port: server.port });
    mailing = startMailing(deps, onFailure, stopping.signal);
    await sayWhere(context, db, { publicUrl, secret, isDemonstration });
    await sayStudio(context, db, { publicUrl, secret, isDemonstration });
    say('cli.serve.stop');
    await stop;
    await server.close();
    say('cli.serve.stopped');
  } finally {
    stopping.abort();
    await mailing?.stop();
    await tidied;
    await forgotten;
    await lists.close();
    await exports.close();
    await reports.close();
  }
}

async function sayWhere(
  { say }: CommandContext,
  db: Database,
  reached: { readonly publicUrl: URL; readonly secret: string; readonly isDemonstration: boolean },
): Promise<void> {
  const surveys = await allSurveys(db.read);
  if (surveys.length === 0) say('cli.serve.noSurveys');
  const demonstration = await demoAddresses(db.read, reached.secret);
  const fill = demonstration?.personal ?? demonstration?.open ?? null;
  if (fill !== null) say('cli.serve.fill', { address: address(reached, fill) });
  const delivery = demonstration?.delivery ?? null;
  if (delivery !== null) say('cli.serve.delivery', { address: address(reached, delivery) });
  if (reached.isDemonstration && demonstration !== null)
    say('cli.serve.report', { address: address(reached, demonstration.report) });
  for (const survey of surveys) await sayAddresses(say, db.read, survey, reached);
}

/** Where the team works; as long as nobody has an account, with what the first one needs. */
async function sayStudio(
  { say }: CommandContext,
  db: Database,
  {
    isDemonstration,
    ...reached
  }: { readonly publicUrl: URL; readonly secret: string; readonly isDemonstration: boolean },
): Promise<void> {
  const studio = address(reached, '/studio');
  if (isDemonstration) return say('cli.serve.studio.demonstration', { address: studio });
  if (await isAnybodyThere(db.read)) return say('cli.serve.studio', { address: studio });
  say('cli.serve.studio.first', {
    address: address(reached, '/studio/first'),
    code: setUpCode(reached.secret),
  });
}

function cannotListen(error: unknown, host: string, port: number): unknown {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return error;
  if (error.code === 'EADDRINUSE') return new Refusal('cli.serve.portTaken', { port });
  return new Refusal('cli.serve.cannotListen', { host, port, reason: String(error.code) });
}
