import { isDeepStrictEqual } from 'node:util';
import type { Database } from '#db/database.ts';
import { surveyBySlug } from '#db/queries/surveys.ts';
import { insertNextVersion, latestVersion } from '#db/queries/versions.ts';
import type { DefinitionProblem } from '#surveys/definition-problem.ts';
import { readDefinition } from '#surveys/read-definition.ts';

export interface Published {
  readonly number: number;
  /** `false` when the draft says what the last version says: that version stands. */
  readonly isNew: boolean;
}

/** Freezes a survey's draft as its next version. The same content is one version, however often it is published. */
export async function publishSurvey(
  { db, now, createId }: { db: Database; now: () => Date; createId: () => string },
  slug: string,
): Promise<Published | { readonly problems: readonly DefinitionProblem[] } | 'unknownSurvey'> {
  return await db.write(async (tx) => {
    const survey = await surveyBySlug(tx, slug);
    if (survey === null) return 'unknownSurvey';
    const reading = readDefinition(survey.draft);
    if ('problems' in reading) return reading;
    const { definition } = reading;
    const last = await latestVersion(tx, survey.id);
    if (last !== null && sameContent(last.definition, definition))
      return { number: last.number, isNew: false };
    const version = { id: createId(), surveyId: survey.id, definition, publishedAt: now().getTime() };
    return { number: await insertNextVersion(tx, version), isNew: true };
  });
}

/** Whether two documents say the same, as JSON says it: the order of an object's keys means nothing. */
function sameContent(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));
}
