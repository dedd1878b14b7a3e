import type { Database } from '#db/database.ts';
import { versionsOf } from '#db/queries/versions.ts';
import { updateWaveVersion, waveById } from '#db/queries/waves.ts';
import type { Wave } from '#db/tables.ts';
import type { Definition } from '#surveys/definition.ts';
import type { Recorder } from '../people/recorder.ts';
import { readPublished } from './versions.ts';
import { waveStateAt } from './wave-state.ts';

/**
 * Why a wave cannot ask another version.
 *
 * - `unknownVersion`: the survey has no such version
 * - `waveClosed`: nobody answers it any more
 * - `olderVersion`: a wave only goes forward, since its figures are those of its last version
 * - `anonymityDiffers`: what customers were promised cannot change in the middle of a wave
 * - `linksDiffer`: signed links in circulation say other facts than the version asks for
 * - `notAChoice`: the question that tells the stratum of open answers is no single choice there
 */
export type MoveRefusal =
  | 'unknownVersion'
  | 'waveClosed'
  | 'olderVersion'
  | 'anonymityDiffers'
  | 'linksDiffer'
  | 'notAChoice';

export interface MovedWave {
  readonly from: number;
  readonly to: number;
  /** `false` where the wave asks that version already. */
  readonly isNew: boolean;
}

/**
 * Has a wave under way ask another version from now on: whoever opens a link, personal or open, gets the new one; whoever has
 * begun finishes the one begun with.
 *
 * @param number of the version; absent: the last one
 */
export async function moveWaveToVersion(
  {
    db,
    now,
    record,
  }: { readonly db: Pick<Database, 'write'>; readonly now: () => Date; readonly record: Recorder },
  waveId: string,
  number?: number,
): Promise<MovedWave | MoveRefusal> {
  return await db.write(async (tx) => {
    const wave = await waveById(tx, waveId);
    if (wave === null) throw new RangeError(`There is no wave ${waveId}`);
    const versions = await versionsOf(tx, wave.surveyId);
    const from = versions.find(({ id }) => id === wave.versionId);
    const to = number === undefined ? versions.at(-1) : versions.find((each) => each.number === number);
    if (from === undefined || to === undefined) return 'unknownVersion';
    const moved = { from: from.number, to: to.number };
    if (from.id === to.id) return { ...moved, isNew: false };
    if (waveStateAt(wave, now().getTime()) === 'closed') return 'waveClosed';
    if (to.number < from.number) return 'olderVersion';
    const refusal = hindrance(wave, readPublished(from), readPublished(to));
    if (refusal !== null) return refusal;
    await updateWaveVersion(tx, { waveId, seen: from.id, versionId: to.id });
    const details = { wave: wave.key, from: from.number, to: to.number };
    await record(tx, { survey: { id: wave.surveyId }, action: 'wave.changed', details });
    return { ...moved, isNew: true };
  });
}

function hindrance({ stratumQuestion }: Wave, from: Definition, to: Definition): MoveRefusal | null {
  if (from.anonymous !== to.anonymous) return 'anonymityDiffers';
  if (onceFacts(from) !== onceFacts(to) || !hasFactsOf(from, to)) return 'linksDiffer';
  const isChoice = to.pages.some(({ questions }) =>
    questions.some(({ key, kind }) => key === stratumQuestion && kind === 'choice'),
  );
  return stratumQuestion !== null && !isChoice ? 'notAChoice' : null;
}

function onceFacts({ facts }: Definition): string {
  return JSON.stringify(facts.flatMap(({ key, once }) => (once ? [key] : [])).toSorted());
}

/** Whether every fact that links may say is known to the later version, which would refuse a link with others. */
function hasFactsOf(from: Definition, to: Definition): boolean {
  return from.facts.every(({ key }) => to.facts.some((fact) => fact.key === key));
}
