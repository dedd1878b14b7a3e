import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Definition } from '#surveys/definition.ts';
import { started } from '../helpers/cli-process.ts';
import { createSheets } from './forms.ts';
import { createPatientCustomers, type Met } from './patient-customers.ts';
import { benchSecret } from './prepare.ts';
import { checkKept, type Kept, type Told } from './told.ts';

/** Waits, from when a server listens, for the moment at which its time is over. */
export type Until = (told: () => readonly Told[]) => Promise<unknown>;

/** A server that is killed again and again while customers answer. */
export interface KilledServer {
  /** A database made by `prepareDatabase`. */
  readonly databaseFile: string;
  readonly definition: Definition;
  readonly entryOf: (customer: number) => string;
  /** Customers at work at the same time. */
  readonly concurrency: number;
  /** When the server is killed, each time. */
  readonly kills: readonly Until[];
  /** When the last one, which nobody kills, gets no more customers. */
  readonly end: Until;
}

/** One death of the server, and what stood in the file then. */
export interface Fall {
  /** Milliseconds from when the server listened. */
  readonly upFor: number;
  /** Customers of whom a page was taken in and who were not thanked yet. */
  readonly inTheMiddle: number;
  readonly kept: Kept;
  /** What stood in the write-ahead log, not yet in the database itself. */
  readonly logBytes: number;
  /** Milliseconds from starting the server until it listened again. */
  readonly restart: number;
}

export interface Survived {
  readonly falls: readonly Fall[];
  /** What everybody was told in all. */
  readonly told: readonly Told[];
  /** When everybody had finished and the server was stopped. */
  readonly end: Kept;
  readonly met: Met;
  /** What servers wrote to their error output. */
  readonly complaints: string;
}

/** Starts the product's own server and waits until it listens. */
async function serve(databaseFile: string, port: number) {
  const before = performance.now();
  const server = started({ databaseFile }, ['serve'], {
    MANYI_PORT: String(port),
    MANYI_SECRET: benchSecret,
    LANG: 'en_US.UTF-8',
  });
  let isOver = false;
  void server.ended.then(() => {
    isOver = true;
  });
  for (;;) {
    const listening = /listening at \S+?:(\d+)\./.exec(server.out());
    if (listening !== null)
      return { ...server, port: Number(listening[1]), took: performance.now() - before };
    if (isOver) throw new Error(`The server did not start: ${server.error()}`);
    await delay(5);
  }
}

/** Looks at a copy, so that the server which is started next finds the file exactly as the dead one left it. */
function checkCopy(databaseFile: string, check: (file: string) => Kept): Kept {
  const folder = mkdtempSync(join(dirname(databaseFile), 'fallen-'));
  const copy = join(folder, 'copy.sqlite');
  try {
    for (const end of ['', '-wal'])
      if (existsSync(`${databaseFile}${end}`)) copyFileSync(`${databaseFile}${end}`, `${copy}${end}`);
    return check(copy);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0;
}

const isInTheMiddle = ({ pages, thanked }: Told) => pages.size > 0 && !thanked;

/**
 * Lets customers answer while the server is killed (SIGKILL) and started again. After every death, and when all have
 * finished, the database is asked for everything customers were told up to then.
 */
export async function surviveKilling(killed: KilledServer): Promise<Survived> {
  const { databaseFile, definition, entryOf, concurrency } = killed;
  const sheetOf = createSheets(definition);
  let server = await serve(databaseFile, 0);
  let complaints = '';
  const customers = createPatientCustomers(server.port, { definition, sheetOf, entryOf });
  const check = (told: readonly Told[]) => (file: string) => checkKept(file, definition, sheetOf, told);
  let isOver = false;
  let next = 0;
  async function respondent() {
    while (!isOver) await customers.answer(next++);
  }
  const answering = Promise.all(Array.from({ length: concurrency }, respondent));
  const falls: Fall[] = [];
  try {
    for (const until of killed.kills) {
      const before = performance.now();
      await Promise.race([until(customers.told), answering]);
      const upFor = performance.now() - before;
      server.child.kill('SIGKILL');
      await server.ended;
      if (server.child.signalCode !== 'SIGKILL') throw new Error(`The server ended: ${server.error()}`);
      complaints += server.error();
      const told = customers.told();
      const logBytes = sizeOf(`${databaseFile}-wal`);
      const kept = checkCopy(databaseFile, check(told));
      server = await serve(databaseFile, server.port);
      const inTheMiddle = told.filter(isInTheMiddle).length;
      falls.push({ upFor, inTheMiddle, kept, logBytes, restart: server.took });
    }
    await Promise.race([killed.end(customers.told), answering]);
    isOver = true;
    await answering;
  } finally {
    isOver = true;
    customers.close();
    server.child.kill('SIGTERM');
    await server.ended;
  }
  complaints += server.error();
  const told = customers.told();
  return { falls, told, end: check(told)(databaseFile), met: customers.met, complaints };
}
