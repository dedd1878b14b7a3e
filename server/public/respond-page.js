// @ts-check
/** The page that is shown: what was typed on it before is put back, what is typed now is kept. */
import { readDraft, writeDraft } from './respond-draft.js';
import { isSameState, putState, statesOf } from './respond-states.js';

/** @typedef {import('./respond-draft.js').Draft} Draft */

/** The form of a page of the questionnaire. */
const asking = 'form[data-answers]';

export const page = {
  /** Its form; `null` on a page that asks nothing. */
  form: /** @type {HTMLFormElement | null} */ (null),
  /** Where it is sent; without its query, what its draft is kept under. */
  target: new URL(location.href),
  /** For each name, what the server may hold. */
  served: /** @type {Draft} */ (new Map()),
  /** The states this page has put into the draft. Another tab may have put others. */
  drafted: /** @type {Map<string, string | undefined>} */ (new Map()),
  /** What a button asked for that the server has not answered yet, and whether the customer was told that it waits. */
  wish: '',
  isWaiting: false,
};

/**
 * Says one of the sentences that the page has brought, where everybody notices and nobody is interrupted.
 *
 * @param {'sending' | 'waiting' | 'waitingHere' | 'overtaken'} sentence
 */
export function say(sentence) {
  /** @type {HTMLElement | null} */
  const notice = document.querySelector('[data-waiting]');
  const text = notice?.dataset[sentence];
  if (text && notice.textContent !== text) notice.textContent = text;
}

/** The box that agrees to what becomes of the data. @param {HTMLFormElement} form @returns {HTMLInputElement | null} */
const consentOf = (form) => form.querySelector('[type=checkbox][name=_consent]');

/** The page as the browser itself would send it. @param {HTMLFormElement} form */
export function fieldsOf(form) {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) fields.append(name, `${value}`.replace(/\r?\n/g, '\r\n'));
  fields.append('_action', page.wish);
  return fields;
}

/** Keeps in the browser what differs from anything the server may hold. */
export function keepDraft() {
  const { form, target, served, drafted, wish, isWaiting } = page;
  if (!form) return;
  const { draft } = readDraft(target.pathname);
  for (const [name, state] of statesOf(form)) {
    const known = served.get(name) || [''];
    const last = drafted.get(name);
    // Another tab has typed since, and this one has not.
    if (draft.has(name) && draft.get(name)?.[0] !== last && state === (last ?? known[0])) continue;
    drafted.set(name, state);
    if (known.some((each) => each !== state)) draft.set(name, [state, ...known]);
    else draft.delete(name);
  }
  const goesOn = isWaiting && wish === 'continue';
  const box = consentOf(form);
  // A tick is no answer to be put back; what was sent with it is sent with it again.
  writeDraft(
    target.pathname,
    draft,
    goesOn ? `${fieldsOf(form)}` : '',
    goesOn && box?.checked ? box.value : undefined,
  );
  // An open link is everybody's; from the first answer on, the address is that of one customer's page.
  if (draft.size && target.pathname !== location.pathname) history.replaceState(null, '', target);
}

/**
 * Puts back what was typed before, except where the server has an answer from elsewhere.
 *
 * @param {HTMLFormElement} form
 * @param {Draft} draft
 * @returns {boolean} whether it has
 */
function putBack(form, draft) {
  const isKept = form.dataset.answers === 'kept';
  const typed = statesOf(form);
  let isOvertaken = false;
  for (const [name, state] of statesOf(form, true)) {
    const [wanted, ...known] = draft.get(name) || [state];
    const isTyped = typed.get(name) !== state;
    page.served.set(name, [state]);
    if (isKept && isSameState(wanted, state)) continue;
    if (isTyped || !isKept || !state || known.some((each) => isSameState(each, state))) {
      page.served.set(name, [...known, state]);
      if (!isTyped) putState(form, name, wanted);
    } else isOvertaken = true;
  }
  return isOvertaken;
}

/**
 * Takes up the page that is shown.
 *
 * @returns {boolean} whether it waits to be sent, as was promised
 */
export function takeUp() {
  /** @type {HTMLFormElement | null} */
  const form = document.querySelector(asking);
  if (!form) return false;
  const target = new URL(form.getAttribute('action') || '', location.href);
  const { draft, goesOn, consent } = readDraft(target.pathname);
  Object.assign(page, {
    form,
    target,
    served: new Map(),
    drafted: new Map([...draft].map(([name, [state]]) => [name, state])),
    wish: '',
    isWaiting: false,
  });
  const isOvertaken = putBack(form, draft);
  const box = consentOf(form);
  if (box && consent === box.value) box.checked = true;
  // Keeps the draft, and has questions of several rows show their sums and places.
  form.dispatchEvent(new Event('input', { bubbles: true }));
  /** @type {HTMLElement | null} */
  const summary = document.querySelector('[data-error-summary]');
  summary?.focus();
  if (isOvertaken) say('overtaken');
  return !!goesOn && !isOvertaken;
}

/**
 * Shows a page that came in answer to a script.
 *
 * @param {string} html
 * @returns {boolean} whether it is one of the questionnaire; otherwise nothing changes
 */
export function showPage(html) {
  const { title, body, documentElement: root } = new DOMParser().parseFromString(html, 'text/html');
  if (!body.querySelector(asking)) return false;
  Object.assign(document.documentElement, { lang: root.lang, dir: root.dir });
  document.title = title;
  document.body = body;
  takeUp();
  return true;
}
