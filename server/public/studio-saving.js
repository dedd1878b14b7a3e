// @ts-check
/**
 * Saves a form by itself a moment after it was changed, and says so. Only fields that changed are sent, each with what stood in
 * it before, so that two people at work do not overwrite each other. What was not kept stays in this browser until it is.
 */
import { isBox, isControl, mark, putInto, smallButton, valueIn } from './studio-fields.js';
import { forget, keep, kept, storeOf } from './studio-kept.js';
import { say, showLeftOver, thisPage, words } from './studio-saying.js';
import { renewShares } from './studio-shares.js';

const wait = 800;
const longestPause = 60_000;

/** What goes by, so that it is tried again by itself. Everything else waits for somebody to do something. */
const passing = ['offline', 'failed', 'unavailable', 'signedOut', 'otherAccount'];

/** @typedef {import('./studio-fields.js').Control} Control */
/** @typedef {import('./studio-kept.js').Change} Change */
/** @typedef {{ place: string, theirs: string, value: string | null }} Conflict */
/** @typedef {{ errors: Record<string, string>, conflicts: readonly Conflict[], revision: number }} Answer */

/**
 * What was saved can be undone at once, and buttons are about the draft as it is now.
 *
 * @param {number} revision
 */
function standAt(revision) {
  for (const field of document.querySelectorAll('input[name="revision"]'))
    if (field instanceof HTMLInputElement) field.value = String(revision);
  for (const button of document.querySelectorAll('button[name="way"]'))
    if (button instanceof HTMLButtonElement) button.disabled = button.value === 'redo';
}

/** @param {string} path @param {URLSearchParams} body @returns {Promise<Answer | { failure: string }>} */
async function post(path, body) {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      body,
      headers: { accept: 'application/json' },
      // a page that is closed meanwhile has it sent all the same; browsers allow this for short bodies
      keepalive: `${body}`.length < 60_000,
    });
    const isOurs = answer.headers.get('content-type')?.includes('json');
    return isOurs ? await answer.json() : { failure: 'failed' };
  } catch {
    return { failure: 'offline' };
  }
}

/** Watches a form of whoever may change it. @param {HTMLFormElement} form */
export function watch(form) {
  const account = words?.account;
  if (account === undefined) return;
  const store = storeOf(account, form.action);
  /** What is not kept yet, by name. @type {Map<string, Change>} */
  const changed = new Map();
  /** Names of which somebody has to say first what is to become of them. @type {Map<string, 'refused' | 'conflict'>} */
  const held = new Map();
  let timer = 0;
  let pause = wait;
  let isSending = false;
  let hasFailed = false;

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
  const toSend = () => [...changed].filter(([name]) => !held.has(name));

  /** Remembers what a field is to say; nothing where there is nothing to do. @param {string} name @param {Change | null} change */
  const put = (name, change) => {
    if (change === null) {
      changed.delete(name);
      forget(store, name);
    } else {
      changed.set(name, change);
      keep(store, name, change);
    }
  };

  const send = async () => {
    const sent = toSend();
    if (isSending || sent.length === 0) return;
    isSending = true;
    if (!hasFailed) say('savingWords');
    const body = new URLSearchParams({ revision: '-1', account });
    for (const [name, change] of sent) {
      const { value, was: before, sent: unheard } = change;
      // what was sent without an answer may stand there by now
      body.set(`was:${name}`, value === before && unheard !== undefined ? unheard : before);
      const control = controlOf(name);
      if (value !== 'false' || !control || !isBox(control)) body.set(name, value);
      put(name, { ...change, sent: value });
    }
    const answer = await post(form.action, body);
    isSending = false;
    hasFailed = 'failure' in answer;
    if ('failure' in answer) {
      say(answer.failure);
      pause = Math.min(longestPause, pause * 2);
      if (passing.includes(answer.failure)) sendAfter(pause);
      return;
    }
    pause = wait;
    const saved = sent.filter(([name, change]) => settle(name, change, answer));
    if (saved.length > 0) standAt(answer.revision);
    if (form.dataset.shares !== undefined && saved.some(([name]) => name.endsWith('.weight')))
      void renewShares();
    sayHowItStands();
    if (toSend().length > 0) sendAfter(wait);
  };

  const sayHowItStands = () => {
    const reasons = new Set(held.values());
    if (toSend().length > 0) say('savingWords');
    else if (reasons.size === 0) say('saved');
    else say(...reasons);
  };

  /**
   * @param {string} name
   * @param {Change} change as it was sent
   * @param {Answer} answer
   * @returns whether it is saved
   */
  const settle = (name, { value, sent: unheard }, { errors, conflicts }) => {
    const conflict = conflicts.find(({ place }) => place === name);
    const { sent: _, ...now } = changed.get(name) ?? { value, was: value, at: thisPage };
    if (conflict && conflict.value === unheard) {
      // nobody else's: it had arrived, and only the answer was lost
      setBefore(name, unheard ?? '');
      put(name, { ...now, was: unheard ?? '' });
      return false;
    }
    const control = controlOf(name);
    if (conflict || errors[name]) put(name, now);
    if (conflict) {
      meet(name, conflict);
      return false;
    }
    if (control) mark(control, errors[name] ?? '');
    if (errors[name]) {
      held.set(name, 'refused');
      return false;
    }
    setBefore(name, value);
    put(name, now.value === value ? null : { ...now, was: value });
    return true;
  };

  /** @param {string} name @param {string} value */
  const setBefore = (name, value) => {
    const before = was(name);
    if (before) before.value = value;
  };

  /** Somebody else changed the same place: nothing is sent before somebody chose. @param {string} name @param {Conflict} conflict */
  const meet = (name, { theirs, value }) => {
    held.set(name, 'conflict');
    const control = controlOf(name);
    const text = control && mark(control, `${words?.theirs ?? ''} ${theirs}`);
    if (!control || !text || value === null) return;
    /** @param {string | undefined} label @param {() => void} act */
    const answer = (label, act) => {
      const button = smallButton(label, () => {
        held.delete(name);
        mark(control, '');
        setBefore(name, value);
        act();
        change(control);
        sayHowItStands();
        void send();
        control.focus();
      });
      text.append(' ', button);
    };
    answer(words?.mine, () => undefined);
    answer(words?.take, () => putInto(control, value));
  };

  /** @param {Control} control */
  const change = (control) => {
    const { name } = control;
    const before = was(name);
    if (!before) return;
    const value = valueIn(control);
    const sent = changed.get(name)?.sent;
    const isNothing = value === before.value && sent === undefined && held.get(name) !== 'conflict';
    put(
      name,
      isNothing ? null : { value, was: before.value, at: thisPage, ...(sent !== undefined && { sent }) },
    );
  };

  form.addEventListener('input', ({ target }) => {
    if (!isControl(target) || !was(target.name)) return;
    if (held.get(target.name) === 'refused') held.delete(target.name);
    change(target);
    sendAfter(wait);
  });
  form.addEventListener('change', () => void send());
  addEventListener('online', () => void send());
  // before the page is left, and when somebody comes back to it, perhaps from signing in again
  addEventListener('visibilitychange', () => void send());
  for (const button of form.querySelectorAll('[data-save]'))
    button.addEventListener('click', (event) => {
      event.preventDefault();
      for (const [name, why] of held) if (why === 'refused') held.delete(name);
      void send();
      const [first] = held.keys();
      if (first !== undefined) controlOf(first)?.focus();
    });

  for (const [name, change] of kept(store)) {
    const control = controlOf(name);
    const before = was(name);
    if (!control || !before) continue;
    if (before.value === change.value) {
      // it had arrived, and only the answer was lost
      forget(store, name);
      continue;
    }
    const isOurs = before.value === change.was || before.value === change.sent;
    put(name, isOurs ? { ...change, was: before.value } : change);
    putInto(control, change.value);
    if (!isOurs) meet(name, { place: name, theirs: before.value, value: before.value });
  }
  if (changed.size > 0) {
    sayHowItStands();
    void send();
  }
}

/** Shows what is left over from other pages that send to the same place, once what they sent last has had time to arrive. */
export function watchLeftOver() {
  if (words?.account === undefined || words.store === undefined) return;
  const store = storeOf(words.account, new URL(words.store, location.href).href);
  setTimeout(() => void showLeftOver(store), wait);
}
