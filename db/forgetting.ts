import type { Database as Client } from 'better-sqlite3';

/**
 * Sees to it that what was erased leaves an SQLite file's log, too. Erasing overwrites it in the database; the log that
 * led there keeps its pages as they were until others take their place, which may be never.
 *
 * The log is brought into the database and cut to nothing once some time after it was asked for, however often that was.
 * Where somebody reads or writes at that moment it is tried again.
 */
export class Forgetting {
  readonly #client: Client;
  readonly #pause: number;
  #timer: NodeJS.Timeout | undefined;

  /** @param pause milliseconds between asking and doing, and before trying again */
  constructor(client: Client, pause: number) {
    this.#client = client;
    this.#pause = pause;
  }

  soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (!this.#isLogEmptied()) this.soon();
    }, this.#pause).unref();
  }

  /** Tries for the last time what is still to be done. */
  close(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#isLogEmptied();
  }

  /** Waits for nobody. Whatever fails here has lost nothing: the log stays, and with it the next try. */
  #isLogEmptied(): boolean {
    if (this.#client.inTransaction) return false;
    try {
      return this.#client.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0;
    } catch {
      return false;
    }
  }
}
