import type { Database } from '#db/database.ts';
import { allSurveys } from '#db/queries/surveys.ts';
import type { CommentQuery } from '#reports/comments/comment-search.ts';
import type { Part } from '#reports/part.ts';
import type { Report } from '#reports/report.ts';
import type { WaveAnalysis } from '#reports/wave-analysis.ts';
import { analysisOf } from '../actions/analyse-wave.ts';
import { buildReport, keepWaves } from '../actions/build-report.ts';
import type { JudgedResponse, ListedPart, WaveQuality } from '../actions/judge-responses.ts';
import { type SampleFieldwork, sampleFieldwork } from '../actions/sample-fieldwork.ts';
import { CommentSource, type CommentsPage } from './comment-source.ts';
import { keptReports } from './kept-reports.ts';
import { QualitySource } from './quality-source.ts';
import { WaveStore } from './wave-store.ts';

/** Where pages get reports from, wherever they are worked out. */
export interface ReportSource {
  /**
   * The report of a survey as its data are now; `null` when it does not exist or was never published.
   *
   * @param part of whom alone all figures are to be; absent: everybody
   */
  reportOf(slug: string, part?: Part): Promise<Report | null>;
  /** What the report says of one wave by looking at its respondents one by one; `null` where there is no such wave. */
  analysisOf(slug: string, wave: string): Promise<WaveAnalysis | null>;
  /** What has become of a wave's sample and its questions so far; `null` where there is no such wave. */
  fieldworkOf(slug: string, wave: string, target: number | null): Promise<SampleFieldwork | null>;
  /** What stands out among the answers of a wave so far; `null` where there is no such wave. */
  qualityOf(slug: string, wave: string, part: ListedPart): Promise<WaveQuality | null>;
  /** What stands out about some sent answers of a wave, by their ids; those it has not are left out. */
  judgedOf(slug: string, wave: string, ids: readonly string[]): Promise<readonly JudgedResponse[]>;
  /** Comments that are looked for; `null` where the survey was never published. */
  commentsOf(slug: string, query: CommentQuery): Promise<CommentsPage | null>;
  close(): Promise<void>;
}

/** A source that can prepare for what it will be asked. */
export interface ReportBuilder extends ReportSource {
  /** Reads what has come to all surveys since they were last read, so that no report has to wait for it. */
  keepUp(): Promise<void>;
}

type Reads = Pick<Database, 'read'> & Partial<Pick<Database, 'write'>>;

/** Works reports out in this thread, and again only when something changed that they depend on. */
export function createReportSource(db: Reads): ReportBuilder {
  return keptReports(createReportBuilder(db), db);
}

/** Works reports out in this thread, as often as it is asked. */
export function createReportBuilder(db: Reads): ReportBuilder {
  const store = new WaveStore(db);
  const comments = new CommentSource(db, store);
  const qualities = new QualitySource(db.read);
  let last: Promise<unknown> = Promise.resolve();
  /** One after the other: all share the store, and a thread has one processor. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  }
  return {
    reportOf: (slug, part) => inTurn(() => buildReport({ db, store }, slug, undefined, part)),
    analysisOf: (slug, wave) => inTurn(() => analysisOf({ db, store, comments }, slug, wave)),
    commentsOf: (slug, query) => inTurn(() => comments.commentsOf(slug, query)),
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
      await last;
    },
  };
}
