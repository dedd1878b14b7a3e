import type { Design } from './sampling-error/design.ts';
import type { Domain } from './sampling-error/domains.ts';
import { type Estimate, type EstimateOptions, estimateOf } from './sampling-error/estimate.ts';
import { type Answers, type Figure, figure } from './sampling-error/influence.ts';
import { rowsOf } from './sampling-error/sample.ts';

/** Respondents of one class, with what all its customers bring. */
export interface RevenueClass {
  readonly domain: Domain;
  /** Known of the whole population; `null` where it has to be estimated too. */
  readonly total: number | null;
  /** Whether nothing may be told of the class anyway. */
  readonly isHeldBack?: boolean;
}

/** Why a sum of money is held back. */
export type RiskSuppression =
  /** It rests on one or two customers. */
  | 'few-customers'
  /** Two customers make up nearly all of it. */
  | 'dominated'
  /** With the others it would give away one that is held back. */
  | 'complement';

/** What dissatisfied customers bring. */
export interface RevenueAtRisk {
  /** Of each class, in their order. */
  readonly classes: readonly RiskFigure[];
  readonly total: RiskFigure;
}

export interface RiskFigure {
  /** Money of the whole population; everything `null` where it is held back. */
  readonly exposed: Estimate;
  readonly suppressed: RiskSuppression | null;
}

/** The dominance rule: fewer contributors than these, or so large a share of the two greatest (Hundepool and others, */
/** Statistical Disclosure Control, 2012, §4.2). */
const FEWEST_CONTRIBUTORS = 3;
const DOMINANT = 0.85;

/**
 * What dissatisfied customers bring, of every class and together, estimated to the population.
 *
 * Where it is known what all customers of a class bring, R, the sample only says which share of it: T = R Σ w r d / Σ w r,
 * a separate ratio estimator, whose influence is R/Σ w r · w r (d − p). Otherwise T = Σ w r d (R `svytotal`). Respondents of
 * whom revenue or satisfaction is not known do not count. Intervals are on the logarithmic scale, since sums of money are
 * skewed.
 *
 * @param revenue of each respondent, NaN where it is not known
 * @param dissatisfied 1 or 0, NaN where it is not known
 */
export function revenueAtRisk(
  design: Design,
  whole: Domain,
  classes: readonly RevenueClass[],
  { revenue, dissatisfied }: { readonly revenue: Answers; readonly dissatisfied: Answers },
  options: Pick<EstimateOptions, 'confidence'>,
): RevenueAtRisk {
  const known = revenue.map((r, row) => (Number.isNaN(dissatisfied[row]) ? Number.NaN : r));
  const exposed = known.map((r, row) => r * (dissatisfied[row] as number));
  const scratch = new Float64Array(design.weights.length);
  const estimate = (domain: Domain, one: Figure) => {
    const interval = one.value !== null && one.value > 0 ? ('log' as const) : ('t' as const);
    return estimateOf(design, domain, one, { ...options, interval }, scratch);
  };
  const parts = classes.map(({ domain, total }) => exposedOf(design, domain, { known, exposed }, total));
  const shares = parts.map(({ contributions }) => contributions);
  const held = heldBackRisks(
    shares,
    classes.map(({ isHeldBack }) => isHeldBack === true),
  );
  const everybody = togetherOf(parts, rowsOf(design, whole).answerTotals(known).base);
  const allTogether = held.includes(null) || held.length === 0 ? judged(shares.flat()) : 'complement';
  return {
    classes: parts.map((part, place) =>
      riskFigure(estimate(classes[place]?.domain ?? whole, part.figure), held[place] ?? null),
    ),
    total: riskFigure(estimate(whole, everybody), allTogether),
  };
}

interface ExposedPart {
  readonly figure: Figure;
  /** The influence of the sum on each row, per weight; `null` where it is not defined. */
  readonly answers: Answers | null;
  /** What each dissatisfied respondent stands for, in money. */
  readonly contributions: readonly number[];
}

function exposedOf(
  design: Design,
  domain: Domain,
  { known, exposed }: { readonly known: Answers; readonly exposed: Answers },
  total: number | null,
): ExposedPart {
  const sample = rowsOf(design, domain);
  const brought = sample.answerTotals(known);
  const { total: sum } = sample.answerTotals(exposed);
  const { base, reason } = brought;
  const without = { answers: null, contributions: [] };
  if (total === 0) return { ...without, figure: figure({ value: 0, base, terms: [] }) };
  if (reason !== null) return { ...without, figure: { value: null, reason, base } };
  if (total !== null && !(brought.total > 0))
    return { ...without, figure: { value: null, reason: 'zero-denominator', base } };
  const factor = total === null ? 1 : total / brought.total;
  const share = total === null ? 0 : sum / brought.total;
  const answers = new Float64Array(design.weights.length).fill(Number.NaN);
  const contributions: number[] = [];
  for (const row of domain.rows ?? design.weights.keys()) {
    const r = known[row] as number;
    if (Number.isNaN(r)) continue;
    answers[row] = factor * ((exposed[row] as number) - share * r);
    const contribution = factor * (design.weights[row] as number) * (exposed[row] as number);
    if (contribution > 0) contributions.push(contribution);
  }
  return {
    answers,
    contributions,
    figure: figure({
      value: factor * sum,
      base,
      terms: [{ kind: 'answer', answers, centre: 0, slope: 1 }],
    }),
  };
}

/** The sums of all classes together; undefined where one of them is. */
function togetherOf(parts: readonly ExposedPart[], base: Figure['base']): Figure {
  for (const { figure: one } of parts) if (one.value === null) return { ...one, base };
  return figure({
    value: parts.reduce((sum, { figure: one }) => sum + (one.value ?? 0), 0),
    base,
    terms: parts.flatMap(({ answers }) =>
      answers === null ? [] : [{ kind: 'answer' as const, answers, centre: 0, slope: 1 }],
    ),
  });
}

/** Whether a sum rests on so few that whoever knows one of them knows another. */
function judged(contributions: readonly number[]): RiskSuppression | null {
  if (contributions.length === 0) return null;
  if (contributions.length < FEWEST_CONTRIBUTORS) return 'few-customers';
  const ordered = contributions.toSorted((a, b) => b - a);
  const [first = 0, second = 0] = ordered;
  const total = ordered.reduce((sum, each) => sum + each, 0);
  return first + second > DOMINANT * total ? 'dominated' : null;
}

/** What of some sums that add up is held back: those that rest on few, and as many more as hide them. */
function heldBackRisks(
  shares: readonly (readonly number[])[],
  decided: readonly boolean[],
): (RiskSuppression | null)[] {
  const held = shares.map((share, place) => (decided[place] ? 'few-customers' : judged(share)));
  for (;;) {
    const hidden = shares.filter((_, place) => held[place] !== null);
    if (hidden.length === 0 || (hidden.length > 1 && judged(hidden.flat()) === null)) return held;
    const shown = [...held.keys()].filter((place) => held[place] === null);
    const size = (place: number) => (shares[place] ?? []).reduce((sum, each) => sum + each, 0);
    const [next] = shown.sort((a, b) => size(a) - size(b) || a - b);
    if (next === undefined) return held;
    held[next] = 'complement';
  }
}

function riskFigure(exposed: Estimate, suppressed: RiskSuppression | null): RiskFigure {
  return { exposed: suppressed === null ? exposed : withoutNumbers(exposed), suppressed };
}

/** An estimate with nothing left to read. */
export function withoutNumbers(estimate: Estimate): Estimate {
  return {
    ...estimate,
    estimate: null,
    standardError: null,
    lower: null,
    upper: null,
    degreesOfFreedom: null,
    n: 0,
    effectiveSize: null,
    designEffect: null,
  };
}
