import type { StratumFieldwork } from '#reports/fieldwork/rates.ts';
import type { Definition } from '#surveys/definition.ts';
import type { SampleFieldwork } from '../../actions/sample-fieldwork.ts';
import type { WaveFieldwork } from '../../actions/wave-fieldwork.ts';
import { formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';
import { mayWithSurvey } from '../../people/permissions.ts';
import { itemNames, saidIn } from './design/said.ts';
import { type Figures, type FiguresView, figuresView } from './figures.view.ts';
import { type Standing, type StudioFrame, surveyFrame } from './frame.view.ts';
import { wavePath } from './waves.view.ts';

/** A table of the live page. */
interface LiveTable extends Figures {
  readonly heading: string;
  /** What stands instead of a table without rows. */
  readonly none: string;
}

export interface LivePage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly counts: readonly { readonly label: string; readonly value: string }[];
  readonly target: {
    readonly action: string;
    readonly label: string;
    readonly value: string;
    readonly go: string;
  };
  readonly quality: { readonly href: string; readonly label: string } | null;
  readonly tables: readonly (LiveTable & FiguresView)[];
}

/** How a wave is coming in. */
export function livePage(
  standing: Standing,
  survey: { readonly slug: string; readonly title: string },
  wave: { readonly key: string; readonly name: string },
  {
    definition,
    fieldwork,
    sample,
    target,
  }: {
    definition: Definition;
    fieldwork: WaveFieldwork;
    sample: SampleFieldwork;
    target: number | null;
  },
): LivePage {
  const { t, visitor } = standing;
  const { integer } = formats(t.locale);
  const heading = t('live.title', { wave: wave.name });
  const mayJudge = visitor !== null && mayWithSurvey(visitor.person.role, 'judge', true);
  const kinds = ['submitted', 'started', 'screenedOut', 'overQuota', 'withdrawn', 'excluded'] as const;
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${heading} · ${survey.title}`,
    heading,
    counts: kinds.map((kind) => ({
      label: t(`live.counts.${kind}`),
      value: integer(fieldwork.counts[kind]),
    })),
    target: {
      action: wavePath(survey.slug, wave.key, '/live'),
      label: t('live.target'),
      value: target === null ? '' : String(Math.round(target * 100)),
      go: t('live.target.go'),
    },
    quality: mayJudge
      ? { href: wavePath(survey.slug, wave.key, '/quality'), label: t('quality.link') }
      : null,
    tables: [
      ratesTable(sample, target, t),
      daysTable(fieldwork, t),
      timesTable(fieldwork, definition, t),
      leavingTable(fieldwork, definition, t),
      itemsTable(sample, definition, t),
    ].map(figuresView),
  };
}

function ratesTable({ strata, total }: SampleFieldwork, target: number | null, t: Translate): LiveTable {
  const { integer, percent } = formats(t.locale);
  const rows = (total === null ? strata : [...strata, total]).map(
    ({ stratum, sampled, counts, rates, target: reached }) => {
      const against =
        reached === null
          ? []
          : [
              reached.isReached
                ? t('live.rates.reached')
                : t('live.rates.missing', { count: integer(reached.missing) }),
            ];
      return {
        head: stratum ?? t('live.rates.all'),
        cells: [
          integer(sampled),
          `${integer(counts.complete + counts.partial)} ÷ ${integer(askable(counts))}`,
          rates.RR2 === null ? t('studio.none') : percent(rates.RR2, 1),
          ...against,
        ],
        bar: rates.RR2 === null ? null : String(rates.RR2),
        isTotal: stratum === null,
      };
    },
  );
  return {
    heading: t('live.rates'),
    caption: t('live.rates.caption'),
    rowsAre: t('live.rates.stratum'),
    columns: [
      t('live.rates.sampled'),
      t('live.rates.answered'),
      t('live.rates.rate'),
      ...(target === null ? [] : [t('live.rates.target', { target: percent(target) })]),
    ],
    rows,
    none: t('live.rates.none'),
  };
}

/** What the rate is of: everybody sampled but those known not to be of those asked. */
function askable({ notEligible, ...others }: StratumFieldwork['counts']): number {
  return Object.values(others).reduce((sum, count) => sum + count, 0);
}

function daysTable({ days, timeZone }: WaveFieldwork, t: Translate): LiveTable {
  const { integer } = formats(t.locale);
  const most = Math.max(1, ...days.map(({ submitted }) => submitted));
  const format = new Intl.DateTimeFormat(t.locale, { dateStyle: 'medium', timeZone: 'UTC' });
  return {
    heading: t('live.days'),
    caption: t('live.days.zone', { zone: timeZone }),
    rowsAre: t('live.days.day'),
    columns: [t('live.counts.submitted')],
    rows: days.toReversed().map(({ day, submitted }) => ({
      head: format.format(Date.parse(day)),
      cells: [integer(submitted)],
      bar: String(submitted / most),
      isTotal: false,
    })),
    none: t('live.days.none'),
  };
}

function timesTable({ durations }: WaveFieldwork, definition: Definition, t: Translate): LiveTable {
  const { integer } = formats(t.locale);
  const titles = pageTitles(definition, t);
  return {
    heading: t('live.time'),
    caption: t('live.time.caption'),
    rowsAre: t('live.time.pages'),
    columns: [t('live.time.answers'), t('live.time.lower'), t('live.time.median'), t('live.time.upper')],
    rows: (durations ?? []).slice(0, 10).map(({ pages, answers, quartiles }) => ({
      head: pages.map((key) => titles.get(key) ?? key).join(' · '),
      cells: [
        integer(answers),
        ...[quartiles.lower, quartiles.median, quartiles.upper].map((seconds) => timeOf(seconds, t)),
      ],
      bar: null,
      isTotal: false,
    })),
    none: t(durations === null ? 'live.time.anonymous' : 'live.time.none'),
  };
}

/** Minutes and seconds. */
export function timeOf(seconds: number, { locale }: Translate): string {
  const whole = Math.round(seconds);
  const part = (value: number, unit: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
  if (whole < 60) return part(whole, 'second');
  return `${part(Math.floor(whole / 60), 'minute')} ${part(whole % 60, 'second')}`;
}

function leavingTable({ leaving }: WaveFieldwork, definition: Definition, t: Translate): LiveTable {
  const { integer, percent } = formats(t.locale);
  const titles = pageTitles(definition, t);
  return {
    heading: t('live.leaving'),
    caption: t('live.leaving.caption'),
    rowsAre: t('live.leaving.page'),
    columns: [t('live.leaving.people'), t('live.leaving.share')],
    rows: leaving.map(({ page, started, share }) => ({
      head: page === null ? t('live.leaving.first') : (titles.get(page) ?? page),
      cells: [integer(started), percent(share)],
      bar: String(share),
      isTotal: false,
    })),
    none: t('live.leaving.none'),
  };
}

function itemsTable({ items }: SampleFieldwork, definition: Definition, t: Translate): LiveTable {
  const { integer, percent } = formats(t.locale);
  const names = itemNames(definition, t);
  const texts = new Map(
    definition.pages.flatMap(({ questions }) =>
      questions.map(
        (question) => [question.key, 'text' in question ? saidIn(question.text, t) : ''] as const,
      ),
    ),
  );
  const share = (count: number, of: number | null) =>
    `${integer(count)}${of === null ? '' : ` (${percent(of)})`}`;
  return {
    heading: t('live.items'),
    caption: t('live.items.caption'),
    rowsAre: t('live.items.item'),
    columns: [t('live.items.na'), t('live.items.unanswered')],
    rows: items.map((item) => ({
      head: `${names.get(item.key) || texts.get(item.key) || item.key}${item.isConditional ? ` (${t('live.items.conditional')})` : ''}`,
      cells: [
        share(item.notApplicable, item.notApplicableShare),
        share(item.unanswered, item.unansweredShare),
      ],
      bar: null,
      isTotal: false,
    })),
    none: t('studio.none'),
  };
}

function pageTitles({ pages }: Definition, t: Translate): ReadonlyMap<string, string> {
  return new Map(pages.map(({ key, title }) => [key, saidIn(title, t) || key]));
}
