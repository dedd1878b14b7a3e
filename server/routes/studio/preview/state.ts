import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Answers } from '#surveys/answers.ts';
import { sealed, unsealed } from '../../../tokens.ts';

/** How far a preview has come. It is kept nowhere but in the address of its pages. */
export interface PreviewState {
  readonly answers: Answers;
  readonly passed: readonly string[];
  readonly status: 'notStarted' | 'started' | 'submitted' | 'screenedOut' | 'overQuota';
  /** What is made up of the customer. */
  readonly facts: Readonly<Record<string, string>>;
  /** Keys of the quotas that are taken to be full. */
  readonly full: readonly string[];
  /** What decides random orders. */
  readonly seed: string;
  /** Whether the customer came by a link of their own. */
  readonly isPersonal: boolean;
}

/** The longest token: twice in a request, in its address and in what led to it, it must leave room for all other headers. */
const longestToken = 6000;
/** What is left of a long text where the state would not fit. */
const shortText = 60;

/** The state as it stands in an address. Of texts so long that it would not fit, only the beginning is carried on. */
export function stateToken(secret: string, surveyId: string, state: PreviewState): string {
  const token = packed(secret, surveyId, state);
  if (token.length <= longestToken) return token;
  const answers = Object.fromEntries(
    Object.entries(state.answers).map(([key, answer]) => [
      key,
      typeof answer === 'string' && answer.length > shortText ? `${answer.slice(0, shortText)}…` : answer,
    ]),
  );
  return packed(secret, surveyId, { ...state, answers });
}

function packed(secret: string, surveyId: string, state: PreviewState): string {
  return sealed(secret, `preview ${surveyId}`, deflateRawSync(JSON.stringify(state)).toString('base64url'));
}

/** The state of a token; `null` for one that was not made here for this survey. */
export function stateOf(secret: string, surveyId: string, token: string): PreviewState | null {
  const text = unsealed(secret, `preview ${surveyId}`, token);
  if (text === null) return null;
  // what we sealed is what we wrote
  return JSON.parse(inflateRawSync(Buffer.from(text, 'base64url')).toString()) as PreviewState;
}
