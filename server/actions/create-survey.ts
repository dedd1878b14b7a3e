import type { Database, Queryable } from '#db/database.ts';
import { isUniqueViolation } from '#db/errors.ts';
import { savedTemplateById } from '#db/queries/saved-templates.ts';
import { insertSurveyPerson, isSharedWith } from '#db/queries/survey-people.ts';
import { insertSurvey, surveyById } from '#db/queries/surveys.ts';
import type { Survey } from '#db/tables.ts';
import { defaultPlan } from '#reports/plan.ts';
import type { DefinitionProblem } from '#surveys/definition-problem.ts';
import { blankQuestionnaire } from '#surveys/design/blank.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { readDraft } from '#surveys/read-definition.ts';
import { type ModuleName, type TemplateName, templateWith } from '#surveys/templates/library.ts';
import type { AuditAction } from '../people/audit-actions.ts';
import type { Recorder } from '../people/recorder.ts';
import { slugPattern } from './import-questionnaire.ts';
import { type Author, beginHistory } from './keep-draft.ts';

/** What a new survey begins with. */
export type Beginning =
  | { readonly from: 'nothing'; readonly languages: readonly [string, ...string[]] }
  | { readonly from: 'template'; readonly name: TemplateName; readonly modules: readonly ModuleName[] }
  | { readonly from: 'saved'; readonly id: string }
  | { readonly from: 'survey'; readonly id: string }
  | { readonly from: 'file'; readonly json: unknown };

export interface NewSurvey {
  readonly slug: string;
  readonly beginning: Beginning;
  /** What it is called, in place of what it begins with is called; `null` to leave that. */
  readonly title: LocalizedText | null;
  readonly by: Author;
  /** The account it is shared with from the first moment; `null` where there is none. */
  readonly owner: string | null;
  /** The id it shall have, given with the form that makes it: a form that is sent twice makes one survey. */
  readonly id?: string | undefined;
}

export type Created =
  | { readonly id: string; readonly slug: string }
  | { readonly problems: readonly DefinitionProblem[] }
  | 'badSlug'
  | 'slugTaken'
  | 'unknownBeginning';

/**
 * Makes a survey: from nothing, from a questionnaire of the library or of the team, as a copy of another survey with its
 * plan, or from a document, which is kept as it is.
 */
export async function createSurvey(
  {
    db,
    now,
    createId,
    record,
  }: {
    readonly db: Database;
    readonly now: () => Date;
    readonly createId: () => string;
    readonly record: Recorder;
  },
  { slug, beginning, title, by, owner, id = createId() }: NewSurvey,
): Promise<Created> {
  const before = await madeBefore(db.read, id, owner);
  if (before !== null) return before;
  if (!slugPattern.test(slug)) return 'badSlug';
  const begun = await begin(db.read, beginning);
  if (begun === null) return 'unknownBeginning';
  const draft = title === null ? begun.draft : { ...(begun.draft as object), title };
  const reading = readDraft(draft);
  if ('problems' in reading) return reading;
  const at = now().getTime();
  const survey = { id, slug, draft, title: reading.definition.title, plan: begun.plan, createdAt: at };
  try {
    await db.write(async (tx) => {
      await insertSurvey(tx, survey);
      await beginHistory(tx, survey, { draft, code: 'begin', place: beginning.from, by, at });
      if (owner !== null) {
        await insertSurveyPerson(tx, {
          surveyId: id,
          personId: owner,
          grantedBy: by?.name ?? '',
          grantedAt: at,
        });
      }
      await record(tx, {
        survey,
        action: actions[beginning.from],
        details: { slug, from: begun.name },
      });
    });
    return { id, slug };
  } catch (error) {
    // the same form, sent twice at once
    if (isUniqueViolation(error)) return (await madeBefore(db.read, id, owner)) ?? 'slugTaken';
    throw error;
  }
}

/** The survey of an id, where it is one that its owner has made; `null` where there is none. */
async function madeBefore(
  read: Queryable,
  id: string,
  owner: string | null,
): Promise<{ readonly id: string; readonly slug: string } | null> {
  const survey = await surveyById(read, id);
  if (survey === null || (owner !== null && !(await isSharedWith(read, id, owner)))) return null;
  return { id, slug: survey.slug };
}

const actions = {
  nothing: 'survey.created',
  template: 'survey.created',
  saved: 'survey.created',
  survey: 'survey.duplicated',
  file: 'survey.imported',
} as const satisfies Record<Beginning['from'], AuditAction>;

interface Begun extends Pick<Survey, 'draft' | 'plan'> {
  /** What the log calls what it begins with. */
  readonly name: string;
}

async function begin(read: Queryable, beginning: Beginning): Promise<Begun | null> {
  const withDefaultPlan = (draft: unknown, name: string = beginning.from) => {
    return { draft, plan: defaultPlan, name };
  };
  switch (beginning.from) {
    case 'nothing':
      return withDefaultPlan(blankQuestionnaire(beginning.languages));
    case 'template': {
      const name = [beginning.name, ...beginning.modules].join('+');
      return withDefaultPlan(templateWith(beginning.name, beginning.modules), name);
    }
    case 'saved': {
      const template = await savedTemplateById(read, beginning.id);
      return template === null ? null : withDefaultPlan(template.definition, template.name);
    }
    case 'survey': {
      const survey = await surveyById(read, beginning.id);
      return survey === null ? null : { draft: survey.draft, plan: survey.plan, name: survey.slug };
    }
    case 'file':
      return withDefaultPlan(beginning.json);
  }
}
