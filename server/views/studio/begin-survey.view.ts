import type { LocalizedText } from '#surveys/localized.ts';
import { type ModuleName, moduleTitle } from '#surveys/templates/library.ts';
import { nameOfLanguage } from '../../i18n/language-names.ts';
import { locales } from '../../i18n/locale.ts';
import { respondentLanguages } from '../../i18n/respondent.ts';
import type { Translate } from '../../i18n/translate.ts';
import {
  boxesField,
  type FieldView,
  type FormView,
  fileField,
  formView,
  lineField,
  selectField,
  type Typed,
} from './form.view.ts';
import type { StudioFormPage } from './form-page.view.ts';
import { type Standing, studioFrame } from './frame.view.ts';
import { libraryText, type Origin } from './library.view.ts';

/** What somebody has chosen to begin with, as far as the form that begins it needs to know. */
export interface Chosen {
  readonly from: Origin;
  /** Which template or survey: a name, an id, a slug; empty where there is only one. */
  readonly of: string;
  /** What it is called, in each language it has; `null` where that is not known yet. */
  readonly title: LocalizedText | null;
  readonly languages: readonly string[];
  /** What can be added to it. */
  readonly modules: readonly ModuleName[];
  readonly slug: string;
}

/** The languages a questionnaire can begin in: those in which our own words around it are there. */
export const beginLanguages = respondentLanguages;

/** The form that begins a survey from what was chosen. */
export function beginSurveyPage(
  standing: Standing,
  chosen: Chosen,
  typed: Typed,
  {
    name,
    action,
    form: mark,
    problems = [],
  }: {
    /** What it is called that was chosen. */
    readonly name: string;
    readonly action: string;
    /** The mark of this form: sent twice, it makes one survey. */
    readonly form: string;
    /** What is wrong with the questionnaire itself, in words. */
    readonly problems?: readonly string[];
  },
): StudioFormPage {
  const { t } = standing;
  const heading = t(`studio.begin.from.${chosen.from}`, { name });
  const form = formView(t, typed, {
    action,
    submit: t('studio.begin.go'),
    fields: [firstFields, slugField, moduleFields].flatMap((fields) => fields(standing, chosen, typed)),
    hidden: { form: mark, ...(chosen.from === 'file' ? {} : { from: chosen.from, of: chosen.of }) },
  });
  return {
    frame: studioFrame(standing),
    documentTitle: heading,
    heading,
    prose: [t(`studio.begin.from.${chosen.from}.what`)],
    back: { href: '/studio/surveys/new', label: t('studio.begin.other') },
    form: withProblems(form, problems, t),
  };
}

/** The form with what is wrong with the questionnaire listed behind what is wrong with the fields. */
export function withProblems(form: FormView, problems: readonly string[], t: Translate): FormView {
  if (problems.length === 0) return form;
  const list = [...(form.errors?.list ?? []), ...problems.map((text) => ({ href: null, text }))];
  return { ...form, errors: { heading: t('studio.errors'), list } };
}

function slugField({ t }: Standing, { from, slug }: Chosen, typed: Typed): FieldView {
  const hint = t(from === 'file' ? 'studio.begin.slug.hintFile' : 'studio.begin.slug.hint');
  return lineField({ name: 'slug', label: t('studio.begin.slug'), hint }, typed, { value: slug });
}

function firstFields({ t }: Standing, { from, title, languages }: Chosen, typed: Typed): FieldView[] {
  if (from === 'file') {
    const words = { name: 'file', label: t('studio.begin.file.field'), hint: t('studio.begin.file.hint') };
    return [fileField(words, typed, '.json,application/json')];
  }
  if (from !== 'nothing') {
    return languages.map((tag) =>
      lineField(
        { name: `title.${tag}`, label: t('studio.begin.titleIn', { language: nameOfLanguage(tag) }) },
        typed,
        {
          value: title?.[tag] ?? '',
        },
      ),
    );
  }
  const known = beginLanguages.map((tag) => [tag, nameOfLanguage(tag)] as const);
  return [
    lineField({ name: 'title', label: t('studio.begin.titleField') }, typed),
    selectField(
      { name: 'language', label: t('studio.begin.language'), hint: t('studio.begin.language.hint') },
      typed,
      known,
      t.locale,
    ),
    boxesField(
      { name: 'also', label: t('studio.begin.also'), hint: t('studio.begin.also.hint') },
      typed,
      known,
      locales.filter((tag) => tag !== t.locale),
    ),
  ];
}

function moduleFields({ t }: Standing, { modules }: Chosen, typed: Typed): FieldView[] {
  if (modules.length === 0) return [];
  const choices = modules.map((name) => [name, libraryText(moduleTitle(name), t)] as const);
  return [
    boxesField(
      { name: 'module', label: t('studio.begin.modules'), hint: t('studio.begin.modules.hint') },
      typed,
      choices,
    ),
  ];
}
