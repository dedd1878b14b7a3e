import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { AssetName } from '../../assets.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { htmlOf, sendHtml } from '../../http/html.ts';
import { pageFrame } from '../../http/page-frame.ts';
import { translator } from '../../i18n/translate.ts';
import type { Visitor } from '../../people/person.ts';
import type { Standing } from '../../views/studio/frame.view.ts';
import type { StudioViews, Views } from '../../views.ts';

/** What a page of the studio knows of whoever opens it. */
export function standingOf(c: Context<AppEnv>, visitor: Visitor | null): Standing {
  const { pathname, search } = new URL(c.req.url);
  return { visitor, here: pathname + search, t: translator(c.var.locale) };
}

/** Draws and sends a page of the studio. Nobody keeps it: it is about the moment, and for one person. */
export function sendStudioPage<Name extends keyof StudioViews>(
  { views, assets }: Pick<Dependencies, 'views' | 'assets'>,
  c: Context<AppEnv>,
  name: Name,
  view: Views[Name] & { readonly documentTitle: string },
  { scripts = [], status = 200 }: { scripts?: readonly AssetName[]; status?: ContentfulStatusCode } = {},
): Response {
  c.header('Cache-Control', 'private, no-store');
  const frame = pageFrame(assets, {
    language: c.var.locale,
    title: `${view.documentTitle} · Manyi`,
    styles: ['studio.css'],
    scripts,
  });
  return sendHtml(c, htmlOf(views.page(name, view, frame)), status);
}
