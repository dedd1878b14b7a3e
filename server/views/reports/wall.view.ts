import type { Report, WaveReport } from '#reports/report.ts';
import { textIn } from '#surveys/localized.ts';
import type { Translate } from '../../i18n/translate.ts';
import { bounded, type Focus, focusedWave, focusOn } from './focus.ts';
import { type Headline, headline } from './headline.view.ts';
import { type Named, ranked, separation } from './sentences.ts';
import { figureIn, type TrendFigure, trendFigure } from './trend-figure.view.ts';

/** A survey on a screen that hangs somewhere: what can be read from across the room, and nothing else. */
export interface WallPage {
  readonly documentTitle: string;
  readonly organisation: string;
  readonly title: string;
  readonly waveName: string;
  /** What stands there while there are no figures. */
  readonly notice: string | null;
  readonly headline: Pick<
    Headline,
    'index' | 'halfWidth' | 'reading' | 'tone' | 'interval' | 'change'
  > | null;
  readonly trend: WallTrend | null;
  readonly response: WallResponse | null;
  readonly items: readonly WallItem[];
  readonly updated: string;
  /** What the script says where the page cannot be had anew. */
  readonly words: Readonly<Record<'stale' | 'closed' | 'trend' | 'reference', string>>;
}

/** How far the newest wave has come. */
interface WallResponse {
  readonly label: string;
  /** The rate, or the number of answers where there is no rate. */
  readonly figure: string;
  readonly words: string;
  /** Of a bar 100 wide; `null` where there is no rate. */
  readonly width: string | null;
}

interface WallItem {
  readonly label: string;
  readonly name: string;
  readonly index: string;
  readonly interval: string;
  /** Whether it stands apart from all others, in words. */
  readonly certainty: string;
}

/** The drawing of the trend in a box of its own, which the screen makes as large as it has room for. */
export interface WallTrend {
  readonly box: string;
  readonly right: string;
  readonly bottom: string;
  readonly top: string;
  readonly nameAt: string;
  readonly ticks: readonly { readonly y: string; readonly label: string; readonly isExpected: boolean }[];
  readonly expected: string;
  readonly breaks: TrendFigure['breaks'];
  readonly segments: TrendFigure['segments'];
  readonly points: readonly (TrendFigure['points'][number] & {
    readonly valueAt: string | null;
    readonly isLast: boolean;
  })[];
}

/** The most waves a screen has room for; the oldest are left out. */
const mostWaves = 8;

/** @param now when the page is drawn */
export function wallPage(report: Report, now: Date, t: Translate): WallPage {
  const { organisation, title, languages } = report.survey;
  const text = (localized: typeof title) => textIn(localized, t.locale, languages);
  const wave = focusedWave(report, undefined);
  const focus = wave && focusOn(latestWaves(report), wave, t);
  const isMeasured = wave?.state === 'measured';
  return {
    documentTitle: text(title),
    organisation: text(organisation),
    title: text(title),
    waveName: focus === null || wave === null ? '' : focus.waveName(wave),
    notice: wave === null ? t('wall.noWaves') : isMeasured ? null : t(`wall.${wave.state}`),
    headline: focus !== null && isMeasured ? headline(focus) : null,
    trend: focus !== null && isMeasured ? wallTrend(focus) : null,
    response: focus === null ? null : responseOf(focus, now),
    items: focus !== null && isMeasured ? endsOf(focus) : [],
    updated: t('wall.updated', { moment: momentFormat(t).format(now) }),
    words: {
      stale: t('wall.stale', { moment: momentFormat(t).format(now) }),
      closed: t('wall.closed'),
      trend: t('report.trend.drawing'),
      reference: t('report.reference'),
    },
  };
}

function momentFormat(t: Translate): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(t.locale, {
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}

/** The report with its last measured waves alone, and the one that is being asked. */
function latestWaves(report: Report): Report {
  const last = report.waves.at(-1);
  return {
    ...report,
    waves: report.waves
      .filter(({ state }) => state === 'measured')
      .slice(-mostWaves)
      .concat(last === undefined || last.state === 'measured' ? [] : [last]),
  };
}

function responseOf({ report, t, f, waveName }: Focus, now: Date): WallResponse | null {
  const wave = report.waves.at(-1);
  if (wave === undefined) return null;
  const { dispositions, openAnswers } = wave;
  const answers = dispositions.counts.complete + dispositions.counts.partial;
  const names = { wave: waveName(wave) };
  const label = t(isOver(wave, now) ? 'wall.response.over' : 'wall.response.soFar', names);
  const rate = dispositions.rates.RR2;
  if (openAnswers.used || rate === null) {
    return { label, figure: f.integer(answers), words: t('wall.response.answers'), width: null };
  }
  const sampled = f.integer(dispositions.sampled);
  return {
    label,
    figure: f.percent(rate),
    words: t('wall.response.rate', { answers: f.integer(answers), sampled }),
    width: String(Math.round(100 * Math.min(1, rate))),
  };
}

function isOver({ closesAt }: WaveReport, now: Date): boolean {
  return closesAt !== null && closesAt <= now.getTime();
}

/** The items with the lowest and the highest C, with whether they are known to be. */
function endsOf(focus: Focus): readonly WallItem[] {
  const { t, f, report, wave, text } = focus;
  const ranking = ranked(
    report.factors.flatMap(({ items }) =>
      items.map(({ key, name }) => ({ name: text(name), figure: figureIn(wave, key) })),
    ),
  );
  const [low, high] = [ranking[0], ranking.at(-1)];
  if (low === undefined || high === undefined || low === high) return [];
  const { lowest, highest } = separation(ranking);
  const view = (label: string, named: Named, isApart: boolean): WallItem => ({
    label,
    name: named.name,
    index: f.index(named.estimate),
    interval: f.range(named.lower, named.upper, 3),
    certainty: t(isApart ? 'wall.item.apart' : 'wall.item.notApart'),
  });
  return [
    view(t('wall.item.lowest'), low, lowest !== null),
    view(t('wall.item.highest'), high, highest !== null),
  ];
}

/** The size of the drawing's box; `trendFigure` draws into 240 of height and shares of the width. */
const box = { width: 880, height: 480, scale: 2 };

function wallTrend(focus: Focus): WallTrend | null {
  const measured = focus.report.waves.filter((wave) => bounded(figureIn(wave, 'overall')) !== null);
  const figure = measured.length < 2 ? null : trendFigure(focus, ['overall']);
  if (figure === null) return null;
  const x = (share: string) => String(Math.round((Number.parseFloat(share) / 100) * box.width));
  const y = (height: string) => String(Math.round(Number(height) * box.scale));
  const orNull = (height: string | null) => (height === null ? null : y(height));
  return {
    box: `0 0 ${box.width} ${box.height + 24}`,
    right: String(box.width),
    top: '40',
    bottom: '440',
    nameAt: '492',
    expected: y(figure.expected),
    ticks: figure.ticks.map((tick) => ({ ...tick, y: y(tick.y) })),
    breaks: figure.breaks.map((each) => ({ x: x(each.x) })),
    segments: figure.segments.map(({ x1, y1, x2, y2 }) => ({ x1: x(x1), y1: y(y1), x2: x(x2), y2: y(y2) })),
    points: figure.points.map((point, index) => ({
      ...point,
      x: x(point.x),
      y: orNull(point.y),
      lower: orNull(point.lower),
      upper: orNull(point.upper),
      valueAt: point.y === null ? null : String(Number(y(point.upper ?? point.y)) - 16),
      isLast: index === figure.points.length - 1,
    })),
  };
}
