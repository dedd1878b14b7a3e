import { surveysOverview } from '#db/queries/overviews.ts';
import { allSavedTemplates } from '#db/queries/saved-templates.ts';
import { surveysSharedWith } from '#db/queries/survey-people.ts';
import { createSurvey } from '../../actions/create-survey.ts';
import { withDeletable } from '../../actions/saved-templates.ts';
import { AppError } from '../../errors.ts';
import type { Dependencies } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { Person, Visitor } from '../../people/person.ts';
import { recorderFor } from '../../people/recorder.ts';
import { beginSurveyPage } from '../../views/studio/begin-survey.view.ts';
import { nothingTyped } from '../../views/studio/form.view.ts';
import { surveyPath } from '../../views/studio/frame.view.ts';
import { newSurveyPage } from '../../views/studio/new-survey.view.ts';
import { type Found, findBeginning, titleTyped } from './begin-survey.ts';
import { authorOf, formMark, whyNot } from './created.ts';
import { importForm } from './import-survey.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';
import { readTyped } from './typed.ts';

const action = '/studio/surveys/new';

/** Making a survey: choosing what it begins with, then what it is called. */
export function addNewSurveyRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db } = deps;

  async function find(visitor: Visitor, from: string, of: string, t: Translate): Promise<Found> {
    const found = await findBeginning(deps, { from, of, person: visitor.person, t });
    if (found === null) throw new AppError('notFound');
    return found;
  }

  routes
    .get('/surveys/new', { general: 'beginSurvey' }, async ({ c, visitor }) => {
      const standing = standingOf(c, visitor);
      const { from, of = '' } = c.req.query();
      if (from === 'file')
        return sendStudioPage(
          deps,
          c,
          'studio/form-page',
          importForm(standing, nothingTyped, formMark(deps)),
        );
      if (from !== undefined) {
        const { chosen, name } = await find(visitor, from, of, standing.t);
        const view = beginSurveyPage(standing, chosen, nothingTyped, { name, action, form: formMark(deps) });
        return sendStudioPage(deps, c, 'studio/form-page', view);
      }
      const surveys = await surveysToLookAt(deps, visitor.person);
      const saved = await withDeletable(db.read, visitor.person, await allSavedTemplates(db.read));
      return sendStudioPage(deps, c, 'studio/new-survey', newSurveyPage(standing, { surveys, saved }));
    })

    .post('/surveys/new', { general: 'beginSurvey' }, async ({ c, visitor }) => {
      const standing = standingOf(c, visitor);
      const { t } = standing;
      const values = await readTyped(c);
      const from = values.get('from');
      if (from === undefined) throw new AppError('badRequest');
      const form = formMark(deps, values);
      const { chosen, name, beginning } = await find(visitor, from, values.get('of') ?? '', t);
      const created = await createSurvey(
        { ...deps, record: recorderFor(deps, visitor) },
        {
          slug: values.get('slug') ?? '',
          beginning: beginning(values),
          title: titleTyped(chosen, values),
          id: form,
          ...authorOf(visitor),
        },
      );
      if (typeof created === 'object' && 'slug' in created) return c.redirect(surveyPath(created.slug), 303);
      const { errors, problems } = whyNot(created, t);
      const view = beginSurveyPage(standing, chosen, { values, errors }, { name, action, form, problems });
      return sendStudioPage(deps, c, 'studio/form-page', view, { status: 422 });
    });
}

/** The surveys somebody may look at, and so copy. */
async function surveysToLookAt({ db }: Pick<Dependencies, 'db'>, { id, role }: Person) {
  const shared = await surveysSharedWith(db.read, id);
  return (await surveysOverview(db.read)).filter(
    (survey) => role === 'administrator' || shared.has(survey.id),
  );
}
