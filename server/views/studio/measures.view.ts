import type { ImprovementMeasure, SurveyEvent } from '#db/tables.ts';
import { textIn } from '#surveys/localized.ts';
import type { MeasureStatus } from '#surveys/measure-status.ts';
import { startOfDay } from '../../actions/calendar-day.ts';
import { formats } from '../../i18n/formats.ts';
import { locales } from '../../i18n/locale.ts';
import type { Choices } from './form.view.ts';
import { type Standing, type StudioFrame, surveyFrame, surveyPath } from './frame.view.ts';

export interface MeasuresPage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly help: string;
  /** What was just done. */
  readonly said: string | null;
  readonly begin: { readonly href: string; readonly label: string } | null;
  readonly columns: Readonly<
    Record<'measure' | 'owner' | 'target' | 'status' | 'start' | 'due' | 'done', string>
  >;
  readonly rows: readonly {
    readonly href: string;
    readonly title: string;
    readonly owner: string;
    readonly target: string;
    readonly status: MeasureStatus;
    readonly statusSaid: string;
    readonly overdue: string | null;
    readonly start: string;
    readonly due: string;
    readonly done: string;
  }[];
  readonly empty: { readonly heading: string; readonly help: string };
  readonly events: {
    readonly heading: string;
    readonly help: string;
    readonly add: { readonly href: string; readonly label: string };
    readonly columns: Readonly<Record<'day' | 'event' | 'scope' | 'change', string>>;
    readonly rows: readonly {
      readonly day: string;
      readonly text: string;
      readonly scope: string;
      readonly change: { readonly href: string; readonly label: string };
      readonly remove: { readonly href: string; readonly label: string };
    }[];
    readonly empty: string;
  };
  readonly report: { readonly href: string; readonly label: string };
}

/** The path of the page of a survey's measures and events, and of the pages below it. */
export function measuresPath(slug: string, page = ''): string {
  return surveyPath(slug, `/measures${page}`);
}

interface Improvements {
  readonly measures: readonly ImprovementMeasure[];
  readonly events: readonly SurveyEvent[];
  /** What measures can aim at; empty before the questionnaire was published. */
  readonly targets: Choices;
  readonly now: Date;
  readonly said: 'measure' | 'event' | 'removed' | null;
}

/** What is done about a survey, and what happened meanwhile. */
export function measuresPage(
  standing: Standing,
  survey: { readonly slug: string; readonly title: string },
  { measures, events, targets, now, said }: Improvements,
): MeasuresPage {
  const { t } = standing;
  const { date } = formats(t.locale);
  const day = (on: string | null) => (on === null ? t('studio.none') : date(startOfDay(on)));
  const targetName = new Map(targets.map(([value, label]) => [value, label]));
  const isLate = ({ status, dueOn }: ImprovementMeasure) =>
    (status === 'planned' || status === 'running') &&
    dueOn !== null &&
    startOfDay(dueOn) + 24 * 60 * 60 * 1000 <= now.getTime();
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${t('improve.title')} · ${survey.title}`,
    heading: t('improve.title'),
    help: t('improve.help'),
    said: said === null ? null : t(`improve.said.${said}`),
    begin:
      targets.length === 0 ? null : { href: measuresPath(survey.slug, '/new'), label: t('improve.begin') },
    columns: {
      measure: t('improve.measure'),
      owner: t('improve.owner'),
      target: t('improve.target'),
      status: t('improve.status'),
      start: t('improve.start'),
      due: t('improve.due'),
      done: t('improve.done'),
    },
    rows: measures.map((measure) => ({
      href: measuresPath(survey.slug, `/${measure.id}`),
      title: measure.title,
      owner: measure.owner,
      target: targetName.get(measure.target) ?? t('improve.target.gone', { key: measure.target }),
      status: measure.status,
      statusSaid: t(`improve.status.${measure.status}`),
      overdue: isLate(measure) ? t('improve.overdue') : null,
      start: day(measure.startOn),
      due: day(measure.dueOn),
      done: day(measure.doneOn),
    })),
    empty: {
      heading: t('improve.empty'),
      help: t(targets.length === 0 ? 'improve.unpublished' : 'improve.empty.help'),
    },
    events: eventsOf(standing, survey.slug, events, day),
    report: { href: surveyPath(survey.slug, '/report'), label: t('improve.toReport') },
  };
}

function eventsOf(
  { t }: Standing,
  slug: string,
  events: readonly SurveyEvent[],
  day: (on: string) => string,
): MeasuresPage['events'] {
  return {
    heading: t('improve.events'),
    help: t('improve.events.help'),
    add: { href: measuresPath(slug, '/events/new'), label: t('improve.events.add') },
    columns: {
      day: t('improve.events.day'),
      event: t('improve.events.event'),
      scope: t('improve.events.scope'),
      change: t('improve.events.change'),
    },
    rows: events.map(({ id, happenedOn, text, scope }) => ({
      day: day(happenedOn),
      text: textIn(text, t.locale, locales),
      scope: scope === '' ? t('improve.events.everybody') : scope,
      change: { href: measuresPath(slug, `/events/${id}`), label: t('improve.events.change') },
      remove: { href: measuresPath(slug, `/events/${id}/remove`), label: t('improve.events.remove') },
    })),
    empty: t('improve.events.empty'),
  };
}
