import type { Database } from '#db/database.ts';
import {
  dispositionsOfMember,
  recordDispositions,
  takeBackRecorded,
} from '#db/queries/recorded-dispositions.ts';
import { memberByCustomer } from '#db/queries/sample-members.ts';
import type { RecordedDisposition, SampleMember, Wave } from '#db/tables.ts';
import type { Disposition } from '#surveys/sampling/dispositions.ts';
import type { Recorder } from '../people/recorder.ts';

interface NoteDependencies {
  readonly db: Database;
  readonly now: () => Date;
  readonly record: Recorder;
}

/** What became of an attempt to ask a customer. */
export interface NotedDisposition {
  readonly wave: Wave;
  readonly customer: string;
  readonly disposition: Disposition;
  /** When the attempt was made; now where nothing is said. */
  readonly at?: number | null;
  readonly note?: string;
  /** Who notes it, by name; `null` for the command line. */
  readonly by?: string | null;
}

/** The longest note, in UTF-16 code units. */
export const longestNote = 1000;

/**
 * Notes what became of a customer of a wave's sample: refused, not reached, … What the customer answered counts before it
 * (`dispositionOf`). A form that is sent twice, by a click too many, is noted once.
 *
 * @returns whether the sample has that customer
 */
export async function noteDisposition(
  { db, now, record }: NoteDependencies,
  { wave, customer, disposition, at = null, note = '', by = null }: NotedDisposition,
): Promise<boolean> {
  const recordedAt = now().getTime();
  return await db.write(async (tx) => {
    const member = await memberByCustomer(tx, wave.id, customer);
    if (member === null) return false;
    const row = { memberId: member.id, disposition, at: at ?? recordedAt, note };
    const [last] = await dispositionsOfMember(tx, member.id);
    if (last !== undefined && isSentAgain(last, { ...row, by, recordedAt })) return true;
    await recordDispositions(tx, wave.id, [row], { by, at: recordedAt });
    const details = { wave: wave.key, customer, disposition };
    await record(tx, { survey: { id: wave.surveyId }, action: 'disposition.recorded', details });
    return true;
  });
}

/** Within this the same is a click too many, in milliseconds. */
const clickTooMany = 10_000;

function isSentAgain(
  last: RecordedDisposition,
  {
    disposition,
    at,
    note,
    by,
    recordedAt,
  }: Pick<RecordedDisposition, 'disposition' | 'at' | 'note' | 'recordedAt'> & {
    by: string | null;
  },
): boolean {
  const isSame = last.disposition === disposition && last.note === note && last.recordedBy === by;
  const isSameMoment = last.at === at || (last.at === last.recordedAt && at === recordedAt);
  const isStanding = last.undoneAt === null && recordedAt - last.recordedAt < clickTooMany;
  return isSame && isSameMoment && isStanding;
}

/**
 * Takes back what was noted last of a customer: what stood before stands again, and the note stays in the history.
 *
 * @param number which note is meant
 * @returns whether it was taken back: not where it is not the last one any more
 */
export async function takeBackDisposition(
  { db, now, record }: NoteDependencies,
  { wave, member, number, by }: { wave: Wave; member: SampleMember; number: number; by: string },
): Promise<boolean> {
  const at = now().getTime();
  return await db.write(async (tx) => {
    const { id: memberId, customer } = member;
    if (!(await takeBackRecorded(tx, wave.id, { memberId, number, by, at }))) return false;
    const details = { wave: wave.key, customer };
    await record(tx, { survey: { id: wave.surveyId }, action: 'disposition.undone', details });
    return true;
  });
}
