import type { Database } from '#db/database.ts';
import { allSurveys, surveyBySlug } from '#db/queries/surveys.ts';
import { dataStamp } from '#db/queries/wave-data.ts';
import { wavesOf } from '#db/queries/waves.ts';
import type { Report } from '#reports/report.ts';
import { buildReport, keepWaves } from '../actions/build-report.ts';
import type { JudgedResponse, ListedPart, WaveQuality } from '../actions/judge-responses.ts';
import { type SampleFieldwork, sampleFieldwork } from '../actions/sample-fieldwork.ts';
import { QualitySource } from './quality-source.ts';
import { WaveStore } from './wave-store.ts';

/** Where pages get reports from, wherever they are worked out. */
export interface ReportSource {
  /** The report of a survey as its data are now; `null` when it does not exist or was never published. */
  reportOf(slug: string): Promise<Report | null>;
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

/** How many surveys' reports are kept; each is a few hundred kilobytes. */
const mostKept = 50;

/**
 * Works reports out in this thread, and again only when something changed that they depend on. Whoever asks while
 * one is being worked out waits for that one.
 */
export function createReportSource(
  db: Pick<Database, 'read'> & Partial<Pick<Database, 'write'>>,
): ReportBuilder {
  const kept = new Map<string, { stamp: string; report: Promise<Report | null> }>();
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
      const known = kept.get(slug);
      if (known?.stamp === stamp) return known.report;
      const report = inTurn(() => buildReport({ db, store }, slug));
      kept.delete(slug);
      kept.set(slug, { stamp, report });
      report.catch(() => kept.delete(slug));
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      return report;
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
      kept.clear();
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
  return JSON.stringify([survey.plan, waves, stamps]);
}
