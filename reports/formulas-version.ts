/**
 * What has changed in how figures are computed, the oldest first. A report says by which of these it was made; raise it
 * with every change by which the same data give other figures, or more of them, and say in the catalogue what it was
 * (`report.formulas.N`).
 */
export const formulaChanges = [1, 2] as const;

/** How figures are computed now. */
export const formulasVersion = 2;
