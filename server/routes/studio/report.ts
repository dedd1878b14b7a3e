import type { Dependencies } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { translator } from '../../i18n/translate.ts';
import { mayWithSurvey } from '../../people/permissions.ts';
import { surveyPath } from '../../views/studio/frame.view.ts';
import { reportPages } from '../reports/reports.ts';

/** The report of a survey for those who may read it, behind their session: who is shut out reads it no longer. */
export function addReportRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  for (const [path, page] of reportPages(deps)) {
    routes.get(`/surveys/:survey/report${path}`, { survey: 'report' }, ({ c, visitor, survey }) => {
      const t = translator(c.var.locale);
      const back = mayWithSurvey(visitor.person.role, 'look', true)
        ? { href: surveyPath(survey.slug), name: t('report.toSurvey') }
        : { href: '/studio', name: t('report.toSurveys') };
      return page({ c, slug: survey.slug, base: surveyPath(survey.slug, '/report'), back });
    });
  }
}
