import { type LocalizedText, textIn } from '#surveys/localized.ts';
import { formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';
import { may, mayWithSurvey } from '../../people/permissions.ts';
import { type Standing, type StudioFrame, studioFrame, surveyPath } from './frame.view.ts';

/** A survey as the list knows it. */
export interface ListedSurvey {
  readonly slug: string;
  readonly title: LocalizedText | null;
  readonly waves: number;
  readonly submitted: number;
  /** The last wave; `null` before the first. */
  readonly lastWave: {
    readonly key: string;
    readonly label: LocalizedText | null;
    readonly state: WaveState;
  } | null;
}

export type WaveState = 'planned' | 'open' | 'closed';

interface Row {
  readonly href: string;
  readonly title: string;
  readonly slug: string;
  readonly wave: { readonly label: string; readonly state: string } | null;
  readonly none: string;
  readonly waves: string;
  readonly answers: string;
}

export interface SurveysPage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly caption: string;
  readonly columns: Readonly<Record<'survey' | 'wave' | 'waves' | 'answers', string>>;
  readonly rows: readonly Row[];
  readonly empty: { readonly heading: string; readonly help: string };
  readonly begin: { readonly href: string; readonly label: string } | null;
  readonly other: { readonly href: string; readonly label: string };
}

/** The list of surveys somebody may see. @param isArchive whether it lists those put away */
export function surveysPage(
  standing: Standing,
  surveys: readonly ListedSurvey[],
  isArchive: boolean,
): SurveysPage {
  const { visitor, t } = standing;
  const mayBegin = visitor !== null && may(visitor.person.role, 'beginSurvey');
  const heading = t(isArchive ? 'studio.list.archived' : 'studio.list.title');
  return {
    frame: studioFrame(standing),
    documentTitle: heading,
    heading,
    caption: t('studio.list.caption'),
    columns: {
      survey: t('studio.list.survey'),
      wave: t('studio.list.wave'),
      waves: t('studio.list.waves'),
      answers: t('studio.list.answers'),
    },
    rows: surveys.map((survey) => rowOf(survey, standing)),
    empty: {
      heading: t(isArchive ? 'studio.list.emptyArchive' : 'studio.list.empty'),
      help: t(helpOf(isArchive, mayBegin)),
    },
    begin: mayBegin && !isArchive ? { href: '/studio/surveys/new', label: t('studio.new') } : null,
    other: isArchive
      ? { href: '/studio', label: t('studio.list.current') }
      : { href: '/studio/archive', label: t('studio.list.archived') },
  };
}

function helpOf(isArchive: boolean, mayBegin: boolean) {
  if (isArchive) return 'studio.list.emptyArchive.help';
  return mayBegin ? 'studio.list.empty.help' : 'studio.list.empty.none';
}

/** A survey with the way to its page; to its report for whoever may see no more of it. */
function rowOf({ slug, title, waves, submitted, lastWave }: ListedSurvey, { visitor, t }: Standing): Row {
  const { integer } = formats(t.locale);
  const mayLook = visitor !== null && mayWithSurvey(visitor.person.role, 'look', true);
  return {
    href: surveyPath(slug, mayLook ? '' : '/report'),
    title: titleIn(title, t),
    slug,
    wave: lastWave === null ? null : { label: waveName(lastWave, t), state: lastWave.state },
    none: t('studio.none'),
    waves: integer(waves),
    answers: integer(submitted),
  };
}

/** A survey's title as this reader reads it; other words where it has none yet. */
export function titleIn(title: LocalizedText | null, t: Translate): string {
  const said = title === null ? '' : textIn(title, t.locale, Object.keys(title));
  return said === '' ? t('studio.survey.untitled') : said;
}

/** What a wave is called: its label, or its key. */
export function waveName({ key, label }: { key: string; label: LocalizedText | null }, t: Translate): string {
  const said = label === null ? '' : textIn(label, t.locale, Object.keys(label));
  return said === '' ? key : said;
}
