import type { Database } from '#db/database.ts';
import { isUniqueViolation } from '#db/errors.ts';
import { insertSurvey, surveyBySlug } from '#db/queries/surveys.ts';
import { defaultPlan } from '#reports/plan.ts';
import type { DefinitionProblem } from '#surveys/definition-problem.ts';
import { problemsIn } from '#surveys/publishing.ts';
import { readDraft } from '#surveys/read-definition.ts';
import type { Recorder } from '../people/recorder.ts';
import { beginHistory, keepDraft } from './keep-draft.ts';

/** The public name of a survey, part of its addresses; `new` is where one is made. */
export const slugPattern = /^(?!new$)[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;

export interface KeptDraft {
  readonly isNew: boolean;
  /** What still keeps it from being published. A draft under way may have such problems. */
  readonly toPublish: readonly DefinitionProblem[];
}

/**
 * Keeps a document as the draft of a survey, making the survey when there is none of that name.
 *
 * @returns `problems` when it has not the shape of a questionnaire; `draftChanged` when somebody else kept
 *   another draft meanwhile
 */
export async function importQuestionnaire(
  { db, now, createId, record }: { db: Database; now: () => Date; createId: () => string; record?: Recorder },
  { slug, json }: { slug: string; json: unknown },
): Promise<KeptDraft | { readonly problems: readonly DefinitionProblem[] } | 'draftChanged'> {
  const reading = readDraft(json);
  if ('problems' in reading) return reading;
  const toPublish = problemsIn(reading.definition);
  const { title } = reading.definition;
  try {
    return await db.write(async (tx) => {
      const survey = await surveyBySlug(tx, slug);
      const at = now().getTime();
      const change = { draft: json, place: 'file', by: null, at };
      if (survey === null) {
        const fresh = { id: createId(), slug, draft: json, title, plan: defaultPlan, createdAt: at };
        await insertSurvey(tx, fresh);
        await beginHistory(tx, fresh, { ...change, code: 'begin' });
        await record?.(tx, { survey: fresh, action: 'survey.imported', details: { slug, from: 'file' } });
        return { isNew: true, toPublish };
      }
      const revision = await keepDraft(tx, survey, { ...change, code: 'import' });
      if (revision === null) return 'draftChanged';
      await record?.(tx, { survey, action: 'survey.imported', details: { revision } });
      return { isNew: false, toPublish };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return 'draftChanged';
    throw error;
  }
}
