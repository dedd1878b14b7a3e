/** What customers of the invented company think of one item, on the scale from 1 to 10. */
export interface ItemOpinion {
  /** How much more than of other items is expected. */
  readonly expected: number;
  /** How far experience lies above (or below) expectation. */
  readonly gap: number;
  /** Share of customers who have no experience of it. */
  readonly unknown: number;
  /** What has changed since the first wave, wave by wave. Absent where nothing did. */
  readonly since?: readonly number[];
}

/** Waves in which the company asked. The changes below are told for each. */
export const waveCount = 4;

/**
 * The truth behind the demonstration, by item of the Factor CSI questionnaire.
 *
 * Two things truly change. After the second wave the company gave every complaint one person who answers for it,
 * and after-sales service got better. In the last quarter volume outgrew its sorting centres, and performance
 * (speed, above all) got worse. Whatever else moves between waves is noise of the sample.
 */
export const itemOpinions: Readonly<Record<string, ItemOpinion>> = {
  quality: { expected: 0.55, gap: -0.22, unknown: 0 },
  performance: { expected: 0.5, gap: -0.02, unknown: 0.01, since: [0, 0, -0.05, -0.75] },
  price: { expected: 0.1, gap: -0.6, unknown: 0.01 },
  colour: { expected: -0.7, gap: 0.12, unknown: 0.04 },
  name: { expected: -0.75, gap: 0.22, unknown: 0.03 },
  sound: { expected: -0.4, gap: -0.08, unknown: 0.12 },
  overallDesign: { expected: -0.35, gap: 0.02, unknown: 0.03 },
  easeOfUse: { expected: 0.25, gap: -0.05, unknown: 0.01 },
  professional: { expected: 0.35, gap: -0.08, unknown: 0.02 },
  rigorous: { expected: 0.4, gap: -0.3, unknown: 0.03 },
  innovative: { expected: -0.3, gap: -0.12, unknown: 0.06 },
  dress: { expected: -0.5, gap: 0.15, unknown: 0.03 },
  wording: { expected: 0, gap: 0, unknown: 0.02 },
  tone: { expected: 0.1, gap: -0.14, unknown: 0.02 },
  smile: { expected: -0.2, gap: 0.04, unknown: 0.05 },
  knowledge: { expected: 0.15, gap: -0.25, unknown: 0.06 },
  afterSalesService: { expected: 0.45, gap: -1.05, unknown: 0.24, since: [0, 0.05, 0.45, 0.75] },
  lifestyleProposals: { expected: -0.8, gap: -0.34, unknown: 0.3 },
  information: { expected: 0.2, gap: -0.4, unknown: 0.02 },
  culture: { expected: -0.9, gap: -0.05, unknown: 0.38 },
  sport: { expected: -0.95, gap: -0.1, unknown: 0.42 },
  charity: { expected: -0.55, gap: 0.02, unknown: 0.33 },
  recycling: { expected: -0.1, gap: -0.55, unknown: 0.18 },
  conservation: { expected: -0.3, gap: -0.32, unknown: 0.25 },
};
