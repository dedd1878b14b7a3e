import type { Database } from '#db/database.ts';
import { measuresOfSurvey } from '#db/queries/improvement-measures.ts';
import { eventsOfSurvey } from '#db/queries/survey-events.ts';
import { allSurveys, surveyBySlug } from '#db/queries/surveys.ts';
import { dataStamp } from '#db/queries/wave-data.ts';
import { wavesOf } from '#db/queries/waves.ts';
import type { Report } from '#reports/report.ts';
import type { WaveAnalysis } from '#reports/wave-analysis.ts';
import { analysisOf } from '../actions/analyse-wave.ts';
import { buildReport, keepWaves } from '../actions/build-report.ts';
import type { JudgedResponse, ListedPart, WaveQuality } from '../actions/judge-responses.ts';
import { type SampleFieldwork, sampleFieldwork } from '../actions/sample-fieldwork.ts';
import { KeptByStamp } from './kept-by-stamp.ts';
import { QualitySource } from './quality-source.ts';
import { WaveStore } from './wave-store.ts';

/** Where pages get reports from, wherever they are worked out. */
export interface ReportSource {
  /** The report of a survey as its data are now; `null` when it does not exist or was never published. */
  reportOf(slug: string): Promise<Report | null>;
  /** What the report says of one wave by looking at its respondents one by one; `null` where there is no such wave. */
  analysisOf(slug: string, wave: string): Promise<WaveAnalysis | null>;
  /** What has become of a wave's sample and its questions so far; `null` where there is no such wave. */
  fieldworkOf(slug: string, wave: string, target: number | null): Promise<SampleFieldwork | null>;
  /** What stands out among the answers of a wave so far; `null` where there is no such wave. */
  qualityOf(slug: string, wave: string, part: ListedPart): Promise<WaveQuality | null>;
  /** What stands out about some sent answers of a wave, by their ids; those it has not are left out. */
  judgedOf(slug: string, wave: string, ids: readonly string[]): Promise<readonly JudgedResponse[]>;
  close(): Promise<void>;
}

/** A source that can prepare for what it will be asked. */
export interface ReportBuilder extends ReportSource {
  /** Reads what has come to all surveys since they were last read, so that no report has to wait for it. */
  keepUp(): Promise<void>;
}

/** How many reports, and how many analyses of waves, are kept; each is a few hundred kilobytes. */
const mostKept = 50;

/**
 * Works reports out in this thread, and again only when something changed that they depend on. Whoever asks while
 * one is being worked out waits for that one.
 */
export function createReportSource(
  db: Pick<Database, 'read'> & Partial<Pick<Database, 'write'>>,
): ReportBuilder {
  const reports = new KeptByStamp<Report | null>(mostKept);
  const analyses = new KeptByStamp<WaveAnalysis | null>(mostKept);
  const store = new WaveStore(db);
  const qualities = new QualitySource(db.read);
  let last: Promise<unknown> = Promise.resolve();
  /** One after the other: all share the store, and a thread has one processor. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  }
  return {
    async reportOf(slug) {
      const stamp = await stampOf(db, slug);
      return reports.get(slug, stamp, () => inTurn(() => buildReport({ db, store }, slug)));
    },
    async analysisOf(slug, wave) {
      const stamp = await stampOf(db, slug);
      const key = JSON.stringify([slug, wave]);
      return analyses.get(key, stamp, () => inTurn(() => analysisOf({ db, store }, slug, wave)));
    },
    async fieldworkOf(slug, wave, target) {
      return await inTurn(() => sampleFieldwork({ db, store }, slug, wave, target));
    },
    // it shares nothing with reports, which go on while answers are read
    qualityOf: (slug, wave, part) => qualities.qualityOf(slug, wave, part),
    judgedOf: (slug, wave, ids) => qualities.judgedOf(slug, wave, ids),
    async keepUp() {
      for (const { slug } of await allSurveys(db.read)) await inTurn(() => keepWaves({ db, store }, slug));
    },
    async close() {
      reports.clear();
      analyses.clear();
      await last;
    },
  };
}

/** A text that changes whenever anything changes that the report is made of. */
async function stampOf({ read }: Pick<Database, 'read'>, slug: string): Promise<string> {
  const survey = await surveyBySlug(read, slug);
  if (survey === null) return '';
  const waves = await wavesOf(read, survey.id);
  const stamps = await Promise.all(waves.map((wave) => dataStamp(read, wave.id)));
  const done = [await measuresOfSurvey(read, survey.id), await eventsOfSurvey(read, survey.id)];
  return JSON.stringify([survey.plan, waves, stamps, done]);
}
