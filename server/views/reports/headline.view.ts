import type { WaveReport } from '#reports/report.ts';
import { plural } from '../../i18n/translate.ts';
import { type Axis, axisOver, coordinate } from './axis.ts';
import {
  type Bounded,
  bounded,
  decidingP,
  type Focus,
  isMoreThanNoise,
  reasonInWords,
  shown,
} from './focus.ts';
import { headSentences } from './sentences.ts';
import { type TrendFigure, trendFigure } from './trend-figure.view.ts';
import { readingOf, type Tone } from './verdict.ts';

export interface Headline {
  /** C, or a dash. */
  readonly index: string;
  readonly halfWidth: string | null;
  readonly reading: string;
  readonly tone: Tone;
  /** The interval, or why there is none. */
  readonly interval: string;
  readonly gauge: Gauge | null;
  readonly change: HeadlineChange | null;
  readonly answered: string;
  readonly sentences: readonly string[];
  readonly explanations: readonly string[];
  /** The overall index over all waves, for whoever looks no further; `null` where there is only one. */
  readonly trend: TrendFigure | null;
  readonly words: Readonly<Record<'trend' | 'reference' | 'explanations', string>>;
}

interface HeadlineChange {
  readonly amount: string;
  readonly words: string;
  readonly tone: Tone;
}

/** ○ at 1, what was expected; ● at C, what was got, with its interval. Coordinates of a drawing 320 wide. */
export interface Gauge {
  readonly label: string;
  readonly expected: string;
  readonly expectedWord: string;
  readonly perceivedWord: string;
  /** Whether ● stands left of ○, so that their words stay apart. */
  readonly isBelow: boolean;
  readonly perceived: string;
  readonly lower: string;
  readonly upper: string;
  readonly ticks: readonly { readonly x: string; readonly label: string }[];
}

/** The first thing a director reads: the index, what it means, whether it moved, and on how many answers it rests. */
export function headline(focus: Focus): Headline {
  const { t, f, wave, report } = focus;
  const overall = focus.figure('csi', 'overall');
  const value = shown(overall);
  const known = bounded(overall);
  const reading = readingOf(overall, focus);
  const confidence = f.percent(wave.plan.confidence);
  return {
    index: value === null ? '—' : f.index(value.estimate),
    halfWidth: known === null ? null : `± ${f.index((known.upper - known.lower) / 2)}`,
    reading: reading.words,
    tone: reading.tone,
    interval:
      known === null
        ? reasonInWords(t, overall?.reason ?? null)
        : t('report.head.interval', { confidence, interval: f.range(known.lower, known.upper, 3) }),
    gauge: known === null ? null : gauge(known, focus),
    change: change(focus),
    answered: report.part === null ? answered(wave, focus) : answeredInPart(focus),
    sentences: headSentences(focus),
    explanations: [
      t('report.head.whatIsC'),
      t('report.head.whatIsInterval', { confidence }),
      ...(focus.before === null ? [] : [t('report.head.whatIsNoise')]),
      ...(wave.openAnswers.used || report.part !== null ? [] : [t('report.head.whatIsRate')]),
    ],
    trend: focus.before === null ? null : trendFigure(focus, ['overall']),
    words: {
      trend: t('report.trend.drawing'),
      reference: t('report.reference'),
      explanations: t('report.head.explanations'),
    },
  };
}

const gaugeWidth = 320;
const gaugeMargin = 16;

function gauge(known: Bounded, { t, f }: Focus): Gauge {
  const axis: Axis = axisOver([known.lower, known.upper, 1], { least: 0.1, count: 2 });
  const x = (value: number) => coordinate(gaugeMargin + axis.at(value) * (gaugeWidth - 2 * gaugeMargin));
  return {
    label: t('report.head.gauge', { c: f.index(known.estimate) }),
    expected: x(1),
    expectedWord: t('report.expectation'),
    perceivedWord: t('report.perception'),
    isBelow: known.estimate < 1,
    perceived: x(known.estimate),
    lower: x(known.lower),
    upper: x(known.upper),
    ticks: axis.ticks.map((tick) => ({ x: x(tick), label: f.number(tick, axis.digits) })),
  };
}

function change(focus: Focus): HeadlineChange | null {
  const { t, f, report, before } = focus;
  const found = focus.change('csi', 'overall');
  if (before === null || found === null) return null;
  const wave = focus.waveName(before);
  const p = decidingP(found);
  if (found.difference === null || p === null) {
    return { amount: '', words: t('report.head.changeUnknown', { wave }), tone: 'open' };
  }
  const real = isMoreThanNoise(found, report.plan.confidence);
  const rose = found.difference > 0;
  // as everywhere on the page, only what is more than noise has an arrow
  const arrow = real ? (rose ? '▲ ' : '▼ ') : '';
  const words = real ? (rose ? 'report.head.better' : 'report.head.worse') : 'report.head.noChange';
  return {
    amount: `${arrow}${f.signed(found.difference, 3)}`,
    words: t(words, { wave, p: f.p(p) }),
    tone: real ? (rose ? 'better' : 'worse') : 'open',
  };
}

/** How many of a part of the customers answered; how many were asked is not told of parts. */
function answeredInPart({ t, f, figure }: Focus): string {
  const n = figure('csi', 'overall')?.n ?? 0;
  return plural(t, 'report.part.answers', n, { answers: f.integer(n) });
}

function answered({ dispositions, openAnswers }: WaveReport, { t, f }: Focus): string {
  const { sampled, counts, rates } = dispositions;
  const answers = counts.complete + counts.partial;
  if (openAnswers.used) {
    return plural(t, 'report.head.openAnswers', answers, { answers: f.integer(answers) });
  }
  return plural(t, 'report.head.answers', answers, {
    answers: f.integer(answers),
    sampled: f.integer(sampled),
    rate: rates.RR2 === null ? '—' : f.percent(rates.RR2),
  });
}
