import { createHash } from 'node:crypto';
import type { Database } from '#db/database.ts';
import { surveyById, updateSurveyPlan } from '#db/queries/surveys.ts';
import { updateWavePlan } from '#db/queries/waves.ts';
import type { Survey, Wave } from '#db/tables.ts';
import { type Plan, plan as planSchema } from '#reports/plan.ts';
import type { Recorder } from '../people/recorder.ts';

/**
 * Decides how a survey's answers, or those of one of its waves, are weighted and reported from now on.
 *
 * @param seen the stamp of the survey's plan that whoever decides has seen; absent: whatever it is
 * @returns `overtaken` where the survey's plan is another by now; nothing is changed then
 */
export async function changePlan(
  { db, record }: { readonly db: Database; readonly record: Recorder },
  {
    survey,
    wave,
    plan,
    seen,
  }: {
    readonly survey: Pick<Survey, 'id'>;
    /** `null`: every wave that has no plan of its own. */
    readonly wave: Pick<Wave, 'id' | 'key'> | null;
    readonly plan: Plan;
    readonly seen?: string;
  },
): Promise<'changed' | 'overtaken'> {
  return await db.write(async (tx) => {
    const now = await surveyById(tx, survey.id);
    if (seen !== undefined && stampOf(planSchema.parse(now?.plan ?? {})) !== seen) return 'overtaken';
    if (wave === null) await updateSurveyPlan(tx, survey.id, plan);
    else await updateWavePlan(tx, wave.id, plan);
    await record(tx, { survey, action: 'plan.changed', details: { wave: wave?.key ?? null } });
    return 'changed';
  });
}

/** By what a plan can be told from another. */
export function stampOf(plan: Plan): string {
  return createHash('sha256').update(JSON.stringify(plan)).digest('base64url');
}
