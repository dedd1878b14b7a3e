import type { Queryable } from '#db/database.ts';
import { interviewByTokenHash } from '#db/queries/interviews.ts';
import { waveByOpenKey } from '#db/queries/waves.ts';
import type { Answers } from '#surveys/answers.ts';
import type { Definition } from '#surveys/definition.ts';
import { AppError } from '../errors.ts';
import { openKeyOf, tokenHash } from '../tokens.ts';
import type { Definitions } from './definitions.ts';

type Found = NonNullable<Awaited<ReturnType<typeof interviewByTokenHash>>>;

/** One customer's answering of one survey, as far as it has come. */
export interface Interview {
  /** The secret address; `null` while an open link's token has not been answered with, and so is not kept. */
  readonly link: Found['link'] | null;
  readonly wave: Found['wave'];
  /** The version this customer answers: the one begun with, else the wave's. */
  readonly versionId: string;
  readonly definition: Definition;
  readonly status: 'notStarted' | 'started' | 'submitted';
  readonly response: { readonly id: string; readonly revision: number } | null;
  readonly answers: Answers;
  /** Keys of the pages whose answers were accepted. */
  readonly passed: readonly string[];
}

/**
 * What is known of the customer who holds a token. Reads only: nothing is begun by looking.
 *
 * @throws AppError `notFound` for a token nobody was given
 */
export async function interviewOf(
  queryable: Queryable,
  token: string,
  { secret, definitions }: { readonly secret: string; readonly definitions: Definitions },
): Promise<Interview> {
  const found = await interviewByTokenHash(queryable, tokenHash(token));
  if (found === null) return await openInterview(queryable, openKeyOf(secret, token), definitions);
  const { link, wave, response } = found;
  const versionId = response?.versionId ?? wave.versionId;
  return {
    link,
    wave,
    versionId,
    definition: await definitions.ofVersion(queryable, versionId),
    status: response?.status ?? 'notStarted',
    response,
    answers: (response?.answers ?? {}) as Answers,
    passed: response?.passed ?? [],
  };
}

/**
 * The beginning of an interview by an open link.
 *
 * @throws AppError `notFound` when there is no such open link
 */
export async function openInterview(
  queryable: Queryable,
  openKey: string | null,
  definitions: Definitions,
): Promise<Interview> {
  const wave = openKey === null ? null : await waveByOpenKey(queryable, openKey);
  if (wave === null) throw new AppError('notFound');
  return {
    link: null,
    wave,
    versionId: wave.versionId,
    definition: await definitions.ofVersion(queryable, wave.versionId),
    status: 'notStarted',
    response: null,
    answers: {},
    passed: [],
  };
}

/**
 * Refuses an interview that takes no answers now. One that was submitted is never refused: it is thanked for.
 *
 * @throws AppError `linkExpired`, `waveNotOpen` or `waveClosed`
 */
export function requireOpen({ link, wave, status }: Interview, now: Date): void {
  if (status === 'submitted') return;
  const at = now.getTime();
  if (link !== null && link.expiresAt !== null && link.expiresAt <= at) throw new AppError('linkExpired');
  if (wave.closedAt !== null || (wave.closesAt !== null && wave.closesAt <= at))
    throw new AppError('waveClosed');
  if (wave.opensAt !== null && wave.opensAt > at) throw new AppError('waveNotOpen');
}

/** @throws AppError `notFound` for a page the questionnaire does not have */
export function requireKnownPage({ definition }: Interview, pageKey: string): void {
  if (!definition.pages.some(({ key }) => key === pageKey)) throw new AppError('notFound');
}
