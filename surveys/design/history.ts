/** A kept change of a draft, as much of it as undoing needs. */
export interface Step {
  readonly revision: number;
  /** `undo` and `redo` bring an earlier state back; everything else made a new one. */
  readonly code: string;
}

/** The revisions to which undo and redo lead; `null` where there is nothing to undo or redo. */
export interface UndoState {
  readonly undo: number | null;
  readonly redo: number | null;
}

/**
 * Where undo and redo lead, from the kept changes of a draft in their order.
 *
 * The history only grows: an undo is a change like any other, and going through all of them tells which state each left.
 * A new change after an undo ends what could be redone. Where the beginning of the history has been thrown away, an undo
 * to a state before it is the first state that is known.
 */
export function undoState(steps: readonly Step[]): UndoState {
  let states: number[] = [];
  let undone: number[] = [];
  for (const { revision, code } of steps) {
    if (code === 'undo' && states.length > 1) {
      undone.push(states.pop() as number);
    } else if (code === 'redo' && undone.length > 0) {
      states.push(undone.pop() as number);
    } else {
      states = code === 'undo' ? [revision] : [...states, revision];
      undone = [];
    }
  }
  return { undo: states.at(-2) ?? null, redo: undone.at(-1) ?? null };
}
