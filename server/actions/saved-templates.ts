import type { Database, Queryable } from '#db/database.ts';
import { isUniqueViolation } from '#db/errors.ts';
import { auditEntriesOf } from '#db/queries/audit-entries.ts';
import { deleteSavedTemplate, insertSavedTemplate, savedTemplateById } from '#db/queries/saved-templates.ts';
import { surveyById } from '#db/queries/surveys.ts';
import type { AuditEntry, SavedTemplate } from '#db/tables.ts';
import type { DefinitionProblem } from '#surveys/definition-problem.ts';
import { readDraft } from '#surveys/read-definition.ts';
import type { Person } from '../people/person.ts';
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
/** Templates that one person saves at most, as far as we look. */
const mostSaved = 10_000;

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
      await record(tx, { survey, action: 'template.saved', details: { name, templateId: id } });
    });
    return { id };
  } catch (error) {
    if (isUniqueViolation(error)) return 'nameTaken';
    throw error;
  }
}

/**
 * Which templates of the team somebody may throw away: those they saved, an administrator all. Who saved one is what the log
 * says, which knows people by more than their names.
 */
export async function withDeletable<Template extends Pick<SavedTemplate, 'id' | 'name'>>(
  db: Queryable,
  { id, role }: Pick<Person, 'id' | 'role'>,
  templates: readonly Template[],
): Promise<readonly (Template & { readonly mayDelete: boolean })[]> {
  const saved = { action: 'template.saved', personId: id, surveyId: null, from: null, until: null };
  const entries = await auditEntriesOf(db, saved, { after: null, limit: mostSaved });
  return templates.map((template) => ({
    ...template,
    mayDelete: role === 'administrator' || entries.some(({ details }) => isAbout(details, template)),
  }));
}

/** Whether an entry is about a template; those from before templates were told by their id have the name alone. */
function isAbout(
  { templateId, name }: AuditEntry['details'],
  template: Pick<SavedTemplate, 'id' | 'name'>,
): boolean {
  return templateId === undefined ? name === template.name : templateId === template.id;
}

/** Throws a template of the team away. Surveys that began with it are theirs. @returns whether there was one, and it was theirs */
export async function deleteTemplate(
  { db, record }: Dependencies,
  id: string,
  person: Pick<Person, 'id' | 'role'>,
): Promise<boolean> {
  return await db.write(async (tx) => {
    const template = await savedTemplateById(tx, id);
    const [known] = await withDeletable(tx, person, template === null ? [] : [template]);
    if (known?.mayDelete !== true) return false;
    const name = await deleteSavedTemplate(tx, id);
    if (name !== null) await record(tx, { survey: null, action: 'template.deleted', details: { name } });
    return name !== null;
  });
}
