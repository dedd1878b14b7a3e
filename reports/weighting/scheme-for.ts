import { type Plan, stratumVariable } from '../plan.ts';
import type { Warning } from '../report.ts';
import type { WeightingScheme } from './scheme.ts';

/** What is known of the population that a plan's margins can be taken from. */
export interface Population {
  readonly plan: Plan;
  readonly populations: ReadonlyMap<string, number | null>;
  readonly frame: { readonly margins: Readonly<Record<string, Readonly<Record<string, number>>>> } | null;
}

/**
 * A plan's weighting with the population counts filled in from the frame.
 *
 * Where a plan weights by design and nothing is known of any stratum's population, everybody weighs the same.
 *
 * @returns no scheme, with what is missing, when a margin's counts are not known
 */
export function schemeFor({ plan, populations, frame }: Population): {
  readonly scheme: WeightingScheme | null;
  readonly problems: readonly Warning[];
} {
  const { base, unknownEligibility, nonresponse, calibration, largestWeight } = plan.weighting;
  const anyKnown = [...populations.values()].some((population) => population !== null);
  const margins = (calibration?.margins ?? []).map((variable) => ({
    variables: [variable],
    totals: totalsOf(variable, populations, frame),
  }));
  const unknown = margins.filter(({ totals }) => totals === null);
  if (unknown.length > 0) {
    const problems = unknown.map(
      ({ variables }): Warning => ({
        code: 'margin-unknown',
        params: { margin: variables.join() },
      }),
    );
    return { scheme: null, problems };
  }
  return {
    scheme: {
      base: base === 'design' && !anyKnown ? 'equal' : base,
      ...(unknownEligibility ? { unknownEligibility } : {}),
      ...(nonresponse ? { nonresponse } : {}),
      ...(calibration
        ? {
            calibration: {
              method: calibration.method,
              ...(calibration.bounds ? { bounds: calibration.bounds } : {}),
              margins: margins.map(({ variables, totals }) => ({ variables, totals: totals ?? {} })),
            },
          }
        : {}),
      ...(largestWeight === undefined
        ? {}
        : {
            trimming: {
              upper: { rule: 'timesMean', factor: largestWeight },
              // bounds could not be promised beside it: trimming then has the last word
              recalibrate: calibration !== undefined && calibration.bounds === undefined,
            },
          }),
    },
    problems: [],
  };
}

/** How many customers the population has in each category; `null` when that is not known of all of them. */
function totalsOf(
  variable: string,
  populations: Population['populations'],
  frame: Population['frame'],
): Record<string, number> | null {
  if (variable !== stratumVariable) return frame?.margins[variable] ?? null;
  const totals = [...populations].map(
    ([stratum, population]) => [stratum, population ?? Number.NaN] as const,
  );
  return totals.length === 0 || totals.some(([, population]) => Number.isNaN(population))
    ? null
    : Object.fromEntries(totals);
}
