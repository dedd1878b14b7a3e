import type { Database } from '#db/database.ts';
import { surveyBySlug } from '#db/queries/surveys.ts';
import { dataStamp } from '#db/queries/wave-data.ts';
import { wavesOf } from '#db/queries/waves.ts';
import type { Report } from '#reports/report.ts';
import { buildReport } from '../actions/build-report.ts';
import { WaveStore } from './wave-store.ts';

/** Where pages get reports from, wherever they are worked out. */
export interface ReportSource {
  /** The report of a survey as its data are now; `null` when it does not exist or was never published. */
  reportOf(slug: string): Promise<Report | null>;
  close(): Promise<void>;
}

/** How many surveys' reports are kept; each is a few hundred kilobytes. */
const mostKept = 50;

/**
 * Works reports out in this thread, and again only when something changed that they depend on. Whoever asks while
 * one is being worked out waits for that one.
 */
export function createReportSource(
  db: Pick<Database, 'read'> & Partial<Pick<Database, 'write'>>,
): ReportSource {
  const kept = new Map<string, { stamp: string; report: Promise<Report | null> }>();
  const store = new WaveStore(db);
  let last: Promise<unknown> = Promise.resolve();
  return {
    async reportOf(slug) {
      const stamp = await stampOf(db, slug);
      const known = kept.get(slug);
      if (known?.stamp === stamp) return known.report;
      // one after the other: they share the store, and a thread has one processor
      const report = last.then(() => buildReport({ db, store }, slug));
      last = report.catch(() => {});
      kept.delete(slug);
      kept.set(slug, { stamp, report });
      report.catch(() => kept.delete(slug));
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      return report;
    },
    close: async () => kept.clear(),
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
