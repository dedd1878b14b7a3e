import { z } from 'zod';

/** How the weights of a wave are made, as plain data that can be stored and read out. */
export const weightingScheme = z.strictObject({
  /**
   * 'design': N_h/n_h of the drawn sample; 'given': a weight imported with each row; 'equal': 1 for everybody,
   * where nothing is known of a population.
   */
  base: z.enum(['design', 'given', 'equal']),
  /** Respondents stand for the nonrespondents of their class; absent = no adjustment. */
  nonresponse: z
    .strictObject({
      /** Names of the variables whose crossing makes the classes. */
      classes: z.array(z.string()).min(1),
      /** Collapse classes with fewer respondents; 0 = never. */
      minimum: z.int().min(0),
      /** Collapse classes with a larger factor; absent = never. */
      maximumFactor: z.number().min(1).optional(),
    })
    .optional(),
  /** Make the weights agree with the population; absent = not. */
  calibration: z
    .strictObject({
      /** 'poststratification' takes exactly one margin. */
      method: z.enum(['poststratification', 'raking']),
      margins: z
        .array(
          z.strictObject({
            /** Variables crossed. */
            variables: z.array(z.string()).min(1),
            /** Population by category; the labels of crossed variables are joined by "|". */
            totals: z.record(z.string(), z.number()),
          }),
        )
        .min(1),
    })
    .refine(({ method, margins }) => method !== 'poststratification' || margins.length === 1)
    .optional(),
});

export type WeightingScheme = z.infer<typeof weightingScheme>;
