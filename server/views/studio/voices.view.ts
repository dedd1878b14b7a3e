import type { ComplaintsReceived, Wave } from '#db/tables.ts';
import { ownWords } from '#reports/comments/about.ts';
import { type CommentSettings, commentAudiences } from '#reports/comments/settings.ts';
import type { Definition } from '#surveys/definition.ts';
import { textIn } from '#surveys/localized.ts';
import { pairsOf } from '#surveys/pairs.ts';
import { startOfDay } from '../../actions/calendar-day.ts';
import { commentStamp } from '../../actions/comment-settings.ts';
import { formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';
import {
  areaField,
  boxField,
  type FormView,
  formView,
  lineField,
  nothingTyped,
  radiosField,
  selectField,
  type Typed,
} from './form.view.ts';
import type { StudioFormPage } from './form-page.view.ts';
import { type Standing, type StudioFrame, surveyFrame, surveyPath } from './frame.view.ts';
import { waveName } from './surveys.view.ts';

/** Who reads comments, and the complaints entered for each wave. */
export interface VoicesPage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly help: string;
  readonly said: string | null;
  readonly complaints: {
    readonly heading: string;
    readonly help: string;
    readonly enter: { readonly href: string; readonly label: string } | null;
    readonly empty: string;
    readonly columns: Readonly<Record<'wave' | 'channel' | 'count' | 'period' | 'source' | 'remove', string>>;
    readonly rows: readonly {
      readonly wave: string;
      readonly channel: string;
      readonly count: string;
      readonly period: string;
      readonly source: string;
      readonly remove: { readonly href: string; readonly label: string };
    }[];
  };
  /** What is decided about comments; `null` for whoever may not decide it. */
  readonly comments: { readonly heading: string; readonly form: FormView } | null;
}

/** Where the pages of comments and complaints of a survey are. */
export function voicesPath(slug: string, page = ''): string {
  return surveyPath(slug, `/voices${page}`);
}

interface Named {
  readonly slug: string;
  readonly title: string;
}

/** Complaints of a wave. */
export interface WaveComplaints {
  readonly wave: Wave;
  readonly entries: readonly ComplaintsReceived[];
}

interface Voices {
  readonly waves: readonly WaveComplaints[];
  /** `null` for whoever may not decide about comments. */
  readonly settings: CommentSettings | null;
  /** The questionnaire published last; `null` before there is one. */
  readonly definition: Definition | null;
  readonly said: 'saved' | 'entered' | 'removed' | null;
}

export function voicesPage(
  standing: Standing,
  survey: Named,
  { waves, settings, definition, said }: Voices,
  typed: Typed,
): VoicesPage {
  const { t } = standing;
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${t('voices.title')} · ${survey.title}`,
    heading: t('voices.title'),
    help: t('voices.help'),
    said: said === null ? null : t(`voices.${said}`),
    complaints: complaintsView(survey.slug, waves, t),
    comments:
      settings === null
        ? null
        : { heading: t('comments.title'), form: settingsForm(survey.slug, settings, definition, t, typed) },
  };
}

function complaintsView(
  slug: string,
  waves: readonly WaveComplaints[],
  t: Translate,
): VoicesPage['complaints'] {
  const { integer } = formats(t.locale);
  return {
    heading: t('voices.complaints'),
    help: waves.length === 0 ? t('voices.noWaves') : t('voices.complaints.help'),
    enter:
      waves.length === 0 ? null : { href: voicesPath(slug, '/complaints/new'), label: t('voices.enter') },
    empty: t('voices.complaints.none'),
    columns: {
      wave: t('voices.wave'),
      channel: t('voices.channel'),
      count: t('voices.count'),
      period: t('report.iceberg.period'),
      source: t('voices.source'),
      remove: t('voices.remove'),
    },
    rows: waves.toReversed().flatMap(({ wave, entries }) =>
      entries.map((entry) => ({
        wave: waveName(wave, t),
        channel: entry.channel,
        count: integer(entry.count),
        period: periodOf(entry, t),
        source: entry.source,
        remove: {
          href: voicesPath(slug, `/complaints/${wave.key}/${entry.id}/remove`),
          label: t('voices.remove'),
        },
      })),
    ),
  };
}

function periodOf({ fromOn, untilOn }: Pick<ComplaintsReceived, 'fromOn' | 'untilOn'>, t: Translate): string {
  const { date } = formats(t.locale);
  return t('report.iceberg.days', { from: date(startOfDay(fromOn)), to: date(startOfDay(untilOn)) });
}

/** Factors that comments can be about, by the name of their field. */
export function aboutFields(
  definition: Definition | null,
): readonly { readonly field: string; readonly target: string }[] {
  if (definition === null) return [];
  const asked = new Set(pairsOf(definition).map(({ factor }) => factor.key));
  return definition.factors
    .filter(({ key }) => asked.has(key))
    .map(({ key }) => ({ field: `about.${key}`, target: `factor:${key}` }));
}

function settingsForm(
  slug: string,
  settings: CommentSettings,
  definition: Definition | null,
  t: Translate,
  typed: Typed,
): FormView {
  const about = aboutFields(definition).map(({ field, target }) => {
    const factor = definition?.factors.find(({ key }) => `factor:${key}` === target);
    const words = settings.about[target] ?? (definition === null ? [] : ownWords(definition, target));
    const name = factor && definition ? textIn(factor.name, t.locale, definition.languages) : target;
    const label = t('voices.about', { factor: name });
    return areaField({ name: field, label, hint: t('voices.about.hint') }, typed, words.join('\n'));
  });
  return formView(t, typed, {
    action: voicesPath(slug),
    submit: t('voices.save'),
    hidden: { seen: typed.values.get('seen') ?? commentStamp(settings) },
    fields: [
      radiosField(
        { name: 'shown', label: t('voices.shown') },
        typed,
        commentAudiences.map((each) => [each, t(`voices.shown.${each}`)] as const),
        settings.shown,
      ),
      boxField({ name: 'quotes', label: t('voices.quotes') }, typed, settings.quotes),
      areaField(
        { name: 'names', label: t('voices.names'), hint: t('voices.names.hint') },
        typed,
        settings.names.join('\n'),
      ),
      areaField(
        { name: 'words', label: t('voices.words'), hint: t('voices.words.hint') },
        typed,
        settings.words.join('\n'),
      ),
      ...about,
    ],
  });
}

/** The form that enters complaints. @param waves to choose from, the latest first */
export function enterComplaintsPage(
  standing: Standing,
  survey: Named,
  waves: readonly Wave[],
  typed: Typed,
): StudioFormPage {
  const { t } = standing;
  const choices = waves.map((wave) => [wave.key, waveName(wave, t)] as const);
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${t('voices.enter')} · ${survey.title}`,
    heading: t('voices.enter'),
    prose: [t('voices.enter.help')],
    back: { href: voicesPath(survey.slug), label: t('voices.back') },
    form: formView(t, typed, {
      action: voicesPath(survey.slug, '/complaints/new'),
      submit: t('voices.enter'),
      fields: [
        selectField({ name: 'wave', label: t('voices.wave') }, typed, choices, waves[0]?.key ?? ''),
        lineField({ name: 'channel', label: t('voices.channel'), hint: t('voices.channel.hint') }, typed),
        lineField({ name: 'count', label: t('voices.count') }, typed),
        lineField({ name: 'from', label: t('voices.from') }, typed, { type: 'date' }),
        lineField({ name: 'until', label: t('voices.until') }, typed, { type: 'date' }),
        lineField({ name: 'source', label: t('voices.source'), hint: t('voices.source.hint') }, typed),
      ],
    }),
  };
}

/** Asks whether complaints that were entered are to go. */
export function removeComplaintsPage(
  standing: Standing,
  survey: Named,
  wave: Wave,
  entry: ComplaintsReceived,
): StudioFormPage {
  const { t } = standing;
  const { channel, source, enteredBy: by } = entry;
  const count = formats(t.locale).integer(entry.count);
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${t('voices.remove.title')} · ${survey.title}`,
    heading: t('voices.remove.title'),
    prose: [t('voices.remove.what', { count, channel, source, by, period: periodOf(entry, t) })],
    back: { href: voicesPath(survey.slug), label: t('voices.back') },
    form: formView(t, nothingTyped, {
      action: voicesPath(survey.slug, `/complaints/${wave.key}/${entry.id}/remove`),
      submit: t('voices.remove'),
      isGrave: true,
      fields: [],
    }),
  };
}
