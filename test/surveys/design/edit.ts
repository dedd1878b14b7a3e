import { expect } from 'vitest';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { apply } from '#surveys/design/apply.ts';
import { type EditDocument, readEdit } from '#surveys/design/edits.ts';
import type { EditProblem } from '#surveys/design/outcome.ts';

/** A draft after an edit that can be made; every value in it that is not `undefined`. */
export function edited(
  draft: unknown,
  edit: EditDocument,
  taken: readonly string[] = [],
): DefinitionDocument {
  return touching(draft, edit, taken).draft;
}

/** The same with the place that was touched. */
export function touching(draft: unknown, edit: EditDocument, taken: readonly string[] = []) {
  const outcome = made(draft, edit, taken);
  if ('refused' in outcome) throw new Error(`Refused: ${JSON.stringify(outcome.refused)}`);
  return { draft: outcome.draft as DefinitionDocument, touched: outcome.touched };
}

/** Why an edit is refused. */
export function refusal(draft: unknown, edit: EditDocument): EditProblem {
  const outcome = made(draft, edit, []);
  expect(outcome).toHaveProperty('refused');
  if (!('refused' in outcome)) throw new Error('Not refused');
  return outcome.refused;
}

function made(draft: unknown, edit: EditDocument, taken: readonly string[]) {
  const reading = readEdit(edit);
  if ('problems' in reading) throw new Error(`No edit: ${JSON.stringify(reading.problems)}`);
  return apply(draft, reading.edit, new Set(taken));
}
