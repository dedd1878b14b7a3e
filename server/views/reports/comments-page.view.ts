import type { CommentQuery, FoundComment } from '#reports/comments/comment-search.ts';
import type { Band } from '#reports/personal-scores.ts';
import type { Report } from '#reports/report.ts';
import { textIn } from '#surveys/localized.ts';
import { formats } from '../../i18n/formats.ts';
import { plural, type Translate } from '../../i18n/translate.ts';
import type { CommentsPage } from '../../reporting/comment-source.ts';
import { type CommentPiece, commentPieces } from './comment-text.ts';
import { type Focus, focusedWave, focusOn, valueNamed, variableNamed } from './focus.ts';
import type { Navigation } from './navigation.view.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly isChosen: boolean;
}

/** One thing to choose by: options of its own, or in groups. */
interface Filter {
  readonly name: string;
  readonly label: string;
  readonly hint: string | null;
  readonly options: readonly Choice[];
  readonly groups: readonly { readonly label: string; readonly options: readonly Choice[] }[];
}

/** Customers' comments, masked, with a form to search them. */
export interface CommentsPageView {
  readonly documentTitle: string;
  readonly kicker: string;
  readonly organisation: string;
  readonly title: string;
  readonly survey: string;
  readonly navigation: Navigation;
  readonly form: {
    readonly action: string;
    readonly text: { readonly label: string; readonly value: string };
    readonly filters: readonly Filter[];
    readonly lang: string | null;
    readonly submit: string;
    readonly clear: { readonly href: string; readonly label: string } | null;
  } | null;
  readonly found: string;
  readonly empty: string | null;
  readonly list: readonly CommentView[];
  readonly pages: {
    readonly said: string;
    readonly label: string;
    readonly previous: { readonly href: string; readonly label: string } | null;
    readonly next: { readonly href: string; readonly label: string } | null;
  } | null;
  readonly notes: readonly string[];
  readonly listLabel: string;
}

interface CommentView {
  readonly pieces: readonly CommentPiece[];
  /** What stands beside it: score, wave, question, customers. */
  readonly facts: readonly string[];
  readonly score: { readonly text: string; readonly tone: 'worse' | 'even' | 'better' } | null;
  readonly about: readonly string[];
}

/** The addresses of a page of comments. */
export interface CommentsLinks {
  readonly search: string;
  readonly page: (page: number) => string;
  readonly language: (tag: string) => string;
  readonly report: string;
  readonly all: string;
  /** The language where somebody chose it. */
  readonly lang: string | null;
}

/** What was found, and all by which it can be looked for. */
export function commentsPage(
  report: Report,
  found: CommentsPage,
  query: CommentQuery,
  t: Translate,
  links: CommentsLinks,
): CommentsPageView {
  const { languages, title, organisation } = report.survey;
  const text = (localized: typeof title) => textIn(localized, t.locale, languages);
  const wave = focusedWave(report, query.wave ?? undefined) ?? focusedWave(report, undefined);
  const focus = wave === null ? null : focusOn(report, wave, t);
  const f = formats(t.locale);
  const other = t.locale === 'en' ? 'zh-CN' : 'en';
  return {
    documentTitle: t('comments.documentTitle', { survey: text(title) }),
    kicker: t('report.kicker'),
    organisation: text(organisation),
    title: t('comments.title'),
    survey: text(title),
    navigation: {
      back: { name: t('comments.toReport'), href: links.report },
      waves: [],
      otherLanguage: { tag: other, href: links.language(other), name: t('report.otherLanguage') },
      downloads: [],
      noPdf: null,
      words: { waves: t('report.waves'), downloads: t('report.downloads') },
    },
    form: focus === null || found.all === 0 ? null : formOf(focus, found, query, links),
    found: foundText(found, t, f.integer),
    empty: found.all === 0 ? t('comments.noneAtAll') : found.total === 0 ? t('comments.none') : null,
    list: focus === null ? [] : found.comments.map((comment) => commentView(comment, found, query, focus)),
    pages: pagesOf(found, t, links),
    notes: focus === null ? [] : notesOf(found, focus),
    listLabel: t('comments.list'),
  };
}

function foundText({ total, all }: CommentsPage, t: Translate, integer: (n: number) => string): string {
  if (all === 0) return '';
  const said = (n: number) => plural(t, 'comments.found', n, { count: integer(n) });
  return total === all ? said(all) : t('comments.foundOf', { found: integer(total), all: said(all) });
}

function formOf(
  focus: Focus,
  found: CommentsPage,
  query: CommentQuery,
  links: CommentsLinks,
): NonNullable<CommentsPageView['form']> {
  const { t } = focus;
  const isAsked =
    query.text !== '' ||
    [query.wave, query.question, query.about, query.band, query.group].some((each) => each !== null);
  return {
    action: links.search,
    text: { label: t('comments.searchFor'), value: query.text },
    filters: filtersOf(focus, found, query),
    lang: links.lang,
    submit: t('comments.search'),
    clear: isAsked ? { href: links.all, label: t('comments.clear') } : null,
  };
}

function filtersOf(focus: Focus, found: CommentsPage, query: CommentQuery): Filter[] {
  const { t, report, text } = focus;
  const any = (chosen: string | null): Choice => ({
    value: '',
    label: t('comments.any'),
    isChosen: chosen === null,
  });
  const filter = (
    name: string,
    label: string,
    chosen: string | null,
    options: readonly (readonly [string, string])[],
    hint: string | null = null,
  ): Filter => ({
    name,
    label,
    hint,
    options: [
      any(chosen),
      ...options.map(([value, said]) => ({ value, label: said, isChosen: value === chosen })),
    ],
    groups: [],
  });
  const waves = report.waves.filter(({ key }) => found.waves.includes(key)).toReversed();
  const chosenGroup = query.group === null ? null : `${query.group.variable}=${query.group.value}`;
  const kind = found.measure?.by === 'rating' ? 'rating' : 'band';
  const filters: Filter[] = [
    {
      ...filter('about', t('comments.about'), query.about, []),
      groups: report.factors.map(({ key, name, items }) => ({
        label: text(name),
        options: [
          { value: `factor:${key}`, label: text(name), isChosen: query.about === `factor:${key}` },
          ...items.map((item) => ({
            value: item.key,
            label: text(item.name),
            isChosen: query.about === item.key,
          })),
        ],
      })),
    },
    filter(
      'score',
      t('comments.score'),
      query.band,
      (['below', 'within', 'above'] as const).map((band) => [band, t(`comments.${kind}.${band}`)]),
      kind === 'band' ? t('comments.score.hint') : null,
    ),
    filter(
      'wave',
      t('comments.wave'),
      query.wave,
      waves.map((wave) => [wave.key, focus.waveName(wave)]),
    ),
    filter(
      'question',
      t('comments.question'),
      query.question,
      found.questions.map((each) => [each.key, questionNamed(each, focus)]),
    ),
    {
      ...filter('group', t('comments.group'), chosenGroup, []),
      groups: found.groups.map(({ variable, values }) => ({
        label: variableNamed(focus, variable),
        options: values.map((value) => ({
          value: `${variable}=${value}`,
          label: valueNamed(focus, variable, value),
          isChosen: chosenGroup === `${variable}=${value}`,
        })),
      })),
    },
  ];
  return filters.filter(
    ({ name, options, groups }) =>
      options.length + groups.length > 1 &&
      (name !== 'score' || found.measure !== null) &&
      (name !== 'question' || options.length > 2),
  );
}

function questionNamed({ question, option }: CommentsPage['questions'][number], { text }: Focus): string {
  return option === null ? text(question) : `${text(question)} · ${text(option)}`;
}

const tones = { below: 'worse', within: 'even', above: 'better' } as const satisfies Record<Band, string>;

function commentView(
  comment: FoundComment,
  found: CommentsPage,
  query: CommentQuery,
  focus: Focus,
): CommentView {
  const { t, f, report } = focus;
  const wave = report.waves.find(({ key }) => key === comment.wave);
  const question = found.questions.find(({ key }) => key === comment.question);
  const groups = Object.entries(comment.group).map(([variable, value]) => valueNamed(focus, variable, value));
  const about = comment.about.flatMap(({ target, by }) => {
    const factor = report.factors.find(({ key }) => `factor:${key}` === target);
    if (factor === undefined) return [];
    return [
      t(by === 'place' ? 'comments.byPlace' : 'comments.byWords', { subject: focus.text(factor.name) }),
    ];
  });
  const isIndex = found.measure?.by !== 'rating';
  const score =
    comment.score === null ? null : isIndex ? f.number(comment.score, 2) : f.integer(comment.score);
  return {
    pieces: commentPieces(comment.masked, query.text, t),
    score:
      score === null || comment.band === null
        ? null
        : {
            text: `${t(isIndex ? 'comments.c' : 'comments.rated', { score })} · ${t(`comments.${isIndex ? 'band' : 'rating'}.${comment.band}`)}`,
            tone: tones[comment.band],
          },
    facts: [
      wave ? focus.waveName(wave) : comment.wave,
      ...(groups.length === 0 ? [] : [groups.join(' · ')]),
      ...(question && found.questions.length > 1 ? [questionNamed(question, focus)] : []),
    ],
    about,
  };
}

function pagesOf(
  { page, pages }: CommentsPage,
  t: Translate,
  links: CommentsLinks,
): CommentsPageView['pages'] {
  if (pages < 2) return null;
  const { integer } = formats(t.locale);
  const to = (target: number, label: string) =>
    target < 1 || target > pages ? null : { href: links.page(target), label };
  return {
    said: t('comments.page', { page: integer(page), pages: integer(pages) }),
    label: t('comments.pages'),
    previous: to(page - 1, t('comments.previous')),
    next: to(page + 1, t('comments.next')),
  };
}

function notesOf({ all, heldBack }: CommentsPage, { t, f, report, waveName, wave }: Focus): string[] {
  const held = report.waves.filter(({ key, state }) => state === 'measured' && heldBack.includes(key));
  return [
    ...(held.length === 0 ? [] : [t('comments.heldBack', { waves: f.list(held.map(waveName)) })]),
    ...(all === 0 ? [] : [t('comments.note', { smallest: wave.plan.smallestCell })]),
  ];
}
