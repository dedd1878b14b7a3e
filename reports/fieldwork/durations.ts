/** How long so many took who passed these pages. Seconds are the lower ends of steps; see `stepAfter`. */
export interface CountedDuration {
  readonly passed: readonly string[];
  readonly seconds: number;
  readonly submitted: number;
}

/** In seconds. */
export interface Quartiles {
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
}

/** How long those took who were asked the same pages. */
export interface RouteDurations {
  /** In the order in which most of them were asked. */
  readonly pages: readonly string[];
  readonly answers: number;
  readonly quartiles: Quartiles;
}

/** The same pages are the same route, in whatever order they were shuffled. */
export function routeKey(pages: readonly string[]): string {
  return JSON.stringify(pages.toSorted());
}

/** The width of the step of durations that begins at so many seconds: one up to ten minutes, ten up to an hour, then 600. */
export function stepAfter(seconds: number): number {
  if (seconds < 600) return 1;
  return seconds < 3600 ? 10 : 600;
}

/**
 * How long customers took, by the pages they were asked, the route of most of them first. Who came back the next day counts
 * with a day, so that medians and quartiles tell and a mean would not.
 *
 * A quartile is the time within which a quarter (half, three quarters) were done, in its step by the straight line between
 * the step's ends (for grouped data).
 */
export function durationsByRoute(counted: readonly CountedDuration[]): readonly RouteDurations[] {
  const routes = new Map<string, CountedDuration[]>();
  for (const each of counted) {
    const key = routeKey(each.passed);
    const known = routes.get(key);
    if (known) known.push(each);
    else routes.set(key, [each]);
  }
  return [...routes.values()]
    .map((of) => ({ pages: mostUsual(of), answers: total(of), quartiles: quartilesOf(of) }))
    .toSorted(
      (one, other) => other.answers - one.answers || (one.pages.join() < other.pages.join() ? -1 : 1),
    );
}

function mostUsual(of: readonly CountedDuration[]): readonly string[] {
  const orders = new Map<string, number>();
  for (const { passed, submitted } of of) {
    const order = JSON.stringify(passed);
    orders.set(order, (orders.get(order) ?? 0) + submitted);
  }
  const [[order]] = [...orders].toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)) as [
    [string, number],
  ];
  return JSON.parse(order) as string[];
}

function total(of: readonly CountedDuration[]): number {
  return of.reduce((sum, { submitted }) => sum + submitted, 0);
}

function quartilesOf(of: readonly CountedDuration[]): Quartiles {
  const bySeconds = of.toSorted((one, other) => one.seconds - other.seconds);
  const count = total(of);
  const [lower, median, upper] = [0.25, 0.5, 0.75].map((share) => quantileOf(bySeconds, share * count));
  return { lower: lower ?? 0, median: median ?? 0, upper: upper ?? 0 };
}

function quantileOf(bySeconds: readonly CountedDuration[], wanted: number): number {
  let before = 0;
  for (const { seconds, submitted } of bySeconds) {
    if (before + submitted >= wanted) return seconds + stepAfter(seconds) * ((wanted - before) / submitted);
    before += submitted;
  }
  return bySeconds.at(-1)?.seconds ?? 0;
}
