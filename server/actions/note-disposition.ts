import type { Database } from '#db/database.ts';
import { recordDisposition } from '#db/queries/sample-members.ts';
import type { Wave } from '#db/tables.ts';
import type { Disposition } from '#surveys/sampling/dispositions.ts';
import type { Recorder } from '../people/recorder.ts';

/**
 * Notes what became of a customer of a wave's sample: refused, not reached, … What the customer answered counts before it
 * (`dispositionOf`).
 *
 * @returns whether the sample has that customer
 */
export async function noteDisposition(
  { db, now, record }: { readonly db: Database; readonly now: () => Date; readonly record: Recorder },
  { wave, customer, disposition }: { wave: Wave; customer: string; disposition: Disposition },
): Promise<boolean> {
  const at = now().getTime();
  return await db.write(async (tx) => {
    if (!(await recordDisposition(tx, { waveId: wave.id, customer, disposition, at }))) return false;
    const details = { wave: wave.key, customer, disposition };
    await record(tx, { survey: { id: wave.surveyId }, action: 'disposition.recorded', details });
    return true;
  });
}
