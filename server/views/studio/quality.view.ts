import type { Exclusion } from '#db/tables.ts';
import {
  type JudgedList,
  type JudgedResponse,
  judgedLists,
  type WaveQuality,
} from '../../actions/judge-responses.ts';
import { formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';
import { type ProtocolView, protocolOf, reasonFields, sentWords, shortId } from './exclusion.view.ts';
import {
  type ErrorsView,
  errorsView,
  type FieldView,
  lineField,
  nothingTyped,
  type Typed,
} from './form.view.ts';
import { type Standing, type StudioFrame, surveyFrame, surveyPath } from './frame.view.ts';
import { wavePath } from './waves.view.ts';

interface LinkView {
  readonly href: string;
  readonly label: string;
}

interface Row {
  readonly id: string;
  readonly short: string;
  readonly href: string;
  readonly sent: string;
  readonly gradeSaid: string;
  readonly flags: readonly string[];
  readonly isExcluded: boolean;
  readonly isTicked: boolean;
  readonly label: string;
}

export interface QualityPage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly intro: string;
  readonly said: readonly string[];
  readonly errors: ErrorsView | null;
  /** Where the index stands with and without what was left out. */
  readonly index: LinkView;
  readonly lists: {
    readonly label: string;
    readonly links: readonly (LinkView & { readonly isCurrent: boolean })[];
  };
  readonly find: { readonly action: string; readonly fields: readonly FieldView[]; readonly go: string };
  readonly action: string;
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly heads: Readonly<Record<'exclude' | 'response' | 'sent' | 'grade' | 'flags', string>>;
  readonly excluded: string;
  readonly rows: readonly Row[];
  /** That answers of other pages are ticked, too. */
  readonly elsewhere: string | null;
  readonly shown: string | null;
  readonly none: string;
  /** What it takes to leave out those that are ticked; `null` where all are left out. */
  readonly leaving: { readonly fields: readonly FieldView[]; readonly go: string } | null;
  readonly previous: LinkView | null;
  readonly next: LinkView | null;
  readonly pages: string;
  readonly protocol: ProtocolView;
}

/** Answers on one page of the list. */
export const perPage = 50;
/** Lines of the protocol on the page of a wave; the page of an answer has all that are about it. */
export const mostLines = 100;

export interface ListedQuality {
  readonly list: JudgedList;
  /** From 0. */
  readonly page: number;
  readonly quality: WaveQuality;
  /** At most one more than `mostLines`, the latest first. */
  readonly exclusions: readonly Exclusion[];
  /** Who entered a response for somebody else, by its id. */
  readonly enterers: ReadonlyMap<string, string>;
  readonly isAnonymous: boolean;
  readonly typed: Typed;
  /** The answers that were ticked when it was sent. */
  readonly ticked: ReadonlySet<string>;
  readonly said: readonly string[];
  readonly sought: string;
}

/** The answers of a wave, what stands out among them, and which an analyst left out, why, and how to take them in again. */
export function qualityPage(
  standing: Standing,
  survey: { readonly slug: string; readonly title: string },
  wave: { readonly key: string; readonly name: string },
  listed: ListedQuality,
): QualityPage {
  const { t } = standing;
  const { integer } = formats(t.locale);
  const { quality, list, page, typed, ticked, exclusions, said } = listed;
  const heading = t('quality.title', { wave: wave.name });
  const root = wavePath(survey.slug, wave.key, '/quality');
  const shown = new Set(quality.listed.map(({ id }) => id));
  const elsewhere = [...ticked].filter((id) => !shown.has(id));
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${heading} · ${survey.title}`,
    heading,
    intro: t('quality.intro', { judged: integer(quality.judged) }),
    said,
    errors: errorsView(t, typed.errors),
    index: {
      href: `${surveyPath(survey.slug, '/report')}?${new URLSearchParams({ wave: wave.key })}#method`,
      label: t('quality.index'),
    },
    lists: {
      label: t('quality.lists'),
      links: judgedLists.map((each) => ({
        href: `${root}?list=${each}`,
        label: t(`quality.list.${each}`, { count: integer(quality.totals[each]) }),
        isCurrent: each === list,
      })),
    },
    find: findForm(root, listed, t),
    action: wavePath(survey.slug, wave.key, '/exclusions'),
    hidden: [
      { name: 'list', value: list },
      { name: 'page', value: String(page + 1) },
      ...elsewhere.map((value) => ({ name: 'response', value })),
    ],
    heads: {
      exclude: t('quality.exclude'),
      response: t('quality.response'),
      sent: t('quality.sent'),
      grade: t('quality.grade'),
      flags: t('quality.flags'),
    },
    excluded: t('quality.excluded'),
    rows: quality.listed.map((response) => rowOf(response, root, listed, t)),
    elsewhere: elsewhere.length === 0 ? null : t('quality.elsewhere', { count: integer(elsewhere.length) }),
    none: t(`quality.none.${list}`),
    leaving:
      list === 'excluded' && ticked.size === 0
        ? null
        : { fields: reasonFields(typed, t), go: t('quality.exclude') },
    ...leafing(root, listed, t),
    protocol: {
      ...protocolOf(exclusions.slice(0, mostLines), wavePath(survey.slug, wave.key, '/exclusions/undo'), {
        t,
        pageOf: (id) => `${root}/${id}`,
      }),
      more: exclusions.length > mostLines ? t('quality.protocol.more', { count: integer(mostLines) }) : null,
    },
  };
}

function findForm(root: string, { sought }: ListedQuality, t: Translate): QualityPage['find'] {
  const errors = sought === '' ? nothingTyped.errors : new Map([['find', t('quality.find.none')]]);
  return {
    action: root,
    fields: [
      lineField(
        { name: 'find', label: t('quality.find') },
        { values: new Map([['find', sought]]), errors },
        { type: 'search' },
      ),
    ],
    go: t('quality.find.go'),
  };
}

function rowOf(
  { id, grade, flags, isExcluded, submittedAt }: JudgedResponse,
  root: string,
  { enterers, ticked, isAnonymous }: ListedQuality,
  t: Translate,
): Row {
  return {
    id,
    short: shortId(id),
    href: `${root}/${id}`,
    sent: sentWords({ submittedAt, enteredBy: enterers.get(id) ?? null, isAnonymous }, t),
    gradeSaid: grade === null ? t('studio.none') : t(`quality.grade.${grade}`),
    flags: flags.length === 0 ? [t('studio.none')] : flags.map(({ kind }) => t(`quality.flag.${kind}`)),
    isExcluded,
    isTicked: ticked.has(id),
    label: t('quality.exclude.one', { response: shortId(id) }),
  };
}

/** Which part of the list it is, and the ways to the parts beside it. */
function leafing(
  root: string,
  { list, page, quality }: ListedQuality,
  t: Translate,
): Pick<QualityPage, 'shown' | 'previous' | 'next' | 'pages'> {
  const { integer } = formats(t.locale);
  const total = quality.totals[list];
  const first = page * perPage + 1;
  const last = page * perPage + quality.listed.length;
  const at = (number: number) => `${root}?${new URLSearchParams({ list, page: String(number + 1) })}`;
  return {
    shown:
      quality.listed.length < total && last >= first
        ? t('quality.shown', { first: integer(first), last: integer(last), total: integer(total) })
        : null,
    previous: page > 0 ? { href: at(page - 1), label: t('quality.previous') } : null,
    next: last < total && last >= first ? { href: at(page + 1), label: t('quality.next') } : null,
    pages: t('quality.pages'),
  };
}
