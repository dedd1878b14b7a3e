/** Thrown when a write has waited too long for another one that does not finish; nothing of it was kept. */
export class StalledWriteError extends Error {
  override readonly name = 'StalledWriteError';
}

/** Thrown when a database is older than this program and has to be migrated before it can be opened. */
export class MigrationNeededError extends Error {
  override readonly name = 'MigrationNeededError';
}

/** Whether a row was refused because one with the same unique value stands already. */
export function isUniqueViolation(error: unknown): boolean {
  return hasCode(error, /^(SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)|23505)$/);
}

/** Whether the database was locked by somebody else for too long. Sending again later can succeed. */
export function isBusy(error: unknown): boolean {
  return error instanceof StalledWriteError || hasCode(error, /^(SQLITE_(BUSY|LOCKED)|(55P03|40001|40P01)$)/);
}

/** Whether the disk is full or fails. */
export function isFull(error: unknown): boolean {
  return hasCode(error, /^(SQLITE_(FULL|IOERR)|(53100|58030)$)/);
}

/**
 * Whether the database cannot serve at the moment, through no fault of the request: it is locked, its disk
 * is full, read-only or gone, or its server does not answer. Nothing was kept; "please send again" is the
 * right answer.
 */
export function isUnavailable(error: unknown): boolean {
  return (
    isBusy(error) ||
    isFull(error) ||
    hasCode(error, /^(SQLITE_(READONLY|CANTOPEN|NOMEM)|(08|53|57P)...?$|ECONN(REFUSED|RESET)$|ETIMEDOUT$)/)
  );
}

/** SQLite's errors come bare; PostgreSQL's are wrapped, and the code is with the cause. */
function hasCode(error: unknown, pattern: RegExp): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    if ('code' in current && typeof current.code === 'string' && pattern.test(current.code)) return true;
  }
  return false;
}
