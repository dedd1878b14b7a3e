// @ts-check
/** What a page that designs a questionnaire says of what was typed: that it is saved, or why not and what to do. */
import { isControl, smallButton, valueIn } from './studio-fields.js';
import { forget, kept } from './studio-kept.js';

const sayer = /** @type {HTMLElement | null} */ (document.querySelector('[data-saving]'));

/** What the page says in its language, and whose page it is; nothing for whoever may only look. */
export const words = sayer?.dataset ?? null;

/** The page that is open, as its address names it. */
export const thisPage = location.pathname + location.search;

let saidLast = '';

/** Says what the words of these names say, one after the other. @param {readonly string[]} names */
export function say(...names) {
  // what is said already is left alone: somebody may be about to follow its link
  if (!sayer || saidLast === names.join()) return;
  saidLast = names.join();
  sayer.textContent = names.map((name) => sayer.dataset[name] ?? '').join(' ');
  if (!names.includes('signedOut') && !names.includes('otherAccount')) return;
  const link = Object.assign(document.createElement('a'), { href: '/studio/sign-in', target: '_blank' });
  link.textContent = sayer.dataset.signIn ?? '';
  sayer.append(' ', link);
}

/**
 * Shows what was typed on other pages and is not saved, with the way there, until it is saved or thrown away. What had arrived,
 * while the page was left before the answer was heard, is saved.
 *
 * @param {string} store
 */
export async function showLeftOver(store) {
  const left = [...kept(store)].filter(([name]) => document.getElementsByName(name).length === 0);
  for (const at of new Set(left.map(([, change]) => change.at))) {
    const page = await pageAt(at);
    for (const [name, { value }] of left.filter(([, change]) => change.at === at)) {
      const [control] = page?.getElementsByName(name) ?? [];
      if (isControl(control) && valueIn(control) === value) forget(store, name);
      else showAside(store, name, { label: isControl(control) ? labelOf(control) : '', value, at });
    }
  }
}

/** A page as it is now; nothing where it cannot be had. @param {string} path */
export async function pageAt(path) {
  const answer = await fetch(path).catch(() => null);
  return answer?.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null;
}

/** @param {import('./studio-fields.js').Control} control */
const labelOf = (control) => control.labels?.[0]?.textContent?.trim() ?? '';

/** @param {string} store @param {string} name @param {{ label: string, value: string, at: string }} typed */
function showAside(store, name, { label, value, at }) {
  const text = Object.assign(document.createElement('p'), { className: 'error' });
  const quote = Object.assign(document.createElement('q'), { textContent: value });
  const way = Object.assign(document.createElement('a'), { href: at, textContent: words?.open ?? '' });
  const discard = smallButton(words?.discard, () => {
    forget(store, name);
    text.remove();
  });
  text.append(label, ' ', quote, ` ${words?.elsewhere ?? ''} `, way, ' ', discard);
  sayer?.closest('.head')?.after(text);
}
