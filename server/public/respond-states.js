// @ts-check
/** What the controls of a page hold. */

/** @typedef {HTMLInputElement & HTMLTextAreaElement} Control */

/** Those of the questions. A form's own properties are not asked: a question may be called `elements`. @param {Element} form */
function controlsOf(form) {
  /** @type {NodeListOf<Control>} */
  const controls = form.querySelectorAll('input,textarea');
  return [...controls].filter(({ name }) => name && !name.startsWith('_'));
}

/** @param {Control} control */
const isOption = ({ type }) => type === 'radio' || type === 'checkbox';

/** The state of every name. @param {Element} form @param {boolean} [asServed] as the page came, whatever was typed since */
export function statesOf(form, asServed) {
  const states = /** @type {Map<string, string>} */ (new Map());
  for (const control of controlsOf(form)) {
    const before = states.get(control.name) || '';
    const isOn = !isOption(control) || (asServed ? control.defaultChecked : control.checked);
    const value = asServed ? control.defaultValue : control.value;
    states.set(control.name, isOn ? (before ? `${before}\n${value}` : value) : before);
  }
  return states;
}

/** Puts a state into the controls of a name, and the rows of a ranking in its order. @param {Element} form */
export function putState(form, /** @type {string} */ wanted, /** @type {string} */ state) {
  const values = state.split('\n');
  const controls = controlsOf(form).filter(({ name }) => name === wanted);
  for (const control of controls) {
    if (isOption(control)) control.checked = values.includes(control.value);
    else if (control.type !== 'hidden') control.value = state;
  }
  for (const each of values) {
    const row = controls.find(({ value }) => value === each)?.closest('[data-ranking] > li');
    row?.parentElement?.append(row);
  }
}

/** @param {string} one @param {string} other */
export function isSameState(one, other) {
  // The server keeps text composed, and a number in plain figures.
  const plain = (/** @type {string} */ state) => state.normalize('NFKC').trim();
  return plain(one) === plain(other);
}
