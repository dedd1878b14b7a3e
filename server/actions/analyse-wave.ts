import type { Database } from '#db/database.ts';
import { complaintsOfWave } from '#db/queries/complaints.ts';
import { analyseWave, type BesideAnswers, type WaveAnalysis } from '#reports/wave-analysis.ts';
import { CommentSource } from '../reporting/comment-source.ts';
import { WaveStore } from '../reporting/wave-store.ts';
import { publishedSurvey } from './build-report.ts';
import { commentSettingsOf } from './comment-settings.ts';
import { loadWave } from './load-wave.ts';

/** What a report says of one of its waves by looking at respondents one by one; `null` where there is no such wave. */
export async function analysisOf(
  {
    db,
    store = new WaveStore(db),
    comments = new CommentSource(db, store),
  }: { readonly db: Pick<Database, 'read'>; readonly store?: WaveStore; readonly comments?: CommentSource },
  slug: string,
  key: string,
): Promise<WaveAnalysis | null> {
  const survey = await publishedSurvey(db.read, slug);
  const found = survey?.waves.find(({ wave }) => wave.key === key);
  if (!survey || !found) return null;
  const { wave, plan } = found;
  const { versions } = survey;
  const settings = await commentSettingsOf(db.read, wave.surveyId);
  const commenters = await comments.commentersOf(wave, { versions, plan }, settings);
  const beside: BesideAnswers = {
    complaints: await complaintsOfWave(db.read, wave.id),
    comments: commenters && { commenters, settings },
  };
  // last, since what it returns is of use until a wave is read again
  return analyseWave(await loadWave(db.read, wave, { versions, plan, needsRows: true }, store), beside);
}
