import type { WaveStratum } from '#db/tables.ts';
import { type LocalizedText, textIn } from '#surveys/localized.ts';
import type { ShownProtocol } from '#surveys/sampling/draw-protocol.ts';
import { formats } from '../../i18n/formats.ts';
import { plural, type Translate } from '../../i18n/translate.ts';
import { mayWithSurvey } from '../../people/permissions.ts';
import { protocolNotes, strataTable } from './drawn-sample.view.ts';
import type { FiguresView } from './figures.view.ts';
import { type Standing, type StudioFrame, surveyFrame } from './frame.view.ts';
import { waveName } from './surveys.view.ts';
import { type ListedWave, spanOf, wavePath } from './waves.view.ts';

/** What a wave's page knows of its sample. */
export interface WaveSample {
  /** The list it is drawn from; `null` for a wave that asks by its open link alone. */
  readonly frame: { readonly key: string; readonly kind: 'list' | 'counts' } | null;
  readonly strata: readonly Pick<WaveStratum, 'stratum' | 'population' | 'sampled'>[];
  /** Of what was drawn here; `null` where the sample was imported or there is none. */
  readonly seed: string | null;
  /** What was written down of the draw; `null` where there was none, or nothing of it can be read. */
  readonly protocol: ShownProtocol | null;
}

/** By which links a wave is answered. */
export interface WaysIn {
  readonly openLink: string | null;
  /** What a link may say of its customer; where something is answered for once, no link will do without it. */
  readonly facts: readonly { readonly name: LocalizedText; readonly once: boolean }[];
  /** How many of the sample want no invitations, and are not among those the links are for. */
  readonly leftAlone: number;
}

export interface WavePage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly state: string;
  readonly stateSaid: string;
  readonly said: string | null;
  readonly change: Link | null;
  readonly close: { readonly href: string; readonly label: string } | null;
  readonly live: { readonly href: string; readonly label: string } | null;
  readonly customers: { readonly href: string; readonly label: string } | null;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly sample: SampleView;
  readonly links: LinksView;
}

interface SampleView {
  readonly heading: string;
  readonly table: FiguresView | null;
  readonly notes: readonly string[];
  readonly draw: Link | null;
  readonly protocol: Link | null;
}

interface Link {
  readonly href: string;
  readonly label: string;
}

interface LinksView {
  readonly heading: string;
  readonly personal: { readonly href: string; readonly label: string } | null;
  readonly sheets: { readonly href: string; readonly label: string } | null;
  readonly hint: string;
  /** How many the links are not for; `null` where they are for all. */
  readonly leftAlone: string | null;
  readonly signed: (Link & { readonly help: string }) | null;
  readonly open: {
    readonly href: string;
    readonly label: string;
    readonly qr: { readonly href: string; readonly label: string };
  } | null;
  readonly none: string | null;
}

/** The page of one wave: when, whom, by which links. */
export function wavePage(
  standing: Standing,
  survey: { readonly slug: string; readonly title: string },
  wave: ListedWave,
  sample: WaveSample,
  { said, ...ways }: { said: string | null } & WaysIn,
): WavePage {
  const { visitor, t } = standing;
  const role = visitor?.person.role ?? 'reader';
  const maySample = mayWithSurvey(role, 'sample', true);
  const name = waveName(wave, t);
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${name} · ${survey.title}`,
    heading: name,
    state: wave.state,
    stateSaid: t(`studio.wave.state.${wave.state}`),
    said,
    change: maySample
      ? { href: wavePath(survey.slug, wave.key, '/change'), label: t('studio.wave.change') }
      : null,
    close:
      maySample && wave.state !== 'closed'
        ? { href: wavePath(survey.slug, wave.key, '/close'), label: t('studio.wave.close') }
        : null,
    live: mayWithSurvey(role, 'watch', true)
      ? { href: wavePath(survey.slug, wave.key, '/live'), label: t('live.link') }
      : null,
    customers:
      wave.sampled > 0 && mayWithSurvey(role, 'record', true)
        ? { href: wavePath(survey.slug, wave.key, '/customers'), label: t('fieldwork.link') }
        : null,
    facts: factsOf(wave, t),
    sample: sampleView(survey.slug, wave, sample, { maySample, t }),
    links: linksView(survey.slug, wave, { ...ways, maySample, t }),
  };
}

function factsOf(wave: ListedWave, t: Translate): WavePage['facts'] {
  const { integer } = formats(t.locale);
  const { opens, closes } = spanOf(wave, t);
  return [
    { label: t('studio.waves.opens'), value: opens },
    { label: t('studio.waves.closes'), value: closes },
    { label: t('studio.waves.version'), value: integer(wave.version) },
    { label: t('studio.waves.sampled'), value: integer(wave.sampled) },
    { label: t('studio.waves.submitted'), value: integer(wave.responses.submitted) },
    { label: t('studio.waves.started'), value: integer(wave.responses.started) },
  ];
}

interface Around {
  readonly maySample: boolean;
  readonly t: Translate;
}

function sampleView(
  slug: string,
  wave: ListedWave,
  sample: WaveSample,
  { maySample, t }: Around,
): SampleView {
  const { frame, strata } = sample;
  const heading = t('studio.wave.sample');
  const nothing = { heading, table: null, draw: null, protocol: null };
  if (strata.length > 0) {
    const file = { href: wavePath(slug, wave.key, '/protocol.json'), label: t('draw.protocol.file') };
    return {
      heading,
      table: strataTable(frame?.key ?? '', sample, t),
      notes: protocolNotes(sample, t),
      draw: null,
      protocol: maySample && sample.seed !== null ? file : null,
    };
  }
  if (frame === null) return { ...nothing, notes: [t('studio.wave.sample.open')] };
  if (frame.kind === 'counts') return { ...nothing, notes: [t('studio.wave.sample.counts')] };
  const draw =
    maySample && wave.state !== 'closed'
      ? { href: wavePath(slug, wave.key, '/draw'), label: t('draw.link') }
      : null;
  return { ...nothing, notes: [t('studio.wave.sample.none')], draw };
}

function linksView(
  slug: string,
  wave: ListedWave,
  { openLink, facts, leftAlone, maySample, t }: Around & WaysIn,
): LinksView {
  const { integer } = formats(t.locale);
  const customers = integer(wave.sampled - leftAlone);
  const personal =
    maySample && wave.sampled > 0
      ? {
          href: wavePath(slug, wave.key, '/links.csv'),
          label: plural(t, 'studio.wave.links.personal', wave.sampled - leftAlone, { customers }),
        }
      : null;
  const needsFacts = facts.some(({ once }) => once);
  const open =
    openLink === null || needsFacts
      ? null
      : {
          href: openLink,
          label: t('studio.wave.links.open'),
          qr: { href: `${openLink}/qr.svg`, label: t('studio.wave.links.qr') },
        };
  const signed = openLink === null ? null : signedView(slug, wave, facts, { maySample, t });
  return {
    heading: t('studio.wave.links'),
    personal,
    sheets:
      personal === null ? null : { href: wavePath(slug, wave.key, '/qr-sheets'), label: t('qrSheets.link') },
    hint: t('studio.wave.links.hint'),
    leftAlone:
      personal === null || leftAlone === 0
        ? null
        : t('studio.wave.links.leftAlone', { count: integer(leftAlone), sampled: integer(wave.sampled) }),
    signed,
    open,
    none: personal === null && open === null && signed === null ? t('studio.wave.links.none') : null,
  };
}

/** What there is to say of links that say facts, and the way to make them. */
function signedView(
  slug: string,
  wave: ListedWave,
  facts: WaysIn['facts'],
  { maySample, t }: Around,
): LinksView['signed'] {
  if (facts.length === 0) return null;
  const needed = facts.filter(({ once }) => once);
  const told = needed.length > 0 ? needed : facts;
  const names = told.map(({ name }) => textIn(name, t.locale, Object.keys(name)));
  const help = t(`studio.wave.links.signed.${needed.length > 0 ? 'needed' : 'also'}`, {
    facts: formats(t.locale).list(names),
  });
  const href = maySample ? wavePath(slug, wave.key, '/signed-links') : '';
  return { href, label: t('studio.wave.links.signed'), help };
}
