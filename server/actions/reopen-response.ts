import type { Database } from '#db/database.ts';
import { reopenResponse } from '#db/queries/reopened-responses.ts';
import { type Condition, questionsOf } from '#surveys/conditions.ts';
import type { Definition } from '#surveys/definition.ts';
import { route, screenedOutBy } from '#surveys/journey.ts';
import { quotasReached } from '#surveys/quotas.ts';
import { type Interview, type InterviewDependencies, interviewOf, requireOpen } from './interview.ts';

export interface Reopened {
  /** As it was before. */
  readonly interview: Interview;
  /** The page to go on with; `null` where the response goes on nowhere. */
  readonly page: string | null;
}

/**
 * The page whose answer ended a questionnaire early, which its customer may give anew; `null` where it did not end early,
 * where no answer decided it, and where nothing leads to the response.
 */
export function decidingPage(interview: Interview): string | null {
  const { definition, answers, respondent, response } = interview;
  if (response === null) return null;
  const decisive = new Set(conditionsMet(interview).flatMap(questionsOf));
  const asking = route(definition, answers, respondent).findLast(({ questions }) =>
    questions.some(({ key }) => decisive.has(key)),
  );
  return asking?.page.key ?? null;
}

function conditionsMet(interview: Interview): readonly Condition[] {
  const { definition, answers, respondent, status } = interview;
  if (status === 'overQuota') return quotasReached(interview).map(({ when }) => when);
  const end = status === 'screenedOut' ? screenedOutBy(definition, answers, respondent) : null;
  return end === null ? [] : [end.when];
}

/**
 * Has a customer whose questionnaire ended early go on at the page that decided it. The response holds no place of a
 * quota by that: it takes one with the next page, as everybody does.
 *
 * @throws AppError `notFound` for a token nobody was given; `linkExpired`, `waveClosed` or `waveNotOpen`
 */
export async function reopenEnded(
  deps: InterviewDependencies & { readonly db: Database; readonly now: () => Date },
  token: string,
  languageOf: (definition: Definition) => string,
): Promise<Reopened> {
  return await deps.db.write(async (tx) => {
    const interview = await interviewOf(tx, token, deps, languageOf);
    requireOpen(interview, deps.now());
    const { response, wave } = interview;
    const page = decidingPage(interview);
    if (response === null || page === null) return { interview, page: null };
    const passed = interview.passed.filter((key) => key !== page);
    const { id, revision } = response;
    const at = deps.now().getTime();
    const isReopened = await reopenResponse(tx, { id, waveId: wave.id, passed, seen: revision, at });
    return { interview, page: isReopened ? page : null };
  });
}
