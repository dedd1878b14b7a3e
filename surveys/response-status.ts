/**
 * How far a response has come.
 *
 * - `started`: answers are kept page by page
 * - `submitted`: sent, and counted
 * - `screenedOut`: the answers say that the questionnaire is not for this customer
 * - `overQuota`: enough others like this customer have answered
 * - `withdrawn`: the customer took the answers back; none are kept
 */
export const responseStatuses = ['started', 'submitted', 'screenedOut', 'overQuota', 'withdrawn'] as const;
export type ResponseStatus = (typeof responseStatuses)[number];
