/** The response changed, or began, between reading it and writing it; reading it again helps. */
export class OvertakenError extends Error {
  override readonly name = 'OvertakenError';
}

/** @throws OvertakenError for what was not written because somebody else was first */
export function required(written: boolean): void {
  if (!written) throw new OvertakenError();
}
