import type { Frame, Wave } from '#db/tables.ts';
import { nameOfLanguage } from '../../i18n/language-names.ts';
import { locales } from '../../i18n/locale.ts';
import type { Translate } from '../../i18n/translate.ts';
import { boxField, type FieldView, formView, lineField, selectField, type Typed } from './form.view.ts';
import type { StudioFormPage } from './form-page.view.ts';
import { type Standing, surveyFrame, surveyPath } from './frame.view.ts';

/** The form that makes a wave. */
export function newWavePage(
  standing: Standing,
  survey: { readonly slug: string; readonly title: string },
  frames: readonly Frame[],
  typed: Typed,
): StudioFormPage {
  const { t } = standing;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const action = surveyPath(survey.slug, '/waves/new');
  const heading = t('studio.wave.new.title');
  const hint = t('studio.wave.moment.hint', { zone });
  const lists = frames.filter(({ isComplete }) => isComplete);
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${heading} · ${survey.title}`,
    heading,
    prose: [],
    back: { href: surveyPath(survey.slug, '/waves'), label: t('studio.waves.title') },
    form: formView(t, typed, {
      action,
      submit: t('studio.wave.create'),
      fields: [
        lineField({ name: 'key', label: t('studio.wave.key'), hint: t('studio.wave.key.hint') }, typed),
        ...labelFields(null, typed, t),
        selectField(
          { name: 'frame', label: t('studio.wave.frame') },
          typed,
          [['', t('studio.wave.frame.none')], ...lists.map(({ key }) => [key, key] as const)],
          lists[0]?.key ?? '',
        ),
        boxField({ name: 'openLink', label: t('studio.wave.openLink') }, typed, lists.length === 0),
        lineField({ name: 'opens', label: t('studio.wave.opens'), hint }, typed, { type: 'datetime-local' }),
        lineField({ name: 'closes', label: t('studio.wave.closes'), hint }, typed, {
          type: 'datetime-local',
        }),
      ],
    }),
  };
}

/** What readers of the report call a wave, in each of our languages. @param label what it is called now */
export function labelFields(label: Wave['label'], typed: Typed, t: Translate): FieldView[] {
  return locales.map((tag) =>
    lineField(
      {
        name: `label.${tag}`,
        label: t('studio.wave.label', { language: nameOfLanguage(tag) }),
        hint: t('studio.wave.label.hint'),
      },
      typed,
      { value: label?.[tag] ?? '' },
    ),
  );
}
