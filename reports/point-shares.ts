/** How many answers some neighbouring points of a scale have, and what these weigh. */
export interface PointGroup {
  /** The first and the last of them. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly weight: number;
}

/**
 * The points of a scale, joined to neighbours until no group has fewer answers than `smallest`, unless it has none: a
 * bar of three answers would tell of three people. What has fewest goes first, to the neighbour that has fewer.
 *
 * @param counts by point, the lowest first
 * @returns in order; empty where all points together have fewer answers than that
 */
export function groupedPoints(
  counts: readonly number[],
  weights: readonly number[],
  min: number,
  smallest: number,
): readonly PointGroup[] {
  if (counts.reduce((sum, count) => sum + count, 0) < smallest) return [];
  let groups = counts.map(
    (count, place): PointGroup => ({
      from: min + place,
      to: min + place,
      count,
      weight: weights[place] ?? 0,
    }),
  );
  for (;;) {
    const small = [...groups.keys()].filter((place) => isSmall(groups[place], smallest));
    const [fewest] = small.sort((a, b) => countAt(groups, a) - countAt(groups, b) || a - b);
    if (fewest === undefined) return groups;
    const below = fewest > 0 ? countAt(groups, fewest - 1) : Number.POSITIVE_INFINITY;
    const above = fewest < groups.length - 1 ? countAt(groups, fewest + 1) : Number.POSITIVE_INFINITY;
    groups = joined(groups, below <= above ? fewest - 1 : fewest);
  }
}

function isSmall(group: PointGroup | undefined, smallest: number): boolean {
  return group !== undefined && group.count > 0 && group.count < smallest;
}

function countAt(groups: readonly PointGroup[], place: number): number {
  return groups[place]?.count ?? 0;
}

/** With the group at a place and the next as one. */
function joined(groups: readonly PointGroup[], place: number): PointGroup[] {
  const [one, other] = groups.slice(place, place + 2);
  if (one === undefined || other === undefined) throw new RangeError('There is no such neighbour');
  const both = {
    from: one.from,
    to: other.to,
    count: one.count + other.count,
    weight: one.weight + other.weight,
  };
  return groups.toSpliced(place, 2, both);
}
