import { withProblems } from './begin-survey.view.ts';
import { designPath } from './design/design-frame.view.ts';
import { fileField, formView, type Typed } from './form.view.ts';
import type { StudioFormPage } from './form-page.view.ts';
import { type Standing, surveyFrame } from './frame.view.ts';

/** The form that puts a questionnaire from a file in the place of a survey's draft. */
export function replaceQuestionnairePage(
  standing: Standing,
  {
    slug,
    title,
    revision,
    problems = [],
  }: {
    readonly slug: string;
    readonly title: string;
    /** Of the draft that is to be replaced. */
    readonly revision: number;
    /** What is wrong with the file that was sent, in words. */
    readonly problems?: readonly string[];
  },
  typed: Typed,
): StudioFormPage {
  const { t } = standing;
  const heading = t('studio.replace.title');
  const words = { name: 'file', label: t('studio.begin.file.field'), hint: t('studio.begin.file.hint') };
  const form = formView(t, typed, {
    action: designPath(slug, '/file'),
    submit: t('studio.replace.go'),
    fields: [fileField(words, typed, '.json,application/json')],
    hidden: { revision: String(revision) },
  });
  return {
    frame: surveyFrame(standing, slug, title),
    documentTitle: `${heading} · ${title}`,
    heading,
    prose: [t('studio.replace.what')],
    back: { href: designPath(slug), label: t('studio.survey.questionnaire') },
    form: withProblems(form, problems, t),
  };
}
