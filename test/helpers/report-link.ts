import { randomUUID } from 'node:crypto';
import { insertReportLink } from '#db/queries/report-links.ts';
import { insertSurvey, surveyBySlug } from '#db/queries/surveys.ts';
import { defaultPlan } from '#reports/plan.ts';
import { type LinkWish, newReportLink, reportLinkPath } from '#server/actions/report-links.ts';
import type { TestApp } from './app.ts';

/** A link to a survey's report, good for a month. A survey that is not there is made. @returns its path */
export async function aReportLink(
  { db, deps }: Pick<TestApp, 'db' | 'deps'>,
  slug: string,
  wish: Partial<LinkWish> = {},
): Promise<string> {
  const known = await surveyBySlug(db.read, slug);
  const survey = known ?? { id: slug, slug, draft: {}, plan: defaultPlan, createdAt: 0 };
  const expiresAt = deps.now().getTime() + 30 * 24 * 60 * 60 * 1000;
  const { link, token } = newReportLink(
    { now: deps.now, createId: randomUUID },
    { survey, by: 'test', wish: { label: 'test', opens: 'report', language: null, expiresAt, ...wish } },
  );
  await db.write(async (tx) => {
    if (known === null) await insertSurvey(tx, survey);
    await insertReportLink(tx, link);
  });
  return reportLinkPath(token);
}
