/** Two estimates with their standard errors and the correlation of their errors. */
export interface JointEstimate {
  readonly x: number;
  readonly y: number;
  readonly xError: number;
  readonly yError: number;
  /** −1 to 1. */
  readonly correlation: number;
}

/**
 * Points on the border of the region that holds both of two estimates at once with this confidence, once around:
 *
 *     (p − p̂)′ V⁻¹ (p − p̂) = χ²₂(confidence) = −2 ln(1 − confidence),   V of both errors and their correlation
 *
 * At 95 % it reaches 2.45 standard errors to each side, further than either interval, since it is about both at once.
 */
export function ellipsePoints(
  { x, y, xError, yError, correlation }: JointEstimate,
  confidence: number,
  count = 48,
): { readonly x: number; readonly y: number }[] {
  const radius = Math.sqrt(-2 * Math.log(1 - confidence));
  const across = Math.sqrt(Math.max(0, 1 - correlation * correlation));
  return Array.from({ length: count }, (_, place) => {
    const angle = (2 * Math.PI * place) / count;
    const along = Math.cos(angle);
    return {
      x: x + radius * xError * along,
      y: y + radius * yError * (correlation * along + across * Math.sin(angle)),
    };
  });
}
