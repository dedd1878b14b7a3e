import type { Wave } from '#db/tables.ts';
import { markOfWave } from '../../actions/change-wave.ts';
import { formView, lineField, type Typed } from './form.view.ts';
import type { StudioFormPage } from './form-page.view.ts';
import { type Standing, surveyFrame } from './frame.view.ts';
import { labelFields } from './new-wave.view.ts';
import { waveName } from './surveys.view.ts';
import { wavePath } from './waves.view.ts';

/** Another name or other times for a wave; of one that was closed by hand only the name can be changed. */
export function changeWavePage(
  standing: Standing,
  survey: { readonly slug: string; readonly title: string },
  wave: Wave,
  typed: Typed,
): StudioFormPage {
  const { t } = standing;
  const name = waveName(wave, t);
  const heading = t('studio.wave.change.title', { wave: name });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const hint = t('studio.wave.moment.hint', { zone });
  const time = (field: 'opens' | 'closes', at: number | null) =>
    lineField({ name: field, label: t(`studio.wave.${field}`), hint }, typed, {
      type: 'datetime-local',
      value: momentTyped(at),
    });
  const isOver = wave.closedAt !== null;
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${heading} · ${survey.title}`,
    heading,
    prose: [t(isOver ? 'studio.wave.change.closedByHand' : 'studio.wave.change.help')],
    back: { href: wavePath(survey.slug, wave.key), label: name },
    form: formView(t, typed, {
      action: wavePath(survey.slug, wave.key, '/change'),
      submit: t('studio.wave.change.go'),
      hidden: { seen: markOfWave(wave) },
      fields: [
        ...labelFields(wave.label, typed, t),
        ...(isOver ? [] : [time('opens', wave.opensAt), time('closes', wave.closesAt)]),
      ],
    }),
  };
}

/** A moment as a browser's field holds it, to the minute in the zone of this server; `''` for none. */
export function momentTyped(at: number | null): string {
  if (at === null) return '';
  const moment = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  return `${day}T${two(moment.getHours())}:${two(moment.getMinutes())}`;
}
