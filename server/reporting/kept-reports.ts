import type { Database } from '#db/database.ts';
import type { Report } from '#reports/report.ts';
import type { WaveAnalysis } from '#reports/wave-analysis.ts';
import { KeptByStamp } from './kept-by-stamp.ts';
import type { ReportSource } from './report-source.ts';
import { analysisStamp, reportStamp } from './report-stamps.ts';

/** How many reports, reports of parts of the customers, and analyses of waves are kept; each is a few hundred kilobytes. */
const mostKept = 50;

/**
 * A source that asks another for a report or an analysis only when something changed that it depends on, and keeps what
 * it was given. Whoever asks while one is being worked out waits for that one; who asks for one that is kept waits for
 * nobody's. What is given is the same object each time, and nobody's to change.
 */
export function keptReports<S extends ReportSource>(source: S, db: Pick<Database, 'read'>): S {
  const reports = new KeptByStamp<Report | null>(mostKept);
  const parts = new KeptByStamp<Report | null>(mostKept);
  const analyses = new KeptByStamp<WaveAnalysis | null>(mostKept);
  return {
    ...source,
    async reportOf(slug, part) {
      const stamp = await reportStamp(db, slug);
      if (part === undefined) return await reports.get(slug, stamp, () => source.reportOf(slug));
      return await parts.get(JSON.stringify([slug, part]), stamp, () => source.reportOf(slug, part));
    },
    async analysisOf(slug, wave) {
      const stamp = await analysisStamp(db, slug, wave);
      return await analyses.get(JSON.stringify([slug, wave]), stamp, () => source.analysisOf(slug, wave));
    },
    async close() {
      reports.clear();
      parts.clear();
      analyses.clear();
      await source.close();
    },
  };
}
