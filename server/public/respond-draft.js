// @ts-check
/**
 * What was typed on a page and is not known to have reached the server, kept in this browser under the page's address.
 *
 * A state is what all controls of one name hold, a line for each value. A draft has, for each name, its state here,
 * and after it those the server may have: what it held when the page came, and whatever was sent since. By these a
 * page that comes later tells what it may put back: an answer given elsewhere meanwhile is none of them.
 *
 * @typedef {Map<string, string[]>} Draft
 */

const prefix = 'manyi.draft ';
const lifetime = 7 * 24 * 60 * 60 * 1000;

/** Where drafts are kept. Where the browser refuses to, what stands in for it lasts as long as the page. */
export const kept = { in: /** @type {Record<string, string>} */ ({}), isLasting: false };
try {
  // Some browsers throw, others have nothing there.
  kept.isLasting = Object.keys(localStorage).length >= 0;
  kept.in = localStorage;
} catch {
  // What stands in for it will do.
}

/**
 * @param {string} path
 * @returns {{ at: number, goesOn: string, consent?: string, draft: Draft }} `goesOn`: what was promised to be sent, all of
 *   the page; `consent`: the text about the data that was agreed to by that
 */
export function readDraft(path) {
  try {
    const { at, goesOn, consent, typed } = JSON.parse(kept.in[prefix + path] || '{}');
    return { at, goesOn, consent, draft: new Map(typed) };
  } catch {
    // Not ours.
    return { at: 0, goesOn: '', draft: new Map() };
  }
}

/** @param {string} path @param {Draft} draft @param {string} goesOn @param {string} [consent] */
export function writeDraft(path, draft, goesOn, consent) {
  const key = prefix + path;
  if (!draft.size && !goesOn) {
    delete kept.in[key];
    return;
  }
  const text = JSON.stringify({ at: Date.now(), goesOn, consent, typed: [...draft] });
  try {
    kept.in[key] = text;
  } catch {
    // No room, or none for a private window.
    kept.in = { [key]: text };
    kept.isLasting = false;
  }
}

/**
 * Removes what is too old, and all that was typed in an interview that is over.
 *
 * @param {string} [over] the path of any of its pages: all begin with `/s/TOKEN/`. The own token of who answered by a slip
 *   begins as the slip's does, up to a `~`
 * @returns {{ path: string, fields: string } | undefined} a page of it that was promised to be sent, and was not
 */
export function sweepDrafts(over) {
  const start = over && `${over.split('/', 3).join('/')}/`.split('~')[0];
  let promised;
  for (const key of Object.keys(kept.in)) {
    const [, path] = key.split(prefix);
    if (!path) continue;
    const { at, goesOn } = readDraft(path);
    const isOver = start && path.startsWith(start);
    if (isOver && goesOn) promised = { path, fields: goesOn };
    if (!(Math.abs(Date.now() - at) < lifetime) || isOver) delete kept.in[key];
  }
  return promised;
}
