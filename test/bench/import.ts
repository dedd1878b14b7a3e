import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { insertSurvey } from '#db/queries/surveys.ts';
import { openSqlite } from '#db/sqlite.ts';
import { migrateSqlite } from '#db/sqlite-migrations.ts';
import { defaultPlan } from '#reports/plan.ts';
import { writeCsv, writeWorkbook } from './import-lists.ts';
import { diskLine, machineLine, say, table } from './machine.ts';
import { type WriteTimes, writesUntil } from './steady-writes.ts';

/**
 * What the import of a customer list takes: time, peak memory, and how long others wait who write meanwhile, on a server
 * beside it and in the same process. `-- 1000000` takes other numbers of customers; `-- csv` one format alone.
 */
const given = process.argv.slice(2);
const sizes = given.filter((word) => /^\d+$/.test(word)).map(Number);
const formats = given.filter((word) => word === 'csv' || word === 'xlsx');
const folder = mkdtempSync(join(tmpdir(), 'manyi-import-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

interface Taken {
  readonly outcome: string;
  readonly checking: string;
  readonly storing: string;
  readonly tidying: string;
  readonly seconds: string;
  readonly peak: number;
  readonly writes: WriteTimes | null;
}

/** A new database with a survey. */
async function aDatabase() {
  const file = join(folder, `${randomUUID()}.sqlite`);
  migrateSqlite(file);
  const db = openSqlite(file);
  const survey = { id: randomUUID(), slug: 's', draft: {}, plan: defaultPlan, createdAt: 0 };
  await db.write((tx) => insertSurvey(tx, survey));
  return { file, db, surveyId: survey.id };
}

type Place = Awaited<ReturnType<typeof aDatabase>>;

async function imported(
  { file, surveyId }: Place,
  list: string,
  more: readonly string[] = [],
): Promise<Taken> {
  const script = join(import.meta.dirname, 'import-process.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    'tsx',
    script,
    file,
    surveyId,
    list,
    ...more,
  ]);
  return JSON.parse(stdout) as Taken;
}

const ms = (times: WriteTimes | null) =>
  times === null
    ? '–'
    : `${times.p50.toFixed(1)} / ${times.p99.toFixed(1)} / ${times.longest.toFixed(0)} (${times.failed})`;

async function rowsOf(format: string, customers: number): Promise<string[][]> {
  const list = join(folder, `list-${customers}.${format}`);
  await (format === 'csv' ? writeCsv : writeWorkbook)(list, customers);
  const place = await aDatabase();
  const size = `${(statSync(list).size / 2 ** 20).toFixed(0)} MB`;
  const line = (what: string, taken: Taken, beside: WriteTimes | null) => [
    ...[`${customers.toLocaleString('en')} ${format}, ${size}`, what, taken.outcome],
    ...[taken.seconds, taken.checking, taken.storing, taken.tidying, (taken.peak / 2 ** 20).toFixed(0)],
    ms(beside ?? taken.writes),
  ];
  const measured: string[][] = [];
  const beside = async (what: string, more: readonly string[] = []) => {
    const importing = imported(place, list, more);
    const times = await writesUntil(place.db, importing);
    measured.push(line(what, await importing, times));
  };
  await beside('first, writes from another process');
  measured.push(
    line('replaces it, writes from the same process', await imported(place, list, ['0', 'writing']), null),
  );
  await beside('cancelled at half', [String(customers / 2)]);
  await place.db.close();
  rmSync(place.file);
  return measured;
}

say(`${machineLine()}\n${diskLine(folder)}\n`);
const rows: string[][] = [];
for (const format of formats.length > 0 ? formats : ['csv', 'xlsx']) {
  for (const customers of sizes.length > 0 ? sizes : [10_000, 100_000, 1_000_000]) {
    rows.push(...(await rowsOf(format, customers)));
  }
}
const head = [
  'list',
  'import',
  'outcome',
  'seconds',
  'checking',
  'storing',
  'tidying',
  'peak MB',
  'others’ writes, ms: p50 / p99 / longest (refused)',
];
say(table(head, rows));
