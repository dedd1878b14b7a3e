import type { Database } from '#db/database.ts';
import { isUniqueViolation } from '#db/errors.ts';
import { insertFrame, insertFrameCustomers } from '#db/queries/frames.ts';
import {
  completeFrame,
  frameStillComesIn,
  giveUpIncoming,
  giveUpOtherFrames,
  isFrameInUse,
} from '#db/queries/incoming-frames.ts';
import type { FrameCustomer } from '#db/tables.ts';
import type { ClassRule } from '#surveys/sampling/class-rules.ts';
import type { Recorder } from '../people/recorder.ts';
import { type CheckedList, checkList, type ListSources } from './check-list.ts';
import { type Counts, createCounts } from './counts.ts';
import type { FrameMapping } from './frame-mapping.ts';
import { giveUpImport, removeGivenUpFrames } from './given-up-frames.ts';
import { ChangedMeanwhileError, FileProblems } from './problems.ts';
import { type ListedCustomer, readCustomers } from './read-customers.ts';
import type { OnProgress } from './table.ts';

/** What an import needs besides its file. */
export interface ImportDependencies {
  readonly db: Database;
  readonly now: () => Date;
  readonly createId: () => string;
  readonly onProgress?: OnProgress;
  /** Writes into the audit log, in the write that keeps what came. */
  readonly record?: Recorder;
}

/** How far an import is: checking a file, then storing so many customers. */
export interface ImportStep {
  readonly step: 'checking' | 'storing' | 'tidying';
  readonly customers: number | null;
}

export interface FrameImportDependencies extends ImportDependencies {
  readonly onStep?: (step: ImportStep) => void;
  /** Cancels the import; nothing of it remains. */
  readonly signal?: AbortSignal;
}

export interface FrameImport extends ListSources {
  readonly surveyId: string;
  readonly key: string;
  readonly mapping: FrameMapping;
}

export interface ImportedFrame {
  readonly customers: number;
  readonly strata: readonly { readonly stratum: string; readonly population: number }[];
  /** Variables whose population counts are now known. */
  readonly margins: readonly string[];
  /** How the classes among the attributes were worked out. */
  readonly classRules: Readonly<Record<string, ClassRule>>;
  /** Purchases of customers who are not in the list. */
  readonly purchasesOfOthers: number;
}

/**
 * Why nothing was imported: a wave uses the frame of this key; somebody cancelled; a newer import of the same key began, or
 * nothing came in for so long that it was taken for dead.
 */
export type FrameImportRefusal = 'frameInUse' | 'cancelled' | 'overtaken';

export type FrameImportOutcome = ImportedFrame | { readonly problems: FileProblems } | FrameImportRefusal;

/** Customers that share a short write: others who write wait for some 10 ms. */
const rowsPerWrite = 500;

/**
 * Imports a customer list as a frame of a survey, after checking all of it: all rows are stored, or none.
 *
 * Customers go into a frame that is not complete, some hundred at a time, so that others can write meanwhile; one short
 * write at the end makes it the frame of its key. A frame of the same key is replaced by then, unless a wave uses it. What
 * was stored of an import that ended halfway can be used by nobody, and is removed.
 */
export async function importFrame(
  dependencies: FrameImportDependencies,
  frame: FrameImport,
): Promise<FrameImportOutcome> {
  const { db, signal, onStep } = dependencies;
  const onProgress = (rows: number) => {
    signal?.throwIfAborted();
    dependencies.onProgress?.(rows);
  };
  const watched = { ...dependencies, onProgress };
  try {
    if (await isFrameInUse(db.read, frame.surveyId, frame.key)) return 'frameInUse';
    onStep?.({ step: 'checking', customers: null });
    const list = await checkList(frame, frame.mapping, onProgress);
    if ('problems' in list) return list;
    return await storeList(watched, frame, list);
  } catch (error) {
    if (signal?.aborted === true && error === signal.reason) return 'cancelled';
    throw error;
  }
}

async function storeList(
  dependencies: FrameImportDependencies,
  frame: FrameImport,
  list: CheckedList,
): Promise<FrameImportOutcome> {
  const { db, now, createId, onStep } = dependencies;
  const { customers, classes, purchasesOfOthers } = list;
  const id = createId();
  await beginFrame(dependencies, id, frame, classes.rules);
  onStep?.({ step: 'storing', customers });
  const outcome = await storeCustomers(dependencies, id, frame, list).catch(async (error: unknown) => {
    // What kept it from being stored may keep it from being removed; that is done at the next start then.
    await giveUpImport(db, id, now).catch(() => undefined);
    throw error;
  });
  onStep?.({ step: 'tidying', customers });
  if (typeof outcome === 'string' || 'problems' in outcome) {
    await giveUpImport(db, id, now);
    return outcome;
  }
  await removeGivenUpFrames(db);
  const margins = Object.keys(outcome.margins());
  return { customers, strata: outcome.strata(), margins, classRules: classes.rules, purchasesOfOthers };
}

/** Begins a frame in the place of whatever else of its key was coming in. */
async function beginFrame(
  { db, now }: FrameImportDependencies,
  id: string,
  { surveyId, key, source, mapping }: FrameImport,
  classRules: ImportedFrame['classRules'],
): Promise<void> {
  const at = now().getTime();
  const from = { source: source.name, strataFrom: mapping.strata ?? [], margins: {}, classRules };
  await db.write(async (tx) => {
    await giveUpIncoming(tx, { surveyId, key }, at);
    const frame = { id, surveyId, key, kind: 'list' as const, ...from, importedAt: at };
    await insertFrame(tx, { ...frame, isComplete: false }, []);
  });
  await removeGivenUpFrames(db);
}

/** Stores the customers of a list that was checked, and then makes their frame the one of its key. */
async function storeCustomers(
  dependencies: FrameImportDependencies,
  id: string,
  { surveyId, key, source, mapping }: FrameImport,
  { classes, customers }: CheckedList,
): Promise<Counts | { readonly problems: FileProblems } | FrameImportRefusal> {
  const { db, now, onProgress, signal } = dependencies;
  const counts = createCounts();
  const problems = new FileProblems(source.name);
  const insertion = customerInsertion(dependencies, id);
  const store = async (customer: ListedCustomer) => {
    counts.add(customer);
    await insertion.add(customer);
  };
  try {
    await readCustomers(source, mapping, classes, problems, store, onProgress);
    if (problems.count > 0) return { problems };
    if ((await insertion.finish()) !== customers) throw new ChangedMeanwhileError();
  } catch (error) {
    if (error instanceof OvertakenError) return 'overtaken';
    throw isUniqueViolation(error) ? new ChangedMeanwhileError('', { cause: error }) : error;
  }
  signal?.throwIfAborted();
  const at = now().getTime();
  return await db.write(async (tx) => {
    if (await isFrameInUse(tx, surveyId, key)) return 'frameInUse';
    if (!(await frameStillComesIn(tx, id, at))) return 'overtaken';
    await giveUpOtherFrames(tx, { surveyId, key, id }, at);
    await completeFrame(
      tx,
      { id, margins: counts.margins(), sums: counts.sums(), importedAt: at },
      counts.strata(),
    );
    await dependencies.record?.(tx, {
      survey: { id: surveyId },
      action: 'frame.imported',
      details: { frame: key, file: source.name, customers },
    });
    return counts;
  });
}

/** Thrown inside an import to end it: another of the same key has begun, or somebody took this one for dead. */
class OvertakenError extends Error {
  override readonly name = 'OvertakenError';
}

/** Inserts customers some hundred at a time, in the order they come, each time in a write of its own. */
function customerInsertion({ db, now }: FrameImportDependencies, frameId: string) {
  let waiting: FrameCustomer[] = [];
  let position = 0;
  const flush = async () => {
    const rows = waiting;
    waiting = [];
    if (rows.length === 0) return;
    const isWanted = await db.write(async (tx) => {
      if (!(await frameStillComesIn(tx, frameId, now().getTime()))) return false;
      await insertFrameCustomers(tx, rows);
      return true;
    });
    if (!isWanted) throw new OvertakenError();
  };
  return {
    async add({ customer, stratum, attributes }: Pick<FrameCustomer, 'customer' | 'stratum' | 'attributes'>) {
      position += 1;
      // in the order of the list, so that the index of identifiers grows at its end
      const id = `${frameId}-${String(position).padStart(8, '0')}`;
      waiting.push({ id, frameId, position, customer, stratum, attributes });
      if (waiting.length === rowsPerWrite) await flush();
    },
    async finish() {
      await flush();
      return position;
    },
  };
}
