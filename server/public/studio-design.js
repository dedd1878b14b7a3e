// @ts-check
/**
 * Saves a form by itself a moment after it was changed, and says so. Only fields that changed are sent, each with what stood in
 * it before, so that two people at work do not overwrite each other. What could not be sent stays in this browser until it can.
 */
const wait = 800;
const sayer = document.querySelector('[data-saving]');

/** @param {'saved' | 'savingWords' | 'unsaved' | ''} word */
function say(word) {
  if (sayer instanceof HTMLElement) sayer.textContent = word === '' ? '' : (sayer.dataset[word] ?? '');
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

/** @param {HTMLFormElement} form */
function watch(form) {
  const kept = `manyi.design ${form.action} ${location.search}`;
  /** @type {Map<string, string>} */
  const changed = new Map();
  let timer = 0;
  let isSending = false;

  const controls = () =>
    [...form.elements].filter(
      (each) =>
        each instanceof HTMLInputElement ||
        each instanceof HTMLSelectElement ||
        each instanceof HTMLTextAreaElement,
    );
  /** @param {string} name */
  const was = (name) => {
    const field = form.elements.namedItem(`was:${name}`);
    return field instanceof HTMLInputElement ? field : null;
  };
  /** @param {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} control */
  const valueIn = (control) =>
    control instanceof HTMLInputElement && control.type === 'checkbox'
      ? String(control.checked)
      : control.value;

  const keep = () => {
    try {
      if (changed.size === 0) localStorage.removeItem(kept);
      else localStorage.setItem(kept, JSON.stringify([...changed]));
    } catch {
      // Without room in this browser it is only on the page.
    }
  };

  const send = async () => {
    if (isSending || changed.size === 0) return;
    isSending = true;
    say('savingWords');
    const sent = new Map(changed);
    const body = new URLSearchParams({ revision: '-1' });
    for (const [name, value] of sent) {
      body.set(`was:${name}`, was(name)?.value ?? '');
      if (value !== 'false' || !isBox(name)) body.set(name, value);
    }
    try {
      const answer = await fetch(form.action, {
        method: 'POST',
        body,
        headers: { accept: 'application/json' },
      });
      if (!answer.headers.get('content-type')?.includes('json')) throw new Error(String(answer.status));
      const { errors, conflicts, revision } = await answer.json();
      standAt(revision);
      for (const [name, value] of sent) {
        const isRefused =
          name in errors || conflicts.some((/** @type {{place: string}} */ each) => each.place === name);
        mark(
          name,
          isRefused
            ? (errors[name] ??
                conflicts.find((/** @type {{place: string}} */ each) => each.place === name)?.theirs)
            : '',
        );
        if (isRefused) continue;
        const before = was(name);
        if (before) before.value = value;
        if (changed.get(name) === value) changed.delete(name);
      }
      keep();
      say(changed.size === 0 ? 'saved' : 'unsaved');
      if (
        changed.size === 0 &&
        form.dataset.shares !== undefined &&
        [...sent.keys()].some((name) => name.endsWith('.weight'))
      )
        location.reload();
    } catch {
      say('unsaved');
    } finally {
      isSending = false;
    }
  };

  /** @param {string} name */
  const isBox = (name) => controls().some((each) => each.name === name && each.type === 'checkbox');

  /** @param {string} name @param {string} problem */
  const mark = (name, problem) => {
    const control = controls().find((each) => each.name === name);
    if (!control) return;
    const id = `${control.id}.problem`;
    document.getElementById(id)?.remove();
    control.toggleAttribute('aria-invalid', problem !== '');
    if (problem === '') return;
    const text = Object.assign(document.createElement('p'), { id, className: 'error', textContent: problem });
    control.after(text);
  };

  form.addEventListener('input', ({ target }) => {
    if (
      !(
        target instanceof HTMLInputElement ||
        target instanceof HTMLSelectElement ||
        target instanceof HTMLTextAreaElement
      )
    )
      return;
    const before = was(target.name);
    if (!before) return;
    const value = valueIn(target);
    if (value === before.value) changed.delete(target.name);
    else changed.set(target.name, value);
    keep();
    clearTimeout(timer);
    timer = setTimeout(send, wait);
  });
  form.addEventListener('change', () => void send());
  addEventListener('online', () => void send());
  addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && void send());
  form.querySelector('[data-save]')?.addEventListener('click', (event) => {
    event.preventDefault();
    void send();
  });

  try {
    for (const [name, value] of JSON.parse(localStorage.getItem(kept) ?? '[]')) {
      const control = controls().find((each) => each.name === name);
      if (!control || was(name)?.value === value) continue;
      if (control instanceof HTMLInputElement && control.type === 'checkbox')
        control.checked = value === 'true';
      else control.value = value;
      changed.set(name, value);
    }
    if (changed.size > 0) void send();
  } catch {
    // Not ours.
  }
}

for (const form of document.querySelectorAll('form[data-autosave]'))
  if (form instanceof HTMLFormElement) watch(form);

/* Parts are put in order by their buttons, and by hand where there is a script. */
const order = document.getElementById('order');
if (order instanceof HTMLFormElement && 'Sortable' in window) {
  for (const list of document.querySelectorAll('[data-sortable]')) {
    Sortable.create(list, {
      animation: 0,
      delay: 150,
      delayOnTouchOnly: true,
      filter: 'input, select, textarea, button, a, label',
      preventOnFilter: false,
      chosenClass: 'dragged',
      onEnd: ({ item, oldIndex, newIndex }) => {
        if (oldIndex === newIndex) return;
        const { place } = item.dataset;
        const next = item.nextElementSibling;
        const before = next instanceof HTMLElement ? next.dataset.place : undefined;
        const previous = item.previousElementSibling;
        const after = previous instanceof HTMLElement ? previous.dataset.place : undefined;
        const to = before === undefined ? { after } : { before };
        const field = Object.assign(document.createElement('input'), {
          type: 'hidden',
          name: 'edit',
          value: JSON.stringify({ edit: 'move', place, ...to }),
        });
        order.append(field);
        order.submit();
      },
    });
  }
}
