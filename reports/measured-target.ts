import type { FigureName, RatingDescription } from './report.ts';

/** The figure by which a target is judged: C, the mean of a rated question, or its recommendation score. */
export function figureNameOf(
  target: string,
  ratings: readonly Pick<RatingDescription, 'key' | 'kind'>[],
): FigureName {
  const rating = ratings.find(({ key }) => key === target);
  if (rating === undefined) return 'csi';
  return rating.kind === 'recommend' ? 'recommend' : 'mean';
}
