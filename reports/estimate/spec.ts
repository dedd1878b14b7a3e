import { z } from 'zod';

const column = z.string().min(1).max(1000);
const columns = z.array(column).min(1).max(10);
/** A value of a column, as the file has it. */
const value = z.union([z.string(), z.number().transform(String)]);
const file = z.string().min(1);

const design = z.strictObject({
  /** Absent: population over sample from `fpc`, else 1. */
  weights: column.optional(),
  strata: columns.optional(),
  /** Identifiers of sampled units, one column for each stage; absent = rows. */
  clusters: columns.optional(),
  /** Whether identifiers of clusters repeat across strata. */
  nest: z.boolean().default(false),
  /** Population counts (above 1) or sampling fractions (up to 1), one column for each stage. */
  fpc: columns.optional(),
  lonelyPsu: z.enum(['fail', 'certainty', 'remove', 'adjust', 'average']).default('fail'),
});

const replicates = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('JK1') }),
  z.strictObject({ type: z.literal('JKn') }),
  z.strictObject({ type: z.literal('BRR') }),
  z.strictObject({ type: z.literal('Fay'), rho: z.number().min(0).max(1) }),
  z.strictObject({
    type: z.literal('bootstrap'),
    replicates: z.int().min(2).max(10_000),
    seed: z.int().default(1),
  }),
  z.strictObject({
    type: z.literal('given'),
    file,
    scale: z.number().min(0),
    rscales: z.array(z.number().min(0)).min(2).optional(),
    mse: z.boolean().default(false),
  }),
]);

const nonresponse = z.strictObject({
  responded: column,
  classes: columns,
  minimum: z.int().min(0).default(20),
});

const calibration = z.strictObject({
  method: z.enum(['poststratification', 'raking', 'linear', 'logit']),
  margins: z
    .array(
      z.union([
        z.strictObject({ variables: columns, totals: z.record(z.string(), z.number()) }),
        z.strictObject({ variable: column, total: z.number() }),
      ]),
    )
    .default([]),
  population: z.number().min(0).optional(),
  bounds: z.tuple([z.number().min(0), z.number()]).optional(),
  trim: z
    .strictObject({ lower: z.number().min(0).optional(), upper: z.number().min(0).optional() })
    .optional(),
  variance: z.enum(['calibrate', 'rake']).default('calibrate'),
});

const name = z.string().min(1).max(200);

const estimate = z.discriminatedUnion('type', [
  z.strictObject({ name, type: z.literal('mean'), variable: column }),
  z.strictObject({ name, type: z.literal('total'), variable: column }),
  z.strictObject({ name, type: z.literal('proportion'), variable: column }),
  z.strictObject({ name, type: z.literal('ratio'), numerator: column, denominator: column }),
  z.strictObject({ name, type: z.literal('recommend'), variable: column }),
  z.strictObject({
    name,
    type: z.literal('csi'),
    origin: z.number().default(0),
    items: z
      .array(
        z.strictObject({
          key: name,
          factor: name,
          expectation: column,
          perception: column,
          weight: z.number().min(0).default(1),
        }),
      )
      .min(1)
      .max(500),
    factors: z.record(name, z.number().min(0)),
    aggregate: z.enum(['composite', 'meanOfFactors', 'pooled']).default('composite'),
    interval: z.enum(['t', 'log', 'fieller']).default('t'),
  }),
]);

const change = z.strictObject({
  variable: column,
  values: z.array(value).min(2).max(100),
  covariance: z.enum(['independent', 'overlap', 'stacked']),
  /** Who a row is, the same in every period; needed for 'overlap'. */
  unit: column.optional(),
});

/** What to estimate from a file of answers, and how they were drawn. */
export const estimateSpec = z.strictObject({
  data: file,
  /** Keep only rows with these values, before the design is built. */
  rows: z.record(column, z.array(value).min(1)).optional(),
  design: design.prefault({}),
  replicates: replicates.optional(),
  nonresponse: nonresponse.optional(),
  calibration: calibration.optional(),
  estimates: z.array(estimate).min(1).max(1000),
  by: z.array(columns).max(100).default([]),
  change: change.optional(),
  confidence: z.number().min(0.5).max(0.999_999).default(0.95),
  /** Hold back what rests on too few, or could be worked out from what is shown. */
  suppress: z.boolean().default(false),
});

export type EstimateSpec = z.output<typeof estimateSpec>;
export type EstimateOf<T extends EstimateSpec['estimates'][number]['type']> = Extract<
  EstimateSpec['estimates'][number],
  { type: T }
>;
