import { and, eq, sql } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import { preparedOnce } from '../prepared.ts';
import type { StoredPerson, SurveyPerson } from '../tables.ts';

const shared = preparedOnce(({ orm, tables: { surveyPeople } }) =>
  orm
    .select({ surveyId: surveyPeople.surveyId })
    .from(surveyPeople)
    .where(
      and(
        eq(surveyPeople.surveyId, sql.placeholder('surveyId')),
        eq(surveyPeople.personId, sql.placeholder('personId')),
      ),
    )
    .prepare(),
);

/** Whether a survey is shared with somebody. */
export async function isSharedWith(
  queryable: Queryable,
  surveyId: string,
  personId: string,
): Promise<boolean> {
  return (await shared(queryable).execute({ surveyId, personId })).length > 0;
}

/** The surveys that are shared with somebody. */
export async function surveysSharedWith(
  { orm, tables: { surveyPeople } }: Queryable,
  personId: string,
): Promise<ReadonlySet<string>> {
  const rows = await orm
    .select({ surveyId: surveyPeople.surveyId })
    .from(surveyPeople)
    .where(eq(surveyPeople.personId, personId));
  return new Set(rows.map(({ surveyId }) => surveyId));
}

/** Whom a survey is shared with, and who shared it. */
export async function peopleOfSurvey(
  { orm, tables: { surveyPeople, people } }: Queryable,
  surveyId: string,
): Promise<{ readonly person: StoredPerson; readonly share: SurveyPerson }[]> {
  return await orm
    .select({ person: people, share: surveyPeople })
    .from(surveyPeople)
    .innerJoin(people, eq(people.id, surveyPeople.personId))
    .where(eq(surveyPeople.surveyId, surveyId));
}

/** Shares a survey with somebody. @returns whether it was not shared before */
export async function insertSurveyPerson(
  { orm, tables: { surveyPeople } }: Queryable,
  share: SurveyPerson,
): Promise<boolean> {
  const inserted = await orm
    .insert(surveyPeople)
    .values(share)
    .onConflictDoNothing()
    .returning({ personId: surveyPeople.personId });
  return inserted.length > 0;
}

/** Shares a survey with somebody no longer. @returns whether it was shared */
export async function deleteSurveyPerson(
  { orm, tables: { surveyPeople } }: Queryable,
  surveyId: string,
  personId: string,
): Promise<boolean> {
  const deleted = await orm
    .delete(surveyPeople)
    .where(and(eq(surveyPeople.surveyId, surveyId), eq(surveyPeople.personId, personId)))
    .returning({ personId: surveyPeople.personId });
  return deleted.length > 0;
}
