import { allPeople } from '#db/queries/people.ts';
import { peopleOfSurvey } from '#db/queries/survey-people.ts';
import { AppError } from '../../errors.ts';
import { readForm } from '../../http/form.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { shareSurvey, unshareSurvey } from '../../people/survey-sharing.ts';
import { sharingPage } from '../../views/account/sharing.view.ts';
import { surveyPath } from '../../views/studio/frame.view.ts';
import { titleIn } from '../../views/studio/surveys.view.ts';
import { sendStudioPage, standingOf } from '../studio/studio-page.ts';
import { lineFrom } from './fields.ts';
import type { AccountDependencies } from './page.ts';

/** Whom a survey is shared with. */
export function sharingPages(routes: GuardedRoutes, deps: AccountDependencies): void {
  const { db } = deps;

  routes
    .get('/surveys/:survey/people', { survey: 'share' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const view = sharingPage(standing, {
        slug: survey.slug,
        title: titleIn(survey.title, standing.t),
        shares: await peopleOfSurvey(db.read, survey.id),
        everybody: await allPeople(db.read),
      });
      return sendStudioPage(deps, c, 'account/sharing', view);
    })

    .post('/surveys/:survey/people', { survey: 'share' }, async ({ c, visitor, survey }) => {
      const personId = lineFrom(await readForm(c), 'person');
      if (!(await shareSurvey(deps, { by: visitor, survey, personId }))) throw new AppError('badRequest');
      return c.redirect(surveyPath(survey.slug, '/people'), 303);
    })

    .post('/surveys/:survey/people/:person/removal', { survey: 'share' }, async ({ c, visitor, survey }) => {
      const personId = c.req.param('person') ?? '';
      if (!(await unshareSurvey(deps, { by: visitor, survey, personId }))) throw new AppError('notFound');
      return c.redirect(surveyPath(survey.slug, '/people'), 303);
    });
}
