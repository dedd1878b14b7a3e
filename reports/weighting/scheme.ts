import { z } from 'zod';

/** Crossed variables make classes; respondents of a class stand for the others in it. */
const classes = z.strictObject({
  /** Names of the variables whose crossing makes the classes. */
  classes: z.array(z.string()).min(1),
  /** Collapse classes with fewer respondents; 0 = never. */
  minimum: z.int().min(0),
  /** Collapse classes with a larger factor; absent = never. */
  maximumFactor: z.number().min(1).optional(),
});

const calibration = z
  .strictObject({
    /**
     * 'poststratification' takes exactly one margin; 'logit' needs bounds; 'linear' without bounds can lead to
     * negative weights, which are refused.
     */
    method: z.enum(['poststratification', 'raking', 'linear', 'logit']),
    margins: z.array(
      z.strictObject({
        /** Variables crossed. */
        variables: z.array(z.string()).min(1),
        /** Population by category; the labels of crossed variables are joined by "|". */
        totals: z.record(z.string(), z.number()),
      }),
    ),
    /** Numbers known of each respondent whose population totals are known. */
    auxiliaries: z.array(z.strictObject({ variable: z.string(), total: z.number() })).optional(),
    /** Units in the population, where no margin implies it. */
    population: z.number().positive().optional(),
    /** Least and largest factor by which a weight may change; 1 lies between. */
    bounds: z.tuple([z.number().min(0).lt(1), z.number().gt(1)]).optional(),
    /**
     * Which residuals make the standard error: of the regression weighted with the weights before ('calibrate',
     * when absent), or of the plain means by margin that R's `rake` takes ('rake', for raking to margins alone).
     */
    variance: z.enum(['calibrate', 'rake']).optional(),
  })
  .refine(
    ({ method, margins, auxiliaries = [], population, bounds }) =>
      method !== 'poststratification' ||
      (margins.length === 1 && auxiliaries.length === 0 && population === undefined && !bounds),
  )
  .refine(
    ({ margins, auxiliaries = [], population }) =>
      margins.length + auxiliaries.length > 0 || population !== undefined,
  )
  .refine(({ method, bounds }) => method !== 'logit' || bounds !== undefined)
  .refine(
    ({ method, auxiliaries = [], population, bounds, variance }) =>
      variance !== 'rake' ||
      (method === 'raking' && auxiliaries.length === 0 && population === undefined && !bounds),
  );

const trimming = z
  .strictObject({
    /** Least weight. */
    lower: z.number().min(0).optional(),
    /** Largest weight, as a number or by a rule from the weights. */
    upper: z
      .union([
        z.number().positive(),
        z.strictObject({
          rule: z.enum(['timesMean', 'timesRootMeanSquare', 'medianAndRanges']),
          factor: z.number().positive(),
        }),
      ])
      .optional(),
    /** Trim again until no weight is outside (when absent), or once. */
    strict: z.boolean().optional(),
    /**
     * Calibrate again and trim again until limits and totals both hold. Without it trimming has the last word,
     * and totals are missed (and said to be).
     */
    recalibrate: z.boolean(),
  })
  .refine(({ lower, upper }) => lower !== undefined || upper !== undefined)
  .refine(({ lower = 0, upper }) => typeof upper !== 'number' || lower <= upper)
  .refine(({ strict = true, recalibrate }) => strict || !recalibrate);

/** How the weights of a wave are made, as plain data that can be stored and read out. Steps in their order. */
export const weightingScheme = z
  .strictObject({
    /**
     * 'design': N_h/n_h of the drawn sample; 'given': a weight imported with each row; 'equal': 1 for everybody,
     * where nothing is known of a population.
     */
    base: z.enum(['design', 'given', 'equal']),
    /** Those whose eligibility is known stand for those of whom it is not; absent = no adjustment. */
    unknownEligibility: classes.optional(),
    /** Respondents stand for the nonrespondents of their class; absent = no adjustment. */
    nonresponse: classes.optional(),
    /** Make the weights agree with the population; absent = not. */
    calibration: calibration.optional(),
    /** Keep the weights within limits; absent = not. */
    trimming: trimming.optional(),
  })
  .refine(({ calibration, trimming }) => !trimming?.recalibrate || calibration !== undefined)
  // bounds hold for each calibration of its own, so they could not be promised for the whole
  .refine(({ calibration, trimming }) => !trimming?.recalibrate || calibration?.bounds === undefined);

export type WeightingScheme = z.infer<typeof weightingScheme>;
export type CalibrationScheme = NonNullable<WeightingScheme['calibration']>;
export type TrimmingScheme = NonNullable<WeightingScheme['trimming']>;
