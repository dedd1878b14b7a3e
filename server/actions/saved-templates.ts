import type { Database } from '#db/database.ts';
import { isUniqueViolation } from '#db/errors.ts';
import { deleteSavedTemplate, insertSavedTemplate } from '#db/queries/saved-templates.ts';
import { surveyById } from '#db/queries/surveys.ts';
import type { DefinitionProblem } from '#surveys/definition-problem.ts';
import { readDraft } from '#surveys/read-definition.ts';
import type { Recorder } from '../people/recorder.ts';

interface Dependencies {
  readonly db: Database;
  readonly now: () => Date;
  readonly createId: () => string;
  readonly record: Recorder;
}

/** The longest name of a template, and the longest note when to use it, in UTF-16 code units. */
export const longestTemplateName = 100;
export const longestTemplateNote = 2000;

/** Keeps the draft of a survey as a questionnaire that the team can begin others with. */
export async function saveTemplate(
  { db, now, createId, record }: Dependencies,
  {
    surveyId,
    name: given,
    note,
    savedBy,
  }: { readonly surveyId: string; readonly name: string; readonly note: string; readonly savedBy: string },
): Promise<
  | { readonly id: string }
  | { readonly problems: readonly DefinitionProblem[] }
  | 'badName'
  | 'nameTaken'
  | 'unknownSurvey'
> {
  const name = given.trim();
  if (name === '' || name.length > longestTemplateName || note.length > longestTemplateNote) return 'badName';
  const survey = await surveyById(db.read, surveyId);
  if (survey === null) return 'unknownSurvey';
  const reading = readDraft(survey.draft);
  if ('problems' in reading) return reading;
  const id = createId();
  try {
    await db.write(async (tx) => {
      const definition = survey.draft;
      await insertSavedTemplate(tx, { id, name, note, definition, savedBy, savedAt: now().getTime() });
      await record(tx, { survey, action: 'template.saved', details: { name } });
    });
    return { id };
  } catch (error) {
    if (isUniqueViolation(error)) return 'nameTaken';
    throw error;
  }
}

/** Throws a template of the team away. Surveys that began with it are theirs. @returns whether there was one */
export async function deleteTemplate({ db, record }: Dependencies, id: string): Promise<boolean> {
  return await db.write(async (tx) => {
    const name = await deleteSavedTemplate(tx, id);
    if (name !== null) await record(tx, { survey: null, action: 'template.deleted', details: { name } });
    return name !== null;
  });
}
