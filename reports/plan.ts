import { z } from 'zod';
import { localizedText } from '#surveys/localized.ts';
import { partKinds } from './parts.ts';

const variable = z.string().min(1).max(100);

/** Crossed variables make classes, in which some stand in for the others. */
const classes = z.strictObject({
  classes: z.array(variable).min(1).max(5),
  /** The fewest respondents a class may have; smaller ones are joined, 0 never joins classes. */
  minimum: z.int().min(0).max(10_000).default(20),
  /** The largest factor a class may have; absent never joins classes for it. */
  maximumFactor: z.number().min(1).max(1000).optional(),
});

/** How answers become weights: the steps in the order they are taken. */
export const weightingPlan = z.strictObject({
  /** `design`: N_h / n_h of the drawn sample. `given`: the weight that came with each imported row. */
  base: z.enum(['design', 'given']).default('design'),
  /**
   * Those of whom it is known whether they belong to the population stand in for those of whom it is not. Absent:
   * these count as nonrespondents.
   */
  unknownEligibility: classes.optional(),
  /** Respondents stand in for those of their class who did not answer. */
  nonresponse: classes.optional(),
  /** Weights made to reproduce population counts that the frame knows. */
  calibration: z
    .strictObject({
      method: z.enum(['raking', 'poststratification', 'linear', 'logit']),
      margins: z.array(variable).min(1).max(10),
      /** Least and largest factor by which calibration may change a weight. */
      bounds: z.tuple([z.number().min(0).lt(1), z.number().gt(1).max(1000)]).optional(),
    })
    .refine(({ method, margins }) => method !== 'poststratification' || margins.length === 1, {
      params: { code: 'oneMarginOnly' },
      path: ['margins'],
    })
    .refine(({ method, bounds }) => method !== 'logit' || bounds !== undefined, {
      params: { code: 'boundsNeeded' },
      path: ['bounds'],
    })
    .refine(({ method, bounds }) => method !== 'poststratification' || bounds === undefined, {
      params: { code: 'boundsNotPossible' },
      path: ['bounds'],
    })
    .optional(),
  /**
   * No weight may exceed so many times the mean weight; what is cut off goes to the others in equal parts, and
   * calibration follows again until both hold (unless it has bounds).
   */
  largestWeight: z.number().gt(1).max(1000).optional(),
});
export type WeightingPlan = z.output<typeof weightingPlan>;

/** The variable under which a customer list keeps the ABC classes it works out. */
export const valueClassVariable = 'abc';

const rate = z.number().min(0).max(1);

/** How revenue at risk is reckoned. */
const valuePlan = z.strictObject({
  /** The customers' attribute that says what each brings; absent: nothing is said of revenue. */
  revenue: variable.optional(),
  /** What that is in, by ISO 4217. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('CNY'),
  /** Which part of the revenue of dissatisfied customers is taken to be lost: least and most. An assumption. */
  lossRate: z
    .tuple([rate, rate])
    .refine(([least, most]) => least <= most, { params: { code: 'ratesOutOfOrder' } })
    .default([0.1, 0.3]),
});
export type ValuePlan = z.output<typeof valuePlan>;

/** How a survey's answers are weighted and reported: the analyst's decisions, kept with the survey. */
export const plan = z.strictObject({
  weighting: weightingPlan.prefault({}),
  /** Variables (of the customer, or single-choice questions) by which the report looks at parts of the whole. */
  segments: z
    .array(variable)
    .max(20)
    .transform((names) => [...new Set(names)])
    .default([]),
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
  /** Segments of which fewer answers are enough, since there are few such customers and each counts for much. */
  smallestCells: z
    .array(
      z.strictObject({ variable, value: z.string().min(1).max(200), smallest: z.int().min(1).max(1000) }),
    )
    .max(50)
    .default([{ variable: valueClassVariable, value: 'A', smallest: 5 }]),
  confidence: z.number().min(0.5).max(0.999).default(0.95),
  /**
   * `overlap`: customers asked in both waves are known and counted; `stacked`: the same, with all waves as one design
   * whose units are customers; `independent`: samples drawn afresh.
   */
  change: z.enum(['overlap', 'stacked', 'independent']).default('overlap'),
  /** What the report explains by which parts of the questionnaire; absent: rules decide (`wave-priorities.ts`). */
  drivers: z
    .strictObject({ outcome: z.string().min(1).max(100).optional(), by: z.enum(partKinds).optional() })
    .optional(),
  value: valuePlan.optional(),
});
export type Plan = z.output<typeof plan>;

/** What is done where nobody decided otherwise. */
export const defaultPlan: Plan = plan.parse({});

/** The variable that is always there: the stratum a customer was drawn from. */
export const stratumVariable = 'stratum';
