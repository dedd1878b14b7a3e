import type { Queryable } from '#db/database.ts';
import { type DraftStep, draftSteps, draftUpTo } from '#db/queries/draft-edits.ts';
import { surveyById } from '#db/queries/surveys.ts';
import type { Survey } from '#db/tables.ts';
import { type UndoState, undoState } from '#surveys/design/history.ts';
import type { DraftDependencies } from './edit-draft.ts';
import { type Author, keepDraft } from './keep-draft.ts';

/** The history of a draft: what was done to it, and where undo and redo lead. */
export interface DraftHistory extends UndoState {
  /** The newest first. */
  readonly steps: readonly DraftStep[];
}

/** What was done to a draft, as far as it is kept. */
export async function draftHistory(
  read: Queryable,
  { id, draftRevision }: Pick<Survey, 'id' | 'draftRevision'>,
): Promise<DraftHistory> {
  const steps = await draftSteps(read, id);
  const known = steps.map(({ revision, what }) => {
    return { revision, code: what.code, target: Number(what.place) };
  });
  // a draft that was changed past the history is a state of its own
  const current =
    known.at(-1)?.revision === draftRevision
      ? []
      : [{ revision: draftRevision, code: 'before', target: Number.NaN }];
  return { steps: steps.reverse(), ...undoState([...known, ...current]) };
}

export interface WantedStep {
  readonly surveyId: string;
  readonly by: Author;
  /** The revision of the draft that the person saw. */
  readonly revision: number;
  /** One step back, one step forth again, or back to a revision of the history. */
  readonly way: 'undo' | 'redo' | { readonly restore: number };
}

/**
 * Brings an earlier state of a draft back, to the letter, as a new revision: no state of the history is lost, and this can be
 * undone like any other change. Several steps back or forth in a row are one change of the history; the log has each.
 *
 * @returns `overtaken` when the draft is not what the person saw, since they would take back what they do not know of;
 *   `nothing` where there is nothing to go to
 */
export async function undoDraft(
  { db, now, record }: DraftDependencies,
  { surveyId, by, revision: seen, way }: WantedStep,
): Promise<
  { readonly revision: number; readonly draft: unknown } | 'unknownSurvey' | 'overtaken' | 'nothing'
> {
  const survey = await surveyById(db.read, surveyId);
  if (survey === null) return 'unknownSurvey';
  if (survey.draftRevision !== seen) return 'overtaken';
  const target = typeof way === 'string' ? (await draftHistory(db.read, survey))[way] : way.restore;
  const kept = target === null ? null : await draftUpTo(db.read, surveyId, target);
  if (kept === null || kept.revision !== target) return 'nothing';
  const code = typeof way === 'string' ? way : 'restore';
  const { draft } = kept;
  return await db.write(async (tx) => {
    const change = { draft, code, place: String(target), by, at: now().getTime() };
    const revision = await keepDraft(tx, survey, change);
    if (revision === null) return 'overtaken';
    await record(tx, { survey, action: 'draft.undone', details: { way: code, to: target, revision } });
    return { revision, draft };
  });
}
