import type { Wave } from '#db/tables.ts';
import { formView, nothingTyped } from './form.view.ts';
import type { StudioFormPage } from './form-page.view.ts';
import { type Standing, surveyFrame } from './frame.view.ts';
import { waveName } from './surveys.view.ts';
import { wavePath } from './waves.view.ts';

/** Asks once more before a wave is closed for good. */
export function closeWavePage(
  standing: Standing,
  survey: { readonly slug: string; readonly title: string },
  wave: Wave,
): StudioFormPage {
  const { t } = standing;
  const heading = t('studio.wave.close.title', { wave: waveName(wave, t) });
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${heading} · ${survey.title}`,
    heading,
    prose: [t('studio.wave.close.help')],
    back: { href: wavePath(survey.slug, wave.key), label: t('studio.wave.close.back') },
    form: formView(t, nothingTyped, {
      action: wavePath(survey.slug, wave.key, '/close'),
      submit: t('studio.wave.close.go'),
      fields: [],
      isGrave: true,
    }),
  };
}
