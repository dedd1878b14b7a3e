import type { Database, Queryable } from '#db/database.ts';
import { deleteFrame } from '#db/queries/frame-lookups.ts';
import { insertFrame, insertFrameCustomers } from '#db/queries/frames.ts';
import type { FrameCustomer } from '#db/tables.ts';
import { type Counts, createCounts } from './counts.ts';
import type { FrameMapping } from './frame-mapping.ts';
import { ChangedMeanwhileError, FileProblems } from './problems.ts';
import { type Classes, classesOf, type ListedCustomer, readCustomers } from './read-customers.ts';
import type { Source } from './source.ts';
import type { OnProgress } from './table.ts';

/** What an import needs besides its file. */
export interface ImportDependencies {
  readonly db: Database;
  readonly now: () => Date;
  readonly createId: () => string;
  readonly onProgress?: OnProgress;
}

export interface FrameImport {
  readonly surveyId: string;
  readonly key: string;
  readonly source: Source;
  readonly mapping: FrameMapping;
}

export interface ImportedFrame {
  readonly customers: number;
  readonly strata: readonly { readonly stratum: string; readonly population: number }[];
  /** Variables whose population counts are now known. */
  readonly margins: readonly string[];
}

const rowsPerInsert = 500;

/**
 * Imports a customer list as a frame of a survey, after checking all of it: all rows are stored, or none.
 *
 * A frame of the same key is replaced as long as no wave uses it; `frameInUse` otherwise.
 * Memory holds the customers' names (to find those listed twice) and no more of the list.
 */
export async function importFrame(
  dependencies: ImportDependencies,
  { surveyId, key, source, mapping }: FrameImport,
): Promise<ImportedFrame | { readonly problems: FileProblems } | 'frameInUse'> {
  const { db, now, createId, onProgress } = dependencies;
  const problems = new FileProblems(source.name);
  const classes = await classesOf(source, mapping);
  const counts = await checkedCounts(source, mapping, classes, problems, onProgress);
  if (problems.count > 0) return { problems };

  const frame = {
    id: createId(),
    surveyId,
    key,
    kind: 'list' as const,
    source: source.name,
    strataFrom: mapping.strata ?? [],
    margins: counts.margins(),
    importedAt: now().getTime(),
  };
  const outcome = await db.write(async (tx) => {
    if (!(await deleteFrame(tx, surveyId, key))) return 'frameInUse';
    await insertFrame(tx, frame, counts.strata());
    const again = new FileProblems(source.name);
    const insertion = customerInsertion(tx, frame.id, createId);
    await readCustomers(source, mapping, classes, again, insertion.add, onProgress);
    if (again.count > 0 || (await insertion.finish()) !== counts.total) throw new ChangedMeanwhileError();
    return 'stored';
  });
  if (outcome === 'frameInUse') return outcome;
  return { customers: counts.total, strata: counts.strata(), margins: Object.keys(frame.margins) };
}

async function checkedCounts(
  source: Source,
  mapping: FrameMapping,
  classes: Classes,
  problems: FileProblems,
  onProgress?: OnProgress,
): Promise<Counts> {
  const counts = createCounts();
  const rows = new Map<string, number>();
  const check = ({ row, customer, stratum, attributes }: ListedCustomer) => {
    const before = rows.get(customer);
    if (before === undefined) rows.set(customer, row);
    else problems.add('duplicateCustomer', { row, column: mapping.customer }, { customer, before });
    counts.add({ stratum, attributes });
  };
  await readCustomers(source, mapping, classes, problems, check, onProgress);
  return counts;
}

/** Inserts customers some hundred at a time, in the order they come. */
function customerInsertion(tx: Queryable, frameId: string, createId: () => string) {
  let waiting: FrameCustomer[] = [];
  let position = 0;
  const flush = async () => {
    await insertFrameCustomers(tx, waiting);
    waiting = [];
  };
  return {
    async add({ customer, stratum, attributes }: Pick<FrameCustomer, 'customer' | 'stratum' | 'attributes'>) {
      position += 1;
      waiting.push({ id: createId(), frameId, position, customer, stratum, attributes });
      if (waiting.length === rowsPerInsert) await flush();
    },
    async finish() {
      await flush();
      return position;
    },
  };
}
