import type { Duplicate } from './duplicates.ts';
import { type Grade, heaviest } from './grade.ts';
import type { Speed } from './speed.ts';
import type { StraightLining } from './straight-lining.ts';

/** What is noticed about a sent response, with the numbers behind it. */
export type QualityFlag = StraightLining | Speed | Duplicate;
export type FlagKind = QualityFlag['kind'];

export const flagKinds = ['straightLining', 'speed', 'duplicate'] as const satisfies readonly FlagKind[];

/**
 * The grade of a response by all its flags: that of the heaviest, and one more where two different flags say at least
 * `suspicious`, since what is rare in two unrelated ways is rarer still.
 */
export function gradeOf(flags: readonly QualityFlag[]): Grade | null {
  const grade = heaviest(flags.map((flag) => flag.grade));
  const weighty = flags.filter((flag) => flag.grade !== 'note');
  return grade === 'suspicious' && weighty.length > 1 ? 'strong' : grade;
}
