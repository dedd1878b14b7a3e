import type { Database } from '#db/database.ts';
import type { Report } from '#reports/report.ts';
import { type BundleSubject, bundleFiles, bundleSubject } from '../../exports/bundle/bundle.ts';
import { type ZipPart, zipArchive } from '../../exports/zip.ts';
import type { Dependencies } from '../../http/context.ts';
import { sendFile } from '../../http/downloads.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { recorderFor } from '../../people/recorder.ts';
import { surveyPath } from '../../views/studio/frame.view.ts';

/** Everything to work a report out again in R, as one archive: it holds a row for each customer, under a pseudonym. */
export function addReportBundleRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db, reports, secret } = deps;
  routes.post('/surveys/:survey/report/bundle.zip', { survey: 'export' }, async ({ c, visitor, survey }) => {
    const subject = await bundleSubject(db, survey.slug);
    const report = subject && (await reports.reportOf(survey.slug));
    if (!report || report.waves.every(({ figures }) => figures.length === 0)) {
      // there is nothing to work out again yet, as the report itself says
      return c.redirect(surveyPath(survey.slug, '/report'), 303);
    }
    await db.write((tx) =>
      recorderFor(deps, visitor)(tx, { survey, action: 'responses.exported', details: { format: 'r' } }),
    );
    const parts = bundleParts(db, subject, report, secret);
    return sendFile(c, `${survey.slug}-r.zip`, 'application/zip', zipArchive(parts));
  });
}

/**
 * The files of a bundle one after the other. The download breaks off where answers came in between, since figures and
 * rows would not be of the same moment.
 */
async function* bundleParts(
  db: Database,
  subject: BundleSubject,
  report: Report,
  secret: string,
): AsyncGenerator<ZipPart> {
  const folder = `${subject.slug}-r`;
  for await (const { name, text } of bundleFiles(db, subject, report, secret)) {
    yield { name: `${folder}/${name}`, chunks: text };
  }
  const now = await bundleSubject(db, subject.slug);
  if (now?.stamp !== subject.stamp) throw new Error('Answers came in while the bundle was being written');
}
