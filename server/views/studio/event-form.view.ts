import type { SurveyEvent } from '#db/tables.ts';
import { textIn } from '#surveys/localized.ts';
import { nameOfLanguage } from '../../i18n/language-names.ts';
import { locales } from '../../i18n/locale.ts';
import { formView, lineField, nothingTyped, type Typed } from './form.view.ts';
import type { StudioFormPage } from './form-page.view.ts';
import { type Standing, surveyFrame } from './frame.view.ts';
import { measuresPath } from './measures.view.ts';

interface Named {
  readonly slug: string;
  readonly title: string;
}

/** The form that notes an event. @param event the one to change; `null` for a new one */
export function eventPage(
  standing: Standing,
  survey: Named,
  event: SurveyEvent | null,
  typed: Typed,
): StudioFormPage {
  const { t } = standing;
  const heading = t(event === null ? 'improve.event.new' : 'improve.event.change');
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${heading} · ${survey.title}`,
    heading,
    prose: [t('improve.event.help')],
    back: { href: measuresPath(survey.slug), label: t('improve.title') },
    form: formView(t, typed, {
      action: measuresPath(survey.slug, `/events/${event === null ? 'new' : event.id}`),
      submit: t(event === null ? 'improve.event.new.go' : 'improve.change.go'),
      hidden: event === null ? {} : { seen: typed.values.get('seen') ?? String(event.revision) },
      fields: [
        lineField({ name: 'day', label: t('improve.events.day') }, typed, {
          type: 'date',
          value: event?.happenedOn ?? '',
        }),
        ...locales.map((tag) =>
          lineField(
            {
              name: `text.${tag}`,
              label: t('improve.event.text', { language: nameOfLanguage(tag) }),
              hint: t('improve.event.text.hint'),
            },
            typed,
            { value: event?.text[tag] ?? '' },
          ),
        ),
        lineField(
          { name: 'scope', label: t('improve.events.scope'), hint: t('improve.event.scope.hint') },
          typed,
          { value: event?.scope ?? '' },
        ),
      ],
    }),
  };
}

/** Asks whether an event is to go. */
export function removeEventPage(
  standing: Standing,
  survey: Named,
  event: SurveyEvent,
  typed: Typed = nothingTyped,
): StudioFormPage {
  const { t } = standing;
  const name = textIn(event.text, t.locale, locales);
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${t('improve.event.remove')} · ${survey.title}`,
    heading: t('improve.event.remove'),
    prose: [t('improve.event.remove.help', { name })],
    back: { href: measuresPath(survey.slug), label: t('improve.title') },
    form: formView(t, typed, {
      action: measuresPath(survey.slug, `/events/${event.id}/remove`),
      submit: t('improve.event.remove.go'),
      hidden: { seen: String(event.revision) },
      isGrave: true,
      fields: [],
    }),
  };
}
