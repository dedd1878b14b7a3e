// @ts-check
/** Listens to a page of the questionnaire, and takes it up. */
import { sweepDrafts } from './respond-draft.js';
import { keepDraft, page, takeUp } from './respond-page.js';
import { lookAgain, send, sendPromised } from './respond-send.js';
import { putState, statesOf } from './respond-states.js';

/** Takes back all that was answered to the question a button stands in. @param {Element} button */
function clear(button) {
  const question = button.closest('fieldset');
  if (!question) return;
  for (const name of statesOf(question).keys()) putState(question, name, '');
  question.dispatchEvent(new Event('input', { bubbles: true }));
  // The button goes with the answer, and the keyboard must not be lost with it.
  question.querySelector('input')?.focus();
}

/** @type {HTMLButtonElement | null} the button pressed last; also when Enter in a field presses one */
let pressed = null;

document.addEventListener('click', (event) => {
  if (!(event.target instanceof Element)) return;
  pressed = event.target.closest('button');
  if (pressed?.value.startsWith('clear:')) {
    event.preventDefault();
    clear(pressed);
  }
  // What Enter presses where the answers would be sent for good.
  if (pressed?.value === 'stay') {
    event.preventDefault();
    document.getElementById('_send')?.focus();
  }
  /** @type {HTMLAnchorElement | null} */
  const link = event.target.closest('[data-error-summary] a');
  const control = link && document.getElementById(link.hash.slice(1));
  if (!control) return;
  event.preventDefault();
  // To the question rather than to the bare control, whose name would be hidden above the edge of the window.
  control.closest('.question')?.scrollIntoView();
  control.focus();
});

document.addEventListener('input', keepDraft);

document.addEventListener('submit', (event) => {
  if (event.target !== page.form) return;
  event.preventDefault();
  void send(pressed?.form === page.form ? pressed.value : 'continue');
});

const sendAgain = () => {
  if (page.isWaiting && document.visibilityState === 'visible') void send(page.wish);
};
addEventListener('online', sendAgain);
document.addEventListener('visibilitychange', sendAgain);

addEventListener('pageshow', ({ persisted }) => {
  if (persisted && page.form) void lookAgain();
});

const promised = sweepDrafts(document.querySelector('[data-finished]') ? location.pathname : undefined);
if (promised) sendPromised(promised);
if (takeUp()) void send('continue');
