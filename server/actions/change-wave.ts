import type { Database, Queryable } from '#db/database.ts';
import { responseCounts } from '#db/queries/responses.ts';
import { updateWave, waveById, wavesOf } from '#db/queries/waves.ts';
import type { Wave } from '#db/tables.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import type { Recorder } from '../people/recorder.ts';
import { waveStateAt } from './wave-state.ts';

/** What of a wave may be put otherwise after it was made. */
export interface WaveWish {
  readonly label: LocalizedText | null;
  readonly opensAt: number | null;
  readonly closesAt: number | null;
}

export type WaveChangeRefusal =
  | 'closesBeforeOpening'
  | 'closesInPast'
  /** Somebody has begun to answer: since when they could is a fact by now. */
  | 'hasAnswers'
  /** It was closed by hand, and nothing leads to anonymous answers any more. */
  | 'closedByHand'
  /** It is over, and a later wave has opened. */
  | 'laterWave'
  /** Somebody changed it since it was looked at. */
  | 'overtaken';

/** What was seen of a wave, to tell whether it has changed since. */
export function markOfWave({ label, opensAt, closesAt, closedAt }: WaveWish & Pick<Wave, 'closedAt'>) {
  return JSON.stringify([label, opensAt, closesAt, closedAt]);
}

/**
 * Gives a wave another name, or other times. One that ended on its date takes answers again with a later closing time, as long
 * as no later wave has opened; one that was closed by hand never does.
 *
 * @param seen what the person saw of it (`markOfWave`)
 * @returns whether anything is otherwise now
 */
export async function changeWave(
  { db, now, record }: { readonly db: Database; readonly now: () => Date; readonly record: Recorder },
  { id, wish, seen }: { readonly id: string; readonly wish: WaveWish; readonly seen: string },
): Promise<boolean | WaveChangeRefusal> {
  return await db.write(async (tx) => {
    const wave = await waveById(tx, id);
    if (wave === null || markOfWave(wave) !== seen) return 'overtaken';
    const refusal = await timesRefused(tx, wave, wish, now().getTime());
    if (refusal !== null) return refusal;
    if (markOfWave({ ...wave, ...wish }) === seen) return false;
    await updateWave(tx, id, wish);
    const details = { wave: wave.key, ...whatChanged(wave, wish) };
    await record(tx, { survey: { id: wave.surveyId }, action: 'wave.changed', details });
    return true;
  });
}

async function timesRefused(
  tx: Queryable,
  wave: Wave,
  { opensAt, closesAt }: WaveWish,
  at: number,
): Promise<WaveChangeRefusal | null> {
  const isOpening = opensAt !== wave.opensAt;
  const isClosing = closesAt !== wave.closesAt;
  if (!isOpening && !isClosing) return null;
  if (wave.closedAt !== null) return 'closedByHand';
  if (opensAt !== null && closesAt !== null && closesAt <= opensAt) return 'closesBeforeOpening';
  if (isClosing && closesAt !== null && closesAt <= at) return 'closesInPast';
  if (isOpening && (await hasAnswers(tx, wave.id))) return 'hasAnswers';
  const isReopened = isClosing && waveStateAt(wave, at) === 'closed';
  return isReopened && (await hasLaterOpened(tx, wave, at)) ? 'laterWave' : null;
}

async function hasAnswers(tx: Queryable, waveId: string): Promise<boolean> {
  const { excluded: _, ...counts } = await responseCounts(tx, waveId);
  return Object.values(counts).some((count) => count > 0);
}

async function hasLaterOpened(tx: Queryable, { surveyId, position }: Wave, at: number): Promise<boolean> {
  const waves = await wavesOf(tx, surveyId);
  return waves.some((wave) => wave.position > position && waveStateAt(wave, at) !== 'planned');
}

/** What was and what is, for the log; moments in UTC. */
function whatChanged(before: WaveWish, after: WaveWish): Record<string, string> {
  const moment = (at: number | null) => (at === null ? '–' : new Date(at).toISOString());
  const names = (label: LocalizedText | null) => Object.values(label ?? {}).join(' / ') || '–';
  const told = {
    name: [names(before.label), names(after.label)],
    opens: [moment(before.opensAt), moment(after.opensAt)],
    closes: [moment(before.closesAt), moment(after.closesAt)],
  };
  return Object.fromEntries(
    Object.entries(told)
      .filter(([, [was, is]]) => was !== is)
      .map(([name, sides]) => [name, sides.join(' → ')]),
  );
}
