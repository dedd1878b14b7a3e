import { roundedByLargestRemainder, sharesWithin, sumOfSizes } from './bounded-shares.ts';
import { byCodePoints } from './code-point-order.ts';

/** N_h: customers in the frame by stratum. */
export type Populations = ReadonlyMap<string, number>;
/** n_h: customers to be sampled by stratum. */
export type Sizes = ReadonlyMap<string, number>;

/**
 * Why a sample cannot be drawn as asked, params in parentheses.
 *
 * - `emptyStratum`: the stratum has no customers; `badPopulation`: its population is no whole number
 * - `unknownStratum`: a size for a stratum the frame does not have
 * - `missingSize`: a stratum without a size, whose customers could then be represented by nobody
 * - `notWhole`: the size is no whole number; `tooSmall` (minimum); `tooBig` (population)
 * - `tooManyHeldBack` (available, heldBack): who can be drawn does not suffice, as others were asked often enough lately
 * - `totalTooSmall` (minimum), `totalTooBig` (population), `totalBeyondResponse` (answers: those that come if everybody is
 *   invited): of all strata together; `stratum` is `null`
 * - `marginOutOfReach`, `changeOutOfReach` (best, to four decimals): what is wanted, if everybody is invited
 */
export interface SamplingProblem {
  readonly stratum: string | null;
  readonly code:
    | 'emptyStratum'
    | 'badPopulation'
    | 'unknownStratum'
    | 'missingSize'
    | 'notWhole'
    | 'tooSmall'
    | 'tooBig'
    | 'tooManyHeldBack'
    | 'totalTooSmall'
    | 'totalTooBig'
    | 'totalBeyondResponse'
    | 'marginOutOfReach'
    | 'changeOutOfReach';
  readonly params: Readonly<Record<string, string | number>>;
}

/** A variance within a stratum needs two customers, unless the stratum is taken whole. */
export const fewest = 2;

/** What is wrong with sizes given by hand. None means that they can be drawn. */
export function checkSizes(sizes: Sizes, populations: Populations): readonly SamplingProblem[] {
  const unknown = [...sizes.keys()]
    .filter((stratum) => !populations.has(stratum))
    .map((stratum): SamplingProblem => ({ stratum, code: 'unknownStratum', params: {} }));
  const wrong = [...populations].flatMap(([stratum, population]) => {
    const found = sizeProblem(sizes.get(stratum), population);
    return found ? [{ stratum, ...found }] : [];
  });
  return [...populationProblems(populations), ...unknown, ...wrong];
}

function sizeProblem(size: number | undefined, population: number): Omit<SamplingProblem, 'stratum'> | null {
  if (size === undefined) return { code: 'missingSize', params: {} };
  if (!Number.isInteger(size)) return { code: 'notWhole', params: {} };
  if (size > population) return { code: 'tooBig', params: { population } };
  const minimum = Math.min(fewest, population);
  return size < minimum ? { code: 'tooSmall', params: { minimum } } : null;
}

/** What is wrong with the population counts of a frame. */
export function populationProblems(populations: Populations): readonly SamplingProblem[] {
  return [...populations].flatMap(([stratum, population]): readonly SamplingProblem[] => {
    if (!Number.isInteger(population) || population < 0)
      return [{ stratum, code: 'badPopulation', params: {} }];
    return population === 0 ? [{ stratum, code: 'emptyStratum', params: {} }] : [];
  });
}

/**
 * Divides a sample over the strata in proportion to their populations, n_h ∝ N_h, with at least `minimum`
 * in each; a stratum smaller than that is taken whole. Fractions are rounded by largest remainder, equal
 * ones in the order of the strata's labels, so the sizes sum to `total` exactly.
 */
export function allocateProportionally(
  populations: Populations,
  total: number,
  minimum: number = fewest,
): { readonly sizes: Sizes } | { readonly problems: readonly SamplingProblem[] } {
  const problems = [...populationProblems(populations), ...totalProblems(populations, total, minimum)];
  if (problems.length > 0) return { problems };
  const strata = [...populations]
    .sort(([one], [other]) => byCodePoints(one, other))
    .map(([stratum, population]) => ({
      stratum,
      measure: population,
      population,
      least: Math.min(minimum, population),
      most: population,
    }));
  return { sizes: roundedByLargestRemainder(sharesWithin(strata, sumOfSizes(total)), total) };
}

/** What is wrong with a total for all strata, of which each shall have a minimum. */
export function totalProblems(
  populations: Populations,
  total: number,
  minimum: number,
): readonly SamplingProblem[] {
  const counts = [...populations.values()];
  const least = counts.reduce((sum, count) => sum + Math.min(minimum, count), 0);
  const most = counts.reduce((sum, count) => sum + count, 0);
  if (!Number.isInteger(minimum) || minimum < 1) throw new RangeError(`Unexpected minimum: ${minimum}`);
  if (!Number.isInteger(total)) return [{ stratum: null, code: 'notWhole', params: {} }];
  if (total > most) return [{ stratum: null, code: 'totalTooBig', params: { population: most } }];
  return total < least ? [{ stratum: null, code: 'totalTooSmall', params: { minimum: least } }] : [];
}
