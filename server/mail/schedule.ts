/** Work that is looked for again and again. */
export interface Repeating {
  /** Ends it; resolves once what is being done is done. */
  stop(): Promise<void>;
}

/** Milliseconds between two looks. */
const usualPause = 60_000;

/**
 * Does some work now, and again after each pause: never twice at once, and on through failures.
 *
 * @param onFailure told why a piece of work failed
 */
export function repeating(
  work: () => Promise<unknown>,
  {
    onFailure,
    pause = usualPause,
  }: { readonly onFailure: (error: unknown) => void; readonly pause?: number },
): Repeating {
  let timer: NodeJS.Timeout | null = null;
  let isOver = false;
  let current = once();
  async function once(): Promise<void> {
    await work().catch(onFailure);
    if (isOver) return;
    timer = setTimeout(() => {
      current = once();
    }, pause);
    timer.unref();
  }
  return {
    async stop() {
      isOver = true;
      if (timer !== null) clearTimeout(timer);
      await current;
    },
  };
}
