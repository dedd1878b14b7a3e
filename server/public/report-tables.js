/**
 * Puts tables of the class `sortable` in order where they stand. A head marked `data-sortable` sorts by what its cells say in
 * `data-sort`, else by their text; its link, which does the same on the server, is taken over. Once: the better order, again:
 * the other way, a third time: as it was. Rows with a `data-level` are put in order level by level.
 */
(() => {
  const levels = ['factor', 'dimension', 'item'];

  /** @param {HTMLTableRowElement} row @param {number} column */
  function sortValue(row, column) {
    const cell = row.cells[column];
    if (cell?.dataset.sort !== undefined) return cell.dataset.sort === '' ? null : Number(cell.dataset.sort);
    return cell?.firstChild?.textContent?.trim() ?? '';
  }

  /** What has no value comes last either way. @param {number} sign @param {Intl.Collator} names */
  const compare =
    (sign, names) => (/** @type {number | string | null} */ a, /** @type {number | string | null} */ b) => {
      if (a === null || b === null) return Number(a === null) - Number(b === null);
      if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
      return sign * names.compare(String(a), String(b));
    };

  /** @param {HTMLTableElement} table */
  function sortable(table) {
    const bodies = [...table.tBodies];
    const before = bodies.map((body) => [...body.rows]);
    const wasFlat = table.classList.contains('flat');
    const isTree = table.classList.contains('tree');
    const names = new Intl.Collator(document.documentElement.lang);
    const heads = [...(table.tHead?.rows[0]?.cells ?? [])].filter(
      (head) => head.dataset.sortable !== undefined,
    );

    function restore() {
      for (const [place, body] of bodies.entries()) body.append(...before[place]);
      table.classList.toggle('flat', wasFlat);
    }

    /** Rows in the bodies they stand in; of a tree those of a level together. @returns {HTMLTableRowElement[][]} */
    function groups() {
      if (!isTree) return bodies.map((body) => [...body.rows]);
      const rows = before.flat();
      const byLevel = levels.map((level) => rows.filter((row) => row.dataset.level === level));
      return [byLevel.flat(), ...bodies.slice(1).map(() => [])];
    }

    /** @param {HTMLTableCellElement} head @param {'ascending' | 'descending'} direction */
    function sort(head, direction) {
      const order = compare(direction === 'ascending' ? 1 : -1, names);
      const column = head.cellIndex;
      for (const [place, rows] of groups().entries()) {
        const sorted = [...rows].sort((a, b) => {
          const level = levels.indexOf(a.dataset.level ?? '') - levels.indexOf(b.dataset.level ?? '');
          return (isTree ? level : 0) || order(sortValue(a, column), sortValue(b, column));
        });
        bodies[place].append(...sorted);
      }
      if (isTree) table.classList.add('flat');
    }

    /** Which way first: names and what is worst from below, how many from above. @param {HTMLTableCellElement} head */
    function firstDirection(head) {
      return head.dataset.sortable === 'descending' ? 'descending' : 'ascending';
    }

    /** @param {HTMLTableCellElement} head */
    function choose(head) {
      const now = head.getAttribute('aria-sort');
      const first = firstDirection(head);
      const other = first === 'ascending' ? 'descending' : 'ascending';
      for (const one of heads) one.removeAttribute('aria-sort');
      if (now === other) return restore();
      const direction = now === first ? other : first;
      head.setAttribute('aria-sort', direction);
      sort(head, direction);
    }

    for (const head of heads) {
      const link = head.querySelector('a');
      const button = link ?? document.createElement('button');
      if (button instanceof HTMLButtonElement) {
        button.type = 'button';
        button.append(...head.childNodes);
        head.append(button);
      }
      button.addEventListener('click', (event) => {
        if (event instanceof MouseEvent && (event.ctrlKey || event.metaKey || event.shiftKey)) return;
        event.preventDefault();
        choose(head);
      });
    }
  }

  for (const table of document.querySelectorAll('table.sortable')) {
    if (table instanceof HTMLTableElement) sortable(table);
  }
})();
