import type { Dependencies } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { translator } from '../../i18n/translate.ts';
import { mayWithSurvey } from '../../people/permissions.ts';
import type { Role } from '../../people/person.ts';
import { type Standing, surveyFrame, surveyPath } from '../../views/studio/frame.view.ts';
import { measuresPath } from '../../views/studio/measures.view.ts';
import { voicesPath } from '../../views/studio/voices.view.ts';
import { reportPages } from '../reports/reports.ts';
import { surveyAs } from './named.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';

/** The report of a survey for those who may read it, behind their session: who is shut out reads it no longer. */
export function addReportRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  for (const [path, page] of reportPages(deps)) {
    routes.get(`/surveys/:survey/report${path}`, { survey: 'report' }, async ({ c, visitor, survey }) => {
      const t = translator(c.var.locale);
      const way = wayBack(visitor.person.role, survey.slug);
      if (path === '' && (await deps.reports.reportOf(survey.slug)) === null) {
        const standing = standingOf(c, visitor);
        return sendStudioPage(deps, c, 'studio/error', noReport(standing, surveyAs(survey, standing), way));
      }
      const back = { href: way.href, name: t(way.label) };
      const base = surveyPath(survey.slug, '/report');
      const mayImprove = mayWithSurvey(visitor.person.role, 'improve', true);
      const improving = mayImprove
        ? { measures: measuresPath(survey.slug), complaints: voicesPath(survey.slug) }
        : {};
      const taking = mayWithSurvey(visitor.person.role, 'export', true)
        ? { bundle: `${base}/bundle.zip`, respondents: () => surveyPath(survey.slug, '/answers') }
        : {};
      const giving = mayWithSurvey(visitor.person.role, 'share', true)
        ? { handOut: { links: `${base}/links`, mail: `${base}/mail` } }
        : {};
      return await page({ c, slug: survey.slug, base, back, ...improving, ...taking, ...giving });
    });
  }
}

/** Where whoever reads a report came from: who may only read has no page of the survey. */
function wayBack(role: Role, slug: string) {
  return mayWithSurvey(role, 'look', true)
    ? ({ href: surveyPath(slug), label: 'report.toSurvey' } as const)
    : ({ href: '/studio', label: 'report.toSurveys' } as const);
}

/** What stands there before a survey was ever published. */
function noReport(
  standing: Standing,
  { slug, title }: { readonly slug: string; readonly title: string },
  { href, label }: ReturnType<typeof wayBack>,
) {
  const { t } = standing;
  const heading = t('report.notYet');
  return {
    frame: surveyFrame(standing, slug, title),
    documentTitle: `${heading} · ${title}`,
    heading,
    prose: [t('report.notYet.help')],
    links: [{ href, label: t(label), isApart: false }],
  };
}
