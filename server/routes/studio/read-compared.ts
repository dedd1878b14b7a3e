import type { Context } from 'hono';
import type { Reference } from '#reports/survey-comparison.ts';

/** What is to be compared, as the address of the page says it. */
export interface ComparedChoice {
  /** Short names of surveys, in the order of the list. */
  readonly surveys: readonly string[];
  /** The key of the wave to take of a survey; of those not named, the latest with figures. */
  readonly waves: ReadonlyMap<string, string>;
  /** The short name of the survey that others are held against; `mean`. */
  readonly reference: string;
  /** Ids of published figures. */
  readonly indices: readonly string[];
}

/** More surveys than these are not read at once: each is a report of its own. */
export const mostCompared = 20;

/** The choice that an address makes, of what there is to choose from: anything else is passed over. */
export function readCompared(
  query: URLSearchParams,
  surveys: readonly string[],
  indices: readonly string[],
): ComparedChoice {
  const chosen = surveys.filter((slug) => query.has(`s.${slug}`));
  const waves = chosen.flatMap((slug): [string, string][] => {
    const key = query.get(`w.${slug}`) ?? '';
    return key === '' ? [] : [[slug, key]];
  });
  const reference = query.get('ref') ?? '';
  return {
    surveys: chosen,
    waves: new Map(waves),
    reference: chosen.includes(reference) ? reference : 'mean',
    indices: indices.filter((id) => query.has(`i.${id}`)),
  };
}

/** The same choice as an address, to come back to. */
export function queryOf({ surveys, waves, reference, indices }: ComparedChoice): string {
  const query = new URLSearchParams([
    ...surveys.map((slug): [string, string] => [`s.${slug}`, 'yes']),
    ...[...waves].map(([slug, key]): [string, string] => [`w.${slug}`, key]),
    ['ref', reference],
    ...indices.map((id): [string, string] => [`i.${id}`, 'yes']),
  ]);
  return query.toString();
}

/** What the surveys are held against: the place of one among those that have a report, else their mean. */
export function referenceAmong(reference: string, slugs: readonly string[]): Reference {
  const place = slugs.indexOf(reference);
  return place < 0 ? 'mean' : place;
}

/** The query of a request. */
export function queryIn(c: Context): URLSearchParams {
  return new URL(c.req.url).searchParams;
}
