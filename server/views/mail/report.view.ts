import type { Report } from '#reports/report.ts';
import type { WaveAnalysis } from '#reports/wave-analysis.ts';
import { formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { Occasion } from '../../mail/occasions.ts';
import { type Focus, focusedWave, focusOn } from '../reports/focus.ts';
import { type Headline, headline } from '../reports/headline.view.ts';
import { trend } from '../reports/trend.view.ts';
import { shortened } from '../reports/trend-figure.view.ts';

/** What a report says in a mail: what a director has to know, and the way to the rest. */
export interface ReportMailView {
  readonly subject: string;
  readonly organisation: string;
  readonly title: string;
  readonly waveName: string;
  /** Why this mail came now. */
  readonly occasion: string;
  /** What the sender wrote, paragraph by paragraph. */
  readonly note: readonly string[];
  /** Why there are no figures. */
  readonly notice: string | null;
  readonly headline: Pick<
    Headline,
    'index' | 'halfWidth' | 'reading' | 'interval' | 'change' | 'answered' | 'sentences'
  > | null;
  /** The picture of the trend by its content id; without one the table says it. */
  readonly picture: { readonly source: string; readonly words: string } | null;
  readonly table: {
    readonly caption: string;
    readonly columns: readonly string[];
    readonly rows: readonly (readonly string[])[];
  } | null;
  readonly link: { readonly href: string; readonly label: string };
  readonly until: string | null;
  readonly attached: string | null;
  readonly why: string;
  readonly stop: { readonly href: string; readonly label: string } | null;
}

/** What a mail is made from besides the report. */
export interface MailWish {
  readonly wave: string;
  readonly kind: Occasion['kind'] | 'test';
  readonly note: string;
  readonly address: string;
  /** When the address opens nothing any more; `null` where it needs an account instead. */
  readonly until: number | null;
  readonly unsubscribe: string | null;
}

/** What goes with the mail. */
export interface MailParts {
  readonly picture: string | null;
  readonly hasPdf: boolean;
}

/** The most waves a table in a mail has; the oldest are left out. */
const mostRows = 8;
const longestTitle = 80;

/** A wave of a report as a mail; the report must have that wave, else the latest is told of. */
export function reportMailView(
  report: Report,
  wish: MailWish,
  t: Translate,
  parts: MailParts,
): ReportMailView {
  const focus = focusOfMail(report, wish.wave, t);
  const f = formats(t.locale);
  const title = focus.text(report.survey.title);
  const isMeasured = focus.wave.state === 'measured';
  const head = isMeasured ? headline(focus) : null;
  const names = { survey: shortened(title, longestTitle), wave: shortened(focus.waveName(focus.wave)) };
  return {
    subject:
      head === null
        ? t('mail.subject.without', names)
        : t('mail.subject', { ...names, c: head.index, reading: head.reading }),
    organisation: focus.text(report.survey.organisation),
    title,
    waveName: focus.waveName(focus.wave),
    occasion: t(`mail.occasion.${wish.kind}`, { wave: focus.waveName(focus.wave) }),
    note: wish.note.split(/\n+/).filter((line) => line.trim() !== ''),
    notice: focus.wave.state === 'measured' ? null : t(`wall.${focus.wave.state}`),
    headline: head,
    picture: parts.picture === null ? null : { source: parts.picture, words: pictureInWords(focus, head) },
    table: parts.picture === null && isMeasured ? tableOf(focus) : null,
    link: { href: wish.address, label: t('mail.link') },
    until: wish.until === null ? null : t('mail.until', { date: f.date(wish.until - 1) }),
    attached: parts.hasPdf ? t('mail.attached') : null,
    why: t(wish.kind === 'test' ? 'mail.why.test' : 'mail.why', {
      organisation: focus.text(report.survey.organisation),
    }),
    stop: wish.unsubscribe === null ? null : { href: wish.unsubscribe, label: t('mail.stop') },
  };
}

/** The report as a mail looks at it. @throws RangeError for a report without waves */
export function focusOfMail(
  report: Report,
  wave: string,
  t: Translate,
  analysis: WaveAnalysis | null = null,
): Focus {
  const focused = focusedWave(report, wave) ?? focusedWave(report, undefined);
  if (focused === null) throw new RangeError('A report without waves is not mailed');
  const until = report.waves.indexOf(focused) + 1;
  return focusOn({ ...report, waves: report.waves.slice(0, until) }, focused, t, analysis);
}

function pictureInWords({ t }: Focus, head: Headline | null): string {
  return `${t('report.trend.drawing')}: ${head?.index ?? ''} ${head?.interval ?? ''}`;
}

function tableOf(focus: Focus): ReportMailView['table'] {
  const { words, rows } = trend(focus);
  return {
    caption: words.title,
    columns: [words.wave, 'C', focus.t('mail.interval'), words.change],
    rows: rows
      .slice(-mostRows)
      .map(({ name, cells: [overall], change }) => [
        name,
        overall?.text ?? '—',
        overall?.interval ?? '',
        change === null ? '—' : `${change.amount} ${change.words}`.trim(),
      ]),
  };
}

/** The same mail without any markup. */
export function reportMailText(view: ReportMailView): string {
  const { headline: head, table } = view;
  const figures =
    head === null
      ? [view.notice ?? '']
      : [
          `C ${head.index} ${head.halfWidth ?? ''}  ${head.reading}`,
          head.interval,
          ...(head.change === null ? [] : [`${head.change.amount} ${head.change.words}`.trim()]),
          head.answered,
          '',
          ...head.sentences,
        ];
  const rows = table === null ? [] : ['', ...table.rows.map((cells) => cells.join('  '))];
  return [
    `${view.title} · ${view.waveName}`,
    view.organisation,
    view.occasion,
    '',
    ...view.note.flatMap((paragraph) => [paragraph, '']),
    ...figures,
    ...rows,
    '',
    `${view.link.label}: ${view.link.href}`,
    ...(view.until === null ? [] : [view.until]),
    ...(view.attached === null ? [] : [view.attached]),
    '',
    '-- ',
    view.why,
    ...(view.stop === null ? [] : [`${view.stop.label}: ${view.stop.href}`]),
    '',
  ].join('\n');
}
