import type { Definition } from '../definition.ts';
import type { Path } from '../definition-problem.ts';
import type { EditOf } from './edits.ts';
import { isWithin, valueAtPath, withValue } from './json.ts';
import { type Draft, type Outcome, refused } from './outcome.ts';
import { type Part, partAt, partsIn } from './parts.ts';

/** Weights that are shared out are whole hundredths, so that they can be read and add up. */
const hundredths = 100;

/** A part with its weight among those it is weighed against. */
interface Weighed {
  readonly path: Path;
  readonly weight: number;
}

/** What is weighed against one another: the factors of a survey, the items of a factor or of one of its dimensions. */
export function weighedWithin(
  { definition, parts }: Pick<Draft, 'definition' | 'parts'>,
  { kind, path }: Part,
): readonly Weighed[] {
  const weighed = kind === 'survey' ? 'factor' : kind === 'factor' || kind === 'dimension' ? 'item' : null;
  return parts
    .filter((part) => part.kind === weighed && isWithin(part.path, path))
    .map((part) => ({ path: part.path, weight: Number(valueAtPath(definition, [...part.path, 'weight'])) }));
}

/** Gives all the same weight, their mean: what they weigh together stays as it is. */
export function equalWeights(draft: Draft, { place }: EditOf<'equalWeights'>): Outcome {
  const part = partAt(draft.parts, place);
  if (part === null) return refused('placeGone', place);
  const weighed = weighedWithin(draft, part);
  if (weighed.length === 0) return refused('noWeights', place);
  const mean = weighed.reduce((sum, { weight }) => sum + weight / weighed.length, 0);
  const rounded = Number(mean.toPrecision(10));
  return withWeights(
    draft,
    place,
    weighed,
    weighed.map(() => rounded),
  );
}

/**
 * Gives weights of whole hundredths that add up to a total, as near to their shares as that goes: what is left after
 * rounding down goes to the largest remainders, the first of equal ones first (Hamilton's method). None falls below one
 * hundredth.
 */
export function scaleWeights(draft: Draft, { place, total }: EditOf<'scaleWeights'>): Outcome {
  const part = partAt(draft.parts, place);
  if (part === null) return refused('placeGone', place);
  const weighed = part.kind === 'dimension' ? [] : weighedWithin(draft, part);
  const units = total * hundredths;
  if (weighed.length === 0 || weighed.length > units) return refused('noWeights', place);
  const whole = sharedOut(
    weighed.map(({ weight }) => weight),
    units,
  );
  return withWeights(
    draft,
    place,
    weighed,
    whole.map((each) => each / hundredths),
  );
}

/** Whole numbers of at least 1 in proportion to weights, which add up to `units`, at least as many as there are weights. */
export function sharedOut(weights: readonly number[], units: number): readonly number[] {
  // One unit each beforehand where a share would be less than one, the rest in proportion among the others.
  let small = new Set<number>();
  for (;;) {
    const total = weights.reduce((sum, weight, index) => (small.has(index) ? sum : sum + weight), 0);
    const left = units - small.size;
    const exact = weights.map((weight, index) => (small.has(index) ? 1 : (weight / total) * left));
    const less = exact.flatMap((share, index) => (share < 1 ? [index] : []));
    if (less.length === 0) return rounded(exact, units);
    small = new Set([...small, ...less]);
  }
}

function rounded(exact: readonly number[], units: number): readonly number[] {
  const whole = exact.map(Math.floor);
  const missing = units - whole.reduce((sum, each) => sum + each, 0);
  const remainders = exact.map((share, index) => ({ index, remainder: share - Math.floor(share) }));
  const first = remainders.sort((one, other) => other.remainder - one.remainder || one.index - other.index);
  const more = new Set(first.slice(0, missing).map(({ index }) => index));
  return whole.map((each, index) => (more.has(index) ? each + 1 : each));
}

function withWeights(
  { document }: Draft,
  place: string,
  weighed: readonly Weighed[],
  weights: readonly number[],
): Outcome {
  const touched = `${place}.weights`;
  if (weighed.every(({ weight }, index) => weight === weights[index])) return { draft: document, touched };
  const draft = weighed.reduce<unknown>(
    (rest, { path }, index) => withValue(rest, [...path, 'weight'], weights[index]),
    document,
  );
  return { draft, touched };
}

/** A weight beside its share of its factor or of the survey. */
export interface WeightShare {
  readonly place: string;
  readonly weight: number;
  /** From 0 to 1, of those it is weighed against: they add up to 1. */
  readonly share: number;
}

/** The weights of the factors, and of the items within each factor, with their shares and sums. */
export function weightShares(definition: Definition): {
  readonly total: number;
  readonly factors: readonly (WeightShare & {
    readonly total: number;
    readonly items: readonly WeightShare[];
  })[];
} {
  const parts = partsIn(definition);
  const shares = (kind: Part['kind'], outer: Path) => {
    const within = parts.filter((part) => part.kind === kind && isWithin(part.path, outer));
    const weights = within.map(({ path }) => Number(valueAtPath(definition, [...path, 'weight'])));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const shared = within.map(({ place, path }, index) => {
      const weight = weights[index] ?? 0;
      return { place, path, weight, share: weight / total };
    });
    return { total, shared };
  };
  const { total, shared } = shares('factor', []);
  const factors = shared.map(({ path, ...factor }) => {
    const items = shares('item', path);
    return {
      ...factor,
      total: items.total,
      items: items.shared.map(({ place, weight, share }) => ({ place, weight, share })),
    };
  });
  return { total, factors };
}
