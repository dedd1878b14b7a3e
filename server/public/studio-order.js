// @ts-check
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
