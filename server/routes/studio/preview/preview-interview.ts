import type { Definition } from '#surveys/definition.ts';
import { screenedOutBy } from '#surveys/journey.ts';
import { quotasReached } from '#surveys/quotas.ts';
import { factsOf } from '#surveys/respondent.ts';
import { lastPageEnd } from '../../../actions/ends.ts';
import { type Interview, isFinished } from '../../../actions/interview.ts';
import { type Outcome, type PageForm, type Step, sendablePage } from '../../../actions/next-step.ts';
import type { PreviewState } from './state.ts';

/** What of an interview no database knows; nothing is ever looked up under it. */
const nowhere = 'preview';

/** The interview that a customer would have with a draft, as far as the preview has come. */
export function previewInterview(draft: Definition, state: PreviewState, language: string): Interview {
  // a quota that is not full changes nothing, and all that are here are full
  const quotas = draft.quotas.filter(({ key }) => state.full.includes(key));
  const definition = { ...draft, quotas };
  const { answers, status } = state;
  const passed = [...state.passed];
  const facts = factsOf(definition, state.facts);
  const isBegun = status !== 'notStarted';
  // to an anonymous answer that was sent nothing leads back
  const isUntied = definition.anonymous && isBegun && status !== 'started';
  return {
    address: 'private',
    link: null,
    member: state.isPersonal ? { customer: nowhere, stratum: '', attributes: state.facts } : null,
    wave: {
      id: nowhere,
      versionId: nowhere,
      opensAt: null,
      closesAt: null,
      closedAt: null,
      stratumQuestion: null,
    },
    versionId: nowhere,
    definition,
    status,
    response:
      isBegun && !isUntied
        ? {
            id: nowhere,
            versionId: nowhere,
            status,
            revision: 1,
            answers,
            passed,
            revising: null,
            consent: null,
            facts,
          }
        : null,
    answers,
    passed,
    respondent: { facts, language, seed: state.seed },
  };
}

/** What became of a preview by a page that was sent. */
export interface Previewed {
  readonly state: PreviewState;
  readonly outcome: Outcome;
  /** The key of the end of an anonymous questionnaire, or `lastPageEnd`, as the browser remembers it; `null` otherwise. */
  readonly untiedEnd: string | null;
}

/** What a page that was sent comes to, and where that leaves the preview. Nothing is written. */
export function previewStep(
  state: PreviewState,
  interview: Interview,
  { keep, outcome }: Step,
  { pageKey }: PageForm,
): Previewed {
  if (keep === null) return { state, outcome, untiedEnd: null };
  const [full] = keep.status === 'screenedOut' ? [] : quotasReached({ ...interview, ...keep });
  const wasFinished = isFinished(interview);
  if (full !== undefined) {
    const current = wasFinished ? sendablePage(interview, pageKey) : null;
    if (current !== null)
      return { state, outcome: { kind: 'refused', current, why: 'overQuota' }, untiedEnd: null };
    const over = { ...state, ...keep, status: 'overQuota' } as const;
    return ended(over, interview, { kind: 'finish', isRevision: false }, full.key);
  }
  const isNothing = Object.keys(keep.answers).length === 0 && keep.passed.length === 0;
  if (interview.response === null && isNothing) return { state, outcome, untiedEnd: null };
  // a change of what was sent is no beginning
  const status = wasFinished ? state.status : keep.status;
  const end = screenedOutBy(interview.definition, keep.answers, interview.respondent);
  return ended({ ...state, ...keep, status }, interview, outcome, end?.key ?? lastPageEnd);
}

/** Of an anonymous answer that came to its end nothing is left that could be shown. */
function ended(state: PreviewState, { definition }: Interview, outcome: Outcome, end: string): Previewed {
  const isUntied = definition.anonymous && state.status !== 'started';
  return isUntied
    ? { state: { ...state, answers: {}, passed: [] }, outcome, untiedEnd: end }
    : { state, outcome, untiedEnd: null };
}
