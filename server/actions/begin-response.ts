import type { Queryable } from '#db/database.ts';
import { insertLinks } from '#db/queries/links.ts';
import { startResponse } from '#db/queries/responses.ts';
import { factsOf } from '#surveys/respondent.ts';
import { AppError } from '../errors.ts';
import { anonymousAccess, tokenHash } from '../tokens.ts';
import type { Admit } from './beginnings.ts';
import { consentTo } from './consent.ts';
import type { Interview } from './interview.ts';
import type { Kept } from './next-step.ts';
import { required } from './overtaken.ts';

export interface BeginDependencies {
  readonly secret: string;
  readonly now: () => Date;
  readonly createId: () => string;
  /** Whether one more may begin by an open link; everybody may where nothing is said. */
  readonly admit?: Admit;
}

export interface StepToKeep {
  readonly token: string;
  readonly interview: Interview;
  readonly keep: Kept;
  /** The digest of the text about the data that the page showed; `null` where it did not say. */
  readonly consent: string | null;
}

/** An order is answered for once anyway, and only by a link the company signed. @throws AppError `crowded` */
function requireRoom({ definition, wave }: Interview, admit: Admit | undefined, at: number): void {
  const isCounted = !definition.facts.some(({ once }) => once);
  if (isCounted && admit?.(wave.id, at) === false) throw new AppError('crowded');
}

/**
 * Begins the response, and makes an open link's token known, unless the questionnaire is anonymous.
 *
 * @returns the id of the response
 * @throws OvertakenError when it has begun meanwhile; AppError `crowded` when too many begin by the same open link
 */
export async function beginResponse(
  tx: Queryable,
  deps: BeginDependencies,
  { token, interview, keep, consent }: StepToKeep,
  linkId: string,
  at: number,
): Promise<string> {
  const { secret, createId, now } = deps;
  const { definition, link, wave, versionId, respondent } = interview;
  if (link === null) requireRoom(interview, deps.admit, now().getTime());
  // a row of its own would stand where the answer stands in its table; the answer is found without it, and a mark remains
  if (link === null && !definition.anonymous) {
    const hash = tokenHash(token);
    const open = { id: linkId, waveId: wave.id, memberId: null, tokenHash: hash, expiresAt: null };
    await insertLinks(tx, [{ ...open, createdAt: at }]);
  }
  const id = createId();
  const begun = await startResponse(tx, {
    id,
    waveId: wave.id,
    versionId,
    ...origin(interview, linkId, anonymousAccess(secret, token)),
    answers: keep.answers,
    passed: [...keep.passed],
    consent: consentTo(definition, consent, respondent.language, at),
    locale: respondent.language,
    startedAt: at,
  });
  required(begun);
  return id;
}

/** Where a response comes from, as far as the questionnaire lets it be known. */
function origin({ definition, member, link, respondent }: Interview, linkId: string, accessHash: string) {
  if (definition.anonymous) {
    const kept = definition.facts.filter((fact) => fact.kept);
    const facts = factsOf({ facts: kept }, respondent.facts);
    const stratum = member?.stratum ?? null;
    return { memberId: null, linkId: null, stratum, fromSample: member !== null, accessHash, facts };
  }
  // what is known of a member stands beside the member
  const facts = member === null ? respondent.facts : null;
  return { memberId: link?.memberId ?? null, linkId, stratum: null, facts };
}
