import type { CommentGroup, GroupName, TellingWord, WaveComments } from '#reports/comments/wave-comments.ts';
import { percentage } from './axis.ts';
import { type CommentPiece, commentPieces } from './comment-text.ts';
import type { Focus } from './focus.ts';

/** What customers wrote, in numbers. */
export interface Comments {
  readonly finding: string;
  readonly groups: readonly CommentGroupView[];
  readonly quotes: readonly { readonly pieces: readonly CommentPiece[]; readonly by: string }[];
  readonly captions: readonly string[];
  /** Where all can be read; `null` where they cannot. */
  readonly read: { readonly href: string; readonly label: string } | null;
  readonly words: Readonly<Record<'title' | 'word' | 'count' | 'share' | 'marked' | 'quotes', string>>;
}

interface CommentGroupView {
  readonly name: string;
  readonly size: string;
  /** Why no words are shown. */
  readonly empty: string | null;
  readonly rows: readonly {
    readonly word: string;
    readonly count: string;
    readonly share: string;
    /** Of the longest bar of all. */
    readonly width: string;
    readonly isTelling: boolean;
  }[];
}

/** Who reads a report: whoever came with an account, or with nothing but a link or a file. */
export type Audience = 'account' | 'stranger';

/** Whether somebody may read comments. */
export function mayRead({ shown }: Pick<WaveComments, 'shown'>, audience: Audience): boolean {
  return shown === 'everybody' || (shown === 'readers' && audience === 'account');
}

/** @param read where all comments can be read; `null` in a file. `null` where there are none, or they are not for this reader */
export function comments(focus: Focus, audience: Audience, read: string | null): Comments | null {
  const found = focus.analysis?.comments ?? null;
  if (found === null || !mayRead(found, audience)) return null;
  const { t } = focus;
  const isTold = found.commenters !== null;
  const longest = Math.max(1, ...found.groups.flatMap(({ words }) => words.map(({ count }) => count)));
  return {
    finding: isTold
      ? [countFinding(found, focus), tellingFinding(found, focus)].join(t.locale === 'en' ? ' ' : '').trim()
      : t('report.comments.few'),
    groups: isTold ? found.groups.map((group) => groupView(group, found, longest, focus)) : [],
    quotes: found.quotes.map(({ masked, group }) => ({
      pieces: commentPieces(masked, '', t),
      by: t(`report.comments.${group}`),
    })),
    captions: isTold ? captionsOf(found, focus) : [t('report.comments.masked')],
    read: read === null ? null : { href: read, label: t('report.comments.read') },
    words: {
      title: t('report.comments.title'),
      word: t('report.comments.word'),
      count: t('report.comments.count'),
      share: t('report.comments.share'),
      marked: t('report.comments.marked'),
      quotes: t('report.comments.quotes'),
    },
  };
}

function countFinding({ commenters, respondents }: WaveComments, { t, f }: Focus): string {
  return t('report.comments.finding', {
    commenters: f.integer(commenters ?? 0),
    respondents: f.integer(respondents),
  });
}

/** So many words a sentence bears. */
const MOST_SAID = 4;

function tellingFinding({ telling, tested }: WaveComments, { t, f }: Focus): string {
  if (tested === 0) return '';
  const said = (more: TellingWord['more']) => {
    const words = telling.filter((each) => each.more === more).slice(0, MOST_SAID);
    return words.length === 0 ? null : f.list(words.map(({ word }) => `“${word}”`));
  };
  const [dissatisfied, others] = [said('dissatisfied'), said('others')];
  if (dissatisfied !== null && others !== null) return t('report.comments.telling', { dissatisfied, others });
  if (dissatisfied !== null) return t('report.comments.tellingOne.dissatisfied', { words: dissatisfied });
  if (others !== null) return t('report.comments.tellingOne.others', { words: others });
  return t('report.comments.alike');
}

function groupView(
  { name, commenters, words }: CommentGroup,
  { telling, smallest }: WaveComments,
  longest: number,
  { t, f }: Focus,
): CommentGroupView {
  const more = new Set(telling.filter((each) => each.more === name).map(({ word }) => word));
  const noWords = words.length === 0 ? t('report.comments.noWords', { smallest }) : null;
  return {
    name: t(`report.comments.${name satisfies GroupName}`),
    size: commenters === null ? '' : t('report.comments.of', { count: f.integer(commenters) }),
    empty: commenters === null ? t('report.comments.groupFew') : noWords,
    rows: words.map(({ word, count, share }) => ({
      word,
      count: f.integer(count),
      share: f.percent(share),
      width: percentage(count / longest),
      isTelling: more.has(word),
    })),
  };
}

function captionsOf({ smallest, tested }: WaveComments, { t, f }: Focus): string[] {
  return [
    t('report.comments.caption', { smallest }),
    ...(tested === 0 ? [] : [t('report.comments.test', { tested: f.integer(tested) })]),
    t('report.comments.masked'),
  ];
}
