import type { AssetName, Assets } from '../assets.ts';
import type { BrandView } from '../brand.ts';
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
  page: {
    language: string;
    title: string;
    styles: readonly AssetName[];
    scripts?: readonly AssetName[];
    /** The organisation's own look, where it has one. */
    brand?: BrandView | null;
  },
): PageFrame {
  const brand = page.brand ?? null;
  const logo = brand?.logo ?? null;
  return {
    language: page.language,
    direction: directionOf(page.language),
    title: page.title,
    styles: page.styles.filter((name) => !inPage.has(name)).map(assets.url),
    sheets: [
      ...page.styles.filter((name) => inPage.has(name)).map(assets.sheet),
      ...(brand ? [brand.sheet] : []),
    ],
    scripts: (page.scripts ?? []).map(assets.url),
    icon:
      logo === null
        ? { address: assets.url('icon.svg'), type: 'image/svg+xml' }
        : { address: logo.src, type: logo.type },
    logo,
    mark: null,
  };
}
