/** Why a request cannot be met, and the status that says so. */
export const errorStatuses = {
  badRequest: 400,
  forbidden: 403,
  notFound: 404,
  linkExpired: 410,
  linkIncomplete: 400,
  linkAltered: 400,
  linkUnfit: 400,
  waveClosed: 410,
  waveNotOpen: 403,
  tooLarge: 413,
  unavailable: 503,
  crowded: 503,
  failed: 500,
} as const;

export type ErrorCode = keyof typeof errorStatuses;

/** What a customer may do at an address that takes no more answers: see them, take them back, stop invitations. */
export type StillOffered = 'answers' | 'withdrawal' | 'invitations';

/** A request that cannot be met, for a reason worth its own page. Anything else thrown is a bug or an outage. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  /** When it will be otherwise, in milliseconds since 1970; `null` where nobody can say. */
  readonly until: number | null;

  /** Steps below `my` of the same interview that work all the same. */
  readonly offers: readonly StillOffered[];

  constructor(
    code: ErrorCode,
    {
      until = null,
      offers = [],
      ...options
    }: ErrorOptions & { until?: number | null; offers?: readonly StillOffered[] } = {},
  ) {
    super(code, options);
    this.code = code;
    this.until = until;
    this.offers = offers;
  }
}
