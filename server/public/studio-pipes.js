// @ts-check
/** Answers and facts are put into texts where the keyboard is, and each text shows how it reads. */

const pipe = /\{\{\s*([A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)?)\s*(?:\|([^{}]*))?\}\}/g;

/** @param {Element} cell What may be said in a text, as the list of the page has it. @param {HTMLTemplateElement} template */
function optionsFor(cell, template) {
  const row = cell.closest('.texts');
  const before = Number(row instanceof HTMLElement ? (row.dataset.before ?? 0) : 0);
  const isUntied = row instanceof HTMLElement && row.dataset.untied !== undefined;
  return [...template.content.querySelectorAll('option')].filter(({ dataset }) => {
    const page = Number(dataset.page);
    return page < before && (!isUntied || page < 0);
  });
}

/** @param {Element} cell @param {HTMLTemplateElement} template */
function pickerFor(cell, template) {
  const picker = /** @type {DocumentFragment} */ (template.content.cloneNode(true)).firstElementChild;
  if (!(picker instanceof HTMLElement)) return null;
  const offered = new Set(optionsFor(cell, template).map(({ value }) => value));
  for (const option of picker.querySelectorAll('option')) if (!offered.has(option.value)) option.remove();
  for (const group of picker.querySelectorAll('optgroup')) if (!group.firstElementChild) group.remove();
  return picker;
}

/** @param {HTMLTextAreaElement} area @param {HTMLElement} picker */
function insert(area, picker) {
  const [name, fallback] = ['select', 'input'].map((kind) => {
    const control = picker.querySelector(kind);
    return control instanceof HTMLSelectElement || control instanceof HTMLInputElement ? control.value : '';
  });
  const said = fallback.replace(/[{}]/g, '');
  area.setRangeText(
    said === '' ? `{{${name}}}` : `{{${name}|${said}}}`,
    area.selectionStart,
    area.selectionEnd,
    'end',
  );
  area.dispatchEvent(new Event('input', { bubbles: true }));
  area.dispatchEvent(new Event('change', { bubbles: true }));
  area.focus();
}

/** How a text reads, for as long as it takes something over. @param {HTMLTextAreaElement} area @param {HTMLTemplateElement} template */
function showReading(area, template) {
  const cell = area.closest('[data-text]');
  if (!cell) return;
  cell.querySelector('[data-reads]')?.remove();
  if (!/\{\{|\}\}/.test(area.value)) return;
  const names = new Map(optionsFor(cell, template).map(({ value, text }) => [value, text]));
  const { reads = '', else: otherwise = '', broken = '' } = template.dataset;
  const line = Object.assign(document.createElement('p'), { className: 'reads', id: `${area.id}.reads` });
  line.dataset.reads = '';
  const add = (/** @type {string} */ tag, /** @type {string} */ className, /** @type {string} */ text) =>
    line.append(Object.assign(document.createElement(tag), { className, textContent: text }));
  const addWords = (/** @type {string} */ text) =>
    text !== '' &&
    (/\{\{|\}\}/.test(text) ? add('mark', 'broken', `${text} ⚠ ${broken}`) : add('span', '', text));
  add('span', 'soft', reads);
  line.append(' ');
  let end = 0;
  for (const match of area.value.matchAll(pipe)) {
    const [written, name, fallback] = match;
    addWords(area.value.slice(end, match.index));
    const what = names.get(name);
    if (what === undefined) add('mark', 'broken', `${name} ⚠ ${broken}`);
    else
      add(
        'span',
        'pipe',
        fallback === undefined
          ? what
          : otherwise.replace('{what}', () => what).replace('{fallback}', () => fallback),
      );
    end = match.index + written.length;
  }
  addWords(area.value.slice(end));
  area.after(line);
  area.setAttribute('aria-describedby', line.id);
}

export function offerPipes() {
  const template = document.getElementById('pipes');
  if (!(template instanceof HTMLTemplateElement)) return;
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('[data-insert], [data-put]') : null;
    const cell = button?.closest('[data-text]');
    const area = cell?.querySelector('textarea');
    if (!(button instanceof HTMLElement) || !cell || !area) return;
    event.preventDefault();
    const there = cell.querySelector('[data-picker]');
    if (button.dataset.put !== undefined && there instanceof HTMLElement) {
      insert(area, there);
      there.remove();
    } else if (there) {
      there.remove();
    } else {
      const picker = pickerFor(cell, template);
      if (!picker) return;
      button.before(picker);
      picker.querySelector('select')?.focus();
    }
  });
  for (const kind of ['input', 'put'])
    document.addEventListener(kind, ({ target }) => {
      if (target instanceof HTMLTextAreaElement) showReading(target, template);
    });
}
