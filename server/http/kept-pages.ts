import type { DrawnPage } from '../views.ts';
import { type Html, htmlOf } from './html.ts';

/** How many pages are kept, with what they become compressed; each is some three hundred kilobytes. */
const mostKept = 60;

/**
 * Pages that many people read, drawn and compressed once for as long as what they show is the same. The page that was read
 * longest ago goes first.
 */
export class KeptPages {
  readonly #kept = new Map<string, { readonly shows: readonly (object | null)[]; readonly page: Html }>();

  /**
   * The page that is kept under a key, or else the one that `draw` gives.
   *
   * @param key everything that the page depends on besides what it shows
   * @param shows what it shows: kept pages are given again only for the very same objects
   */
  get(key: string, shows: readonly (object | null)[], draw: () => DrawnPage): Html {
    const known = this.#kept.get(key);
    this.#kept.delete(key);
    const isSame = known?.shows.length === shows.length && known.shows.every((one, at) => one === shows[at]);
    const entry = known && isSame ? known : { shows, page: htmlOf(draw()) };
    this.#kept.set(key, entry);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
    return entry.page;
  }
}
