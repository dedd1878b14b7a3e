import { BrowserError } from './browser-error.ts';

/** Who may begin now, and who waits. */
export interface Turns {
  /** Does the work when it is its turn. @throws BrowserError `busy` when too many wait already */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
}

/** Lets so many work at once, and no more than so many wait, first come first served. */
export function turns({ atOnce, waiting }: { readonly atOnce: number; readonly waiting: number }): Turns {
  const queue: (() => void)[] = [];
  let working = 0;
  return {
    async inTurn(work) {
      if (working >= atOnce) {
        if (queue.length >= waiting) throw new BrowserError('busy');
        // whoever ends hands its place over, so that `working` stays as it is
        await new Promise<void>((begin) => queue.push(begin));
      } else {
        working += 1;
      }
      try {
        return await work();
      } finally {
        const next = queue.shift();
        if (next === undefined) working -= 1;
        else next();
      }
    },
  };
}
