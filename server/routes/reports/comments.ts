import type { CommentQuery } from '#reports/comments/comment-search.ts';
import type { Report } from '#reports/report.ts';
import { AppError } from '../../errors.ts';
import type { Dependencies } from '../../http/context.ts';
import { htmlOf, sendHtml } from '../../http/html.ts';
import { pageFrame } from '../../http/page-frame.ts';
import { translator } from '../../i18n/translate.ts';
import { type Audience, mayRead } from '../../views/reports/comments.view.ts';
import { commentsPage } from '../../views/reports/comments-page.view.ts';
import { withQuery } from './asked-wave.ts';
import type { Opened } from './reports.ts';

/** Who came from a page of the studio has an account; who came from nowhere has the address and nothing else. */
export function audienceOf({ back }: Pick<Opened, 'back'>): Audience {
  return back === null ? 'stranger' : 'account';
}

/** So many characters of what is looked for count. */
const longestQuery = 200;

/** The comments of all waves, searched. @throws AppError `notFound` for whoever may not read them */
export async function sendComments(
  { views, assets, reports }: Pick<Dependencies, 'views' | 'assets' | 'reports'>,
  opened: Opened,
  report: Report,
): Promise<Response> {
  const { c, slug, base } = opened;
  const query = readQuery((name) => c.req.query(name));
  const found = await reports.commentsOf(slug, query);
  if (found === null || !mayRead(found, audienceOf(opened))) throw new AppError('notFound');
  const t = translator(c.var.locale);
  const lang = c.req.query('lang') === undefined ? {} : { lang: t.locale };
  const here = `${base}/comments`;
  const view = commentsPage(report, found, query, t, {
    search: here,
    page: (page) =>
      withQuery(here, { ...asked(query), ...(page === 1 ? {} : { page: String(page) }), ...lang }),
    language: (tag) => withQuery(here, { ...asked(query), lang: tag }),
    report: withQuery(base, { ...(query.wave === null ? {} : { wave: query.wave }), ...lang }),
    all: withQuery(here, lang),
    lang: lang.lang ?? null,
  });
  const frame = pageFrame(assets, { language: t.locale, title: view.documentTitle, styles: ['report.css'] });
  return sendHtml(c, htmlOf(views.page('reports/comments', view, frame)));
}

const bands = ['below', 'within', 'above'] as const;

function readQuery(param: (name: string) => string | undefined): CommentQuery {
  const given = (name: string) => param(name)?.trim() || null;
  const group = given('group');
  const cut = group?.indexOf('=') ?? -1;
  const page = Number(param('page') ?? '1');
  return {
    text: (param('q') ?? '').slice(0, longestQuery).trim(),
    wave: given('wave'),
    question: given('question'),
    about: given('about'),
    band: bands.find((band) => band === param('score')) ?? null,
    group: group === null || cut < 1 ? null : { variable: group.slice(0, cut), value: group.slice(cut + 1) },
    page: Number.isInteger(page) && page > 0 ? Math.min(page, 1_000_000) : 1,
  };
}

/** A query as it stands in an address. */
function asked({ text, wave, question, about, band, group }: CommentQuery): Record<string, string> {
  return {
    ...(text === '' ? {} : { q: text }),
    ...(about === null ? {} : { about }),
    ...(band === null ? {} : { score: band }),
    ...(wave === null ? {} : { wave }),
    ...(question === null ? {} : { question }),
    ...(group === null ? {} : { group: `${group.variable}=${group.value}` }),
  };
}
