import type { Queryable } from '#db/database.ts';
import { quotaCounts } from '#db/queries/quota-places.ts';
import type { Definition } from '#surveys/definition.ts';
import { screenedOutBy } from '#surveys/journey.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { quotasReached } from '#surveys/quotas.ts';
import type { Interview } from './interview.ts';

/** An end for somebody the questionnaire is not for, or has no place left for. */
export interface EarlyEnd {
  readonly key: string;
  /** What the survey says then. */
  readonly text: LocalizedText;
}

/** What stands for the end of a questionnaire that was answered to its last page; no end has this key. */
export const lastPageEnd = '.';

/** How a response ended before its last page; `null` where it did not. */
export async function earlyEndOf(
  queryable: Queryable,
  interview: Interview,
  now: Date,
): Promise<EarlyEnd | null> {
  const { definition, answers, respondent, status, wave } = interview;
  if (status === 'screenedOut') return screenedOutBy(definition, answers, respondent);
  if (status !== 'overQuota') return null;
  const reached = quotasReached(interview);
  const counts = await quotaCounts(queryable, wave.id, now.getTime());
  const full = reached.find(({ key, limit }) => {
    const { taken = 0, held = 0 } = counts.get(key) ?? {};
    return taken + held >= limit;
  });
  // the places that were held then may have been given back since
  const quota = full ?? reached[0];
  return quota === undefined ? null : { key: quota.key, text: quota.full };
}

/** An end of a questionnaire by its key; `null` where there is none. */
export function earlyEndNamed({ pages, quotas }: Definition, key: string): EarlyEnd | null {
  const ends = [
    ...pages.flatMap(({ endIf }) => endIf),
    ...quotas.map((quota) => ({ key: quota.key, text: quota.full })),
  ];
  return ends.find((end) => end.key === key) ?? null;
}
