/** The nine steps of a satisfaction measurement, in their order. */
export const stepKeys = [
  'subject',
  'indicators',
  'sampling',
  'questionnaire',
  'fieldwork',
  'collection',
  'index',
  'report',
  'improvement',
] as const;
export type StepKey = (typeof stepKeys)[number];

/** What is known of a survey and its last wave, as far as the steps depend on it. */
export interface Progress {
  /** Whether it says what is measured and for whom it asks. */
  readonly isNamed: boolean;
  /** How many items are asked in pairs. */
  readonly items: number;
  readonly versions: number;
  /** Whether the draft says what the last version says. */
  readonly isPublished: boolean;
  /** How many lists of customers, or counts, a sample can be drawn from. */
  readonly frames: number;
  /** The last wave; `null` before the first. */
  readonly wave: {
    readonly state: 'planned' | 'open' | 'closed';
    /** Customers in its sample. */
    readonly sampled: number;
    readonly hasOpenLink: boolean;
    readonly submitted: number;
  } | null;
}

/** `done`, `now` (what to do next), `changed` (done before, and no longer up to date), `later`. */
export type StepState = 'done' | 'now' | 'changed' | 'later';

export interface Step {
  readonly key: StepKey;
  readonly state: StepState;
}

/**
 * Where a survey stands in the nine steps. The first step that is not done is what to do next; a questionnaire that was
 * published and then changed is `changed`, and does not hold up the steps after it.
 */
export function stepsOf(progress: Progress): readonly Step[] {
  const done = doneOf(progress);
  const next = stepKeys.find((key) => !done[key]);
  return stepKeys.map((key) => {
    if (key === 'questionnaire' && done[key] && !progress.isPublished) return { key, state: 'changed' };
    return { key, state: done[key] ? 'done' : key === next ? 'now' : 'later' };
  });
}

function doneOf({ isNamed, items, versions, frames, wave }: Progress): Record<StepKey, boolean> {
  const isReached = wave !== null && (wave.sampled > 0 || wave.hasOpenLink);
  const isOver = wave !== null && wave.state === 'closed' && wave.submitted > 0;
  return {
    subject: isNamed,
    indicators: items > 0,
    sampling: frames > 0 || isReached,
    questionnaire: versions > 0,
    fieldwork: isOver,
    collection: isOver,
    index: isOver,
    report: isOver,
    improvement: false,
  };
}
