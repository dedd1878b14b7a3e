/**
 * How much a flag weighs. None removes anything: an analyst decides, with a reason on record.
 *
 * - `note`: worth knowing, and often honest
 * - `suspicious`: rare among honest answers; look at the response
 * - `strong`: hardly to be explained by an honest answer
 */
export const grades = ['note', 'suspicious', 'strong'] as const;
export type Grade = (typeof grades)[number];

/** The heavier of some grades; `null` of none. */
export function heaviest(of: readonly (Grade | null)[]): Grade | null {
  return grades.findLast((grade) => of.includes(grade)) ?? null;
}
