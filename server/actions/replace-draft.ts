import { surveyById } from '#db/queries/surveys.ts';
import type { DefinitionProblem } from '#surveys/definition-problem.ts';
import { readDraft } from '#surveys/read-definition.ts';
import type { DraftDependencies } from './edit-draft.ts';
import { type Author, keepDraft } from './keep-draft.ts';

/** A document that is to be the draft of a survey. */
export interface Replacement {
  readonly surveyId: string;
  readonly by: Author;
  /** The revision of the draft that the person saw. */
  readonly revision: number;
  readonly json: unknown;
}

/**
 * Puts a document, kept to the letter, in the place of a draft. It can be undone like any other change.
 *
 * @returns `problems` when it has not the shape of a questionnaire; `overtaken` when the draft is not what the person saw
 */
export async function replaceDraft(
  { db, now, record }: DraftDependencies,
  { surveyId, by, revision: seen, json }: Replacement,
): Promise<
  | { readonly revision: number }
  | { readonly problems: readonly DefinitionProblem[] }
  | 'unknownSurvey'
  | 'overtaken'
> {
  const reading = readDraft(json);
  if ('problems' in reading) return reading;
  return await db.write(async (tx) => {
    const survey = await surveyById(tx, surveyId);
    if (survey === null) return 'unknownSurvey';
    if (survey.draftRevision !== seen) return 'overtaken';
    const change = { draft: json, code: 'import', place: 'file', by, at: now().getTime() };
    const revision = await keepDraft(tx, survey, change);
    if (revision === null) return 'overtaken';
    await record(tx, { survey, action: 'survey.imported', details: { revision } });
    return { revision };
  });
}
