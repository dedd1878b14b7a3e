import type Sqlite from 'better-sqlite3';
import { isBusy } from './errors.ts';

/**
 * A connection for reading that asks `writer` while it has no transaction open, and `reader` meanwhile: both see what is
 * committed and nothing else. Each commit of the writer empties what the reader remembers of the file, while the
 * writer keeps it, and finds what was just written in a fraction of the time.
 *
 * A statement runs from its beginning to its end without a pause, so none meets a transaction that begins later.
 * Whatever writes goes to the reader, which refuses it.
 */
export function freshest(writer: Sqlite.Database, reader: Sqlite.Database): Sqlite.Database {
  const prepare = (source: string) => {
    const ofReader = once(() => reader.prepare(source));
    const ofWriter = once(() => writer.prepare(source));
    const read = (how: 'get' | 'all', isRaw: boolean, given: unknown[]) => {
      const ask = (statement: Sqlite.Statement) => (isRaw ? statement.raw() : statement)[how](...given);
      if (writer.inTransaction || !ofWriter().readonly) return ask(ofReader());
      try {
        return ask(ofWriter());
      } catch (error) {
        // the reader waits for whoever has locked the file, which the writer never does
        if (!isBusy(error)) throw error;
        return ask(ofReader());
      }
    };
    const reading = (isRaw: boolean) => ({
      get: (...given: unknown[]) => read('get', isRaw, given),
      all: (...given: unknown[]) => read('all', isRaw, given),
    });
    const run = (...given: unknown[]) => ofReader().run(...given);
    return { ...reading(false), raw: () => reading(true), run };
  };
  // Drizzle asks a connection for nothing else outside a transaction.
  return { prepare } as unknown as Sqlite.Database;
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
