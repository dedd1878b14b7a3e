/**
 * How many answers a survey needs. Sizes are exact: round up what is drawn. `z` is the standard normal quantile
 * of the confidence, 1.96 for 95 %. Formulas: Cochran, Sampling Techniques (1977), ch. 4; Valliant, Dever &
 * Kreuter, Practical Tools for Designing and Weighting Survey Samples (2018), ch. 3 and 4 (R `PracTools`).
 */

/** Half the width the interval shall have, and the population; `null` where it is endless or not known. */
export interface Precision {
  readonly margin: number;
  readonly z: number;
  readonly population: number | null;
}

/**
 * Answers for a mean, or for C with the variance of (b − Ca)/ā:
 *
 *     n₀ = z²S²/e²,   n = n₀/(1 + n₀/N)
 *
 * @throws RangeError when the variance is negative or the margin, z or population is not positive
 */
export function sizeForMean({
  variance,
  margin,
  z,
  population,
}: Precision & { readonly variance: number }): number {
  atLeastZero({ variance });
  positive({ margin, z });
  return finite((z * z * variance) / (margin * margin), population);
}

/**
 * Answers for a share p:
 *
 *     n = N/(N−1) · z²pq/(e² + z²pq/(N−1))     'finite': the N/(N−1) of a finite population (PracTools nPropMoe)
 *     n = n₀/(1 + n₀/N),  n₀ = z²pq/e²         'plain': as for a mean with S² = pq
 *
 * @throws RangeError when p is not a share, or as `sizeForMean`; 'finite' needs a population above 1
 */
export function sizeForProportion({
  share,
  margin,
  z,
  population,
  form = 'finite',
}: Precision & { readonly share: number; readonly form?: 'finite' | 'plain' }): number {
  isShare({ share });
  const variance = share * (1 - share);
  if (form === 'plain' || population === null) return sizeForMean({ variance, margin, z, population });
  positive({ population: population - 1 });
  return sizeForMean({ variance: (variance * population) / (population - 1), margin, z, population });
}

/**
 * Answers for a coefficient of variation of the mean: n = cv²/(CV₀² + cv²/N), cv that of the population
 * (PracTools nCont).
 *
 * @throws RangeError when a coefficient or the population is not positive
 */
export function sizeForVariation({
  variation,
  target,
  population,
}: {
  readonly variation: number;
  readonly target: number;
  readonly population: number | null;
}): number {
  positive({ variation, target });
  return finite((variation / target) ** 2, population);
}

/** Two waves, and the change between them that shall not be missed. */
export interface ChangeToDetect {
  /** S² of each wave; of C that of (b − Ca)/ā. */
  readonly variances: readonly [earlier: number, later: number];
  /** δ, the change that matters. */
  readonly change: number;
  /** Quantile of the test: 1.96 for two sides at 5 %. */
  readonly zTest: number;
  /** Quantile of the power: 0.84 for 80 %. */
  readonly zPower: number;
  /** g: share of the earlier wave's respondents who answer the later one too. */
  readonly overlap: number;
  /** ρ: correlation of the same customer's values. */
  readonly correlation: number;
  /** r = n₁/n₂. */
  readonly sizeRatio?: number;
}

/**
 * Answers in each wave so that a change is found (PracTools nDep2sam):
 *
 *     n₁ = (S₁² + r S₂² − 2 g r ρ S₁S₂)(z_{α/2} + z_β)²/δ²,   n₂ = n₁/r
 *
 * @throws RangeError when the overlap is no share of both waves, the correlation is beyond ±1, or a variance,
 *   change, ratio or sum of quantiles is not positive
 */
export function sizeForChange({
  variances: [earlier, later],
  change,
  zTest,
  zPower,
  overlap,
  correlation,
  sizeRatio = 1,
}: ChangeToDetect): { readonly earlier: number; readonly later: number } {
  atLeastZero({ earlier, later });
  positive({ change: Math.abs(change), sizeRatio, quantiles: zTest + zPower });
  // no more customers can be in both waves than in the smaller one
  isShare({ overlap, overlapOfLater: overlap * sizeRatio });
  isShare({ correlation: Math.abs(correlation) });
  const spread =
    earlier + sizeRatio * later - 2 * overlap * sizeRatio * correlation * Math.sqrt(earlier * later);
  const size = spread * ((zTest + zPower) / change) ** 2;
  return { earlier: size, later: size / sizeRatio };
}

/**
 * Answers of the whole sample so that a domain can be expected to have its own: n = n_d/P_d under proportional
 * allocation. Rather than that, give the domain a minimum of its own when it is small.
 *
 * @throws RangeError when the share is 0 or none, or the size is negative
 */
export function sizeForDomain({
  size,
  share,
}: {
  readonly size: number;
  /** P_d: the domain's share of the population. */
  readonly share: number;
}): number {
  atLeastZero({ size });
  isShare({ share });
  positive({ share });
  return size / share;
}

/**
 * Customers to invite so that so many answers, worth as much as a simple random sample's, come back:
 *
 *     gross = n · deff/(RR · eligibility)
 *
 * @throws RangeError when a rate is 0 or no share, or the size or design effect is not positive
 */
export function grossSize({
  size,
  designEffect,
  responseRate,
  eligibility,
}: {
  readonly size: number;
  readonly designEffect: number;
  readonly responseRate: number;
  readonly eligibility: number;
}): number {
  positive({ size, designEffect, responseRate, eligibility });
  isShare({ responseRate, eligibility });
  return (size * designEffect) / (responseRate * eligibility);
}

/** n₀/(1 + n₀/N). */
function finite(size: number, population: number | null): number {
  if (population === null) return size;
  positive({ population });
  return size / (1 + size / population);
}

function positive(values: Readonly<Record<string, number>>): void {
  check(values, (value) => value > 0);
}

function atLeastZero(values: Readonly<Record<string, number>>): void {
  check(values, (value) => value >= 0);
}

function isShare(values: Readonly<Record<string, number>>): void {
  check(values, (value) => value >= 0 && value <= 1);
}

function check(values: Readonly<Record<string, number>>, holds: (value: number) => boolean): void {
  for (const [name, value] of Object.entries(values)) {
    if (!holds(value) || value === Number.POSITIVE_INFINITY)
      throw new RangeError(`Unexpected ${name}: ${value}`);
  }
}
