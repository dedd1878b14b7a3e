import { setTimeout as delay } from 'node:timers/promises';
import { setCookie } from 'hono/cookie';
import { surveysOverview } from '#db/queries/overviews.ts';
import { surveysSharedWith } from '#db/queries/survey-people.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { textIn } from '#surveys/localized.ts';
import { surveyStanding } from '../../actions/survey-standing.ts';
import { waveStateAt } from '../../actions/wave-state.ts';
import type { Dependencies } from '../../http/context.ts';
import { readForm } from '../../http/form.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { languageCookie } from '../../http/languages.ts';
import { locales } from '../../i18n/locale.ts';
import { mayWithSurvey } from '../../people/permissions.ts';
import type { Person } from '../../people/person.ts';
import { type ListedReport, reportsPage } from '../../views/studio/reports.view.ts';
import { surveyPage } from '../../views/studio/survey.view.ts';
import { type ListedSurvey, surveysPage, titleIn, waveName } from '../../views/studio/surveys.view.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';

/** The list of surveys, and the page of each with its nine steps. */
export function addSurveyRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  routes
    .get('/', 'account', async ({ c, visitor }) => {
      const surveys = await listedFor(deps, visitor.person, false);
      const standing = standingOf(c, visitor);
      // who may look at no survey reads reports
      if (!mayWithSurvey(visitor.person.role, 'look', true)) {
        const view = reportsPage(standing, await reportsOf(deps, c.var.requestId, surveys));
        return sendStudioPage(deps, c, 'studio/reports', view);
      }
      return sendStudioPage(deps, c, 'studio/surveys', surveysPage(standing, surveys, false));
    })

    .get('/archive', 'account', async ({ c, visitor }) => {
      const surveys = await listedFor(deps, visitor.person, true);
      return sendStudioPage(deps, c, 'studio/surveys', surveysPage(standingOf(c, visitor), surveys, true));
    })

    .post('/language', 'anyone', async ({ c }) => {
      const form = await readForm(c);
      const language = locales.find((tag) => tag === form.get('language')?.[0]);
      if (language !== undefined)
        setCookie(c, languageCookie, language, { path: '/', sameSite: 'Lax', maxAge: 31_536_000 });
      return c.redirect(ownPath(form.get('here')?.[0]), 303);
    })

    .get('/surveys/:survey', { survey: 'look' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const { draft, factors, problems, progress, lastWave } = await surveyStanding(
        deps.db.read,
        survey,
        deps.now().getTime(),
      );
      const organisation = said(draft?.organisation ?? null, standing.t.locale);
      const view = surveyPage(standing, {
        ...progress,
        slug: survey.slug,
        title: titleIn(survey.title, standing.t),
        organisation,
        isArchived: survey.archivedAt !== null,
        factors,
        problems,
        fieldwork: lastWave === null ? null : { name: waveName(lastWave, standing.t), ...lastWave.responses },
      });
      return sendStudioPage(deps, c, 'studio/survey', view);
    });
}

/** How long the list waits for reports that have to be worked out anew, in milliseconds. */
const patience = 1_500;

/** The reports of surveys, those that are there in time. */
async function reportsOf(
  { reports, reportFailure }: Pick<Dependencies, 'reports' | 'reportFailure'>,
  reference: string,
  surveys: readonly ListedSurvey[],
): Promise<readonly ListedReport[]> {
  const late = delay(patience, 'later' as const, { ref: false });
  // one that fails keeps nobody from the others; who opens it reads so
  const failed = (error: unknown) => {
    reportFailure({ reference, error });
    return 'later' as const;
  };
  return await Promise.all(
    surveys.map(async ({ slug, title, lastWave }) => ({
      ...{ slug, title, state: lastWave?.state ?? null },
      report: await Promise.race([reports.reportOf(slug).catch(failed), late]),
    })),
  );
}

/** The surveys somebody may see: an administrator all, others those shared with them. */
async function listedFor(
  { db, now }: Pick<Dependencies, 'db' | 'now'>,
  { id, role }: Person,
  isArchive: boolean,
): Promise<readonly ListedSurvey[]> {
  const shared = await surveysSharedWith(db.read, id);
  const at = now().getTime();
  return (await surveysOverview(db.read))
    .filter((survey) => role === 'administrator' || shared.has(survey.id))
    .filter(({ archivedAt }) => (archivedAt !== null) === isArchive)
    .map(({ slug, title, waves, responses, latestWave }) => ({
      slug,
      title,
      waves,
      submitted: responses.submitted,
      lastWave: latestWave === null ? null : { ...latestWave, state: waveStateAt(latestWave, at) },
    }));
}

function said(text: LocalizedText | null, locale: string): string {
  return text === null ? '' : textIn(text, locale, Object.keys(text));
}

/** A path of the studio to go back to; its first page for anything else, so that no form leads elsewhere. */
export function ownPath(path: string | undefined): string {
  return path !== undefined && /^\/studio(?:[/?][\w\-./?=&%]*)?$/.test(path) ? path : '/studio';
}
