import { setArchived } from '../../actions/archive-survey.ts';
import type { Dependencies } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { recorderFor } from '../../people/recorder.ts';
import { surveyPath } from '../../views/studio/frame.view.ts';

/** Putting a survey into the archive and taking it out again. */
export function addSurveyShelfRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  for (const [page, isArchived] of [
    ['archive', true],
    ['restore', false],
  ] as const) {
    routes.post(`/surveys/:survey/${page}`, { survey: 'design' }, async ({ c, visitor, survey }) => {
      const record = recorderFor(deps, visitor);
      await setArchived({ ...deps, record }, { surveyId: survey.id, isArchived });
      return c.redirect(surveyPath(survey.slug), 303);
    });
  }
}
