import { deleteOptOut, insertOptOuts, isKnownCustomer, optOutOf, optOuts } from '#db/queries/opt-outs.ts';
import { optOutsCsv } from '../../exports/opt-outs.ts';
import { importOptOuts } from '../../imports/import-opt-outs.ts';
import { fileSource } from '../../imports/source.ts';
import { recorderFor } from '../../people/recorder.ts';
import { command } from '../command.ts';
import { writeFileWhole } from '../files.ts';
import { flag, needed, optional } from '../options.ts';
import { Refusal, RefusedFile } from '../refusal.ts';

/** A customer's number or name as lists of customers keep it. */
function customerFrom(text: string): string {
  return text.trim().normalize('NFC');
}

const list = command({
  name: 'opt-outs list',
  summary: 'cli.optOutsList',
  options: {},
  async run({ withDatabase, say, t }) {
    await withDatabase(async ({ read }) => {
      let count = 0;
      for await (const rows of optOuts(read)) {
        for (const { customer, at, source } of rows) {
          const since = new Date(at).toISOString().slice(0, 10);
          say('cli.optOuts.customer', {
            customer,
            since,
            source: t(source === 'customer' ? 'cli.optOuts.byCustomer' : 'cli.optOuts.recorded'),
          });
        }
        count += rows.length;
      }
      if (count === 0) say('cli.optOutsList.none');
    });
  },
});

const add = command({
  name: 'opt-outs add',
  summary: 'cli.optOutsAdd',
  options: { customer: needed('NUMBER') },
  async run(context, options) {
    const { withDatabase, now, say } = context;
    const record = recorderFor(context, 'command line');
    const customer = customerFrom(options.customer);
    await withDatabase(async (db) => {
      if ((await optOutOf(db.read, customer)) !== null) return say('cli.optOutsAdd.before', { customer });
      await db.write(async (tx) => {
        await insertOptOuts(tx, [{ customer, at: now().getTime(), source: 'recorded' }]);
        await record(tx, { survey: null, action: 'optOut.recorded', details: { customer } });
      });
      say('cli.optOutsAdd.done', { customer });
      if (!(await isKnownCustomer(db.read, customer))) say('cli.optOutsAdd.unknown', { customer });
    });
  },
});

const remove = command({
  name: 'opt-outs remove',
  summary: 'cli.optOutsRemove',
  options: { customer: needed('NUMBER') },
  async run(context, options) {
    const { withDatabase, say } = context;
    const record = recorderFor(context, 'command line');
    const customer = customerFrom(options.customer);
    const isRemoved = await withDatabase((db) =>
      db.write(async (tx) => {
        const isThere = await deleteOptOut(tx, customer);
        if (isThere) await record(tx, { survey: null, action: 'optOut.withdrawn', details: { customer } });
        return isThere;
      }),
    );
    if (!isRemoved) throw new Refusal('cli.optOutsRemove.none', { customer });
    say('cli.optOutsRemove.done', { customer });
  },
});

const importList = command({
  name: 'opt-outs import',
  summary: 'cli.optOutsImport',
  options: { file: needed('opt-outs.csv'), column: optional('customer'), raw: flag },
  async run(context, options) {
    const source = fileSource(options.file);
    const wanted = { source, column: options.column ?? 'customer', guarded: !options.raw };
    const outcome = await context.withDatabase((db) =>
      importOptOuts({ ...context, db, record: recorderFor(context, 'command line') }, wanted),
    );
    if ('problems' in outcome) throw new RefusedFile(outcome.problems);
    context.say('cli.optOutsImport.done', { customers: outcome.customers });
  },
});

const exportList = command({
  name: 'opt-outs export',
  summary: 'cli.optOutsExport',
  options: { out: needed('opt-outs.csv'), raw: flag },
  async run({ withDatabase, say }, options) {
    await withDatabase((db) =>
      writeFileWhole(options.out, optOutsCsv(db.read, !options.raw), { secret: true }),
    );
    say('cli.written', { file: options.out });
  },
});

export const optOutCommands = [list, add, remove, importList, exportList];
