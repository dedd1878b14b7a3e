import type { Database } from '#db/database.ts';
import { complaintsOfWave } from '#db/queries/complaints.ts';
import { measuresOfSurvey } from '#db/queries/improvement-measures.ts';
import { eventsOfSurvey } from '#db/queries/survey-events.ts';
import { surveyBySlug } from '#db/queries/surveys.ts';
import { dataStamp } from '#db/queries/wave-data.ts';
import { wavesOf } from '#db/queries/waves.ts';
import { commentSettingsOf } from '../actions/comment-settings.ts';

type Reads = Pick<Database, 'read'>;

/** A text that changes whenever anything changes that the report is made of. */
export async function reportStamp({ read }: Reads, slug: string): Promise<string> {
  const survey = await surveyBySlug(read, slug);
  if (survey === null) return '';
  const waves = await wavesOf(read, survey.id);
  const stamps = await Promise.all(waves.map((wave) => dataStamp(read, wave.id)));
  const done = [await measuresOfSurvey(read, survey.id), await eventsOfSurvey(read, survey.id)];
  return JSON.stringify([survey.plan, waves, stamps, done]);
}

/** A text that changes whenever anything changes that the analysis of one wave is made of. */
export async function analysisStamp({ read }: Reads, slug: string, key: string): Promise<string> {
  const survey = await surveyBySlug(read, slug);
  const wave = survey && (await wavesOf(read, survey.id)).find((each) => each.key === key);
  if (!survey || !wave) return '';
  const beside = [await complaintsOfWave(read, wave.id), await commentSettingsOf(read, survey.id)];
  return JSON.stringify([survey.plan, wave, await dataStamp(read, wave.id), beside]);
}
