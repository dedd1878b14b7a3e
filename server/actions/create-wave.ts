import type { Database } from '#db/database.ts';
import { isUniqueViolation } from '#db/errors.ts';
import { frameByKey } from '#db/queries/frames.ts';
import { isFrameComingIn } from '#db/queries/incoming-frames.ts';
import { latestVersion } from '#db/queries/versions.ts';
import { insertWave } from '#db/queries/waves.ts';
import type { Plan } from '#reports/plan.ts';
import type { Definition } from '#surveys/definition.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import type { Recorder } from '../people/recorder.ts';

/** The stable name of a wave or a frame: `2026Q1`. It stands in files and commands. */
export const keyPattern = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u;

/** What addresses of the studio say where others name a wave. */
const reservedKeys = new Set(['new']);

export interface NewWave {
  readonly surveyId: string;
  readonly key: string;
  readonly frameKey: string | null;
  readonly label: LocalizedText | null;
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
  readonly plan: Plan | null;
  readonly hasOpenLink: boolean;
  /** The single-choice question that tells the stratum of whoever comes by the open link. */
  readonly stratumQuestion: string | null;
}

export type WaveRefusal =
  | 'notPublished'
  | 'unknownFrame'
  | 'frameComingIn'
  | 'keyTaken'
  | 'keyReserved'
  | 'closesBeforeOpening'
  | 'notAChoice';

export interface CreatedWave {
  readonly openKey: string | null;
  readonly version: number;
  /** The fact that every link has to say, so that the plain open link will not do. */
  readonly once: string | null;
}

/** Begins a wave that asks the version published last. */
export async function createWave(
  { db, now, createId, record }: { db: Database; now: () => Date; createId: () => string; record: Recorder },
  wave: NewWave,
): Promise<CreatedWave | WaveRefusal> {
  const { surveyId, key, label, plan, opensAt, closesAt, stratumQuestion } = wave;
  if (reservedKeys.has(key)) return 'keyReserved';
  if (opensAt !== null && closesAt !== null && closesAt <= opensAt) return 'closesBeforeOpening';
  const openKey = wave.hasOpenLink ? createId().replaceAll('-', '') : null;
  try {
    return await db.write(async (tx) => {
      const version = await latestVersion(tx, surveyId);
      if (version === null) return 'notPublished';
      if (stratumQuestion !== null && !isChoice(version.definition, stratumQuestion)) return 'notAChoice';
      const frame = wave.frameKey === null ? null : await frameByKey(tx, surveyId, wave.frameKey);
      if (wave.frameKey !== null && frame === null) {
        return (await isFrameComingIn(tx, surveyId, wave.frameKey)) ? 'frameComingIn' : 'unknownFrame';
      }
      await insertWave(tx, {
        id: createId(),
        surveyId,
        key,
        label,
        frameId: frame?.id ?? null,
        versionId: version.id,
        opensAt: opensAt?.getTime() ?? null,
        closesAt: closesAt?.getTime() ?? null,
        closedAt: null,
        plan,
        openKey,
        stratumQuestion,
        createdAt: now().getTime(),
      });
      await record(tx, { survey: { id: surveyId }, action: 'wave.created', details: { wave: key } });
      const once = version.definition.facts?.find((fact) => fact.once)?.key ?? null;
      return { openKey, version: version.number, once };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return 'keyTaken';
    throw error;
  }
}

function isChoice({ pages }: Definition, question: string): boolean {
  return pages.some(({ questions }) =>
    questions.some(({ key, kind }) => key === question && kind === 'choice'),
  );
}
