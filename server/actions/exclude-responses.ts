import type { Database } from '#db/database.ts';
import { excludable, insertExclusion, markExcluded } from '#db/queries/exclusions.ts';
import type { Wave } from '#db/tables.ts';
import type { ExclusionReason } from '#surveys/exclusion-reasons.ts';
import type { Recorder } from '../people/recorder.ts';

/** So many at once: a decision about more is not made one by one. */
export const mostExcludedAtOnce = 1000;
/** Characters of what an analyst has to say about it. */
export const longestNote = 1000;

export interface ExclusionRequest {
  readonly wave: Pick<Wave, 'id' | 'surveyId' | 'key'>;
  /** Ids of responses. */
  readonly responses: readonly string[];
  readonly reason: ExclusionReason;
  readonly note: string;
  /** The name of whoever decides. */
  readonly by: string;
}

export interface Exclusions {
  /** How many are left out now and were not before. */
  readonly excluded: number;
  /** Ids that nothing was done about, and why. */
  readonly passedOver: readonly {
    readonly id: string;
    readonly why: 'unknown' | 'notSent' | 'alreadyExcluded';
  }[];
}

/**
 * Leaves sent responses out of the figures, each with a line in the protocol and all of them with one in the audit log, in
 * one transaction. Nothing of them is lost: `takeBackExclusion` has them count again.
 *
 * @returns `noteMissing` for the reason `other` without words, `tooLong` and `tooMany` for what goes beyond the limits
 */
export async function excludeResponses(
  {
    db,
    now,
    createId,
    record,
  }: {
    readonly db: Pick<Database, 'write'>;
    readonly now: () => Date;
    readonly createId: () => string;
    readonly record: Recorder;
  },
  { wave, responses, reason, note, by }: ExclusionRequest,
): Promise<Exclusions | 'noteMissing' | 'tooLong' | 'tooMany'> {
  const words = note.normalize('NFC').trim();
  if (reason === 'other' && words === '') return 'noteMissing';
  if (words.length > longestNote) return 'tooLong';
  const ids = [...new Set(responses)];
  if (ids.length > mostExcludedAtOnce) return 'tooMany';
  return await db.write(async (tx) => {
    const known = new Map((await excludable(tx, wave.id, ids)).map((each) => [each.id, each]));
    const passedOver: { id: string; why: 'unknown' | 'notSent' | 'alreadyExcluded' }[] = [];
    const at = now().getTime();
    let excluded = 0;
    for (const id of ids) {
      const response = known.get(id);
      if (response === undefined) passedOver.push({ id, why: 'unknown' });
      else if (response.isExcluded) passedOver.push({ id, why: 'alreadyExcluded' });
      else if (!(await markExcluded(tx, { id, waveId: wave.id, isExcluded: true }))) {
        passedOver.push({ id, why: 'notSent' });
      } else {
        const line = { id: createId(), waveId: wave.id, responseId: id, reason, note: words };
        await insertExclusion(tx, { ...line, excludedBy: by, excludedAt: at });
        excluded += 1;
      }
    }
    if (excluded > 0) {
      const details = { wave: wave.key, reason, responses: excluded };
      await record(tx, { survey: { id: wave.surveyId }, action: 'response.excluded', details });
    }
    return { excluded, passedOver };
  });
}
