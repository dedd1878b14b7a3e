// @ts-check
/**
 * Saves a form by itself a moment after it was changed, and says so. Only fields that changed are sent, each with what stood in
 * it before, so that two people at work do not overwrite each other. What was not kept stays in this browser until it is.
 */
import { forget, keep, kept } from './studio-kept.js';

const wait = 800;
const longestPause = 60_000;
const sayer = /** @type {HTMLElement | null} */ (document.querySelector('[data-saving]'));

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control */
/** @typedef {{ place: string, theirs: string, value: string | null }} Conflict */

/** @param {'saved' | 'savingWords' | 'unsaved' | ''} word */
function say(word) {
  if (sayer) sayer.textContent = word === '' ? '' : (sayer.dataset[word] ?? '');
}

/**
 * What was saved can be undone at once, and buttons are about the draft as it is now.
 *
 * @param {number} revision
 */
function standAt(revision) {
  for (const field of document.querySelectorAll('input[name="revision"]'))
    if (field instanceof HTMLInputElement) field.value = String(revision);
  const undo = document.querySelector('button[name="way"][value="undo"]');
  if (undo instanceof HTMLButtonElement) undo.disabled = false;
}

/** @param {unknown} each @returns {each is Control} */
const isControl = (each) =>
  each instanceof HTMLInputElement ||
  each instanceof HTMLSelectElement ||
  each instanceof HTMLTextAreaElement;

/** @param {Control} control */
const isBox = (control) => control instanceof HTMLInputElement && control.type === 'checkbox';

/** @param {Control} control */
const valueIn = (control) =>
  isBox(control) ? String(/** @type {HTMLInputElement} */ (control).checked) : control.value;

/** @param {Control} control @param {string} value */
function putInto(control, value) {
  if (isBox(control)) /** @type {HTMLInputElement} */ (control).checked = value === 'true';
  else control.value = value;
  control.dispatchEvent(new Event('put', { bubbles: true }));
}

/** @param {HTMLFormElement} form */
export function watch(form) {
  const store = form.action;
  /** What is not kept yet, by name, with what stood there before. @type {Map<string, { value: string, was: string }>} */
  const changed = new Map();
  /** Names of which somebody has to say first what is to become of them. @type {Set<string>} */
  const held = new Set();
  let timer = 0;
  let pause = wait;
  let isSending = false;

  /** @param {string} name @returns {Control | null} */
  const controlOf = (name) => {
    const found = form.elements.namedItem(name);
    return isControl(found) ? found : null;
  };
  /** @param {string} name */
  const was = (name) => {
    const field = form.elements.namedItem(`was:${name}`);
    return field instanceof HTMLInputElement ? field : null;
  };
  /** @param {number} after */
  const sendAfter = (after) => {
    clearTimeout(timer);
    timer = setTimeout(() => void send(), after);
  };

  const send = async () => {
    const sent = new Map([...changed].filter(([name]) => !held.has(name)));
    if (isSending || sent.size === 0) return;
    isSending = true;
    say('savingWords');
    const body = new URLSearchParams({ revision: '-1' });
    for (const [name, { value, was: before }] of sent) {
      body.set(`was:${name}`, before);
      const control = controlOf(name);
      if (value !== 'false' || !control || !isBox(control)) body.set(name, value);
    }
    try {
      const answer = await fetch(form.action, {
        method: 'POST',
        body,
        headers: { accept: 'application/json' },
        // a page that is closed meanwhile has it sent all the same; browsers allow this for short bodies
        keepalive: `${body}`.length < 60_000,
      });
      if (!answer.headers.get('content-type')?.includes('json')) throw new Error(String(answer.status));
      const { errors, conflicts, revision } = await answer.json();
      standAt(revision);
      for (const [name, { value }] of sent) settle(name, value, errors[name], conflicts);
      pause = wait;
      say(changed.size === 0 ? 'saved' : 'unsaved');
      if (changed.size === 0 && form.dataset.shares !== undefined && hasWeight(sent)) location.reload();
    } catch {
      say('unsaved');
      pause = Math.min(longestPause, pause * 2);
      sendAfter(pause);
    } finally {
      isSending = false;
    }
    if (![...changed.keys()].every((name) => sent.has(name) || held.has(name))) sendAfter(wait);
  };

  /**
   * @param {string} name
   * @param {string} value as it was sent
   * @param {string | undefined} error
   * @param {readonly Conflict[]} conflicts
   */
  const settle = (name, value, error, conflicts) => {
    const conflict = conflicts.find(({ place }) => place === name);
    if (conflict) return meet(name, conflict);
    mark(name, error ?? '');
    if (error) {
      held.add(name);
      return;
    }
    const before = was(name);
    if (before) before.value = value;
    const now = changed.get(name);
    if (now && now.value !== value) changed.set(name, { value: now.value, was: value });
    else changed.delete(name);
    remember(name);
  };

  /** @param {string} name */
  const remember = (name) => {
    const change = changed.get(name);
    if (change) keep(store, name, change);
    else forget(store, name);
  };

  /** Somebody else changed the same place: nothing is sent before somebody chose. @param {string} name @param {Conflict} conflict */
  const meet = (name, { theirs, value }) => {
    held.add(name);
    const text = mark(name, `${sayer?.dataset.theirs ?? ''} ${theirs}`);
    const before = was(name);
    const control = controlOf(name);
    if (!text || !control || !before || value === null) return;
    before.value = value;
    const answer = (/** @type {string | undefined} */ label, /** @type {() => void} */ act) => {
      const button = Object.assign(document.createElement('button'), { type: 'button', className: 'small' });
      button.textContent = label ?? '';
      button.addEventListener('click', () => {
        held.delete(name);
        mark(name, '');
        act();
        change(control);
        void send();
        control.focus();
      });
      text.append(' ', button);
    };
    answer(sayer?.dataset.mine, () => undefined);
    answer(sayer?.dataset.take, () => putInto(control, value));
  };

  /** Typed on another page, and not kept: it is shown here, until somebody throws it away. @param {string} name @param {string} problem */
  const showAside = (name, problem) => {
    const typed = changed.get(name)?.value ?? '';
    const text = Object.assign(document.createElement('p'), { className: 'error', role: 'alert' });
    const quote = Object.assign(document.createElement('q'), { textContent: typed });
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'small' });
    button.textContent = sayer?.dataset.discard ?? '';
    button.addEventListener('click', () => {
      changed.delete(name);
      held.delete(name);
      remember(name);
      text.remove();
      say('');
    });
    text.append(quote, ` ${problem} `, button);
    form.before(text);
  };

  /** @param {string} name @param {string} problem @returns {HTMLElement | null} */
  const mark = (name, problem) => {
    const control = controlOf(name);
    if (!control && problem !== '') showAside(name, problem);
    if (!control) return null;
    const id = `${control.id}.problem`;
    document.getElementById(id)?.remove();
    control.toggleAttribute('aria-invalid', problem !== '');
    if (problem === '') return null;
    const text = Object.assign(document.createElement('p'), { id, className: 'error', textContent: problem });
    control.after(text);
    return text;
  };

  /** @param {Control} control */
  const change = (control) => {
    const { name } = control;
    const before = was(name);
    if (!before) return;
    const value = valueIn(control);
    if (value === before.value) changed.delete(name);
    else changed.set(name, { value, was: before.value });
    remember(name);
  };

  form.addEventListener('input', ({ target }) => {
    if (!isControl(target) || !was(target.name)) return;
    held.delete(target.name);
    change(target);
    sendAfter(wait);
  });
  form.addEventListener('change', () => void send());
  addEventListener('online', () => void send());
  addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && void send());
  for (const button of form.querySelectorAll('[data-save]'))
    button.addEventListener('click', (event) => {
      event.preventDefault();
      held.clear();
      void send();
    });

  for (const [name, change] of kept(store)) {
    const control = controlOf(name);
    const before = was(name);
    if (control && before?.value === change.value) {
      // it had arrived, and only the answer was lost
      forget(store, name);
      continue;
    }
    changed.set(name, change);
    if (!control || !before) continue;
    putInto(control, change.value);
    if (before.value !== change.was) meet(name, { place: name, theirs: before.value, value: before.value });
  }
  if (changed.size > 0) {
    say('unsaved');
    void send();
  }
}

/** @param {ReadonlyMap<string, unknown>} sent */
function hasWeight(sent) {
  return [...sent.keys()].some((name) => name.endsWith('.weight'));
}
