import type { Queryable } from '#db/database.ts';
import { isMarkedAnswered } from '#db/queries/answered-marks.ts';
import { anonymousInterview, interviewByTokenHash } from '#db/queries/interviews.ts';
import { waveByOpenKey } from '#db/queries/waves.ts';
import type { Answers } from '#surveys/answers.ts';
import type { Definition } from '#surveys/definition.ts';
import { factsOf, knownOfMember, type Respondent } from '#surveys/respondent.ts';
import type { ResponseStatus } from '#surveys/response-status.ts';
import { AppError, type StillOffered } from '../errors.ts';
import {
  anonymousAccess,
  answeredMark,
  type OpenToken,
  orderSeed,
  readOpenToken,
  tokenHash,
} from '../tokens.ts';
import type { Definitions } from './definitions.ts';
import { waveStateAt } from './wave-state.ts';

type Found = NonNullable<Awaited<ReturnType<typeof interviewByTokenHash>>>;

/**
 * Whose an address is. `slip`: it follows from a link that others may have too, such as one printed on a parcel's slip;
 * `own`: who sent the answers by such a link was given it; `private`: it is one customer's from the beginning.
 */
export type AddressKind = 'private' | 'slip' | 'own';

/** One customer's answering of one survey, as far as it has come. */
export interface Interview {
  readonly address: AddressKind;
  /** The secret address; `null` for an open link's that is not kept: nobody answered with it, or anonymously. */
  readonly link: Found['link'] | null;
  /** Whom the link was made for; `null` by an open link. */
  readonly member: Found['member'];
  readonly wave: Found['wave'];
  /** The version this customer answers: the one begun with, else the wave's. */
  readonly versionId: string;
  readonly definition: Definition;
  readonly status: 'notStarted' | ResponseStatus;
  /**
   * `null` before it begins, for an anonymous answer that was sent, to which nothing leads back, and for one that was sent
   * by a slip, to which only its own address does.
   */
  readonly response: Found['response'];
  /** The answers to be shown and changed: those of a change under way, else those that stand. */
  readonly answers: Answers;
  /** Keys of the pages whose answers were accepted. */
  readonly passed: readonly string[];
  readonly respondent: Respondent;
}

export interface InterviewDependencies {
  readonly secret: string;
  readonly definitions: Definitions;
}

/**
 * What is known of the customer who holds a token. Reads only: nothing is begun by looking. What was sent by a link that
 * others may have too is not shown by it.
 *
 * @param languageOf the language this customer reads, of those a questionnaire has
 * @throws AppError `notFound` for a token nobody was given
 */
export async function interviewOf(
  queryable: Queryable,
  token: string,
  deps: InterviewDependencies,
  languageOf: (definition: Definition) => string,
): Promise<Interview> {
  const interview = await wholeInterview(queryable, token, deps, languageOf);
  if (interview.address !== 'slip' || !isFinished(interview) || interview.status === 'withdrawn')
    return interview;
  const facts = factsOf(interview.definition, readOpenToken(deps.secret, token)?.facts ?? {});
  const respondent = { ...interview.respondent, facts };
  return { ...interview, status: 'submitted', response: null, ...keptIn(null), respondent };
}

async function wholeInterview(
  queryable: Queryable,
  token: string,
  { secret, definitions }: InterviewDependencies,
  languageOf: (definition: Definition) => string,
): Promise<Interview> {
  const seed = orderSeed(secret, token);
  const opened = readOpenToken(secret, token);
  const found = await interviewByTokenHash(queryable, tokenHash(token));
  // an open link's token is known by a part of it: what it says counts only with its signature
  if (found === null || (found.member === null && opened === null)) {
    const first = await openInterview(queryable, opened, definitions, languageOf, seed);
    // an own token is given to nobody before there is an answer
    if (opened?.isOwn) throw new AppError('notFound');
    const begun = await begunUnkept(queryable, token, first, { secret, definitions });
    if (begun === first) return first;
    const known = { ...opened?.facts, ...begun.response?.facts };
    const { definition } = begun;
    const language = languageOf(definition);
    return { ...begun, respondent: { facts: factsOf(definition, known), language, seed } };
  }
  const { link, member, wave } = found;
  const current = await definitions.ofVersion(queryable, found.response?.versionId ?? wave.versionId);
  const response =
    found.response === null && current.anonymous && !link.answered
      ? await anonymousInterview(queryable, anonymousAccess(secret, token))
      : found.response;
  const versionId = response?.versionId ?? wave.versionId;
  const definition = await definitions.ofVersion(queryable, versionId);
  // who comes again by another link of the same order goes on with what was known at the beginning
  const known = member === null ? { ...opened?.facts, ...response?.facts } : knownOfMember(member);
  return {
    address: addressOf(definition, opened),
    link,
    member,
    wave,
    versionId,
    definition,
    status: link.answered ? 'submitted' : (response?.status ?? 'notStarted'),
    response,
    ...keptIn(response),
    respondent: { facts: factsOf(definition, known), language: languageOf(definition), seed },
  };
}

/** @param opened what an open link's token says; `null` for a personal link */
function addressOf(
  { anonymous, facts }: Definition,
  opened: { readonly isOwn?: boolean } | null,
): AddressKind {
  // of an anonymous answer that was sent no address shows anything
  if (opened === null || anonymous || !facts.some(({ once }) => once)) return 'private';
  return opened.isOwn === true ? 'own' : 'slip';
}

/** The answers to be shown and changed, and the pages they were accepted on. */
function keptIn(response: Found['response']): Pick<Interview, 'answers' | 'passed'> {
  const kept = response?.revising ?? response;
  return { answers: (kept?.answers ?? {}) as Answers, passed: kept?.passed ?? [] };
}

/**
 * An interview by an open link whose token is not kept: one that has not begun, or an anonymous one, of which there is the
 * response alone until it is sent, and then a mark.
 *
 * @param first the interview as it begins
 * @returns `first` where it has not begun
 */
async function begunUnkept(
  queryable: Queryable,
  token: string,
  first: Interview,
  { secret, definitions }: InterviewDependencies,
): Promise<Interview> {
  // in this order: what is sent meanwhile has its mark when its response is not found any more
  const response = await anonymousInterview(queryable, anonymousAccess(secret, token));
  if (await isMarkedAnswered(queryable, first.wave.id, answeredMark(secret, token)))
    return { ...first, status: 'submitted' };
  if (response === null) return first;
  const { versionId, status } = response;
  const definition = await definitions.ofVersion(queryable, versionId);
  return { ...first, versionId, definition, status, response, ...keptIn(response) };
}

/**
 * The beginning of an interview by an open link.
 *
 * @param seed what decides random orders; empty for nobody in particular
 * @throws AppError `notFound` when there is no such open link
 */
export async function openInterview(
  queryable: Queryable,
  token: (OpenToken & { readonly isOwn?: boolean }) | null,
  definitions: Definitions,
  languageOf: (definition: Definition) => string,
  seed: string,
): Promise<Interview> {
  const wave = token === null ? null : await waveByOpenKey(queryable, token.openKey);
  if (token === null || wave === null) throw new AppError('notFound');
  const definition = await definitions.ofVersion(queryable, wave.versionId);
  return {
    address: addressOf(definition, token),
    link: null,
    member: null,
    wave,
    versionId: wave.versionId,
    definition,
    status: 'notStarted',
    response: null,
    answers: {},
    passed: [],
    respondent: { facts: factsOf(definition, token.facts), language: languageOf(definition), seed },
  };
}

/** Whether the response has come to its end, in whatever way. */
export function isFinished({ status }: Interview): boolean {
  return status !== 'notStarted' && status !== 'started';
}

/** Whether answers were sent that this address does not show, since others may have it too. */
export function isWithheld({ address, status }: Interview): boolean {
  return address === 'slip' && status === 'submitted';
}

/** Whether an answer that was sent can still be changed by its customer, the wave being open. */
export function isChangeable({ status, definition, response }: Interview): boolean {
  return status === 'submitted' && definition.changeable && response !== null;
}

/**
 * Refuses an interview that takes no answers now.
 *
 * @throws AppError `linkExpired`, `waveNotOpen` or `waveClosed`
 */
export function requireOpen(interview: Interview, now: Date): void {
  const reason = closedBecause(interview, now);
  if (reason === null) return;
  const until = reason === 'waveNotOpen' ? interview.wave.opensAt : null;
  throw new AppError(reason, { until, offers: stillOffered(interview) });
}

function stillOffered({ response, status, member }: Interview): readonly StillOffered[] {
  const hasAnswers = response !== null && status !== 'withdrawn';
  return [
    ...(hasAnswers ? (['answers', 'withdrawal'] as const) : []),
    ...(member === null ? [] : (['invitations'] as const)),
  ];
}

/** Why an interview takes no answers now; `null` when it does. */
export function closedBecause(
  { link, wave }: Interview,
  now: Date,
): 'linkExpired' | 'waveClosed' | 'waveNotOpen' | null {
  const at = now.getTime();
  if (link !== null && link.expiresAt !== null && link.expiresAt <= at) return 'linkExpired';
  const state = waveStateAt(wave, at);
  return state === 'closed' ? 'waveClosed' : state === 'planned' ? 'waveNotOpen' : null;
}

/** @throws AppError `notFound` for a page the questionnaire does not have */
export function requireKnownPage({ definition }: Interview, pageKey: string): void {
  if (!definition.pages.some(({ key }) => key === pageKey)) throw new AppError('notFound');
}
