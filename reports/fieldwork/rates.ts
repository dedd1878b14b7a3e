import { type DispositionCounts, dispositions } from '#surveys/sampling/dispositions.ts';
import { eligibleShare, type ResponseRates, responseRates } from '#surveys/sampling/response-rates.ts';
import type { WaveDataset } from '../dataset.ts';

/** What became of the customers of a stratum so far. */
export interface StratumFieldwork {
  /** `null` for all strata together. */
  readonly stratum: string | null;
  readonly sampled: number;
  readonly counts: DispositionCounts;
  /** By their names in AAPOR's Standard Definitions; `null` where a denominator is 0. */
  readonly rates: ResponseRates;
  /** e of RR3 and RR4. */
  readonly eligible: number | null;
  /** Against what was aimed at; `null` where nothing was. */
  readonly target: TargetReached | null;
}

/** A response rate that is aimed at: RR2, the share of all customers not known to be ineligible who answered at least in part. */
export interface TargetReached {
  readonly rate: number;
  readonly isReached: boolean;
  /** How many answers more it takes, if nobody else turns out not to be eligible. */
  readonly missing: number;
}

/**
 * Response rates by stratum, in code-point order, and of the whole sample: the very counts that the report has, so that the live
 * page and the report cannot differ. Not weighted.
 *
 * @param target a share from 0 to 1, or `null`
 */
export function ratesByStratum(
  { stratum, outcomes }: Pick<WaveDataset, 'stratum' | 'outcomes'>,
  target: number | null,
): { readonly strata: readonly StratumFieldwork[]; readonly total: StratumFieldwork } {
  const strata = stratum.labels
    .map((label, code) => fieldworkOf(label, countsOf([outcomes[code + 1]]), target))
    .toSorted((one, other) => ((one.stratum ?? '') < (other.stratum ?? '') ? -1 : 1));
  return { strata, total: fieldworkOf(null, countsOf(outcomes), target) };
}

function countsOf(outcomes: readonly (Uint32Array | undefined)[]): DispositionCounts {
  return Object.fromEntries(
    dispositions.map((name, place) => [
      name,
      outcomes.reduce((sum, counted) => sum + (counted?.[place] ?? 0), 0),
    ]),
  ) as Record<keyof DispositionCounts, number>;
}

function fieldworkOf(
  stratum: string | null,
  counts: DispositionCounts,
  target: number | null,
): StratumFieldwork {
  const eligible = eligibleShare(counts);
  const sampled = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return {
    stratum,
    sampled,
    counts,
    rates: responseRates(counts, eligible),
    eligible,
    target: target === null ? null : reached(counts, sampled, target),
  };
}

function reached(
  { complete, partial, notEligible }: DispositionCounts,
  sampled: number,
  rate: number,
): TargetReached {
  const wanted = Math.ceil(rate * (sampled - notEligible) - 1e-9);
  const missing = Math.max(0, wanted - complete - partial);
  return { rate, isReached: missing === 0, missing };
}
