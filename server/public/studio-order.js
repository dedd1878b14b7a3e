// @ts-check

const movedKey = 'manyi.moved';

/** The buttons that move a part, from a part's place. @param {string} place */
const movesOf = (place) => {
  const part = [...document.querySelectorAll('[data-place]')].find(
    (each) => each instanceof HTMLElement && each.dataset.place === place,
  );
  return [...(part?.querySelector('.moves')?.querySelectorAll('button') ?? [])];
};

/** Whoever moves a part by its buttons moves it on with the same key: the keyboard is where it was, beside the part. */
export function keepKeyboardOnMoved() {
  document.addEventListener('submit', ({ submitter }) => {
    const part = submitter?.closest('[data-place]');
    if (!(part instanceof HTMLElement) || !part.dataset.place || !submitter?.closest('.moves')) return;
    const { place } = part.dataset;
    const index = movesOf(place).indexOf(/** @type {HTMLButtonElement} */ (submitter));
    if (index === 0 || index === 1) sessionStorage.setItem(movedKey, JSON.stringify([place, index]));
  });
  const moved = sessionStorage.getItem(movedKey);
  if (moved === null) return;
  sessionStorage.removeItem(movedKey);
  const [place, index] = JSON.parse(moved);
  const buttons = movesOf(place);
  const button = buttons[index]?.disabled ? buttons[1 - index] : buttons[index];
  // after the browser has gone to the part itself, which takes the keyboard away from everything else
  addEventListener('load', () => setTimeout(() => button?.focus({ preventScroll: true })));
}

/** Parts are put in order by their buttons, and by hand where there is a script. */
export function putInOrderByHand() {
  const order = document.getElementById('order');
  if (!(order instanceof HTMLFormElement) || !('Sortable' in window)) return;
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
