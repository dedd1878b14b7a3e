import type { DefinitionDocument } from '../definition.ts';
import { readDraft } from '../read-definition.ts';
import {
  addDimension,
  addEnd,
  addFact,
  addFactor,
  addItem,
  addOption,
  addPage,
  addQuestion,
  addQuota,
  addScale,
} from './add.ts';
import { changeKind } from './change-kind.ts';
import { duplicate } from './duplicate.ts';
import type { Edit, EditOf } from './edits.ts';
import { move } from './move.ts';
import { type Draft, type Outcome, refused } from './outcome.ts';
import { partsIn } from './parts.ts';
import { rekey } from './rekey.ts';
import { remove } from './remove.ts';
import { addLanguage, insertPipe, set, setCondition, setShuffledPages, setText } from './set.ts';
import { equalWeights, scaleWeights } from './weights.ts';

/** How each edit is made. An edit in the schema that is not here does not compile. */
const ways: { readonly [E in Edit['edit']]: (draft: Draft, edit: EditOf<E>) => Outcome } = {
  setText,
  insertPipe,
  set,
  setCondition,
  addFactor,
  addDimension,
  addItem,
  addPage,
  addQuestion,
  addOption,
  addScale,
  addFact,
  addQuota,
  addEnd,
  addLanguage,
  remove,
  duplicate,
  move,
  rekey,
  changeKind,
  equalWeights,
  scaleWeights,
  setShuffledPages,
};

const none: ReadonlySet<string> = new Set();

/**
 * Makes an edit to a draft, however unfinished. What the edit is not about stays as it is, value for value; the result
 * is always a draft that `readDraft` accepts. Nothing is thrown, whatever the document is.
 *
 * @param taken places (`Part.place`) of parts of published versions, whose keys are not given to anything new
 */
export function apply(draft: unknown, edit: Edit, taken = none): Outcome {
  const before = readDraft(draft);
  if ('problems' in before) return refused('notADraft', 'survey', before);
  // `readDraft` has just seen that it has this shape.
  const document = draft as DefinitionDocument;
  const { definition } = before;
  const way = ways[edit.edit] as (draft: Draft, edit: Edit) => Outcome;
  const outcome = way({ document, definition, parts: partsIn(document), taken }, edit);
  if ('refused' in outcome || outcome.draft === draft) return outcome;
  const after = readDraft(outcome.draft);
  return 'problems' in after ? refused('notAllowed', outcome.touched, after) : outcome;
}
