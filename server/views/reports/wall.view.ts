import type { Report, WaveReport } from '#reports/report.ts';
import { textIn } from '#surveys/localized.ts';
import type { Translate } from '../../i18n/translate.ts';
import { type Focus, focusedWave, focusOn } from './focus.ts';
import { type Headline, headline } from './headline.view.ts';
import { type Named, ranked, separation } from './sentences.ts';
import { figureIn } from './trend-figure.view.ts';
import { latestWaves, type WallTrend, wallTrend } from './wall-trend.view.ts';

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
  readonly drawing: WallTrend | null;
  readonly response: WallResponse | null;
  readonly items: readonly WallItem[];
  readonly updated: string;
  /** What the script says where the page cannot be had anew. */
  readonly words: Readonly<Record<'stale' | 'closed', string>>;
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
    drawing: focus !== null && isMeasured ? wallTrend(focus) : null,
    response: focus === null ? null : responseOf(focus, now),
    items: focus !== null && isMeasured ? endsOf(focus) : [],
    updated: t('wall.updated', { moment: momentFormat(t).format(now) }),
    words: {
      stale: t('wall.stale', { moment: momentFormat(t).format(now) }),
      closed: t('wall.closed'),
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
