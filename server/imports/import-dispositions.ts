import { z } from 'zod';
import type { Database } from '#db/database.ts';
import { type NewDisposition, recordDispositions } from '#db/queries/recorded-dispositions.ts';
import { membersOfWave } from '#db/queries/sample-members.ts';
import type { Wave } from '#db/tables.ts';
import { firstUnsupported } from '#surveys/characters.ts';
import type { Disposition } from '#surveys/sampling/dispositions.ts';
import { longestNote } from '../actions/note-disposition.ts';
import type { Recorder } from '../people/recorder.ts';
import { writtenMoment } from './moments.ts';
import { FileProblems } from './problems.ts';
import { dispositionColumn } from './response-mapping.ts';
import type { Source } from './source.ts';
import { cellReader, type OnProgress, readTable } from './table.ts';
import type { TableRow } from './table-row.ts';
import { columnName } from './variables.ts';

/** How a file of field results is read: whose request ended how, and, where columns say so, when and what else there is to say. */
export const dispositionMapping = z.strictObject({
  customer: columnName,
  disposition: dispositionColumn,
  date: columnName.optional(),
  note: columnName.optional(),
});
export type DispositionMapping = z.output<typeof dispositionMapping>;

export interface DispositionFile {
  readonly wave: Wave;
  readonly source: Source;
  readonly mapping: DispositionMapping;
}

interface DispositionDependencies {
  readonly db: Database;
  readonly now: () => Date;
  readonly onProgress?: OnProgress;
}

/** A row that is right in itself. `at`: when the attempt was made, as far as the file says. */
export interface ListedDisposition {
  readonly customer: string;
  readonly memberId: string;
  readonly disposition: Disposition;
  readonly at: number | null;
  readonly note: string;
}

/** Reads a file of field results as an import would, and keeps nothing of it. */
export async function readDispositions(
  { db, now, onProgress }: DispositionDependencies,
  { wave, source, mapping }: DispositionFile,
): Promise<{ readonly rows: readonly ListedDisposition[]; readonly problems: FileProblems }> {
  const problems = new FileProblems(source.name);
  const members = new Map<string, string>();
  for await (const chunk of membersOfWave(db.read, wave.id))
    for (const { customer, id } of chunk) members.set(customer, id);
  const read = rowReader(mapping, members, problems, now().getTime());
  const rows: ListedDisposition[] = [];
  const { customer, disposition, date, note } = mapping;
  const needed = [customer, disposition.column, date ?? [], note ?? []].flat();
  const onRow = (row: TableRow) => {
    const listed = read(row);
    if (listed !== null) rows.push(listed);
  };
  await readTable(source, problems, needed, onRow, onProgress);
  return { rows, problems };
}

/** Records how the attempts to ask the customers of a wave ended: all of them, or none when there is a problem. */
export async function importDispositions(
  deps: DispositionDependencies & { readonly record: Recorder },
  file: DispositionFile & { readonly by: string | null },
): Promise<{ readonly recorded: number } | { readonly problems: FileProblems }> {
  const { rows, problems } = await readDispositions(deps, file);
  if (problems.count > 0) return { problems };
  const { wave, source, by } = file;
  const recordedAt = deps.now().getTime();
  const recorded = rows.map(({ memberId, disposition, at, note }): NewDisposition => {
    return { memberId, disposition, at: at ?? recordedAt, note };
  });
  await deps.db.write(async (tx) => {
    await recordDispositions(tx, wave.id, recorded, { by, at: recordedAt });
    const details = { wave: wave.key, file: source.name, customers: recorded.length };
    await deps.record(tx, { survey: { id: wave.surveyId }, action: 'dispositions.imported', details });
  });
  return { recorded: recorded.length };
}

/** Reads one row after the other; what is wrong goes to the problems and reads as `null`. */
function rowReader(
  mapping: DispositionMapping,
  members: ReadonlyMap<string, string>,
  problems: FileProblems,
  now: number,
): (row: TableRow) => ListedDisposition | null {
  const cells = cellReader(problems);
  const seen = new Map<string, number>();
  const { column, codes } = mapping.disposition;

  function dispositionIn(row: TableRow): Disposition | null {
    const code = cells.neededName(row, column);
    if (code === null) return null;
    const found = Object.hasOwn(codes, code) ? codes[code] : undefined;
    if (found !== undefined) return found;
    problems.add(
      'unknownDisposition',
      { row: row.row, column },
      { value: code, known: Object.keys(codes).join(', ') },
    );
    return null;
  }

  function momentIn(row: TableRow): number | 'wrong' | null {
    const text = mapping.date === undefined ? '' : cells.name(row, mapping.date);
    if (text === '') return null;
    const place = { row: row.row, column: mapping.date ?? null };
    const at = text === null ? null : writtenMoment(text, 'here');
    if (text !== null && at === null) problems.add('notADay', place, { value: text });
    if (text !== null && at !== null && at > now) problems.add('dayToCome', place, { value: text });
    return at === null || at > now ? 'wrong' : at;
  }

  function noteIn(row: TableRow): string | null {
    if (mapping.note === undefined) return '';
    const place = { row: row.row, column: mapping.note };
    const text = row.raw(mapping.note).trim().normalize('NFC');
    const unsupported = firstUnsupported(text);
    if (unsupported !== null) problems.add('cellCharacters', place, { ...unsupported });
    else if (text.length > longestNote) problems.add('cellTooLong', place, { maximum: longestNote });
    else return text;
    return null;
  }

  return (row) => {
    const customer = cells.neededName(row, mapping.customer);
    const disposition = dispositionIn(row);
    const at = momentIn(row);
    const note = noteIn(row);
    if (customer === null) return null;
    const place = { row: row.row, column: mapping.customer };
    const before = seen.get(customer);
    if (before !== undefined) problems.add('duplicateCustomer', place, { customer, before });
    else seen.set(customer, row.row);
    const memberId = members.get(customer);
    if (memberId === undefined) problems.add('customerNotInSample', place, { customer });
    if (before !== undefined || memberId === undefined || disposition === null || note === null) return null;
    return at === 'wrong' ? null : { customer, memberId, disposition, at, note };
  };
}
