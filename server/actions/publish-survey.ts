import { isDeepStrictEqual } from 'node:util';
import type { Database, Queryable } from '#db/database.ts';
import { insertSeriesDecisions } from '#db/queries/series-decisions.ts';
import { surveyBySlug } from '#db/queries/surveys.ts';
import { insertNextVersion, latestVersion } from '#db/queries/versions.ts';
import type { SurveyVersion } from '#db/tables.ts';
import type { Definition } from '#surveys/definition.ts';
import type { DefinitionProblem } from '#surveys/definition-problem.ts';
import { readDefinition } from '#surveys/read-definition.ts';
import { type CheckedChoices, checkChoices, proposedSeries, type SeriesChoice } from '#surveys/series.ts';
import type { Recorder } from '../people/recorder.ts';
import { required } from './overtaken.ts';
import { readPublished } from './versions.ts';

/** Who publishes, and what they say of the series that the changes touch. */
export interface Publication {
  /** Without an id: the command line. */
  readonly by: { readonly id: string | null; readonly name: string };
  /** By the key of an item or another rated question. */
  readonly choices: ReadonlyMap<string, SeriesChoice>;
  /** The revision of the draft that they saw; where it is left out, whatever the draft says is published. */
  readonly revision?: number;
}

export interface Published {
  readonly number: number;
  /** `false` when the draft says what the last version says: that version stands. */
  readonly isNew: boolean;
}

/** What has to be decided, or cannot be decided so, before the draft becomes a version. */
export type UndecidedSeries = Pick<CheckedChoices, 'undecided' | 'problems'>;

const nobody: Publication = { by: { id: null, name: '' }, choices: new Map() };

/**
 * Freezes a survey's draft as its next version. The same content is one version, however often it is published.
 *
 * From the second version on somebody has to say of every item that was reworded whether its series goes on; that is kept with
 * their name, the moment and the reason, in the same transaction. Series on another scale end by themselves.
 *
 * @returns `series` with what is undecided or cannot be decided so: nothing is published then
 * @throws OvertakenError when the draft is no longer the one that was seen
 */
export async function publishSurvey(
  {
    db,
    now,
    createId,
    record,
  }: {
    readonly db: Pick<Database, 'write'>;
    readonly now: () => Date;
    readonly createId: () => string;
    readonly record: Recorder;
  },
  slug: string,
  { by, choices, revision }: Publication = nobody,
): Promise<
  | Published
  | { readonly problems: readonly DefinitionProblem[] }
  | { readonly series: UndecidedSeries }
  | 'unknownSurvey'
> {
  return await db.write(async (tx) => {
    const survey = await surveyBySlug(tx, slug);
    if (survey === null) return 'unknownSurvey';
    required(revision === undefined || revision === survey.draftRevision);
    const reading = readDefinition(survey.draft);
    if ('problems' in reading) return reading;
    const { definition } = reading;
    const last = await latestVersion(tx, survey.id);
    if (last !== null && sameContent(last.definition, definition))
      return { number: last.number, isNew: false };
    const series = checkedSeries(last, definition, choices);
    const { undecided, problems } = series;
    if (undecided.length > 0 || problems.length > 0) return { series: { undecided, problems } };
    const at = now().getTime();
    const version = { id: createId(), surveyId: survey.id, definition, publishedAt: at, publishedBy: by.id };
    const number = await insertNextVersion(tx, version);
    await insertSeriesDecisions(
      tx,
      series.recorded.map(({ key: item, continues, reason }) => {
        return { versionId: version.id, item, continues, reason, decidedBy: by.name, decidedAt: at };
      }),
    );
    await recordPublication(tx, record, survey.id, number, series);
    return { number, isNew: true };
  });
}

function checkedSeries(
  last: SurveyVersion | null,
  definition: Definition,
  choices: Publication['choices'],
): CheckedChoices {
  const proposed = last === null ? [] : proposedSeries(readPublished(last), definition);
  return checkChoices(proposed, choices);
}

async function recordPublication(
  tx: Queryable,
  record: Recorder,
  surveyId: string,
  version: number,
  { recorded }: CheckedChoices,
): Promise<void> {
  await record(tx, { survey: { id: surveyId }, action: 'version.published', details: { version } });
  for (const { key: item, continues } of recorded) {
    const details = { version, item, continues };
    await record(tx, { survey: { id: surveyId }, action: 'series.decided', details });
  }
}

/** Whether two documents say the same, as JSON says it: the order of an object's keys means nothing. */
export function sameContent(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));
}
