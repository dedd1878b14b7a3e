import type { Queryable } from '#db/database.ts';
import {
  type DraftStep,
  deleteDraftEdit,
  insertDraftEdit,
  lastDraftStep,
  pruneDraftEdits,
} from '#db/queries/draft-edits.ts';
import { updateDraft } from '#db/queries/surveys.ts';
import { lastPublishedAt } from '#db/queries/versions.ts';
import type { Survey } from '#db/tables.ts';
import { isWayBack } from '#surveys/design/history.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { readDraft } from '#surveys/read-definition.ts';

/** Who changes a draft; `null` for the command line. */
export type Author = { readonly id: string; readonly name: string } | null;

/** Changes of a survey's draft that are kept, and one of going back or forth; a draft of 300 items has about 90 kB. */
export const keptRevisions = 200;

/** Typing on in the same text is one change as long as it pauses no longer than this, in milliseconds. */
const samePause = 5 * 60_000;

/** A changed draft, and what was done to it. */
export interface DraftChange {
  readonly draft: unknown;
  /** The kind of edit, or `import`, `undo`, `redo`, `restore`. */
  readonly code: string;
  /** What it was done to; for `undo`, `redo` and `restore` the revision that was brought back. */
  readonly place: string;
  /** The mark of the form that asked for it, so that a form that is sent twice is known again. */
  readonly form?: string | undefined;
  readonly by: Author;
  /** In milliseconds since 1970. */
  readonly at: number;
}

/**
 * Keeps a changed draft with its title and its place in the history, inside a transaction. The draft that was changed is
 * kept beside it where the history does not have it, so that everything can be undone, whoever changed it before.
 *
 * @param survey as it was read before the change
 * @returns the new revision; `null` when the draft has been changed meanwhile, and nothing is kept
 */
export async function keepDraft(
  tx: Queryable,
  survey: Pick<Survey, 'id' | 'draft' | 'draftRevision'>,
  change: DraftChange,
): Promise<number | null> {
  const { id: surveyId, draftRevision: seen } = survey;
  const { draft } = change;
  if (!(await updateDraft(tx, { surveyId, seen, draft, title: titleOf(draft) }))) return null;
  const last = await lastDraftStep(tx, surveyId);
  if (last?.revision !== seen) {
    await insertDraftEdit(tx, stepOf(survey, seen, { ...change, draft: survey.draft, ...unknownChange }));
  } else if (walksOn(last, change) || (goesOn(last, change) && !(await isPublished(tx, last)))) {
    await deleteDraftEdit(tx, surveyId, seen);
  }
  await insertDraftEdit(tx, stepOf(survey, seen + 1, change));
  // whoever walks back is not to lose what they walk to
  if (!isWayBack(change.code)) await pruneDraftEdits(tx, surveyId, keptRevisions);
  return seen + 1;
}

/** Begins the history of a new survey with its first draft. */
export async function beginHistory(
  tx: Queryable,
  survey: Pick<Survey, 'id'>,
  change: DraftChange,
): Promise<void> {
  await insertDraftEdit(tx, stepOf(survey, 1, change));
}

/** The title of a draft; `null` where it is none that can be read. */
export function titleOf(draft: unknown): LocalizedText | null {
  const reading = readDraft(draft);
  return 'problems' in reading ? null : reading.definition.title;
}

const unknownChange = { code: 'before', place: 'survey', form: undefined, by: null } as const;

function stepOf(
  { id: surveyId }: Pick<Survey, 'id'>,
  revision: number,
  { draft, code, place, form, by, at }: DraftChange,
) {
  const what = { code, place, ...(form === undefined ? {} : { form }) };
  return { surveyId, revision, draft, what, personId: by?.id ?? null, personName: by?.name ?? null, at };
}

/** Whether a change only goes on with what the same person was typing. */
function goesOn({ what, personId, at }: DraftStep, change: DraftChange): boolean {
  return (
    change.code === 'setText' &&
    what.code === 'setText' &&
    what.place === change.place &&
    personId === (change.by?.id ?? null) &&
    change.at - at <= samePause
  );
}

/** Whether a change goes on back or forth from where the last one went, which has that state no longer to itself. */
function walksOn({ what }: DraftStep, { code }: DraftChange): boolean {
  return isWayBack(what.code) && isWayBack(code);
}

/** Whether the state that the last change led to may have been published: then it stays in the history. */
async function isPublished(tx: Queryable, { surveyId, at }: DraftStep): Promise<boolean> {
  const publishedAt = await lastPublishedAt(tx, surveyId);
  return publishedAt !== null && publishedAt >= at;
}
