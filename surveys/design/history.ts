/** A kept change of a draft, as much of it as undoing needs. */
export interface Step {
  readonly revision: number;
  /** `undo` and `redo` go along the line of states that there are; everything else made a new one. */
  readonly code: string;
  /** For `undo` and `redo`: the revision of the state that was gone to. */
  readonly target: number;
}

/** The revisions to which undo and redo lead; `null` where there is nothing to undo or redo. */
export interface UndoState {
  readonly undo: number | null;
  readonly redo: number | null;
}

/** Whether a change goes to a state that there is, instead of making one. */
export function isWayBack(code: string): boolean {
  return code === 'undo' || code === 'redo';
}

/**
 * Where undo and redo lead, from the kept changes of a draft in their order.
 *
 * Each state was made from another one, and undo goes back along that line; redo goes forth along it to the state made last, so
 * that a new change after an undo ends what could be redone. An undo says where it went, so that of several in a row only the
 * last is needed. Where that state has been thrown away, the undo is the first state that is known.
 */
export function undoState(steps: readonly Step[]): UndoState {
  const madeFrom = new Map<number, number | null>();
  let now: number | null = null;
  let newest: number | null = null;
  for (const { revision, code, target } of steps) {
    if (isWayBack(code) && madeFrom.has(target)) {
      now = target;
    } else {
      madeFrom.set(revision, isWayBack(code) ? null : now);
      now = revision;
      newest = revision;
    }
  }
  return { undo: before(madeFrom, now), redo: nextOnTheWay(madeFrom, now, newest) };
}

function before(madeFrom: ReadonlyMap<number, number | null>, state: number | null): number | null {
  return state === null ? null : (madeFrom.get(state) ?? null);
}

/** The state after `now` on the way to the newest one; `null` where it is the newest, or not on the way. */
function nextOnTheWay(
  madeFrom: ReadonlyMap<number, number | null>,
  now: number | null,
  newest: number | null,
): number | null {
  for (let state = newest; state !== null && state !== now; ) {
    const previous = before(madeFrom, state);
    if (previous === now) return state;
    state = previous;
  }
  return null;
}
