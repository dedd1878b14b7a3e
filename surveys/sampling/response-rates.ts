import type { DispositionCounts } from './dispositions.ts';

/** AAPOR's rates by their published names, as shares from 0 to 1; `null` where the denominator is zero. */
export interface ResponseRates {
  readonly RR1: number | null;
  readonly RR2: number | null;
  readonly RR3: number | null;
  readonly RR4: number | null;
  readonly RR5: number | null;
  readonly RR6: number | null;
  readonly COOP1: number | null;
  readonly COOP2: number | null;
  readonly COOP3: number | null;
  readonly COOP4: number | null;
  readonly REF1: number | null;
  readonly REF2: number | null;
  readonly REF3: number | null;
  readonly CON1: number | null;
  readonly CON2: number | null;
  readonly CON3: number | null;
}

/**
 * The share of customers of unknown eligibility taken to be eligible, as among those whose eligibility is
 * known (the proportional allocation, or CASRO, method): e = eligible / (eligible + not eligible).
 *
 * @returns `null` when the eligibility of nobody is known
 */
export function eligibleShare(counts: DispositionCounts): number | null {
  const eligible = knownEligible(counts);
  return share(eligible, eligible + counts.notEligible);
}

/**
 * Response, cooperation, refusal and contact rates.
 *
 *     RR1 = I / (I + P + R + NC + O + U)      RR3: e·U for U      RR5: without U
 *     RR2, RR4, RR6: the same with I + P above the line
 *     COOP1 = I / (I + P + R + O)   COOP3 = I / (I + P + R)   COOP2, COOP4 with I + P
 *     REF1 = R / (… + U)   CON1 = (I + P + R + O) / (… + U)   2 with e·U, 3 without U
 *
 * RR5, RR6, REF3 and CON3 are only justified where U = 0 or nobody in U can be eligible.
 *
 * @see AAPOR, Standard Definitions, "Calculating outcome rates from final disposition codes"
 * @param e eligible share of U, from 0 to 1; the rates that need it are `null` where it is
 * @throws RangeError when `e` is not a share
 */
export function responseRates(
  counts: DispositionCounts,
  e: number | null = eligibleShare(counts),
): ResponseRates {
  if (e !== null && !(e >= 0 && e <= 1)) throw new RangeError(`Unexpected eligible share: ${e}`);
  const { complete, partial, refused, other, unknown } = counts;
  const answered = complete + partial;
  const contacted = answered + refused + other;
  const known = knownEligible(counts);
  const all = known + unknown;
  const estimated = eligibleIn(known, unknown, e);
  return {
    RR1: share(complete, all),
    RR2: share(answered, all),
    RR3: share(complete, estimated),
    RR4: share(answered, estimated),
    RR5: share(complete, known),
    RR6: share(answered, known),
    COOP1: share(complete, contacted),
    COOP2: share(answered, contacted),
    COOP3: share(complete, answered + refused),
    COOP4: share(answered, answered + refused),
    REF1: share(refused, all),
    REF2: share(refused, estimated),
    REF3: share(refused, known),
    CON1: share(contacted, all),
    CON2: share(contacted, estimated),
    CON3: share(contacted, known),
  };
}

function knownEligible({ complete, partial, refused, noContact, other }: DispositionCounts): number {
  return complete + partial + refused + noContact + other;
}

/** The known eligible and the estimated part of the unknown; without any unknown no estimate is needed. */
function eligibleIn(known: number, unknown: number, e: number | null): number | null {
  if (unknown === 0) return known;
  return e === null ? null : known + e * unknown;
}

function share(part: number, whole: number | null): number | null {
  return whole === null || whole === 0 ? null : part / whole;
}
