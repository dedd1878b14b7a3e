/**
 * Why an analyst leaves a sent response out of the figures. The list is closed so that protocols can be counted; what
 * else there is to say stands beside it in words.
 *
 * - `straightLining`: the same point again and again, against what chance would give
 * - `tooFast`: much faster than others on the same route
 * - `duplicate`: the same customer or case twice
 * - `implausible`: answers that contradict one another or make no sense
 * - `notACustomer`: somebody who was not to be asked
 * - `test`: sent to try the questionnaire out
 * - `other`: anything else, which the words have to say
 */
export const exclusionReasons = [
  'straightLining',
  'tooFast',
  'duplicate',
  'implausible',
  'notACustomer',
  'test',
  'other',
] as const;
export type ExclusionReason = (typeof exclusionReasons)[number];
