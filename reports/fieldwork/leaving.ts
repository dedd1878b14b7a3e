import type { Definition } from '#surveys/definition.ts';

/** How many of those who have begun and not sent have come to a page and no further. */
export interface Leaving {
  /** The page passed last; `null` for those whose first page was kept and not passed. */
  readonly page: string | null;
  readonly started: number;
  /** Of all who have begun and not sent. */
  readonly share: number;
}

/**
 * Where those are who have begun and neither sent nor ended: after which page they stopped, or are right now. In the order of the
 * questionnaire; pages that it no longer has come last.
 */
export function leavingAfter(
  { pages }: Pick<Definition, 'pages'>,
  routes: readonly { readonly passed: readonly string[]; readonly started: number }[],
): readonly Leaving[] {
  const counts = new Map<string | null, number>();
  for (const { passed, started } of routes) {
    const last = passed.at(-1) ?? null;
    counts.set(last, (counts.get(last) ?? 0) + started);
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const order = [null, ...pages.map(({ key }) => key)];
  const known = order.filter((page) => counts.has(page));
  const others = [...counts.keys()].filter((page) => !order.includes(page)).toSorted();
  return [...known, ...others].map((page) => {
    const started = counts.get(page) ?? 0;
    return { page, started, share: started / total };
  });
}
