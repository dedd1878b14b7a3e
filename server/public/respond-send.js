// @ts-check
/**
 * Sends a page without leaving it, so that nothing is lost when that fails: it is sent again until the server has
 * answered. The server takes a page as often as it comes.
 */
import { kept, sweepDrafts } from './respond-draft.js';
import { fieldsOf, keepDraft, page, say, showPage } from './respond-page.js';
import { statesOf } from './respond-states.js';

/** How long the server is waited for at first, and the longest pause between two attempts, in milliseconds. */
const patience = 15_000;
const longestPause = 30_000;
/** What browsers still send of a page that is being closed, in bytes, with some room. */
const mostAfterClosing = 60_000;

let isSending = false;
let attempts = 0;
let timer = 0;

/**
 * @param {URLSearchParams} body
 * @returns {Promise<{ status: number, next?: string, html: string }>} `status` 0 when there was no answer
 */
async function answerTo(body) {
  const abort = new AbortController();
  const limit = setTimeout(() => abort.abort(), patience * Math.min(attempts + 1, 4));
  const slow = setTimeout(() => page.isWaiting || say('sending'), 2000);
  try {
    const answer = await fetch(page.target.href, {
      method: 'POST',
      body,
      headers: { 'X-Requested-With': 'fetch' },
      keepalive: `${body}`.length < mostAfterClosing,
      signal: abort.signal,
    });
    const { status, headers, redirected, url } = answer;
    return { status, next: headers.get('Next-Page') || (redirected ? url : ''), html: await answer.text() };
  } catch {
    // No connection, or one too slow to be called one.
    return { status: 0, html: '' };
  } finally {
    clearTimeout(limit);
    clearTimeout(slow);
  }
}

/** Has the browser itself send the page and show the answer, whatever that is. @param {HTMLFormElement} form */
function sendPlainly(form) {
  const button = document.createElement('input');
  Object.assign(button, { type: 'hidden', name: '_action', value: page.wish });
  form.append(button);
  HTMLFormElement.prototype.submit.call(form);
}

/**
 * Sends a page as was promised, though its interview is over: the server says whether it is among what was sent, and shows
 * what is not.
 *
 * @param {{ path: string, fields: string }} promised
 */
export function sendPromised({ path, fields }) {
  const form = document.createElement('form');
  Object.assign(form, { method: 'post', action: path, hidden: true });
  for (const [name, value] of new URLSearchParams(fields)) {
    const control = document.createElement('input');
    Object.assign(control, { type: 'hidden', name, value });
    form.append(control);
  }
  document.body.append(form);
  HTMLFormElement.prototype.submit.call(form);
}

/** Says that the page is kept here, and sends it again before long; not all customers at the same moment. */
function sendLater() {
  page.isWaiting = true;
  keepDraft();
  say(kept.isLasting ? 'waiting' : 'waitingHere');
  const pause = Math.min(1000 * 2 ** attempts, longestPause);
  attempts += 1;
  timer = setTimeout(() => send(page.wish), pause * (0.5 + Math.random()));
}

/** Goes to the next page. Another tap on the way asks for nothing new. @param {string} address */
function goOn(address) {
  isSending = true;
  setTimeout(() => {
    isSending = false;
  }, 5000);
  location.assign(address);
}

/**
 * Sends the page as it is now, until there is an answer. Whatever is no answer of ours counts as none: a network may
 * want its own page seen first, a server may just be starting.
 *
 * @param {string} wish what the button asks for; while a page is on its way, this follows it
 */
export async function send(wish) {
  const { form, target } = page;
  page.wish = wish;
  clearTimeout(timer);
  if (isSending || !form) return;
  isSending = true;
  const states = statesOf(form);
  for (const [name, known] of page.served) {
    page.served.set(name, [...new Set([...known, states.get(name) || ''])]);
  }
  keepDraft();
  const body = fieldsOf(form);
  const { status, next, html } = await answerTo(body);
  isSending = false;
  if (next) {
    for (const [name, state] of states) page.served.set(name, [state]);
    const isChanged = `${fieldsOf(form)}` !== `${body}`;
    attempts = 0;
    if (!isChanged) Object.assign(page, { wish: '', isWaiting: false });
    keepDraft();
    if (isChanged) void send(page.wish);
    else goOn(next);
  } else if (status >= 400 && status < 500 && ![408, 422, 425, 429].includes(status)) {
    if (status === 410) sweepDrafts(target.pathname);
    sendPlainly(form);
  } else if ((status === 200 || status === 422) && showPage(html)) {
    attempts = 0;
    history.replaceState(null, '', target);
  } else sendLater();
}

/** A page that the browser had put by may have been answered since, here or elsewhere. */
export async function lookAgain() {
  isSending = false;
  if (page.isWaiting) return;
  try {
    const answer = await fetch(location.href);
    if (answer.redirected) location.replace(answer.url);
    else showPage(await answer.text());
  } catch {
    // No connection: what is shown stays.
  }
}
