import type { WaveOverview } from '#db/queries/overviews.ts';
import { formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';
import { mayWithSurvey } from '../../people/permissions.ts';
import { type Standing, type StudioFrame, surveyFrame, surveyPath } from './frame.view.ts';
import { type WaveState, waveName } from './surveys.view.ts';

/** A wave with the number of its version and its state now. */
export interface ListedWave extends WaveOverview {
  readonly state: WaveState;
  readonly version: number;
}

interface Row {
  readonly href: string;
  readonly name: string;
  /** The short name, where it is called by another. */
  readonly key: string | null;
  readonly state: WaveState;
  readonly stateSaid: string;
  readonly version: string;
  readonly opens: string;
  readonly closes: string;
  readonly sampled: string;
  readonly submitted: string;
  readonly rate: string;
  readonly started: string;
}

const columns = [
  'wave',
  'state',
  'version',
  'opens',
  'closes',
  'sampled',
  'submitted',
  'rate',
  'started',
] as const;

export interface WavesPage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly caption: string;
  readonly columns: Readonly<Record<(typeof columns)[number], string>>;
  readonly rows: readonly Row[];
  readonly empty: { readonly heading: string; readonly help: string };
  readonly begin: { readonly href: string; readonly label: string } | null;
}

/** The waves of a survey, the latest first. @param isPublished whether there is a version to make one of */
export function wavesPage(
  standing: Standing,
  survey: { readonly slug: string; readonly title: string },
  waves: readonly ListedWave[],
  isPublished: boolean,
): WavesPage {
  const { visitor, t } = standing;
  const mayMake = visitor !== null && mayWithSurvey(visitor.person.role, 'sample', true);
  const heading = t('studio.waves.title');
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${heading} · ${survey.title}`,
    heading,
    caption: t('studio.waves.caption'),
    columns: Object.fromEntries(
      columns.map((name) => [name, t(`studio.waves.${name}`)]),
    ) as WavesPage['columns'],
    rows: waves.toReversed().map((wave) => rowOf(survey.slug, wave, t)),
    empty: {
      heading: t('studio.waves.empty'),
      help: t(isPublished ? 'studio.waves.empty.help' : 'studio.waves.unpublished'),
    },
    begin:
      mayMake && isPublished
        ? { href: surveyPath(survey.slug, '/waves/new'), label: t('studio.waves.new') }
        : null,
  };
}

function rowOf(slug: string, wave: ListedWave, t: Translate): Row {
  const { integer } = formats(t.locale);
  const name = waveName(wave, t);
  return {
    href: wavePath(slug, wave.key),
    name,
    key: name === wave.key ? null : wave.key,
    state: wave.state,
    stateSaid: t(`studio.wave.state.${wave.state}`),
    version: integer(wave.version),
    ...spanOf(wave, t),
    sampled: wave.sampled === 0 ? t('studio.none') : integer(wave.sampled),
    submitted: integer(wave.responses.submitted),
    rate: rateOf(wave, t),
    started: integer(wave.responses.started),
  };
}

/** The share that sent answers of those drawn, where nobody else may answer; the wave's own pages have the rates by AAPOR. */
function rateOf({ sampled, openKey, responses }: ListedWave, t: Translate): string {
  const isOfSample = sampled > 0 && openKey === null;
  return isOfSample ? formats(t.locale).percent(responses.submitted / sampled, 1) : t('studio.none');
}

/** From when to when a wave takes answers, in words. */
export function spanOf(
  { opensAt, closesAt, closedAt }: Pick<WaveOverview, 'opensAt' | 'closesAt' | 'closedAt'>,
  t: Translate,
): { readonly opens: string; readonly closes: string } {
  const closes = closedAt ?? closesAt;
  return {
    opens: opensAt === null ? t('studio.wave.atOnce') : moment(opensAt, t),
    closes: closes === null ? t('studio.wave.untilClosed') : moment(closes, t),
  };
}

function moment(at: number, { locale }: Translate): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** The path of a wave's page. Keys are letters and digits of any script. */
export function wavePath(slug: string, key: string, page = ''): string {
  return surveyPath(slug, `/waves/${encodeURIComponent(key)}${page}`);
}
