import type { Database, Queryable } from '#db/database.ts';
import { releaseQuotaPlaces } from '#db/queries/quota-places.ts';
import { withdrawResponse } from '#db/queries/responses.ts';
import { recordDisposition } from '#db/queries/sample-members.ts';
import type { Definition } from '#surveys/definition.ts';
import { formerConsent } from './consent.ts';
import { dayOf } from './day-of.ts';
import { type Interview, type InterviewDependencies, interviewOf } from './interview.ts';

export interface Withdrawal {
  /** As it was before. */
  readonly interview: Interview;
  /** Whether the answers are withdrawn now, by this call or an earlier one; `false` where nothing leads to any. */
  readonly isWithdrawn: boolean;
}

/**
 * Erases what a customer said and ends the response for good: in whatever state it is, and whether or not answers are
 * still taken. The places it held in quotas are given back.
 *
 * @throws AppError `notFound` for a token nobody was given
 */
export async function withdrawAnswers(
  deps: InterviewDependencies & { readonly db: Database; readonly now: () => Date },
  token: string,
  languageOf: (definition: Definition) => string,
): Promise<Withdrawal> {
  const interview = await deps.db.write(async (tx) => {
    const found = await interviewOf(tx, token, deps, languageOf);
    await withdrawFound(tx, found, deps.now().getTime());
    return found;
  });
  deps.db.forget();
  return { interview, isWithdrawn: interview.response !== null };
}

async function withdrawFound(
  tx: Queryable,
  { response, status, member, wave, definition }: Interview,
  at: number,
): Promise<void> {
  if (response === null || status === 'withdrawn') return;
  const consent = formerConsent(response.consent);
  const noted = definition.anonymous ? dayOf(at) : at;
  await withdrawResponse(tx, { id: response.id, waveId: wave.id, consent, at: noted });
  await releaseQuotaPlaces(tx, response.id, []);
  // whom the questionnaire was not for did not refuse it
  if (member !== null && (status === 'screenedOut' || status === 'overQuota')) {
    const { customer } = member;
    await recordDisposition(tx, { waveId: wave.id, customer, disposition: 'notEligible', at });
  }
}
