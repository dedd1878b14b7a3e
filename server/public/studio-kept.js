// @ts-check
/**
 * What was typed and is not on the server yet, in this browser: by whose it is and where it is sent, and there by name. Several
 * people may share a browser; nobody is shown the words of another, and nobody sends them.
 */

/**
 * What a field is to say: what stood in it before, what of it was sent without an answer being heard, and the page it is on.
 *
 * @typedef {{ value: string, was: string, sent?: string, at: string }} Change
 */

/** @param {string} account @param {string} path where it is sent */
export const storeOf = (account, path) => `manyi.design ${account} ${path}`;

/** @param {string} store @returns {Map<string, Change>} */
export function kept(store) {
  try {
    const found = JSON.parse(localStorage.getItem(store) ?? '{}');
    return new Map(
      Object.entries(found).filter(([, change]) =>
        ['value', 'was', 'at'].every((part) => typeof change?.[part] === 'string'),
      ),
    );
  } catch {
    // Not ours, or no store in this browser.
    return new Map();
  }
}

/** @param {string} store @param {Map<string, Change>} changes */
function write(store, changes) {
  try {
    if (changes.size === 0) localStorage.removeItem(store);
    else localStorage.setItem(store, JSON.stringify(Object.fromEntries(changes)));
  } catch {
    // Without room in this browser it is only on the page.
  }
}

/** Keeps one change; those of other pages and tabs stay. @param {string} store @param {string} name @param {Change} change */
export function keep(store, name, change) {
  write(store, kept(store).set(name, change));
}

/** @param {string} store @param {string} name */
export function forget(store, name) {
  const changes = kept(store);
  if (changes.delete(name)) write(store, changes);
}
