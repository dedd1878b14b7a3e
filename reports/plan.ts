import { z } from 'zod';
import { localizedText } from '#surveys/localized.ts';

const variable = z.string().min(1).max(100);

/** How answers become weights: the steps in the order they are taken. */
export const weightingPlan = z.strictObject({
  /** `design`: N_h / n_h of the drawn sample. `given`: the weight that came with each imported row. */
  base: z.enum(['design', 'given']).default('design'),
  /** Respondents stand in for those of their class who did not answer; small classes are joined first. */
  nonresponse: z
    .strictObject({
      classes: z.array(variable).min(1).max(5),
      /** The fewest respondents a class may have; 0 never joins classes. */
      minimum: z.int().min(0).max(10_000).default(20),
    })
    .optional(),
  /** Weights made to reproduce population counts that the frame knows. */
  calibration: z
    .strictObject({
      method: z.enum(['raking', 'poststratification']),
      margins: z.array(variable).min(1).max(10),
    })
    .refine(({ method, margins }) => method === 'raking' || margins.length === 1, {
      params: { code: 'oneMarginOnly' },
      path: ['margins'],
    })
    .optional(),
});
export type WeightingPlan = z.output<typeof weightingPlan>;

/** How a survey's answers are weighted and reported: the analyst's decisions, kept with the survey. */
export const plan = z.strictObject({
  weighting: weightingPlan.prefault({}),
  /** Variables (of the customer, or single-choice questions) by which the report looks at parts of the whole. */
  segments: z.array(variable).max(20).default([]),
  /** What readers call the variables and their values. A variable without words goes by its own name. */
  variables: z
    .record(
      variable,
      z.strictObject({
        label: localizedText,
        values: z.record(z.string().max(200), localizedText).default({}),
      }),
    )
    .default({}),
  /** A segment with fewer answers than this is held back, so that nobody can be recognised. */
  smallestCell: z.int().min(1).max(1000).default(10),
  confidence: z.number().min(0.5).max(0.999).default(0.95),
  /** `overlap`: customers asked in both waves are known and counted; `independent`: samples drawn afresh. */
  change: z.enum(['overlap', 'independent']).default('overlap'),
});
export type Plan = z.output<typeof plan>;

/** What is done where nobody decided otherwise. */
export const defaultPlan: Plan = plan.parse({});

/** The variable that is always there: the stratum a customer was drawn from. */
export const stratumVariable = 'stratum';
