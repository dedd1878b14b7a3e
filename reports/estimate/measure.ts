import { measureIndex } from '../index/csi.ts';
import { meanOf, sharesIn } from '../index/mean.ts';
import { ratioOf } from '../index/ratio.ts';
import { recommendScores } from '../index/recommend.ts';
import { totalOf } from '../index/total.ts';
import type { Design } from '../sampling-error/design.ts';
import type { Domain } from '../sampling-error/domains.ts';
import type { EstimateOptions } from '../sampling-error/estimate.ts';
import type { Figure } from '../sampling-error/influence.ts';
import { rowsOf } from '../sampling-error/sample.ts';
import { codesAt } from '../weighting/classes.ts';
import { type DataTable, numbersOf, textsOf } from './columns.ts';
import { EstimateRefusal } from './refusal.ts';
import type { EstimateOf, EstimateSpec } from './spec.ts';

/** A figure by the name of its estimate and what it is of. */
export interface NamedFigure {
  readonly name: string;
  /** An item's key, 'factor:…', 'overall', the value of a share; `null` where there is but one. */
  readonly target: string | null;
  /** An item of an index: one of many looked at, not declared beforehand. */
  readonly isItem: boolean;
  readonly interval: NonNullable<EstimateOptions['interval']>;
  readonly figure: Figure;
}

/** Measures everything a spec asks for, for any weights and any domain; the columns are read once. */
export type Measure = (design: Design, domain: Domain) => NamedFigure[];

export function measureOf(spec: EstimateSpec, table: DataTable, rows: Int32Array): Measure {
  const read = new Map<string, Float64Array>();
  const column = (name: string): Float64Array => {
    const known = read.get(name) ?? numbersOf(table, name, rows);
    read.set(name, known);
    return known;
  };
  const parts = spec.estimates.map((estimate, place) =>
    partOf(estimate, `estimates[${place}]`, table, rows, column),
  );
  return (design, domain) => parts.flatMap((part) => part(design, domain));
}

function partOf(
  estimate: EstimateSpec['estimates'][number],
  key: string,
  table: DataTable,
  rows: Int32Array,
  column: (name: string) => Float64Array,
): Measure {
  const { name } = estimate;
  const single = (measure: (design: Design, domain: Domain) => Figure): Measure => {
    return (design, domain) => [
      { name, target: null, isItem: false, interval: 't', figure: measure(design, domain) },
    ];
  };
  switch (estimate.type) {
    case 'mean': {
      const answers = column(estimate.variable);
      return single((design, domain) => meanOf(rowsOf(design, domain), answers));
    }
    case 'total': {
      const answers = column(estimate.variable);
      return single((design, domain) => totalOf(rowsOf(design, domain), answers));
    }
    case 'ratio': {
      const [numerator, denominator] = [column(estimate.numerator), column(estimate.denominator)];
      return single((design, domain) => ratioOf(rowsOf(design, domain), numerator, denominator));
    }
    case 'recommend': {
      const answers = column(estimate.variable);
      checkRecommend(answers, estimate.variable, key, table, rows);
      const scores = recommendScores(answers);
      return single((design, domain) => meanOf(rowsOf(design, domain), scores));
    }
    case 'proportion':
      return shares(estimate, table, rows);
    case 'csi':
      return index(estimate, column);
  }
}

function checkRecommend(
  answers: Float64Array,
  column: string,
  key: string,
  table: DataTable,
  rows: Int32Array,
): void {
  const wrong = answers.findIndex((answer) => answer < 0 || answer > 10);
  if (wrong < 0) return;
  const row = table.lines[rows[wrong] as number] as number;
  const place = { key: `${key}.variable`, row, column };
  throw new EstimateRefusal('not-0-to-10', place, { value: answers[wrong] as number });
}

/** A share for every value that occurs among the rows; where there is none, a figure that says so. */
function shares({ name, variable }: EstimateOf<'proportion'>, table: DataTable, rows: Int32Array): Measure {
  const { codes, labels } = textsOf(table, variable);
  const own = codesAt(codes, rows);
  const occurring = new Set(own);
  const answers = Float64Array.from(own, (code) => (code < 0 ? Number.NaN : code));
  const columns = labels.flatMap((target, code) =>
    occurring.has(code) ? [{ target, share: sharesIn(answers, code) }] : [],
  );
  const nobody = { target: null, share: answers };
  return (design, domain) =>
    (columns.length === 0 ? [nobody] : columns).map(({ target, share }) => ({
      name,
      target,
      isItem: false,
      interval: 't' as const,
      figure: meanOf(rowsOf(design, domain), share),
    }));
}

function index(estimate: EstimateOf<'csi'>, column: (name: string) => Float64Array): Measure {
  const { name, origin, factors, aggregate, interval } = estimate;
  const items = estimate.items.map(({ key, factor, weight, expectation, perception }) => ({
    key,
    factor,
    weight,
    origin,
    pair: { expectation: column(expectation), perception: column(perception) },
  }));
  return (design, domain) => {
    const measured = measureIndex(rowsOf(design, domain), { items, factors, aggregate });
    const named = (target: string, isItem: boolean, figure: Figure): NamedFigure => {
      return { name, target, isItem, interval, figure };
    };
    return [
      named('overall', false, measured.overall.index),
      ...measured.factors.map((factor) => named(`factor:${factor.key}`, false, factor.index)),
      ...measured.items.map((item) => named(item.key, true, item.index)),
    ];
  };
}
