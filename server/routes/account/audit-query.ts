import type { AuditPlace } from '#db/queries/audit-entries.ts';

/**
 * The beginning of a day, of the machine's own time zone, as a form sends it (`2026-11-22`); `null` for none.
 *
 * @param later how many days later
 */
export function dayFrom(text: string | null, later: number): number | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? '') ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  return new Date(Number(year), Number(month) - 1, Number(day) + later).getTime();
}

/** A place in the log as it stands in an address. */
export function placeText({ at, id }: AuditPlace): string {
  return `${at}.${id}`;
}

/** The place that an address names; `null` for none. */
export function placeFrom(text: string | undefined): AuditPlace | null {
  const [, at, id] = /^(\d{1,16})\.([\w-]{1,64})$/.exec(text ?? '') ?? [];
  return at === undefined || id === undefined ? null : { at: Number(at), id };
}
