import type { Queryable } from '#db/database.ts';
import { seriesDecisionsOf } from '#db/queries/series-decisions.ts';
import { versionsOf } from '#db/queries/versions.ts';
import type { SeriesDecision, SurveyVersion } from '#db/tables.ts';
import type { Definition } from '#surveys/definition.ts';
import { readDraft } from '#surveys/read-definition.ts';
import type { VersionStep } from '#surveys/series.ts';

/** All published versions of a survey, oldest first, as questionnaires are understood now: defaults are filled in. */
export async function publishedVersions(read: Queryable, surveyId: string): Promise<SurveyVersion[]> {
  const versions = await versionsOf(read, surveyId);
  return versions.map((version) => ({ ...version, definition: readPublished(version) }));
}

/** A published version with what was decided of series when it was published. */
export type DecidedVersion = SurveyVersion & Pick<VersionStep, 'decisions'>;

/**
 * The same versions with what was decided of series when they were published.
 *
 * @param known the decisions of all versions, where they have been read already
 */
export async function decidedVersions(
  read: Queryable,
  surveyId: string,
  known?: readonly SeriesDecision[],
): Promise<DecidedVersion[]> {
  const versions = await publishedVersions(read, surveyId);
  const decisions = known ?? (await seriesDecisionsOf(read, surveyId));
  return versions.map((version) => {
    const own = decisions.filter(({ versionId }) => versionId === version.id);
    return { ...version, decisions: new Map(own.map(({ item, continues }) => [item, continues])) };
  });
}

/** @throws Error for a version that cannot be read at all */
export function readPublished({ id, definition }: Pick<SurveyVersion, 'id' | 'definition'>): Definition {
  const reading = readDraft(definition);
  if ('definition' in reading) return reading.definition;
  const [first] = reading.problems;
  throw new Error(`Version ${id} cannot be read: ${first?.code} at ${first?.path}`);
}
