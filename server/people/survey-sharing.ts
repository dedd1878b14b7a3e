import type { Database } from '#db/database.ts';
import { personById } from '#db/queries/people.ts';
import { deleteSurveyPerson, insertSurveyPerson } from '#db/queries/survey-people.ts';
import type { Survey } from '#db/tables.ts';
import { type Recording, record } from './audit.ts';
import type { Visitor } from './person.ts';

interface Surroundings extends Recording {
  readonly db: Database;
}

interface Sharing {
  readonly by: Visitor;
  readonly survey: Pick<Survey, 'id'>;
  readonly personId: string;
}

/** Shares a survey with somebody, who may then do with it what their role allows. @returns whether there is such a person */
export async function shareSurvey(
  { db, now, createId }: Surroundings,
  { by, survey, personId }: Sharing,
): Promise<boolean> {
  return await db.write(async (tx) => {
    const person = await personById(tx, personId);
    if (person === null) return false;
    const share = { surveyId: survey.id, personId, grantedBy: by.person.name, grantedAt: now().getTime() };
    if (!(await insertSurveyPerson(tx, share))) return true;
    const details = { account: person.name, accountId: person.id };
    await record(tx, { now, createId }, { by, survey, action: 'survey.shared', details });
    return true;
  });
}

/** Shares a survey with somebody no longer. @returns whether it was */
export async function unshareSurvey(
  { db, now, createId }: Surroundings,
  { by, survey, personId }: Sharing,
): Promise<boolean> {
  return await db.write(async (tx) => {
    const person = await personById(tx, personId);
    if (person === null || !(await deleteSurveyPerson(tx, survey.id, personId))) return false;
    const details = { account: person.name, accountId: person.id };
    await record(tx, { now, createId }, { by, survey, action: 'survey.unshared', details });
    return true;
  });
}
