/**
 * What is wrong with one field, as a code whose words the views choose. Params in parentheses.
 *
 * - `required`: nothing was answered
 * - `pairExpectation`, `pairPerception`: the half of a pair that is missing
 * - `offScale` (min, max): not a point of the scale
 * - `oneAnswerOnly`: several values where one is asked
 * - `unknownOption`: not an option of the question
 * - `tooFew` (min), `tooMany` (max): number of options chosen
 * - `exclusiveOption` (option): one that goes with no other was chosen beside others
 * - `specifyText` (option): chosen, but not said what it stands for
 * - `textWithoutOption` (option): written beside an option that is not chosen
 * - `notAllRanked`: some options are not in the order, or are in it twice
 * - `pointsMissing`, `pointsOver` (points, total): points left to give, or given too many
 * - `contactWay`: a name, but neither telephone nor e-mail
 * - `notAPhone`, `notAnEmail`: nothing that could be called or written to
 * - `notANumber`, `outOfRange` (min, max), `tooManyDecimals` (decimals)
 * - `tooLong` (max, length): length in characters (code points)
 * - `unsupportedCharacters` (character, position): e.g. "U+0000" at character 1
 * - `wrongType`: a stored or imported answer of another shape than its question's
 * - `unknownField`: no question of this page has such a field
 * - `notOnRoute`: the question is not asked of this respondent
 */
export type FieldErrorCode =
  | 'required'
  | 'pairExpectation'
  | 'pairPerception'
  | 'offScale'
  | 'oneAnswerOnly'
  | 'unknownOption'
  | 'tooFew'
  | 'tooMany'
  | 'exclusiveOption'
  | 'specifyText'
  | 'textWithoutOption'
  | 'notAllRanked'
  | 'pointsMissing'
  | 'pointsOver'
  | 'contactWay'
  | 'notAPhone'
  | 'notAnEmail'
  | 'notANumber'
  | 'outOfRange'
  | 'tooManyDecimals'
  | 'tooLong'
  | 'unsupportedCharacters'
  | 'wrongType'
  | 'unknownField'
  | 'notOnRoute';

/** What is not there yet. Everything else that is wrong was typed, and is not kept until it is mended. */
const missing: ReadonlySet<FieldErrorCode> = new Set<FieldErrorCode>([
  'required',
  'pairExpectation',
  'pairPerception',
  'specifyText',
  'pointsMissing',
  'pointsOver',
  'contactWay',
]);

/** Whether a problem is only that something has still to be added: what was given is kept as it is. */
export function isMissing({ code }: FieldError): boolean {
  return missing.has(code);
}

/** What only a question as a whole can miss. */
const ofWhole: ReadonlySet<FieldErrorCode> = new Set<FieldErrorCode>([
  'pointsMissing',
  'pointsOver',
  'contactWay',
]);

/** Whether a problem cannot be told while one part of the answer could not be read. */
export function needsAllParts({ code }: FieldError): boolean {
  return ofWhole.has(code);
}

/** A mistake a person can mend, found on the server; never a sentence. */
export interface FieldError {
  /** Key of the question; for `unknownField` the name that was sent. */
  readonly question: string;
  /** Name of the form field and anchor of its first control, e.g. `quality.perception`. */
  readonly field: string;
  readonly code: FieldErrorCode;
  readonly params: Readonly<Record<string, string | number>>;
}
