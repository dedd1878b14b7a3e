// @ts-check
/** The fields of a form that saves itself: what stands in them, and what is said beside them. */

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control */

/** @param {unknown} each @returns {each is Control} */
export const isControl = (each) =>
  each instanceof HTMLInputElement ||
  each instanceof HTMLSelectElement ||
  each instanceof HTMLTextAreaElement;

/** @param {Control} control */
export const isBox = (control) => control instanceof HTMLInputElement && control.type === 'checkbox';

/** @param {Control} control */
export const valueIn = (control) =>
  isBox(control) ? String(/** @type {HTMLInputElement} */ (control).checked) : control.value;

/** @param {Control} control @param {string} value */
export function putInto(control, value) {
  if (isBox(control)) /** @type {HTMLInputElement} */ (control).checked = value === 'true';
  else control.value = value;
  control.dispatchEvent(new Event('put', { bubbles: true }));
}

/** Says beside a field what is in the way of what stands in it; nothing for ''. @param {Control} control @param {string} problem */
export function mark(control, problem) {
  const id = `${control.id}.problem`;
  document.getElementById(id)?.remove();
  const described = (control.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .filter((each) => each && each !== id);
  if (problem !== '') described.push(id);
  setOrRemove(control, 'aria-describedby', described.join(' '));
  setOrRemove(control, 'aria-invalid', problem === '' ? '' : 'true');
  if (problem === '') return null;
  const text = Object.assign(document.createElement('p'), { id, className: 'error', textContent: problem });
  control.after(text);
  return text;
}

/** @param {Element} element @param {string} name @param {string} value */
function setOrRemove(element, name, value) {
  if (value === '') element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/** @param {string | undefined} label @param {() => void} act */
export function smallButton(label, act) {
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'small' });
  button.textContent = label ?? '';
  button.addEventListener('click', act);
  return button;
}
