import type { Queryable } from '#db/database.ts';
import { quotaCounts } from '#db/queries/quota-places.ts';
import { screenedOutBy } from '#surveys/journey.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { quotasReached } from '#surveys/quotas.ts';
import type { Interview } from './interview.ts';

/** What the survey says to a customer it is not for, or has no place left for; `null` for everybody else. */
export async function endTextOf(
  queryable: Queryable,
  interview: Interview,
  now: Date,
): Promise<LocalizedText | null> {
  const { definition, answers, respondent, status, wave } = interview;
  if (status === 'screenedOut') return screenedOutBy(definition, answers, respondent)?.text ?? null;
  if (status !== 'overQuota') return null;
  const reached = quotasReached(interview);
  const counts = await quotaCounts(queryable, wave.id, now.getTime());
  const full = reached.find(({ key, limit }) => {
    const { taken = 0, held = 0 } = counts.get(key) ?? {};
    return taken + held >= limit;
  });
  // the places that were held then may have been given back since
  return (full ?? reached[0])?.full ?? null;
}
