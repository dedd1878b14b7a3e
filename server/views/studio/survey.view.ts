import { type Progress, type Step, type StepKey, stepsOf } from '#surveys/steps.ts';
import { formats } from '../../i18n/formats.ts';
import { type MessageKey, plural, type Translate } from '../../i18n/translate.ts';
import { type GeneralRight, may, mayWithSurvey } from '../../people/permissions.ts';
import { type Standing, type StudioFrame, surveyFrame, surveyPath } from './frame.view.ts';
import { beginPath } from './library.view.ts';

/** What the page of a survey knows of it, in the reader's language. */
export interface SurveyStanding extends Progress {
  readonly slug: string;
  readonly title: string;
  readonly organisation: string;
  readonly isArchived: boolean;
  readonly factors: number;
  /** How much keeps the questionnaire from being published. */
  readonly problems: number;
  /** The last wave's name, and the counts of its responses; `null` before the first wave. */
  readonly fieldwork: {
    readonly name: string;
    readonly started: number;
    readonly screenedOut: number;
    readonly excluded: number;
  } | null;
}

interface StepView {
  readonly name: string;
  readonly state: Step['state'];
  readonly said: string;
  readonly isNow: boolean;
  readonly what: readonly string[];
  readonly go: { readonly href: string; readonly label: string } | null;
}

export interface SurveyPage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly next: string | null;
  readonly steps: readonly StepView[];
  /** Said where the survey is in the archive. */
  readonly archived: string | null;
  readonly more: MoreView | null;
}

/** What can be done with the survey as a whole; not for those who may only look. */
interface MoreView {
  readonly heading: string;
  readonly links: readonly { readonly href: string; readonly label: string }[];
  readonly shelf: { readonly action: string; readonly label: string };
}

/** Where each step is done. */
const pages: Record<StepKey, string | null> = {
  subject: '/questionnaire/settings',
  indicators: '/questionnaire/factors',
  sampling: '/customers',
  questionnaire: '/questionnaire',
  fieldwork: '/waves',
  collection: '/waves',
  index: '/report',
  report: '/report',
  improvement: null,
};

/** The page of a survey: the nine steps, where it stands, what to do next. */
export function surveyPage(standing: Standing, survey: SurveyStanding): SurveyPage {
  const { t } = standing;
  const steps = stepsOf(survey);
  const next = steps.findIndex(({ state }) => state === 'now');
  const step = steps[next];
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: survey.title,
    heading: t('studio.steps.title'),
    next:
      step === undefined
        ? null
        : t('studio.survey.next', { number: next + 1, step: t(`studio.step.${step.key}`) }),
    steps: steps.map(({ key, state }) => ({
      name: t(`studio.step.${key}`),
      state,
      said: t(`studio.step.${state}`),
      isNow: state === 'now',
      what: whatOf[key](survey, t),
      go: goTo(key, survey.slug, t),
    })),
    archived: survey.isArchived ? t('studio.survey.isArchived') : null,
    more: moreOf(standing, survey),
  };
}

function moreOf({ visitor, t }: Standing, { slug, isArchived }: SurveyStanding): MoreView | null {
  const role = visitor?.person.role ?? 'reader';
  if (!mayWithSurvey(role, 'design', true)) return null;
  const link = (right: GeneralRight, href: string, key: MessageKey) =>
    may(role, right) ? [{ href, label: t(key) }] : [];
  return {
    heading: t('studio.survey.more'),
    links: [
      ...link('beginSurvey', beginPath('survey', slug), 'studio.survey.copy'),
      ...link('saveTemplate', surveyPath(slug, '/save-template'), 'studio.survey.saveTemplate'),
      { href: surveyPath(slug, '/questionnaire.json'), label: t('studio.survey.export') },
      { href: surveyPath(slug, '/questionnaire/file'), label: t('studio.survey.replace') },
    ],
    shelf: isArchived
      ? { action: surveyPath(slug, '/restore'), label: t('studio.survey.restore') }
      : { action: surveyPath(slug, '/archive'), label: t('studio.survey.archive') },
  };
}

function goTo(key: StepKey, slug: string, t: Translate): StepView['go'] {
  const page = pages[key];
  if (page === null || key === 'improvement') return null;
  return { href: surveyPath(slug, page), label: t(`studio.step.${key}.go`) };
}

/** What stands under each step. */
const whatOf: Record<StepKey, (survey: SurveyStanding, t: Translate) => readonly string[]> = {
  subject: ({ isNamed, title, organisation }, t) => [
    isNamed ? t('studio.step.subject.what', { title, organisation }) : t('studio.step.subject.missing'),
  ],
  indicators: ({ items, factors }, t) => [
    items > 0 ? t('studio.step.indicators.what', { items, factors }) : t('studio.step.indicators.missing'),
  ],
  sampling: ({ frames, wave }, t) => {
    if (wave?.hasOpenLink && wave.sampled === 0) return [t('studio.step.sampling.open')];
    if (frames === 0 && (wave === null || wave.sampled === 0)) return [t('studio.step.sampling.missing')];
    const sampled = formats(t.locale).integer(wave?.sampled ?? 0);
    return [t('studio.step.sampling.what', { frames, sampled })];
  },
  questionnaire: ({ versions, isPublished, problems }, t) => {
    const ready =
      problems > 0
        ? plural(t, 'studio.step.questionnaire.problems', problems)
        : t('studio.step.questionnaire.ready');
    if (versions === 0) return [ready];
    if (isPublished) return [t('studio.step.questionnaire.what', { version: versions })];
    return [t('studio.step.questionnaire.changed', { version: versions }), ready];
  },
  fieldwork: ({ wave, fieldwork }, t) => [
    wave === null || fieldwork === null
      ? t('studio.step.fieldwork.none')
      : t(`studio.step.fieldwork.${wave.state}`, { wave: fieldwork.name }),
  ],
  collection: ({ wave, fieldwork }, t) => {
    if (wave === null || fieldwork === null) return [t('studio.step.collection.missing')];
    const { integer } = formats(t.locale);
    return [
      t('studio.step.collection.what', {
        submitted: integer(wave.submitted),
        started: integer(fieldwork.started),
        screenedOut: integer(fieldwork.screenedOut),
        excluded: integer(fieldwork.excluded),
      }),
    ];
  },
  index: (_, t) => [t('studio.step.index.what')],
  report: (_, t) => [t('studio.step.report.what')],
  improvement: (_, t) => [t('studio.step.improvement.what')],
};
