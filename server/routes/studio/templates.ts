import { allSavedTemplates, savedTemplateById } from '#db/queries/saved-templates.ts';
import { readDraft } from '#surveys/read-definition.ts';
import { templateEntry, templateNamed } from '#surveys/templates/library.ts';
import { deleteTemplate, saveTemplate, withDeletable } from '../../actions/saved-templates.ts';
import { AppError } from '../../errors.ts';
import type { Dependencies } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { may } from '../../people/permissions.ts';
import type { Visitor } from '../../people/person.ts';
import { recorderFor } from '../../people/recorder.ts';
import { nothingTyped } from '../../views/studio/form.view.ts';
import { deleteTemplatePage, saveTemplatePage } from '../../views/studio/save-template.view.ts';
import { savedPath } from '../../views/studio/saved-templates.view.ts';
import { titleIn } from '../../views/studio/surveys.view.ts';
import { libraryTemplatePage, savedTemplatePage } from '../../views/studio/template.view.ts';
import { templatesPage } from '../../views/studio/templates.view.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';
import { readTyped, wrongCharacters } from './typed.ts';

/** The questionnaires that surveys begin with: looking at them, and keeping those of the team. */
export function addTemplateRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db } = deps;

  async function savedTemplate(id: string, { person }: Visitor) {
    const template = await savedTemplateById(db.read, id);
    const [known] = await withDeletable(db.read, person, template === null ? [] : [template]);
    if (known === undefined) throw new AppError('notFound');
    return known;
  }

  routes
    .get('/templates', { general: 'beginSurvey' }, async ({ c, visitor }) => {
      const saved = await withDeletable(db.read, visitor.person, await allSavedTemplates(db.read));
      const view = templatesPage(standingOf(c, visitor), saved);
      return sendStudioPage(deps, c, 'studio/templates', view);
    })

    .get('/templates/:name', { general: 'beginSurvey' }, ({ c, visitor }) => {
      const name = templateNamed(c.req.param('name') ?? '');
      if (name === null) throw new AppError('notFound');
      const view = libraryTemplatePage(standingOf(c, visitor), templateEntry(name));
      return sendStudioPage(deps, c, 'studio/template', view);
    })

    .get('/templates/saved/:template', { general: 'beginSurvey' }, async ({ c, visitor }) => {
      const template = await savedTemplate(c.req.param('template') ?? '', visitor);
      const reading = readDraft(template.definition);
      if ('problems' in reading) throw new AppError('failed');
      const view = savedTemplatePage(standingOf(c, visitor), template, reading.definition);
      return sendStudioPage(deps, c, 'studio/template', view);
    })

    .get('/templates/saved/:template/delete', { general: 'saveTemplate' }, async ({ c, visitor }) => {
      const template = await savedTemplate(c.req.param('template') ?? '', visitor);
      if (!template.mayDelete) throw new AppError('forbidden');
      return sendStudioPage(
        deps,
        c,
        'studio/form-page',
        deleteTemplatePage(standingOf(c, visitor), template),
      );
    })

    .post('/templates/saved/:template/delete', { general: 'saveTemplate' }, async ({ c, visitor }) => {
      const id = c.req.param('template') ?? '';
      const isGone = await deleteTemplate(
        { ...deps, record: recorderFor(deps, visitor) },
        id,
        visitor.person,
      );
      // Whoever deletes it a second time wanted it gone, and it is.
      if (!isGone && (await savedTemplateById(db.read, id)) !== null) throw new AppError('forbidden');
      return c.redirect('/studio/templates', 303);
    })

    .get('/surveys/:survey/save-template', { survey: 'design' }, ({ c, visitor, survey }) => {
      refuseOthers(visitor);
      const standing = standingOf(c, visitor);
      const named = { slug: survey.slug, title: titleIn(survey.title, standing.t) };
      return sendStudioPage(deps, c, 'studio/form-page', saveTemplatePage(standing, named, nothingTyped));
    })

    .post('/surveys/:survey/save-template', { survey: 'design' }, async ({ c, visitor, survey }) => {
      refuseOthers(visitor);
      const standing = standingOf(c, visitor);
      const values = await readTyped(c);
      const named = { slug: survey.slug, title: titleIn(survey.title, standing.t) };
      const refuse = (errors: ReadonlyMap<string, string>) => {
        const view = saveTemplatePage(standing, named, { values, errors });
        return sendStudioPage(deps, c, 'studio/form-page', view, { status: 422 });
      };
      const wrong = wrongCharacters(values, standing.t, ['note']);
      if (wrong.size > 0) return refuse(wrong);
      const { name: savedBy } = visitor.person;
      const saved = await saveTemplate(
        { ...deps, record: recorderFor(deps, visitor) },
        { surveyId: survey.id, name: values.get('name') ?? '', note: values.get('note') ?? '', savedBy },
      );
      if (typeof saved === 'object' && 'id' in saved) return c.redirect(savedPath(saved.id), 303);
      if (saved === 'unknownSurvey') throw new AppError('notFound');
      if (typeof saved === 'object') throw new AppError('failed');
      return refuse(new Map([['name', standing.t(`studio.save.${saved}`)]]));
    });
}

/** Templates are the team's, so a right to one survey is not enough. @throws AppError `forbidden` */
function refuseOthers({ person }: Visitor): void {
  if (!may(person.role, 'saveTemplate')) throw new AppError('forbidden');
}
