// @ts-check
/** What was typed and is not on the server yet, in this browser: by where it is sent, and there by name. */

/** @typedef {{ value: string, was: string }} Change */

/** @param {string} store */
const keyOf = (store) => `manyi.design ${store}`;

/** @param {string} store @returns {Map<string, Change>} */
export function kept(store) {
  try {
    const found = JSON.parse(localStorage.getItem(keyOf(store)) ?? '{}');
    return new Map(
      Object.entries(found).filter(
        ([, change]) => typeof change?.value === 'string' && typeof change?.was === 'string',
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
    if (changes.size === 0) localStorage.removeItem(keyOf(store));
    else localStorage.setItem(keyOf(store), JSON.stringify(Object.fromEntries(changes)));
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
