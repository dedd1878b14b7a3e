/** How well the items of a construct measure it, by their loadings in a factor or path model. */
export interface ConstructReliability {
  /** (Σλ)²/((Σλ)² + Σ(1 − λ²)). */
  readonly compositeReliability: number;
  /** Σλ²/p: how much of the items' variance is the construct's. */
  readonly averageVarianceExtracted: number;
}

/**
 * Composite reliability and average variance extracted from standardised loadings λ, errors uncorrelated.
 *
 * Fornell & Larcker, "Evaluating structural equation models with unobservable variables and measurement error", Journal
 * of Marketing Research 18 (1981). Loadings of partial least squares are greater than those of a factor model, and so
 * is what follows from them.
 *
 * @returns `null` without loadings, or with one beyond ±1, whose item would have a negative error variance.
 */
export function constructReliability(loadings: readonly number[]): ConstructReliability | null {
  if (loadings.length === 0 || !loadings.every((loading) => Math.abs(loading) <= 1)) return null;
  const total = loadings.reduce((sum, loading) => sum + loading, 0);
  const squares = loadings.reduce((sum, loading) => sum + loading * loading, 0);
  const errors = loadings.length - squares;
  // Loadings of 1 and −1 in equal number cancel and leave no error either: nothing is measured.
  const compositeReliability = total === 0 ? 0 : (total * total) / (total * total + errors);
  return { compositeReliability, averageVarianceExtracted: squares / loadings.length };
}
