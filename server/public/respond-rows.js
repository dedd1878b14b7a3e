// @ts-check
/** What questions of several rows do while they are answered. Each works without it. */

/** A number of points as the server reads it, also in digits of another script, ten of which stand in a row. @param {string} typed */
function pointsTyped(typed) {
  const figures = typed
    .replace(/[\u061c\u200e\u200f]/g, '')
    .trim()
    .replace(/[\u066b\uff0e]/g, '.')
    .replace(/\p{Nd}/gu, (digit) => {
      let zero = digit.charCodeAt(0);
      while (/\p{Nd}/u.test(String.fromCharCode(zero - 1))) zero -= 1;
      return digit.length > 1 ? digit : `${digit.charCodeAt(0) - zero}`;
    });
  return /^\d{1,30}(?:\.\d{1,30})?$/.test(figures) ? Number(figures) : 0;
}

/** The sum of points shared out. */
function showSums() {
  for (const allocation of document.querySelectorAll('[data-allocation]')) {
    const output = allocation.querySelector('output');
    if (!output?.parentElement) continue;
    const fields = [...allocation.querySelectorAll('input')];
    const sum = `${fields.reduce((total, { value }) => total + pointsTyped(value), 0)}`;
    if (output.textContent !== sum) output.textContent = sum;
    output.parentElement.hidden = false;
  }
}

/** The places of a ranking, and which of its rows can go further. */
function showPlaces() {
  for (const list of document.querySelectorAll('[data-ranking]')) {
    const rows = [...list.children];
    rows.forEach((row, index) => {
      const [up, down] = row.querySelectorAll('button');
      const place = row.querySelector('.place');
      if (place) place.textContent = `${index + 1}`;
      if (up) up.disabled = index === 0;
      if (down) down.disabled = index === rows.length - 1;
    });
  }
}

/** @param {Element} row @param {HTMLButtonElement} button */
function moveRow(row, button) {
  const list = row.closest('[data-ranking]');
  if (!(list instanceof HTMLElement)) return;
  const buttons = [...row.querySelectorAll('button')];
  if (button === buttons[0]) row.previousElementSibling?.before(row);
  else row.nextElementSibling?.after(row);
  /** @type {HTMLInputElement | null | undefined} the box that says that the order is meant */
  const meant = list.parentElement?.querySelector('input[type=checkbox]');
  if (meant) meant.checked = true;
  row.dispatchEvent(new Event('input', { bubbles: true }));
  // A row that has come to its end keeps the focus on the button that leads back.
  (button.disabled ? buttons.find(({ disabled }) => !disabled) : button)?.focus();
  const option = row.querySelector('.what')?.textContent ?? '';
  const place = `${[...list.children].indexOf(row) + 1}`;
  const total = `${list.children.length}`;
  const live = document.querySelector('[data-live]');
  const figures = /** @type {Record<string, string>} */ ({ option, place, total });
  if (live)
    live.textContent = (list.dataset.moved || '').replace(/\{(\w+)\}/g, (_, name) => figures[name] ?? '');
}

/** An option that excludes the others stands alone; words beside an option choose it. @param {HTMLInputElement} control */
function settleOptions(control) {
  const { type, checked, value, dataset } = control;
  const options = control.closest('fieldset')?.querySelectorAll('input') ?? [];
  for (const other of options) {
    if (other.value === dataset.specify && value) other.checked = true;
    const isExclusive = 'exclusive' in dataset || 'exclusive' in other.dataset;
    if (type === 'checkbox' && checked && other !== control && isExclusive) other.checked = false;
  }
}

document.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('button') : null;
  const row = button?.closest('[data-ranking] > li');
  if (!button || !row) return;
  event.preventDefault();
  moveRow(row, button);
});

// Before anything keeps or sends what the page holds.
document.addEventListener(
  'input',
  ({ target }) => {
    if (target instanceof HTMLInputElement) settleOptions(target);
    showSums();
    showPlaces();
  },
  true,
);
