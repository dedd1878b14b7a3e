import { type Context, Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { linkBehindToken, noteOpened, type OpenedLink, reportLinkPath } from '../../actions/report-links.ts';
import { AppError } from '../../errors.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { htmlOf, sendHtml } from '../../http/html.ts';
import { pageFrame } from '../../http/page-frame.ts';
import { locales } from '../../i18n/locale.ts';
import { translator } from '../../i18n/translate.ts';
import { closedLinkPage } from '../../views/reports/closed-link.view.ts';
import { reportPages } from './reports.ts';
import { unsubscribeRoutes } from './unsubscribe.ts';

/** What a link for a screen opens; one for the report opens all of its pages, the screen's among them. */
const wallPage = '/wall';

/** The report of a survey for whoever has a link to it, until that expires or is revoked. */
export function reportsByLink(deps: Dependencies): Hono<AppEnv> {
  const { db, now, reportFailure } = deps;
  const routes = new Hono<AppEnv>();
  routes.route('/mail', unsubscribeRoutes(deps));
  for (const [path, page] of reportPages(deps)) {
    routes.get(`/:token${path}`, async (c) => {
      const token = c.req.param('token') ?? '';
      const opened = await linkBehindToken(db.read, token, now().getTime());
      if (opened === null) throw new AppError('notFound');
      speakAs(c, opened);
      if (opened.state !== 'good') return sendClosed(deps, c, opened);
      const base = reportLinkPath(token);
      if (opened.link.opens === 'wall' && path !== wallPage) {
        if (path !== '') throw new AppError('notFound');
        return c.redirect(base + wallPage, 302);
      }
      // nobody waits for this, and nothing depends on it
      void noteOpened(deps, opened.link).catch((error: unknown) =>
        reportFailure({ reference: c.var.requestId, error }),
      );
      return await page({ c, slug: opened.survey.slug, base, back: null });
    });
  }
  return routes;
}

/** The language of the link, unless the reader chose another in the address. */
function speakAs(c: Context<AppEnv>, { link }: OpenedLink): void {
  const language = locales.find((tag) => tag === link.language);
  if (language !== undefined && c.req.query('lang') === undefined) c.set('locale', language);
}

function sendClosed({ views, assets }: Dependencies, c: Context<AppEnv>, opened: OpenedLink): Response {
  const view = closedLinkPage(opened, translator(c.var.locale));
  const frame = pageFrame(assets, {
    language: c.var.locale,
    title: view.heading,
    styles: ['respond.css'],
  });
  return sendHtml(c, htmlOf(views.page('error', view, frame)), 410);
}

/**
 * What is said of every page whose address is a secret: nobody is told where its reader came from, no search engine lists it,
 * no cache keeps it.
 */
export function secretAddresses() {
  return createMiddleware<AppEnv>(async function secretAddresses(c, next) {
    await next();
    const { headers } = c.res;
    headers.set('Referrer-Policy', 'no-referrer');
    headers.set('X-Robots-Tag', 'noindex, nofollow');
    headers.set('Cache-Control', 'private, no-store');
  });
}
