import type { WaveStratum } from '#db/tables.ts';
import { formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';
import { mayWithSurvey } from '../../people/permissions.ts';
import { type FormView, formView, lineField, type Typed } from './form.view.ts';
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
}

export interface WavePage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly state: string;
  readonly stateSaid: string;
  readonly said: string | null;
  readonly close: { readonly href: string; readonly label: string } | null;
  readonly live: { readonly href: string; readonly label: string } | null;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly sample: SampleView;
  readonly links: LinksView;
}

interface SampleView {
  readonly heading: string;
  readonly table: StrataTable | null;
  readonly note: string | null;
  readonly form: FormView | null;
  readonly compare: { readonly href: string; readonly label: string } | null;
}

interface StrataTable {
  readonly caption: string;
  readonly columns: readonly { readonly label: string; readonly isFirst: boolean }[];
  readonly rows: readonly {
    readonly stratum: string;
    readonly population: string;
    readonly sampled: string;
    readonly weight: string;
    readonly isTotal: boolean;
  }[];
}

interface LinksView {
  readonly heading: string;
  readonly personal: { readonly href: string; readonly label: string } | null;
  readonly hint: string;
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
  { said, typed, openLink }: { said: string | null; typed: Typed; openLink: string | null },
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
    close:
      maySample && wave.closedAt === null
        ? { href: wavePath(survey.slug, wave.key, '/close'), label: t('studio.wave.close') }
        : null,
    live: mayWithSurvey(role, 'watch', true)
      ? { href: wavePath(survey.slug, wave.key, '/live'), label: t('live.link') }
      : null,
    facts: factsOf(wave, t),
    sample: sampleView(survey.slug, wave, sample, { typed, maySample, t }),
    links: linksView(survey.slug, wave, { openLink, maySample, t }),
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
  { frame, strata, seed }: WaveSample,
  { typed, maySample, t }: Around & { typed: Typed },
): SampleView {
  const heading = t('studio.wave.sample');
  if (strata.length > 0) {
    const note = seed === null ? null : t('studio.wave.seed', { seed });
    return { heading, table: strataTable(frame?.key ?? '', strata, t), note, form: null, compare: null };
  }
  if (frame === null)
    return { heading, table: null, note: t('studio.wave.sample.open'), form: null, compare: null };
  if (frame.kind === 'counts')
    return { heading, table: null, note: t('studio.wave.sample.counts'), form: null, compare: null };
  const form = maySample && wave.state !== 'closed' ? drawForm(slug, wave, typed, t) : null;
  const compare = form === null ? null : { href: wavePath(slug, wave.key, '/sizes'), label: t('sizes.link') };
  return { heading, table: null, note: t('studio.wave.sample.none'), form, compare };
}

function drawForm(slug: string, wave: ListedWave, typed: Typed, t: Translate): FormView {
  return formView(t, typed, {
    action: wavePath(slug, wave.key, '/draw'),
    submit: t('studio.wave.draw.go'),
    fields: [
      lineField(
        {
          name: 'total',
          label: t('studio.wave.draw.size'),
          hint: t('studio.wave.draw.size.hint', { minimum: 2 }),
        },
        typed,
      ),
      lineField({ name: 'minimum', label: t('studio.wave.draw.minimum') }, typed, { value: '2' }),
      lineField(
        { name: 'seed', label: t('studio.wave.draw.seed'), hint: t('studio.wave.draw.seed.hint') },
        typed,
        { value: wave.key },
      ),
    ],
  });
}

function strataTable(frame: string, strata: WaveSample['strata'], t: Translate): StrataTable {
  const { integer, number } = formats(t.locale);
  const known = strata.every(({ population }) => population !== null);
  const population = known ? strata.reduce((sum, each) => sum + (each.population ?? 0), 0) : null;
  const sampled = strata.reduce((sum, each) => sum + each.sampled, 0);
  const row = (stratum: string, size: number | null, drawn: number, isTotal: boolean) => ({
    stratum,
    population: size === null ? t('studio.none') : integer(size),
    sampled: integer(drawn),
    weight: size === null || drawn === 0 ? t('studio.none') : number(size / drawn, 2),
    isTotal,
  });
  const labels = ['stratum', 'population', 'drawn', 'weight'] as const;
  return {
    caption: t('studio.wave.sample.caption', { frame }),
    columns: labels.map((label, index) => ({ label: t(`studio.wave.${label}`), isFirst: index === 0 })),
    rows: [
      ...strata.map((each) => row(each.stratum, each.population, each.sampled, false)),
      row(t('studio.wave.total'), population, sampled, true),
    ],
  };
}

function linksView(
  slug: string,
  wave: ListedWave,
  { openLink, maySample, t }: Around & { openLink: string | null },
): LinksView {
  const customers = formats(t.locale).integer(wave.sampled);
  const personal =
    maySample && wave.sampled > 0
      ? {
          href: wavePath(slug, wave.key, '/links.csv'),
          label: t('studio.wave.links.personal', { customers }),
        }
      : null;
  const open =
    openLink === null
      ? null
      : {
          href: openLink,
          label: t('studio.wave.links.open'),
          qr: { href: `${openLink}/qr.svg`, label: t('studio.wave.links.qr') },
        };
  return {
    heading: t('studio.wave.links'),
    personal,
    hint: t('studio.wave.links.hint'),
    open,
    none: personal === null && open === null ? t('studio.wave.links.none') : null,
  };
}
