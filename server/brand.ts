import type { Queryable } from '#db/database.ts';
import { imageSize } from '#db/queries/images.ts';
import { darkTone } from '#surveys/colours.ts';
import type { Definition } from '#surveys/definition.ts';
import { type Sheet, sheetOf } from './assets.ts';

/** A logo as a page shows it, in CSS pixels, so that its room is there before it comes. */
export interface LogoView {
  readonly src: string;
  readonly type: string;
  readonly width: number;
  readonly height: number;
}

/** An organisation's own look on a page. */
export interface BrandView {
  readonly sheet: Sheet;
  readonly logo: LogoView | null;
}

/** The room in a page's head, in CSS pixels: on a phone two languages still stand beside it. */
const room = { width: 160, height: 40 } as const;

/** Logos whose sizes are known, for each connection. An image never changes; what is not there yet is asked for again. */
const known = new WeakMap<Queryable['orm'], Map<string, LogoView>>();

/** The look of a survey's organisation; `null` where it has none of its own. */
export async function brandOf(queryable: Queryable, { brand }: Definition): Promise<BrandView | null> {
  if (brand === undefined) return null;
  return {
    sheet: brandSheet(brand.colour),
    logo: brand.logo === undefined ? null : await logoOf(queryable, brand.logo),
  };
}

async function logoOf(queryable: Queryable, digest: string): Promise<LogoView | null> {
  const logos = known.get(queryable.orm) ?? new Map<string, LogoView>();
  known.set(queryable.orm, logos);
  const before = logos.get(digest);
  if (before !== undefined) return before;
  const size = await imageSize(queryable, digest);
  if (size === null) return null;
  const scale = Math.min(1, room.width / size.width, room.height / size.height);
  const shown = (pixels: number) => Math.max(1, Math.round(pixels * scale));
  const logo = {
    src: `/images/${digest}`,
    type: size.type,
    width: shown(size.width),
    height: shown(size.height),
  };
  logos.set(digest, logo);
  return logo;
}

/**
 * The colours of buttons, links and the line under a page's head, by day and by night. ○ and ● keep theirs, which mean
 * the same on every page.
 */
export function brandSheet(colour: string): Sheet {
  const day = `:root{--brand:${colour};--on-brand:#fff;--head-line:2px solid ${colour}}`;
  const tone = darkTone(colour);
  const night = `:root{--brand:${tone};--on-brand:#0b1214;--head-line:2px solid ${tone}}`;
  return sheetOf(`${day}@media(prefers-color-scheme:dark){${night}}`);
}
