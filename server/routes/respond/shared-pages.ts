import type { Html } from '../../http/html.ts';

/** Pages kept at most; each is some ten kilobytes, and a survey has a few in each of its languages. */
const mostKept = 200;

/**
 * Keeps pages that hold nothing of anybody, such as those still to be answered: the same for all, they are drawn and
 * compressed once. Those asked for least lately go first.
 *
 * @returns the page of a key, which must tell apart whatever `draw` depends on
 */
export function createSharedPages(): { page(key: string, draw: () => Html): Html } {
  const kept = new Map<string, Html>();
  return {
    page(key, draw) {
      const page = kept.get(key) ?? draw();
      kept.delete(key);
      kept.set(key, page);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      return page;
    },
  };
}
