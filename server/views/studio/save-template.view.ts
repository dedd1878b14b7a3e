import { areaField, formView, lineField, nothingTyped, type Typed } from './form.view.ts';
import type { StudioFormPage } from './form-page.view.ts';
import { type Standing, studioFrame, surveyFrame, surveyPath } from './frame.view.ts';
import { savedPath } from './saved-templates.view.ts';

/** The form that keeps a survey's questionnaire as a template of the team. */
export function saveTemplatePage(
  standing: Standing,
  { slug, title }: { readonly slug: string; readonly title: string },
  typed: Typed,
): StudioFormPage {
  const { t } = standing;
  const heading = t('studio.save.title');
  return {
    frame: surveyFrame(standing, slug, title),
    documentTitle: `${heading} · ${title}`,
    heading,
    prose: [t('studio.save.what')],
    back: { href: surveyPath(slug), label: t('studio.save.back') },
    form: formView(t, typed, {
      action: surveyPath(slug, '/save-template'),
      submit: t('studio.save.go'),
      fields: [
        lineField({ name: 'name', label: t('studio.save.name') }, typed, { value: title }),
        areaField({ name: 'note', label: t('studio.save.note'), hint: t('studio.save.note.hint') }, typed),
      ],
    }),
  };
}

/** Asks once more before a template of the team is thrown away. */
export function deleteTemplatePage(
  standing: Standing,
  { id, name }: { readonly id: string; readonly name: string },
): StudioFormPage {
  const { t } = standing;
  const heading = t('studio.delete.title', { name });
  return {
    frame: studioFrame(standing),
    documentTitle: heading,
    heading,
    prose: [t('studio.delete.what')],
    back: { href: savedPath(id), label: t('studio.delete.back') },
    form: formView(t, nothingTyped, {
      action: savedPath(id, '/delete'),
      submit: t('studio.delete.go'),
      isGrave: true,
      fields: [],
    }),
  };
}
