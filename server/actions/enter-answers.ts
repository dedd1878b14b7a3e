import type { Database, Queryable } from '#db/database.ts';
import { isUniqueViolation } from '#db/errors.ts';
import { markEntered } from '#db/queries/entered-responses.ts';
import { insertLinks, linkByMember } from '#db/queries/links.ts';
import { memberByCustomer } from '#db/queries/sample-members.ts';
import type { SampleMember, Wave } from '#db/tables.ts';
import type { FieldError } from '#surveys/field-error.ts';
import { type RoutePage, route } from '#surveys/journey.ts';
import { type Form, readPage } from '#surveys/read-page.ts';
import { AppError } from '../errors.ts';
import type { Recorder } from '../people/recorder.ts';
import { linkToken, tokenHash } from '../tokens.ts';
import { consentDigest, needsConsent } from './consent.ts';
import type { Definitions } from './definitions.ts';
import { closedBecause, type Interview, interviewOf, isFinished } from './interview.ts';
import { keepStep } from './keep-step.ts';
import { type Kept, nextStep } from './next-step.ts';
import { OvertakenError } from './overtaken.ts';

export interface EnterDependencies {
  readonly db: Database;
  readonly secret: string;
  readonly definitions: Definitions;
  readonly now: () => Date;
  readonly createId: () => string;
  readonly record: Recorder;
}

/** What somebody said on paper or by telephone, as another person enters it. */
export interface EnteredAnswers {
  readonly wave: Wave;
  /** The company's own number or name of who said it. */
  readonly customer: string;
  /** All pages in one, by the names of the fields a customer's own pages have. */
  readonly form: Form;
  /** The language in which it was asked; the questionnaire's first one where it has not got it. */
  readonly language: string;
  /** Whether the customer agreed to what becomes of the data. */
  readonly agreed: boolean;
  /** Who enters it, by name. */
  readonly enteredBy: string;
}

/**
 * Why nothing was entered: nobody of that name is in the sample; an answer was sent before, by link or entered; the wave takes
 * none now; answers are anonymous, which what one person enters for another is not; the customer has not agreed.
 */
export type EnterRefusal =
  | 'notInSample'
  | 'answered'
  | 'waveClosed'
  | 'waveNotOpen'
  | 'anonymous'
  | 'consentMissing';

/** How it ended: sent, or the questionnaire turned out not to be for this customer, or not for one more like this one. */
export type Entered = { readonly status: 'submitted' | 'screenedOut' | 'overQuota' };

/** How often it is read again after the customer answered in between. */
const mostAttempts = 5;

/**
 * Enters the answers of somebody of the sample, in one transaction and by the checks of the web: what the customer's own link
 * would have refused is refused, and what was answered by it cannot be entered, nor the other way round. What the
 * customer had begun by the link is replaced.
 *
 * @throws AppError `unavailable` when others kept changing the response
 */
export async function enterAnswers(
  deps: EnterDependencies,
  entered: EnteredAnswers,
): Promise<Entered | { readonly problems: readonly FieldError[] } | EnterRefusal> {
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    try {
      return await deps.db.write((tx) => enterOnce(tx, deps, entered));
    } catch (error) {
      if (!(error instanceof OvertakenError || isUniqueViolation(error))) throw error;
    }
  }
  throw new AppError('unavailable');
}

async function enterOnce(
  tx: Queryable,
  deps: EnterDependencies,
  entered: EnteredAnswers,
): ReturnType<typeof enterAnswers> {
  const { wave, customer, form, language, agreed, enteredBy } = entered;
  const member = await memberByCustomer(tx, wave.id, customer);
  if (member === null) return 'notInSample';
  const token = await tokenOf(tx, deps, member);
  const interview = await interviewOf(tx, token, deps, ({ languages }) =>
    languages.includes(language) ? language : (languages[0] ?? language),
  );
  const refusal = refusedBecause(interview, deps.now());
  if (refusal !== null) return refusal;
  if (needsConsent(interview) && interview.definition.privacy?.ask === true && !agreed)
    return 'consentMissing';
  const consent = consentDigest(interview.definition, interview.respondent.language);
  const read = readWhole(interview, form, consent);
  if ('problems' in read) return read;
  const status = await keepStep(tx, deps, { token, interview, keep: read.keep, consent });
  await markEntered(tx, { waveId: wave.id, memberId: member.id, enteredBy });
  const survey = { id: wave.surveyId };
  await deps.record(tx, { survey, action: 'response.entered', details: { wave: wave.key, customer } });
  return { status: status === 'started' ? 'submitted' : status };
}

/** Why nothing can be entered into an interview now; `null` where it can, if the customer agrees. */
export function refusedBecause(
  interview: Interview,
  now: Date,
): 'anonymous' | 'answered' | 'waveClosed' | 'waveNotOpen' | null {
  if (interview.definition.anonymous) return 'anonymous';
  if (isFinished(interview)) return 'answered';
  const closed = closedBecause(interview, now);
  // a link that has expired is the customer's; whoever enters answers has none
  return closed === 'linkExpired' ? null : closed;
}

/** The token of a member's link, which is made where the member has none, as in a sample that was imported. */
async function tokenOf(
  tx: Queryable,
  { secret, createId, now }: EnterDependencies,
  { id: memberId, waveId }: SampleMember,
): Promise<string> {
  const link = await linkByMember(tx, memberId);
  if (link !== null) return linkToken(secret, link.id);
  const id = createId();
  const token = linkToken(secret, id);
  const createdAt = now().getTime();
  await insertLinks(tx, [{ id, waveId, memberId, tokenHash: tokenHash(token), expiresAt: null, createdAt }]);
  return token;
}

/** Goes through the questionnaire page by page as its customer would, from the beginning, with one form for all pages. */
function readWhole(
  interview: Interview,
  form: Form,
  consent: string | null,
): { readonly keep: Kept } | { readonly problems: readonly FieldError[] } {
  const { definition, respondent } = interview;
  const problems: FieldError[] = [];
  const read = new Set<string>();
  let walked: Interview = { ...interview, answers: {}, passed: [] };
  for (;;) {
    const pages = route(definition, walked.answers, respondent);
    const current: RoutePage | undefined = pages.find(({ page }) => !walked.passed.includes(page.key));
    if (current === undefined) return { problems };
    const pageKey = current.page.key;
    const ofPage = fieldsOf(current, form, read);
    const { answers: given, problems: wrong } = readPage(definition, current.questions, ofPage);
    problems.push(...wrong);
    const { keep, outcome } = nextStep(walked, { pageKey, form: ofPage, intent: 'continue', consent });
    if (outcome.kind === 'finish') {
      // what was said beside the way the customer's answers lead is nothing this questionnaire asks
      for (const field of form.keys()) if (!read.has(field)) problems.push(offRoute(field));
      if (problems.length === 0 && keep !== null) return { keep };
    }
    const answers = { ...walked.answers, ...given };
    walked = { ...walked, answers, passed: [...walked.passed, pageKey] };
  }
}

/** The fields of one page in a form for all of them. */
function fieldsOf({ questions }: RoutePage, form: Form, read: Set<string>): Form {
  const keys = new Set(questions.map(({ key }) => key));
  const fields = [...form].filter(([name]) => keys.has(questionOf(name)));
  for (const [name] of fields) read.add(name);
  return new Map(fields);
}

function offRoute(field: string): FieldError {
  return { question: questionOf(field), field, code: 'notOnRoute', params: {} };
}

function questionOf(field: string): string {
  return field.split('.', 1)[0] ?? field;
}
