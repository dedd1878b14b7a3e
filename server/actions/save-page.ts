import type { Database, Queryable } from '#db/database.ts';
import { isUniqueViolation } from '#db/errors.ts';
import type { Definition } from '#surveys/definition.ts';
import { AppError } from '../errors.ts';
import type { Admit } from './beginnings.ts';
import type { Definitions } from './definitions.ts';
import { earlyEndOf, lastPageEnd } from './ends.ts';
import {
  type Interview,
  interviewOf,
  isChangeable,
  isFinished,
  requireKnownPage,
  requireOpen,
} from './interview.ts';
import { keepStep } from './keep-step.ts';
import { lostBy } from './late-page.ts';
import { nextStep, type Outcome, type PageForm, sendablePage } from './next-step.ts';
import { OvertakenError } from './overtaken.ts';

/** How often a page is read and merged again after somebody else changed the response in between. */
const mostAttempts = 5;

export interface SavePageDependencies {
  readonly db: Database;
  readonly secret: string;
  readonly definitions: Definitions;
  readonly now: () => Date;
  readonly createId: () => string;
  /** Whether one more may begin by an open link; everybody may where nothing is said. */
  readonly admit?: Admit;
}

export interface SentPage extends PageForm {
  readonly token: string;
  /** The language in which the page is read, of those the questionnaire has. */
  readonly languageOf: (definition: Definition) => string;
}

export interface SavedPage {
  /** As it was before the page was sent. */
  readonly interview: Interview;
  readonly outcome: Outcome;
  /** The key of the end of an anonymous questionnaire, or `lastPageEnd`: nothing leads to it once this is answered. */
  readonly untiedEnd?: string | null;
}

/**
 * Keeps one page as it was sent, merged into what is stored at that moment, and finishes the response when the
 * page was the last: all in one transaction. Sending again what was submitted changes nothing, unless the questionnaire
 * lets its customers change their answers.
 *
 * The first page sent makes the response, and for an open link the link too.
 *
 * @throws AppError `notFound` for an unknown token or page; `badRequest` for a consent that nobody asks for; `linkExpired`,
 *   `waveClosed`, `waveNotOpen`; `crowded` when too many begin by the same open link; `unavailable` when others kept
 *   changing the response
 */
export async function savePage(deps: SavePageDependencies, sent: SentPage): Promise<SavedPage> {
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    try {
      const { isUntied, ...saved } = await deps.db.write((tx) => savePageOnce(tx, deps, sent));
      if (isUntied) deps.db.forget();
      return saved;
    } catch (error) {
      if (!(error instanceof OvertakenError || isUniqueViolation(error))) throw error;
    }
  }
  throw new AppError('unavailable');
}

async function savePageOnce(
  tx: Queryable,
  deps: SavePageDependencies,
  sent: SentPage,
): Promise<SavedPage & { readonly isUntied?: boolean }> {
  const interview = await interviewOf(tx, sent.token, deps, sent.languageOf);
  requireKnownPage(interview, sent.pageKey);
  if (sent.consent !== null && interview.definition.privacy === undefined) throw new AppError('badRequest');
  if (isFinished(interview) && !isChangeable(interview))
    return { interview, outcome: lostBy(interview, sent) ?? { kind: 'finish', isRevision: false } };
  requireOpen(interview, deps.now());
  const step = nextStep(interview, sent);
  if (step.keep === null) return { interview, outcome: step.outcome };
  const status = await keepStep(tx, deps, { ...sent, interview, keep: step.keep });
  const isUntied = interview.definition.anonymous && status !== 'started';
  const end = isUntied ? await earlyEndOf(tx, { ...interview, ...step.keep, status }, deps.now()) : null;
  return {
    interview,
    outcome: status === 'overQuota' ? withoutPlace(interview, sent) : step.outcome,
    untiedEnd: isUntied ? (end?.key ?? lastPageEnd) : null,
    isUntied,
  };
}

/** The end where no place is left; what was sent before stands, and only its change is refused. */
function withoutPlace(interview: Interview, { pageKey }: SentPage): Outcome {
  const current = isFinished(interview) ? sendablePage(interview, pageKey) : null;
  return current === null
    ? { kind: 'finish', isRevision: false }
    : { kind: 'refused', current, why: 'overQuota' };
}
