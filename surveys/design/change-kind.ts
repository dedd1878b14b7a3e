import type { EditOf } from './edits.ts';
import { shapeOfOptions, shapeOfQuestion } from './fields.ts';
import { valueAtPath, withValue } from './json.ts';
import { type Draft, type Outcome, refused } from './outcome.ts';
import { partAt } from './parts.ts';
import { questionKindAt } from './set.ts';

/** Makes a question one of another kind, which keeps whatever both kinds can have; the rest is as for a new question. */
export function changeKind(draft: Draft, { place, kind }: EditOf<'changeKind'>): Outcome {
  const part = partAt(draft.parts, place);
  if (part?.kind !== 'question') return refused('placeGone', place);
  const before = questionKindAt(draft.document, part);
  if (before === kind) return { draft: draft.document, touched: place };
  if (before === 'pair' || kind === 'pair') return refused('otherKind', place);
  const shape = shapeOfQuestion(kind);
  const question = valueAtPath(draft.document, part.path) as Readonly<Record<string, unknown>>;
  const kept = only(question, shape);
  const options = 'options' in shape ? { options: optionsFor(question.options, kind) } : {};
  const scale = Object.keys(draft.document.scales)[0];
  if ('scale' in shape && kept.scale === undefined && scale === undefined) return refused('noScale', place);
  const begun = {
    ...('scale' in shape ? { scale } : {}),
    ...('low' in shape ? { low: {}, high: {} } : {}),
  };
  // What is called alike means something else: the least number to write, and the least number of options to choose.
  const { min, max, required, ...rest } = kept;
  const stays = 'required' in shape && kind !== 'contact' && required !== undefined ? { required } : {};
  return {
    draft: withValue(draft.document, part.path, { ...begun, ...rest, ...stays, ...options, kind }),
    touched: place,
  };
}

function optionsFor(options: unknown, kind: string): unknown {
  const shape = shapeOfOptions(kind);
  return Array.isArray(options) ? options.map((each) => only(each, shape)) : [];
}

/** The properties of an object that a shape has, too. */
function only(object: object, shape: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => Object.hasOwn(shape, name)));
}
