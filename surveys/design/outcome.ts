import type { Definition, DefinitionDocument } from '../definition.ts';
import type { DefinitionProblem } from '../definition-problem.ts';
import type { Part } from './parts.ts';

/**
 * Why an edit cannot be made:
 *
 * - `notADraft`: the document has not the shape of a questionnaire, for `problems`
 * - `notAllowed`: the result would not have it (too long, off its range, too many), for `problems`
 * - `placeGone`: there is no such part (any more)
 * - `noSuchField`: the part has nothing of that name that could be set
 * - `unknownLanguage`, `knownLanguage`: not one of the survey's; one already
 * - `keyTaken`, `keyReserved`: another part has the key; the program needs it itself
 * - `referredTo`: conditions or texts refer to it, at `places`
 * - `scaleInUse`: the questions at `places` are rated on it
 * - `noScale`: nothing can be rated before the survey has a scale
 * - `noSuchItem`: a pair asks an item, and none is named or it is not in the tree
 * - `notMovable`: it cannot be put there
 * - `notCopied`: there is only one of it, or nothing to copy
 * - `noWeights`: nothing there has a weight, or there is less to share out than parts
 * - `otherKind`: no question can become or cease to be a pair
 */
export type EditProblemCode =
  | 'notADraft'
  | 'notAllowed'
  | 'placeGone'
  | 'noSuchField'
  | 'unknownLanguage'
  | 'knownLanguage'
  | 'keyTaken'
  | 'keyReserved'
  | 'referredTo'
  | 'scaleInUse'
  | 'noScale'
  | 'noSuchItem'
  | 'notMovable'
  | 'notCopied'
  | 'noWeights'
  | 'otherKind';

export interface EditProblem {
  readonly code: EditProblemCode;
  /** What it is about. */
  readonly place: string;
  /** For `referredTo` and `scaleInUse`: where it is referred to, each once. */
  readonly places: readonly string[];
  /** For `notADraft` and `notAllowed`. */
  readonly problems: readonly DefinitionProblem[];
}

/** A draft after an edit. */
export interface Applied {
  /** The very draft that was given where the edit changes nothing. */
  readonly draft: unknown;
  /** Where something was changed, to go on working there: a part, or a place within one. */
  readonly touched: string;
}

export interface Refused {
  readonly refused: EditProblem;
}

export type Outcome = Applied | Refused;

export function refused(
  code: EditProblemCode,
  place: string,
  { places = [], problems = [] }: Partial<Pick<EditProblem, 'places' | 'problems'>> = {},
): Refused {
  return { refused: { code, place, places: [...new Set(places)], problems } };
}

/** A draft an edit is made to, as it is written and as it is understood; paths are the same in both. */
export interface Draft {
  readonly document: DefinitionDocument;
  /** With defaults filled in. */
  readonly definition: Definition;
  readonly parts: readonly Part[];
  /** Places of parts that there were in published versions: their keys stand for something in answers. */
  readonly taken: ReadonlySet<string>;
}
