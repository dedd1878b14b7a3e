import type { AttributeSum } from '#surveys/sampling/attribute-sums.ts';
import type { ClassRule } from '#surveys/sampling/class-rules.ts';
import type { CodedColumn } from './columns.ts';
import { type DissatisfactionRule, dissatisfactionOf } from './dissatisfied.ts';
import { measureIndex } from './index/csi.ts';
import { meanOf } from './index/mean.ts';
import { ratioOf } from './index/ratio.ts';
import type { WaveInput } from './measure-wave.ts';
import { type RevenueAtRisk, type RiskFigure, revenueAtRisk, withoutNumbers } from './revenue-at-risk.ts';
import type { Design } from './sampling-error/design.ts';
import { type Domain, domainOf, domainsBy } from './sampling-error/domains.ts';
import { type Estimate, estimateOf } from './sampling-error/estimate.ts';
import type { Answers, Figure } from './sampling-error/influence.ts';
import { rowsOf } from './sampling-error/sample.ts';
import { scaledEstimate } from './scaled-estimate.ts';
import { segmentCells, sharedInRows, smallestOf } from './segment-cells.ts';
import {
  classCodes,
  knownClasses,
  type ValueClasses,
  type ValueVariable,
  valueVariables,
} from './value-classes.ts';
import type { WeighedRows } from './weighed-rows.ts';

/** A share of the whole: known of the list, or estimated from the sample with its error. */
export type KnownShare =
  | { readonly isKnown: true; readonly share: number }
  | { readonly isKnown: false; readonly estimate: Estimate };

/** Customers of one class of value. */
export interface ValueRow {
  readonly value: string;
  /** Answers; 0 where the class is held back. */
  readonly n: number;
  readonly isHeldBack: boolean;
  readonly csi: Estimate;
  /** The share of customers who are dissatisfied. */
  readonly dissatisfied: Estimate;
  readonly customers: KnownShare | null;
  /** `null` where revenue is not known. */
  readonly revenue: KnownShare | null;
  /** What the dissatisfied customers of the class bring; `null` where revenue is not known, or in another table. */
  readonly risk: RiskFigure | null;
}

export interface ValueTable {
  readonly variable: ValueVariable;
  /** How the classes were worked out, where that was done here. */
  readonly rule: ClassRule | null;
  readonly rows: readonly ValueRow[];
}

/** Why nothing is said of revenue. */
export type RevenueProblem =
  /** The plan names no attribute that says what customers bring. */
  | 'not-chosen'
  /** It is known of no respondent. */
  | 'unknown'
  /** Nothing tells who is dissatisfied. */
  | 'nobody-judged';

/** What customers are worth, beside how satisfied they are. */
export interface WaveValue {
  readonly confidence: number;
  readonly rule: DissatisfactionRule | null;
  /** Of everybody. */
  readonly dissatisfied: Estimate | null;
  readonly tables: readonly ValueTable[];
  readonly revenue: WaveRevenue | null;
  readonly revenueProblem: RevenueProblem | null;
}

export interface WaveRevenue {
  /** The attribute. */
  readonly variable: string;
  readonly currency: string;
  /** What all customers of the list bring; `null` where that is not known, and sums are estimated from the sample alone. */
  readonly total: number | null;
  /** Respondents of whom it is known, and of whom it is not. */
  readonly known: number;
  readonly unknown: number;
  readonly atRisk: RiskFigure;
  /** The assumed part of it that is lost: least and most. */
  readonly lossRate: readonly [number, number];
  /** What would be lost by the least and by the most; `null` where it is held back or undefined. */
  readonly loss: readonly [Estimate, Estimate] | null;
}

/**
 * Satisfaction by classes of customers' value, and the revenue of dissatisfied customers.
 *
 * Whatever says too much of few is held back: classes as the report holds its segments back, sums of money also where they
 * rest on one or two customers.
 */
export function waveValueOf(wave: WaveInput, weighed: WeighedRows): WaveValue | null {
  const { plan, dataset } = wave;
  const { rows } = weighed;
  const classed = valueVariables.flatMap((variable) => {
    const rule = wave.frame?.classRules?.[variable] ?? null;
    const known = knownClasses(dataset, variable, rule?.kind === 'rfm' ? rule.bands : undefined);
    return known === null ? [] : [{ ...known, rule, domains: domainsOf(weighed, known) }];
  });
  const dissatisfaction = dissatisfactionOf(wave, weighed);
  if (classed.length === 0 && plan.value?.revenue === undefined) return null;
  const estimate = estimating(weighed, plan.confidence);
  const judged = dissatisfaction?.answers ?? null;
  const revenue = revenueOf(wave, weighed);
  const { held, heldOf } = heldBack(wave, weighed, classed);
  const withIndex = heldOf((domain) => indexOf(weighed, domain).base.n);
  const withJudgement = judged && heldOf((domain) => meanOf(rowsOf(rows.design, domain), judged).base.n);
  const [first] = classed;
  const atRisk =
    revenue.amounts && judged
      ? riskOf(wave, weighed, first ? { ...first, held: held[0] ?? [] } : null, revenue.amounts, judged)
      : null;
  return {
    confidence: plan.confidence,
    rule: dissatisfaction?.rule ?? null,
    dissatisfied:
      judged && estimate(rows.whole.domain, meanOf(rowsOf(rows.design, rows.whole.domain), judged)),
    tables: classed.map(({ classes, rule, domains }, table) => ({
      variable: classes.variable,
      rule,
      rows: classes.classes.map((value, place): ValueRow => {
        const domain = domains[place] as Domain;
        const about = { wave, weighed, classes, value, domain, judged, amounts: revenue.amounts };
        const isHeld = {
          all: held[table]?.[place] === true,
          csi: withIndex[table]?.[place] === true,
          dissatisfied: withJudgement?.[table]?.[place] === true,
        };
        return valueRow(about, isHeld, (table === 0 && atRisk?.classes[place]) || null);
      }),
    })),
    revenue: atRisk && revenue.amounts ? told(wave, revenue.amounts, atRisk) : null,
    revenueProblem: revenue.problem ?? (atRisk === null ? 'nobody-judged' : null),
  };
}

interface Classed {
  readonly classes: ValueClasses;
  readonly column: CodedColumn;
  readonly domains: readonly Domain[];
}

function domainsOf(
  { rows }: WeighedRows,
  { classes, column }: Pick<Classed, 'classes' | 'column'>,
): Domain[] {
  return domainsBy(rows.design, classCodes(classes, column, rows.respondents), classes.classes.length);
}

type Estimating = (domain: Domain, figure: Figure) => Estimate;

function estimating({ rows: { design } }: WeighedRows, confidence: number): Estimating {
  const scratch = new Float64Array(design.weights.length);
  return (domain, one) => estimateOf(design, domain, one, { confidence, fewest: 2 }, scratch);
}

/** What respondents bring, or why that is not known. */
function revenueOf({ plan, dataset }: WaveInput, { rows: { respondents } }: WeighedRows) {
  const name = plan.value?.revenue;
  if (name === undefined) return { amounts: null, problem: 'not-chosen' as const };
  const column = dataset.amounts?.get(name)?.values();
  const amounts: Answers = Float64Array.from(respondents, (row) => column?.[row] ?? Number.NaN);
  const isKnown = amounts.some((amount) => !Number.isNaN(amount));
  return isKnown ? { amounts, problem: null } : { amounts: null, problem: 'unknown' as const };
}

/** By table and class: whether it is held back. */
type HeldClasses = readonly (readonly boolean[])[];

/**
 * Which classes are held back, with whatever else of the report could give them away; and of which not even a figure is shown
 * that only so many of them have answered.
 */
function heldBack(
  { plan, dataset }: WaveInput,
  { rows }: WeighedRows,
  classed: readonly Classed[],
): { readonly held: HeldClasses; heldOf(answers: (domain: Domain) => number): HeldClasses } {
  const own = classed.map(({ classes, domains }) => ({
    variable: countedAs(classes),
    values: classes.classes.map((value, place) => ({ value, domain: domains[place] as Domain })),
  }));
  const others = plan.segments
    .filter((variable) => !own.some((table) => table.variable === variable))
    .flatMap((variable) => {
      const values = (rows.segments(variable)?.values ?? []).map(({ value, ground: { domain } }) => ({
        ...{ value, domain },
      }));
      return values.length === 0 ? [] : [{ variable, values }];
    });
  const banded = classed.map(({ classes, column }): [string, CodedColumn] => [
    countedAs(classes),
    inClasses(classes, column),
  ]);
  const counted = { ...dataset, variables: new Map([...dataset.variables, ...banded]) };
  const tables = [...own, ...others];
  const counts = tables.map(({ variable, values }, table) => ({
    variable,
    // what the report shows anyway goes before
    isPublished: table >= own.length || plan.segments.includes(variable),
    values: values.map(({ value, domain }) => ({ value, n: domain.n })),
  }));
  const cells = segmentCells(counts, plan, (one, other) => sharedInRows(counted, one, other));
  return {
    held: cells.held,
    heldOf(answers) {
      const isAnySmall = own.some(({ variable, values }) =>
        values.some(({ value, domain }) => {
          const n = answers(domain);
          return n > 0 && n < smallestOf(plan, { [variable]: value });
        }),
      );
      if (!isAnySmall) return cells.held;
      return cells.heldOf(tables.map(({ values }) => values.map(({ domain }) => answers(domain))));
    },
  };
}

/** Scores in bands are another variable than the scores, by which a report may have segments. */
function countedAs({ variable, classes, classOf }: ValueClasses): string {
  return classes.every((value) => classOf(value) === value) ? variable : `${variable} in bands`;
}

function inClasses({ classes, classOf }: ValueClasses, { codes, labels }: CodedColumn): CodedColumn {
  const places = labels.map((label) => classes.indexOf(classOf(label)));
  return { labels: classes, codes: codes.map((code) => (code < 0 ? -1 : (places[code] ?? -1))) };
}

interface ClassGround {
  readonly wave: WaveInput;
  readonly weighed: WeighedRows;
  readonly classes: ValueClasses;
  readonly value: string;
  readonly domain: Domain;
  readonly judged: Answers | null;
  readonly amounts: Answers | null;
}

/** The overall index of some respondents. */
function indexOf({ rows, instrument }: WeighedRows, domain: Domain): Figure<string> {
  return measureIndex(rows.groundOf(domain).sample, instrument.model).overall.index;
}

/** @param isHeld whether nothing is told of the class, and which of its figures is not, since few have answered that */
function valueRow(
  about: ClassGround,
  isHeld: Readonly<Record<'all' | 'csi' | 'dissatisfied', boolean>>,
  risk: RiskFigure | null,
): ValueRow {
  const { wave, weighed, value, domain, judged } = about;
  const { confidence } = wave.plan;
  const { rows } = weighed;
  const csi = rows.groundOf(domain).estimateOf(indexOf(weighed, domain), { confidence, fewest: 2 });
  const nobody: Figure = { value: null, reason: 'no-answers', base: { n: 0, weight: 0, squaredWeight: 0 } };
  const ofJudged = judged ? meanOf(rowsOf(rows.design, domain), judged) : nobody;
  const dissatisfied = estimating(weighed, confidence)(domain, ofJudged);
  return {
    value,
    n: isHeld.all ? 0 : domain.n,
    isHeldBack: isHeld.all,
    csi: isHeld.csi ? withoutNumbers(csi) : csi,
    dissatisfied: isHeld.all || isHeld.dissatisfied ? withoutNumbers(dissatisfied) : dissatisfied,
    customers: customerShare(about, isHeld.all),
    revenue: revenueShare(about, isHeld.all),
    risk,
  };
}

/** How many of the customers are of the class: of the list, else of the sample. */
function customerShare(about: ClassGround, isHeldBack: boolean): KnownShare | null {
  const { wave, weighed, classes } = about;
  const counted = wave.frame?.margins[classes.variable] ?? countsIn(wave, classes.variable);
  if (counted !== null) {
    const all = Object.entries(counted);
    return {
      isKnown: true,
      share: shareOf(
        all.map(([value, count]) => [classes.classOf(value), count]),
        about.value,
      ),
    };
  }
  const { rows } = weighed;
  const member = new Float64Array(rows.design.weights.length);
  for (const row of about.domain.rows ?? []) member[row] = 1;
  const figure = meanOf(rowsOf(rows.design, rows.whole.domain), member);
  return isHeldBack
    ? null
    : { isKnown: false, estimate: estimating(weighed, wave.plan.confidence)(rows.whole.domain, figure) };
}

/** Customers by the values of a variable that are too many to be counted as a margin. */
function countsIn({ frame }: WaveInput, variable: string): Readonly<Record<string, number>> | null {
  const sums = Object.values(frame?.sums ?? {}).find(({ by }) => by[variable] !== undefined)?.by[variable];
  if (sums === undefined) return null;
  return Object.fromEntries(Object.entries(sums).map(([value, { customers }]) => [value, customers]));
}

function shareOf(parts: readonly (readonly [string, number])[], value: string): number {
  const total = parts.reduce((sum, [, amount]) => sum + amount, 0);
  const own = parts.reduce((sum, [part, amount]) => sum + (part === value ? amount : 0), 0);
  return total === 0 ? 0 : own / total;
}

/** What so few customers bring is theirs to tell. */
const FEWEST_CUSTOMERS = 3;

/**
 * The classes of which it is not told what they bring: those of few customers, and as many of the smallest others that the rest
 * of all revenue does not tell of so few.
 */
function ofFewCustomers(
  sums: ReadonlyMap<string, AttributeSum>,
  classes: readonly string[],
): ReadonlySet<string> {
  const customersOf = (value: string) => sums.get(value)?.customers ?? 0;
  const bySize = classes.toSorted((one, other) => customersOf(one) - customersOf(other));
  const hidden = new Set(bySize.filter((value) => customersOf(value) < FEWEST_CUSTOMERS));
  const untold = [...sums.keys()].filter((value) => !classes.includes(value));
  const isTold = () => {
    const together = [...hidden, ...untold].map(customersOf).filter((customers) => customers > 0);
    const all = together.reduce((sum, customers) => sum + customers, 0);
    return [...hidden].some((value) => customersOf(value) > 0) && all < FEWEST_CUSTOMERS;
  };
  for (const value of bySize) if (isTold()) hidden.add(value);
  return hidden;
}

/** Which part of all revenue the customers of the class bring. */
function revenueShare(about: ClassGround, isHeldBack: boolean): KnownShare | null {
  const { wave, weighed, classes, value, amounts } = about;
  if (amounts === null) return null;
  const sums = sumsBy(wave, classes);
  if (sums !== null) {
    if (ofFewCustomers(sums, classes.classes).has(value)) return null;
    return {
      isKnown: true,
      share: shareOf(
        [...sums].map(([part, { sum }]) => [part, sum]),
        value,
      ),
    };
  }
  if (isHeldBack) return null;
  const { rows } = weighed;
  const own = new Float64Array(amounts.length);
  for (const row of about.domain.rows ?? []) own[row] = amounts[row] as number;
  const figure = ratioOf(rowsOf(rows.design, rows.whole.domain), own, amounts);
  return { isKnown: false, estimate: estimating(weighed, wave.plan.confidence)(rows.whole.domain, figure) };
}

/** What the list's customers of each class bring; `null` where that is not known. */
function sumsBy({ frame, plan }: WaveInput, classes: ValueClasses): ReadonlyMap<string, AttributeSum> | null {
  const by = frame?.sums?.[plan.value?.revenue ?? '']?.by[classes.variable];
  if (by === undefined) return null;
  const sums = new Map<string, AttributeSum>();
  for (const [value, { customers, sum }] of Object.entries(by)) {
    const part = classes.classOf(value);
    const before = sums.get(part) ?? { customers: 0, sum: 0 };
    sums.set(part, { customers: before.customers + customers, sum: before.sum + sum });
  }
  return sums;
}

/** By the first table's classes; without classes, of everybody as one. */
function riskOf(
  wave: WaveInput,
  { rows: { design, whole } }: WeighedRows,
  classed: (Classed & { readonly held: readonly boolean[] }) | null,
  revenue: Answers,
  dissatisfied: Answers,
): RevenueAtRisk {
  const sums = classed && sumsBy(wave, classed.classes);
  const all = wave.frame?.sums?.[wave.plan.value?.revenue ?? '']?.sum ?? null;
  if (classed === null) {
    const everybody = [{ domain: whole.domain, total: all }];
    return revenueAtRisk(design, whole.domain, everybody, { revenue, dissatisfied }, wave.plan);
  }
  const named = classed.classes.classes.map((value, place) => ({
    domain: classed.domains[place] as Domain,
    total: sums === null ? null : (sums.get(value)?.sum ?? 0),
    isHeldBack: classed.held[place] === true,
  }));
  const left = [...(sums ?? [])].filter(([value]) => !classed.classes.classes.includes(value));
  const ofOthers = sums === null ? null : left.reduce((sum, [, { sum: own }]) => sum + own, 0);
  const others = { domain: outside(design, classed.domains), total: ofOthers };
  const classes = others.domain.n > 0 || (ofOthers ?? 0) > 0 ? [...named, others] : named;
  return revenueAtRisk(design, whole.domain, classes, { revenue, dissatisfied }, wave.plan);
}

/** The respondents who are in none of some domains. */
function outside(design: Design, domains: readonly Domain[]): Domain {
  const inside = new Set(domains.flatMap(({ rows }) => [...(rows ?? [])]));
  return domainOf(
    design,
    Int32Array.from(design.weights.keys()).filter((row) => !inside.has(row)),
  );
}

function told({ plan, frame }: WaveInput, amounts: Answers, { total }: RevenueAtRisk): WaveRevenue {
  const { revenue = '', currency = 'CNY', lossRate = [0, 0] } = plan.value ?? {};
  const known = amounts.reduce((count, amount) => count + (Number.isNaN(amount) ? 0 : 1), 0);
  const [least, most] = lossRate;
  const { exposed, suppressed } = total;
  const isKnown = suppressed === null && exposed.estimate !== null;
  return {
    variable: revenue,
    currency,
    total: frame?.sums?.[revenue]?.sum ?? null,
    known,
    unknown: amounts.length - known,
    atRisk: total,
    lossRate,
    loss: isKnown ? [scaledEstimate(exposed, least), scaledEstimate(exposed, most)] : null,
  };
}
