import type { Database } from '#db/database.ts';
import { deleteComplaints, insertComplaints } from '#db/queries/complaints.ts';
import type { ComplaintsReceived, Wave } from '#db/tables.ts';
import type { Recorder } from '../people/recorder.ts';

interface Dependencies {
  readonly db: Pick<Database, 'write'>;
  readonly now: () => Date;
  readonly createId: () => string;
  readonly record: Recorder;
}

/** Complaints as somebody counted them. */
export type ComplaintsWish = Pick<ComplaintsReceived, 'channel' | 'count' | 'fromOn' | 'untilOn' | 'source'>;

/** The longest name of a channel or a source, in UTF-16 code units. */
export const longestComplaintText = 200;
/** More than these nobody counts. */
export const mostComplaints = 100_000_000;

/** Enters complaints that were received while a wave was asked. @param by the name of whoever does */
export async function enterComplaints(
  { db, now, createId, record }: Dependencies,
  wave: Pick<Wave, 'id' | 'surveyId' | 'key'>,
  wish: ComplaintsWish,
  by: string,
): Promise<void> {
  const entry = { id: createId(), waveId: wave.id, ...wish, enteredBy: by, enteredAt: now().getTime() };
  await db.write(async (tx) => {
    await insertComplaints(tx, entry);
    const details = { wave: wave.key, ...wish };
    await record(tx, { survey: { id: wave.surveyId }, action: 'complaints.entered', details });
  });
}

/** Takes an entry away. @returns whether this call did */
export async function removeComplaints(
  { db, record }: Pick<Dependencies, 'db' | 'record'>,
  wave: Pick<Wave, 'id' | 'surveyId' | 'key'>,
  id: string,
): Promise<boolean> {
  return await db.write(async (tx) => {
    const gone = await deleteComplaints(tx, { id, waveId: wave.id });
    if (gone === null) return false;
    const { channel, count, fromOn, untilOn, source } = gone;
    const details = { wave: wave.key, channel, count, fromOn, untilOn, source };
    await record(tx, { survey: { id: wave.surveyId }, action: 'complaints.removed', details });
    return true;
  });
}
