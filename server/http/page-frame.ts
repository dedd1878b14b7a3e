import type { AssetName, Assets } from '../assets.ts';
import { directionOf } from '../i18n/direction.ts';
import type { PageFrame } from '../views.ts';

/**
 * The style sheets that stand inside the page. A customer opens few pages and waits for the first: what a style costs in
 * bytes on each is less than a request before anything can be painted.
 */
const inPage: ReadonlySet<AssetName> = new Set(['respond.css']);

/** The frame around a page: its language with the direction it is written in, its title and what it loads. */
export function pageFrame(
  assets: Assets,
  page: { language: string; title: string; styles: readonly AssetName[]; scripts?: readonly AssetName[] },
): PageFrame {
  return {
    language: page.language,
    direction: directionOf(page.language),
    title: page.title,
    styles: page.styles.filter((name) => !inPage.has(name)).map(assets.url),
    sheets: page.styles.filter((name) => inPage.has(name)).map(assets.sheet),
    scripts: (page.scripts ?? []).map(assets.url),
    icon: assets.url('icon.svg'),
  };
}
