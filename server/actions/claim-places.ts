import type { Queryable } from '#db/database.ts';
import { keepQuotaPlaces, quotasKept, releaseQuotaPlaces, takeQuotaPlace } from '#db/queries/quota-places.ts';
import { quotasReached } from '#surveys/quotas.ts';
import { dayOf } from './day-of.ts';
import type { Interview } from './interview.ts';
import type { Kept } from './next-step.ts';

const day = 24 * 60 * 60 * 1000;

/** Until when a place of a quota is held for somebody who does not go on: of anonymous answers, to the end of a day. */
function heldUntil({ definition }: Interview, at: number): number {
  return definition.anonymous ? dayOf(at) + 2 * day : at + day;
}

/**
 * Takes the places that a response calls for as it is now, and gives back those it no longer does: all or nothing. Those of
 * a response that was sent are its own for good, those of one under way for a while.
 *
 * @returns whether there was a place in each; where there was none, what was kept for good before still is
 */
export async function claimPlaces(
  tx: Queryable,
  { interview, keep }: { readonly interview: Interview; readonly keep: Kept },
  responseId: string,
  at: number,
): Promise<boolean> {
  const { definition, wave } = interview;
  if (definition.quotas.length === 0) return true;
  const kept = await quotasKept(tx, responseId);
  const reached = keep.status === 'screenedOut' ? [] : quotasReached({ ...interview, ...keep });
  for (const { key: quota, limit } of reached) {
    if (kept.includes(quota)) continue;
    const wanted = { waveId: wave.id, quota, responseId, heldUntil: heldUntil(interview, at) };
    if (await takeQuotaPlace(tx, wanted, { limit, at })) continue;
    await releaseQuotaPlaces(tx, responseId, kept);
    return false;
  }
  const keys = reached.map(({ key }) => key);
  await releaseQuotaPlaces(tx, responseId, keys);
  if (keep.status === 'submitted') await keepQuotaPlaces(tx, responseId);
  return true;
}
