import type { AssetName, Assets } from '../assets.ts';
import type { PageFrame } from '../views.ts';

const rightToLeft = new Set(['ar', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** The frame around a page: its language with the direction it is written in, its title and what it loads. */
export function pageFrame(
  assets: Assets,
  page: { language: string; title: string; styles: readonly AssetName[]; scripts?: readonly AssetName[] },
): PageFrame {
  const primary = page.language.split('-')[0] ?? '';
  return {
    language: page.language,
    direction: rightToLeft.has(primary) ? 'rtl' : 'ltr',
    title: page.title,
    styles: page.styles.map(assets.url),
    scripts: (page.scripts ?? []).map(assets.url),
    icon: assets.url('icon.svg'),
  };
}
