import { setTimeout as delay } from 'node:timers/promises';
import type { Database as Client } from 'better-sqlite3';
import type { Queryable } from './database.ts';
import { isBusy, StalledWriteError } from './errors.ts';

/** Works that share one commit. More would make the first of them wait too long for its answer. */
const largestGroup = 64;

interface Waiting {
  readonly work: (tx: Queryable) => Promise<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

type Outcome = { readonly result: unknown } | { readonly error: unknown };

/**
 * The one writer of an SQLite file: works queue up, and those waiting at the same time share one commit.
 *
 * A commit waits for the disk, so its cost is shared. Each work has its own savepoint: one that fails is
 * undone and rejected alone. All of a group are answered after the commit has returned; when the commit
 * fails, all of them are rejected and none is kept.
 */
export class GroupCommit {
  readonly #client: Client;
  readonly #tx: Queryable;
  readonly #patience: number;
  readonly #statements;
  #waiting: Waiting[] = [];
  #busy = false;
  #closed = false;
  #idle: (() => void)[] = [];

  /** @param patience milliseconds that a work waits for a lock, or for the group before it, before it gives up. */
  constructor(client: Client, tx: Queryable, patience: number) {
    this.#client = client;
    this.#tx = tx;
    this.#patience = patience;
    this.#statements = {
      begin: client.prepare('BEGIN IMMEDIATE'),
      savepoint: client.prepare('SAVEPOINT work'),
      release: client.prepare('RELEASE work'),
      undo: client.prepare('ROLLBACK TO work'),
      commit: client.prepare('COMMIT'),
      rollback: client.prepare('ROLLBACK'),
    };
  }

  write<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#closed) {
        reject(new Error('The database is closed'));
        return;
      }
      this.#waiting.push({ work, resolve: resolve as (result: unknown) => void, reject });
      this.#start();
    });
  }

  /** Resolves when everything asked for is done; nothing more is accepted. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#busy) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** `setImmediate` lets every request that has already arrived join the group; it is not a delay. */
  #start() {
    if (this.#busy) return;
    this.#busy = true;
    setImmediate(() => void this.#next());
  }

  async #next() {
    const group = this.#waiting.splice(0, largestGroup);
    await this.#commitTogether(group);
    this.#busy = false;
    if (this.#waiting.length > 0) {
      this.#start();
    } else {
      for (const resolve of this.#idle.splice(0)) resolve();
    }
  }

  async #commitTogether(group: readonly Waiting[]) {
    const outcomes: Outcome[] = [];
    try {
      await this.#begin();
      for (const { work } of group) outcomes.push(await this.#attempt(work));
      this.#statements.commit.run();
    } catch (error) {
      for (const { reject } of group) reject(error);
      if (this.#client.inTransaction) this.#statements.rollback.run();
      return;
    }
    for (const [i, outcome] of outcomes.entries()) {
      if ('error' in outcome) group[i]?.reject(outcome.error);
      else group[i]?.resolve(outcome.result);
    }
  }

  /**
   * Takes the write lock. While another process holds it (an import, a migration), this one goes on
   * answering: it asks again from time to time instead of sleeping inside SQLite.
   */
  async #begin() {
    const giveUpAt = performance.now() + this.#patience;
    for (let wait = 1; ; wait = Math.min(2 * wait, 50)) {
      try {
        this.#statements.begin.run();
        return;
      } catch (error) {
        if (!isBusy(error) || performance.now() + wait > giveUpAt) throw error;
      }
      await delay(wait);
    }
  }

  /** Runs one work within its savepoint. Throws only when the whole transaction is gone. */
  async #attempt(work: Waiting['work']): Promise<Outcome> {
    this.#statements.savepoint.run();
    const watch = setInterval(() => this.#refuseWaiting(), this.#patience);
    try {
      const result = await work(this.#tx);
      this.#statements.release.run();
      return { result };
    } catch (error) {
      // A full disk can make SQLite roll back everything, the works before this one included.
      if (!this.#client.inTransaction) throw error;
      this.#statements.undo.run();
      this.#statements.release.run();
      return { error };
    } finally {
      clearInterval(watch);
    }
  }

  /**
   * A work that is still not done awaits something else than its queries, or a `write` of its own that
   * stands behind it in the queue. Refusing those who wait answers them, and frees a work waiting for itself.
   */
  #refuseWaiting() {
    const error = new StalledWriteError(
      `A write has not finished within ${this.#patience} ms: does it await another write, or anything but its queries?`,
    );
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
