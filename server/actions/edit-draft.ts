import type { Database, Queryable } from '#db/database.ts';
import { draftSteps, draftUpTo } from '#db/queries/draft-edits.ts';
import { surveyById } from '#db/queries/surveys.ts';
import type { Survey } from '#db/tables.ts';
import { apply } from '#surveys/design/apply.ts';
import type { Edit } from '#surveys/design/edits.ts';
import type { EditProblem } from '#surveys/design/outcome.ts';
import { partsIn } from '#surveys/design/parts.ts';
import { type Conflict, rebase, watchedValue } from '#surveys/design/rebase.ts';
import { readDraft } from '#surveys/read-definition.ts';
import type { Recorder } from '../people/recorder.ts';
import { type Author, keepDraft } from './keep-draft.ts';
import { OvertakenError } from './overtaken.ts';
import { publishedVersions } from './versions.ts';

export interface DraftDependencies {
  readonly db: Database;
  readonly now: () => Date;
  /** Writes into the audit log, in the transaction of the change. */
  readonly record: Recorder;
}

/** An edit as somebody sent it. */
export interface SentEdit {
  readonly surveyId: string;
  readonly by: Author;
  readonly edit: Edit;
  /** The revision of the draft that the person saw. */
  readonly revision: number;
  /**
   * What they saw where it matters (`watchedValue`), as a value or as it stood in a form; where it is left out it is looked
   * up in the history.
   */
  readonly seen?: unknown;
  /** A mark of its own that a page gave the form, at most 64 characters: what is sent twice with it is done once. */
  readonly form?: string | undefined;
}

/** A draft after an edit: kept at a revision, or as it was before where the edit changed nothing. */
export interface EditedDraft {
  readonly revision: number;
  readonly draft: unknown;
  readonly touched: string;
  readonly isChanged: boolean;
}

export type Edited =
  | { readonly edited: EditedDraft }
  | { readonly refused: EditProblem }
  | { readonly conflict: Conflict; readonly revision: number }
  | 'unknownSurvey';

/** More edits than this at the same moment are not a team at work. */
const mostTries = 20;

/**
 * Makes an edit to the draft of a survey and keeps it, with its place in the history, in one transaction. When somebody
 * else has changed the draft since the person saw it, the edit is made to the newer draft, unless the very same place was
 * changed: then nothing is kept, and both values come back.
 *
 * @throws OvertakenError when others keep changing the draft in between
 */
export async function editDraft(deps: DraftDependencies, sent: SentEdit): Promise<Edited> {
  const { db } = deps;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const survey = await surveyById(db.read, sent.surveyId);
    if (survey === null) return 'unknownSurvey';
    const before = await doneBefore(db.read, survey, sent);
    if (before !== null) return { edited: before };
    const outcome = await made(db.read, survey, sent);
    if ('refused' in outcome) return outcome;
    if ('conflict' in outcome) return { ...outcome, revision: survey.draftRevision };
    const { draft, touched } = outcome;
    if (draft === survey.draft) {
      return { edited: { revision: survey.draftRevision, draft, touched, isChanged: false } };
    }
    const revision = await keep(deps, survey, sent, { draft, touched });
    if (revision !== null) return { edited: { revision, draft, touched, isChanged: true } };
  }
  throw new OvertakenError();
}

async function keep(
  { db, now, record }: DraftDependencies,
  survey: Survey,
  { edit, by, form }: SentEdit,
  { draft, touched }: { readonly draft: unknown; readonly touched: string },
): Promise<number | null> {
  const place = edit.edit === 'remove' ? edit.place : touched;
  return await db.write(async (tx) => {
    const change = { draft, code: edit.edit, place, form, by, at: now().getTime() };
    const revision = await keepDraft(tx, survey, change);
    if (revision === null) return null;
    await record(tx, { survey, action: 'draft.changed', details: { edit: edit.edit, place, revision } });
    return revision;
  });
}

/** What became of a form that has been sent before: a button clicked twice, an answer that was lost on its way. */
async function doneBefore(
  read: Queryable,
  { id, draft, draftRevision }: Survey,
  { revision, form }: SentEdit,
): Promise<EditedDraft | null> {
  if (form === undefined || revision === draftRevision) return null;
  const steps = await draftSteps(read, id);
  const done = steps.find((step) => step.revision > revision && step.what.form === form);
  return done === undefined
    ? null
    : { revision: draftRevision, draft, touched: done.what.place, isChanged: false };
}

async function made(read: Queryable, { id, draft, draftRevision }: Survey, sent: SentEdit) {
  const { edit, revision } = sent;
  const taken = makesKeys(edit) ? await publishedPlaces(read, id) : undefined;
  if (revision === draftRevision) return apply(draft, edit, taken);
  const seen = sent.seen === undefined ? await seenBefore(read, id, sent) : sent.seen;
  return rebase(draft, edit, seen, taken);
}

/** What the draft said at the revision the person saw; `undefined` where that is not kept any more. */
async function seenBefore(read: Queryable, surveyId: string, { revision, edit }: SentEdit): Promise<unknown> {
  const kept = await draftUpTo(read, surveyId, revision);
  if (kept === null) return undefined;
  const reading = readDraft(kept.draft);
  return 'problems' in reading ? undefined : watchedValue(reading.definition, edit);
}

function makesKeys({ edit }: Edit): boolean {
  return edit.startsWith('add') || edit === 'duplicate';
}

/** The places of all parts that published versions have: answers are stored under their keys. */
async function publishedPlaces(read: Queryable, surveyId: string): Promise<ReadonlySet<string>> {
  const versions = await publishedVersions(read, surveyId);
  return new Set(versions.flatMap(({ definition }) => partsIn(definition).map(({ place }) => place)));
}
