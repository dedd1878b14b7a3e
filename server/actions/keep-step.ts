import type { Queryable } from '#db/database.ts';
import { insertLinks, markLinkAnswered } from '#db/queries/links.ts';
import { keepQuotaPlaces, quotasKept, releaseQuotaPlaces, takeQuotaPlace } from '#db/queries/quota-places.ts';
import {
  keepRevisionAside,
  reviseResponse,
  saveAnswers,
  startResponse,
  submitResponse,
} from '#db/queries/responses.ts';
import { type Answers, answerTo } from '#surveys/answers.ts';
import { quotasReached } from '#surveys/quotas.ts';
import { factsOf } from '#surveys/respondent.ts';
import { inDefinitionOrder } from '#surveys/stored-order.ts';
import { AppError } from '../errors.ts';
import { anonymousAccess, tokenHash } from '../tokens.ts';
import type { Admit } from './beginnings.ts';
import { consentTo } from './consent.ts';
import { dayOf } from './day-of.ts';
import { type Interview, isFinished } from './interview.ts';
import type { Kept } from './next-step.ts';

const day = 24 * 60 * 60 * 1000;

/** Until when a place of a quota is held for somebody who does not go on: of anonymous answers, to the end of a day. */
function heldUntil({ definition }: Interview, at: number): number {
  return definition.anonymous ? dayOf(at) + 2 * day : at + day;
}

/** The response changed, or began, between reading it and writing it; reading it again helps. */
export class OvertakenError extends Error {
  override readonly name = 'OvertakenError';
}

export interface KeepDependencies {
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

/**
 * Writes what a step keeps, in the transaction in which its interview was read. A customer who has answered nothing and
 * passed no page has not begun.
 *
 * @returns the status the response has come to: the step's, or `overQuota` where there is no place for it; then a change of
 *   what was sent was not kept
 * @throws OvertakenError when the response is no longer as it was read; AppError `crowded` when too many begin by the same
 *   open link
 */
export async function keepStep(
  tx: Queryable,
  deps: KeepDependencies,
  { token, interview, keep: kept, consent }: StepToKeep,
): Promise<Kept['status'] | 'overQuota'> {
  const keep = { ...kept, ...inDefinitionOrder(interview.definition, kept) };
  const step = { token, interview, keep, consent };
  const { answers, passed } = keep;
  const at = deps.now().getTime();
  if (isFinished(interview)) return await keepRevision(tx, step, at);
  if (interview.response === null && Object.keys(answers).length === 0 && passed.length === 0)
    return 'started';
  const linkId = interview.link?.id ?? deps.createId();
  const noted = interview.definition.anonymous ? dayOf(at) : at;
  const begun = interview.response ?? { id: await begin(tx, deps, step, linkId, noted), revision: 1 };
  const status = await statusWithinQuotas(tx, step, begun.id, at);
  if (status === 'started') {
    if (interview.response !== null) required(await saveAnswers(tx, changeOf(step, begun, noted)));
    return status;
  }
  const { member, definition } = interview;
  const untie = definition.anonymous;
  const stratum = member === null ? stratumOf(interview, answers) : null;
  // the answers tell what can be told of the way an anonymous customer took
  const change = changeOf(untie ? { ...step, keep: { ...keep, passed: [] } } : step, begun, noted);
  required(await submitResponse(tx, { ...change, status, stratum, untie }));
  if (untie) await markLinkAnswered(tx, linkId);
  return status;
}

function changeOf({ interview, keep }: StepToKeep, response: { id: string; revision: number }, at: number) {
  const { answers, passed } = keep;
  const { language } = interview.respondent;
  const { id, revision } = response;
  return {
    id,
    waveId: interview.wave.id,
    answers,
    passed: [...passed],
    locale: language,
    seen: revision,
    at,
  };
}

function required(written: boolean): void {
  if (!written) throw new OvertakenError();
}

/** A change of what was sent: the answers that were sent stand until it is complete, and where it has no place. */
async function keepRevision(
  tx: Queryable,
  step: StepToKeep,
  at: number,
): Promise<Kept['status'] | 'overQuota'> {
  const { interview, keep } = step;
  const { response, member } = interview;
  if (response === null) throw new Error('An answer nothing leads to cannot be changed');
  const change = changeOf(step, response, at);
  const { status } = keep;
  if (status === 'started') {
    required(await keepRevisionAside(tx, change));
    return status;
  }
  if (!(await changePlaces(tx, step, response.id, at))) return 'overQuota';
  const stratum = member === null ? stratumOf(interview, keep.answers) : null;
  required(await reviseResponse(tx, { ...change, status, stratum }));
  return status;
}

/** Takes the places that a changed response calls for as well, and gives back those it no longer does: all or nothing. */
async function changePlaces(
  tx: Queryable,
  { interview, keep }: StepToKeep,
  responseId: string,
  at: number,
): Promise<boolean> {
  const { definition, wave } = interview;
  if (definition.quotas.length === 0) return true;
  const kept = await quotasKept(tx, responseId);
  const reached = quotasReached({ ...interview, ...keep });
  for (const { key: quota, limit } of reached) {
    if (kept.includes(quota)) continue;
    const wanted = { waveId: wave.id, quota, responseId, heldUntil: heldUntil(interview, at) };
    if (await takeQuotaPlace(tx, wanted, { limit, at })) continue;
    await releaseQuotaPlaces(tx, responseId, kept);
    return false;
  }
  const keys = reached.map(({ key }) => key);
  await releaseQuotaPlaces(tx, responseId, keys);
  await keepQuotaPlaces(tx, responseId);
  return true;
}

/**
 * Takes the places that the answers call for, and gives back those they no longer do.
 *
 * @returns the status of the response: the step's, or `overQuota` where a place is missing
 */
async function statusWithinQuotas(
  tx: Queryable,
  { interview, keep }: StepToKeep,
  responseId: string,
  at: number,
): Promise<Kept['status'] | 'overQuota'> {
  const { definition, wave } = interview;
  if (definition.quotas.length === 0) return keep.status;
  const reached = keep.status === 'screenedOut' ? [] : quotasReached({ ...interview, ...keep });
  const keys = reached.map(({ key }) => key);
  await releaseQuotaPlaces(tx, responseId, keys);
  for (const { key: quota, limit } of reached) {
    const wanted = { waveId: wave.id, quota, responseId, heldUntil: heldUntil(interview, at) };
    if (await takeQuotaPlace(tx, wanted, { limit, at })) continue;
    await releaseQuotaPlaces(tx, responseId, []);
    return 'overQuota';
  }
  if (keep.status === 'submitted') await keepQuotaPlaces(tx, responseId);
  return keep.status;
}

/** An order is answered for once anyway, and only by a link the company signed. @throws AppError `crowded` */
function requireRoom({ definition, wave }: Interview, admit: Admit | undefined, at: number): void {
  const isCounted = !definition.facts.some(({ once }) => once);
  if (isCounted && admit?.(wave.id, at) === false) throw new AppError('crowded');
}

/** Begins the response, and makes an open link's token known. @returns the id of the response */
async function begin(
  tx: Queryable,
  deps: KeepDependencies,
  { token, interview, keep, consent }: StepToKeep,
  linkId: string,
  at: number,
): Promise<string> {
  const { secret, createId, now } = deps;
  const { definition, link, wave, versionId, respondent } = interview;
  if (link === null) {
    requireRoom(interview, deps.admit, now().getTime());
    const open = {
      id: linkId,
      waveId: wave.id,
      memberId: null,
      tokenHash: tokenHash(token),
      expiresAt: null,
    };
    // the same moment in both would tie an anonymous answer to its link
    const createdAt = interview.definition.anonymous ? (wave.opensAt ?? 0) : at;
    await insertLinks(tx, [{ ...open, createdAt }]);
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

/** The stratum that somebody without a place in the sample gives in answer to the wave's question. */
function stratumOf({ wave }: Interview, answers: Answers): string | null {
  if (wave.stratumQuestion === null) return null;
  const answer = answerTo(answers, wave.stratumQuestion);
  return typeof answer === 'string' ? answer : null;
}
