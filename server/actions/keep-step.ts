import { randomInt } from 'node:crypto';
import type { Queryable } from '#db/database.ts';
import { keepAnsweredMark, marksTogether } from '#db/queries/answered-marks.ts';
import { markLinkAnswered, placesTogether } from '#db/queries/links.ts';
import { keepRevisionAside, reviseResponse, saveAnswers, submitResponse } from '#db/queries/responses.ts';
import { type Answers, answerTo } from '#surveys/answers.ts';
import { inDefinitionOrder } from '#surveys/stored-order.ts';
import { answeredMark } from '../tokens.ts';
import { type BeginDependencies, beginResponse, type StepToKeep } from './begin-response.ts';
import { claimPlaces } from './claim-places.ts';
import { dayOf } from './day-of.ts';
import { type Interview, isFinished } from './interview.ts';
import type { Kept } from './next-step.ts';
import { required } from './overtaken.ts';

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
  deps: BeginDependencies,
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
  const begun = interview.response ?? { id: await beginResponse(tx, deps, step, linkId, noted), revision: 1 };
  const status = (await claimPlaces(tx, step, begun.id, at)) ? keep.status : 'overQuota';
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
  if (untie) await markAnswered(tx, deps, step);
  return status;
}

/** All that is kept of the way by which an anonymous answer came. @throws OvertakenError where one was sent by it before */
async function markAnswered(
  tx: Queryable,
  { secret }: BeginDependencies,
  { token, interview: { link, wave } }: StepToKeep,
): Promise<void> {
  if (link === null)
    await keepAnsweredMark(tx, wave.id, answeredMark(secret, token), randomInt(marksTogether));
  else required(await markLinkAnswered(tx, link.id, randomInt(placesTogether)));
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
  if (!(await claimPlaces(tx, step, response.id, at))) return 'overQuota';
  const stratum = member === null ? stratumOf(interview, keep.answers) : null;
  required(await reviseResponse(tx, { ...change, status, stratum }));
  return status;
}

/** The stratum that somebody without a place in the sample gives in answer to the wave's question. */
function stratumOf({ wave }: Interview, answers: Answers): string | null {
  if (wave.stratumQuestion === null) return null;
  const answer = answerTo(answers, wave.stratumQuestion);
  return typeof answer === 'string' ? answer : null;
}
