import type { Survey } from '#db/tables.ts';
import { createSurvey } from '../../actions/create-survey.ts';
import { replaceDraft } from '../../actions/replace-draft.ts';
import { definitionProblemLines, terminalWords } from '../../cli/words.ts';
import { AppError } from '../../errors.ts';
import type { Dependencies } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { recorderFor } from '../../people/recorder.ts';
import { beginSurveyPage, type Chosen } from '../../views/studio/begin-survey.view.ts';
import { designPath } from '../../views/studio/design/design-frame.view.ts';
import { nothingTyped, type Typed } from '../../views/studio/form.view.ts';
import type { StudioFormPage } from '../../views/studio/form-page.view.ts';
import { type Standing, surveyPath } from '../../views/studio/frame.view.ts';
import { replaceQuestionnairePage } from '../../views/studio/replace-questionnaire.view.ts';
import { titleIn } from '../../views/studio/surveys.view.ts';
import { slugFor } from './begin-survey.ts';
import { authorOf, formMark, whyNot } from './created.ts';
import { readQuestionnaireFile } from './questionnaire-file.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';

/** Questionnaires that come in files, such as another server exported: as a new survey, or in the place of a draft. */
export function addImportRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  routes
    .post('/surveys/new/file', { general: 'beginSurvey' }, async ({ c, visitor }) => {
      const standing = standingOf(c, visitor);
      const sent = await readQuestionnaireFile(c, ['form', 'slug'], standing.t);
      const { values } = sent;
      const form = formMark(deps, values);
      const refuse = (errors: Typed['errors'], problems: readonly string[], status: 413 | 422) => {
        const view = importForm(standing, { values, errors }, form, problems);
        return sendStudioPage(deps, c, 'studio/form-page', view, { status });
      };
      if ('error' in sent) return refuse(new Map([['file', sent.error]]), [], sent.status);
      const created = await createSurvey(
        { ...deps, record: recorderFor(deps, visitor) },
        {
          slug: values.get('slug') || slugFor(sent.name.replace(/\.json$/i, '')),
          beginning: { from: 'file', json: sent.json },
          title: null,
          id: form,
          ...authorOf(visitor),
        },
      );
      if (typeof created === 'object' && 'slug' in created) return c.redirect(surveyPath(created.slug), 303);
      const { errors, problems } = whyNot(created, standing.t);
      return refuse(errors, problems, 422);
    })

    .get('/surveys/:survey/questionnaire/file', { survey: 'design' }, ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const view = replaceQuestionnairePage(standing, named(survey, standing), nothingTyped);
      return sendStudioPage(deps, c, 'studio/form-page', view);
    })

    .post('/surveys/:survey/questionnaire/file', { survey: 'design' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const sent = await readQuestionnaireFile(c, ['revision'], standing.t);
      const refuse = (error: string | null, problems: readonly string[], status: 409 | 413 | 422) => {
        const errors = new Map(error === null ? [] : [['file', error]]);
        const page = { ...named(survey, standing), problems };
        const view = replaceQuestionnairePage(standing, page, { values: new Map(), errors });
        return sendStudioPage(deps, c, 'studio/form-page', view, { status });
      };
      if ('error' in sent) return refuse(sent.error, [], sent.status);
      const replaced = await replaceDraft(
        { ...deps, record: recorderFor(deps, visitor) },
        {
          surveyId: survey.id,
          by: authorOf(visitor).by,
          revision: Number(sent.values.get('revision')),
          json: sent.json,
        },
      );
      if (replaced === 'unknownSurvey') throw new AppError('notFound');
      if (replaced === 'overtaken') return refuse(standing.t('studio.replace.overtaken'), [], 409);
      if ('problems' in replaced)
        return refuse(null, definitionProblemLines(terminalWords(standing.t), replaced.problems), 422);
      return c.redirect(designPath(survey.slug), 303);
    });
}

/** The form that begins a survey from a file. @param form its mark @param problems what is wrong with the file that was sent */
export function importForm(
  standing: Standing,
  typed: Typed,
  form: string,
  problems: readonly string[] = [],
): StudioFormPage {
  const chosen: Chosen = { from: 'file', of: '', title: null, languages: [], modules: [], slug: '' };
  return beginSurveyPage(standing, chosen, typed, {
    name: '',
    action: '/studio/surveys/new/file',
    form,
    problems,
  });
}

function named({ slug, title, draftRevision: revision }: Survey, { t }: Standing) {
  return { slug, title: titleIn(title, t), revision };
}
