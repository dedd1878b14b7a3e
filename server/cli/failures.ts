/**
 * What went wrong at the bottom of an error. Database libraries wrap the cause in an error whose message holds the
 * values of the query, and with them people's answers, which belong neither on a screen nor in a log.
 */
export function causeOf(error: unknown): unknown {
  let current = error;
  while (current instanceof Error && current.cause instanceof Error) current = current.cause;
  return current;
}

/** The reason of a failure in one line. */
export function reasonOf(error: unknown): string {
  const cause = causeOf(error);
  return cause instanceof Error ? cause.message : String(cause);
}

/** The reason of a failure and where in the program it happened. */
export function stackOf(error: unknown): string {
  const cause = causeOf(error);
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
