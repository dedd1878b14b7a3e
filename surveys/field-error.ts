/**
 * What is wrong with one field, as a code whose words the views choose. Params in parentheses.
 *
 * - `required`: nothing was answered
 * - `pairExpectation`, `pairPerception`: the half of a pair that is missing
 * - `offScale` (min, max): not a point of the scale
 * - `oneAnswerOnly`: several values where one is asked
 * - `unknownOption`: not an option of the question
 * - `tooFew` (min), `tooMany` (max): number of options chosen
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
  | 'notANumber'
  | 'outOfRange'
  | 'tooManyDecimals'
  | 'tooLong'
  | 'unsupportedCharacters'
  | 'wrongType'
  | 'unknownField'
  | 'notOnRoute';

/** A mistake a person can mend, found on the server; never a sentence. */
export interface FieldError {
  /** Key of the question; for `unknownField` the name that was sent. */
  readonly question: string;
  /** Name of the form field and anchor of its first control, e.g. `quality.perception`. */
  readonly field: string;
  readonly code: FieldErrorCode;
  readonly params: Readonly<Record<string, string | number>>;
}
