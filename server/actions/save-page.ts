import type { Database, Queryable } from '#db/database.ts';
import { isUniqueViolation } from '#db/errors.ts';
import { insertLinks } from '#db/queries/links.ts';
import { saveAnswers, startResponse, submitResponse } from '#db/queries/responses.ts';
import type { StoredResponse } from '#db/tables.ts';
import { type Answers, answerTo } from '#surveys/answers.ts';
import type { Form } from '#surveys/read-page.ts';
import { AppError } from '../errors.ts';
import { tokenHash } from '../tokens.ts';
import type { Definitions } from './definitions.ts';
import { type Interview, interviewOf, requireKnownPage, requireOpen } from './interview.ts';
import { type Intent, nextStep, type Outcome, type Step } from './next-step.ts';

/** How often a page is read and merged again after somebody else changed the response in between. */
const mostAttempts = 5;

export interface SavePageDependencies {
  readonly db: Database;
  readonly secret: string;
  readonly definitions: Definitions;
  readonly now: () => Date;
  readonly createId: () => string;
}

export interface SentPage {
  readonly token: string;
  readonly pageKey: string;
  readonly form: Form;
  readonly intent: Intent;
  /** The language to note with the answers. */
  readonly language: (interview: Interview) => string;
}

export interface SavedPage {
  /** As it was before the page was sent. */
  readonly interview: Interview;
  readonly outcome: Outcome;
}

/** The response changed, or began, between reading it and writing it; reading it again helps. */
class OvertakenError extends Error {
  override readonly name = 'OvertakenError';
}

/**
 * Keeps one page as it was sent, merged into what is stored at that moment, and submits the response when the
 * page was the last: all in one transaction. Sending again what was submitted changes nothing.
 *
 * The first page sent makes the response, and for an open link the link too.
 *
 * @throws AppError `notFound` for an unknown token or page; `linkExpired`, `waveClosed`, `waveNotOpen`;
 *   `unavailable` when others kept changing the response
 */
export async function savePage(deps: SavePageDependencies, sent: SentPage): Promise<SavedPage> {
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    try {
      return await deps.db.write((tx) => savePageOnce(tx, deps, sent));
    } catch (error) {
      if (!(error instanceof OvertakenError || isUniqueViolation(error))) throw error;
    }
  }
  throw new AppError('unavailable');
}

async function savePageOnce(tx: Queryable, deps: SavePageDependencies, sent: SentPage): Promise<SavedPage> {
  const interview = await interviewOf(tx, sent.token, deps);
  requireKnownPage(interview, sent.pageKey);
  if (interview.status === 'submitted') return { interview, outcome: { kind: 'thank' } };
  requireOpen(interview, deps.now());
  const step = nextStep(interview, sent.pageKey, sent.form, sent.intent);
  if (step.keep !== null) await keep(tx, deps, sent, interview, step.keep);
  return { interview, outcome: step.outcome };
}

/** Writes what a step keeps. A customer who has answered nothing and passed no page has not begun. */
async function keep(
  tx: Queryable,
  deps: SavePageDependencies,
  sent: SentPage,
  interview: Interview,
  { answers, passed, submitted }: NonNullable<Step['keep']>,
): Promise<void> {
  const { response } = interview;
  if (response === null && Object.keys(answers).length === 0 && passed.length === 0) return;
  const held = { answers, passed: [...passed], locale: sent.language(interview) };
  const at = deps.now().getTime();
  const id = response?.id ?? (await begin(tx, deps, sent.token, interview, { ...held, startedAt: at }));
  if (response === null && !submitted) return;
  const change = { id, waveId: interview.wave.id, ...held, seen: response?.revision ?? 1, at };
  const written = submitted
    ? await submitResponse(tx, { ...change, stratum: stratumOf(interview, answers) })
    : await saveAnswers(tx, change);
  if (!written) throw new OvertakenError();
}

/** Begins the response, and makes an open link's token known. @returns the id of the response */
async function begin(
  tx: Queryable,
  { createId }: SavePageDependencies,
  token: string,
  { link: known, wave, versionId }: Interview,
  held: Pick<StoredResponse, 'answers' | 'passed' | 'locale' | 'startedAt'>,
): Promise<string> {
  const link = known ?? { id: createId(), memberId: null, expiresAt: null };
  if (known === null) {
    const createdAt = held.startedAt;
    await insertLinks(tx, [{ ...link, waveId: wave.id, tokenHash: tokenHash(token), createdAt }]);
  }
  const id = createId();
  const { memberId } = link;
  const begun = await startResponse(tx, {
    id,
    waveId: wave.id,
    versionId,
    memberId,
    linkId: link.id,
    stratum: null,
    ...held,
  });
  if (!begun) throw new OvertakenError();
  return id;
}

/** The stratum that somebody without a place in the sample gives in answer to the wave's question. */
function stratumOf({ link, wave }: Interview, answers: Answers): string | null {
  if (wave.stratumQuestion === null || (link !== null && link.memberId !== null)) return null;
  const answer = answerTo(answers, wave.stratumQuestion);
  return typeof answer === 'string' ? answer : null;
}
