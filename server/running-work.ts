/** Work that somebody began in the studio, as far as it is. */
export interface WorkState {
  readonly id: string;
  readonly surveyId: string;
  readonly step: string;
}

/** How a piece of work says how far it is. */
export type Change<S extends WorkState> = (change: Partial<Omit<S, 'id' | 'surveyId'>>) => void;

interface Known<S> {
  state: S;
  readonly controller: AbortController;
  over: Promise<void>;
}

/**
 * Work that goes on after the page that began it was answered, and that later pages tell of: the server knows it until it is
 * forgotten, or ends.
 */
export class RunningWork<S extends WorkState> {
  readonly #known = new Map<string, Known<S>>();
  readonly #isOver: (state: S) => boolean;
  readonly #reportFailure: (failure: { reference: string; error: unknown }) => void;

  /**
   * @param isOver whether nothing more will come of it
   * @param reportFailure told what the work threw
   */
  constructor(
    isOver: (state: S) => boolean,
    reportFailure: (failure: { reference: string; error: unknown }) => void,
  ) {
    this.#isOver = isOver;
    this.#reportFailure = reportFailure;
  }

  /**
   * Begins a piece of work.
   *
   * @param failed what its state is when the work throws
   */
  begin(
    state: S,
    failed: Partial<Omit<S, 'id' | 'surveyId'>>,
    work: (change: Change<S>, signal: AbortSignal) => Promise<void>,
  ): S {
    const controller = new AbortController();
    const known: Known<S> = { state, controller, over: Promise.resolve() };
    const change: Change<S> = (change) => {
      known.state = { ...known.state, ...change };
    };
    this.#known.set(state.id, known);
    known.over = work(change, controller.signal).catch((error: unknown) => {
      this.#reportFailure({ reference: state.id.slice(0, 8), error });
      change(failed);
    });
    return state;
  }

  /** What is known of a survey, the latest first. */
  of(surveyId: string): readonly S[] {
    return [...this.#known.values()]
      .map(({ state }) => state)
      .filter((state) => state.surveyId === surveyId)
      .reverse();
  }

  /** How far a piece of work of a survey is; `null` where there is none (any more). */
  find(surveyId: string, id: string): S | null {
    const state = this.#known.get(id)?.state;
    return state?.surveyId === surveyId ? state : null;
  }

  /** Asks a piece of work to end. @returns whether it was under way */
  cancel(surveyId: string, id: string): boolean {
    const state = this.find(surveyId, id);
    if (state === null || this.#isOver(state)) return false;
    this.#known.get(id)?.controller.abort();
    return true;
  }

  forget(id: string): void {
    this.#known.delete(id);
  }

  /** Resolves when none is under way. */
  async settled(): Promise<void> {
    await Promise.all([...this.#known.values()].map(({ over }) => over));
  }
}
