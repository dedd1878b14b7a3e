import type { Answer, PairAnswer } from '#surveys/answers.ts';
import type { Definition } from '#surveys/definition.ts';
import { type MeasuredPair, pairsOf } from '#surveys/pairs.ts';
import { createRandom, type Random } from '#surveys/random.ts';
import type { Customer } from './customers.ts';
import { type ItemOpinion, itemOpinions } from './items.ts';

/** What a customer thinks in one wave: the answers to everything but the comment. */
export interface Opinion {
  readonly answers: Record<string, Answer>;
  /** Experience minus expectation of each item that was rated, in scale points before rounding. */
  readonly gaps: ReadonlyMap<string, number>;
}

/** A customer with the value class that revenue gives. */
export interface ClassedCustomer extends Customer {
  readonly abc: string;
}

/** Somebody's lasting leanings, the same in every wave. */
interface Leaning {
  /** Points above or below what is expected on average. */
  readonly expectation: number;
  /** Points by which experience falls above or below expectation, whatever the item. */
  readonly contentment: number;
  readonly byFactor: ReadonlyMap<string, number>;
}

const meanExpectation = 7.75;
const byClass: Readonly<Record<string, number>> = { A: 0.3, B: 0.1, C: -0.05 };
const byMarket = { ecommerce: -0.22, business: 0.16, individual: 0.02 } as const;
const byRegion = { east: 0.05, central: 0, west: -0.16 } as const;
const byTenure = { under1: -0.12, '1to3': 0, over3: 0.1 } as const;
/** What few have experience of, the smallest customers have even less of: they seldom complain or claim. */
const unknownByClass: Readonly<Record<string, number>> = { A: 0.4, B: 0.75, C: 1.05 };

/** The opinions of the company's customers. `wave` counts from 0. The same seed gives the same opinions. */
export function opinionsOf(seed: string, definition: Definition) {
  const pairs = pairsOf(definition);
  return (customer: ClassedCustomer, wave: number): Opinion => {
    const leaning = leaningOf(createRandom(`${seed}/customer/${customer.customer}`), customer, definition);
    const random = createRandom(`${seed}/wave ${wave}/${customer.customer}`);
    const mood = 0.35 * random.normal();
    const answers: Record<string, Answer> = {};
    const gaps = new Map<string, number>();
    for (const pair of pairs) {
      const { answer, gap } = rate(random, pair, opinionOf(pair.key), { customer, leaning, wave, mood });
      answers[pair.key] = answer;
      if (gap !== null) gaps.set(pair.key, gap);
    }
    const contentment = mean([...gaps.values()]);
    const level = meanExpectation + leaning.expectation + contentment;
    answers.overallSatisfaction = point(level + 0.7 * random.normal(), 1, 10);
    answers.recommend = point(level + 0.9 * contentment + 0.2 + 1.1 * random.normal(), 0, 10);
    answers.market = customer.market;
    return { answers, gaps };
  };
}

function leaningOf(random: Random, customer: ClassedCustomer, { factors }: Definition): Leaning {
  return {
    expectation: (byClass[customer.abc] ?? 0) + 0.85 * random.normal(),
    contentment:
      byMarket[customer.market] +
      byRegion[customer.region] +
      byTenure[customer.tenure] +
      0.65 * random.normal(),
    byFactor: new Map(factors.map(({ key }) => [key, 0.35 * random.normal()])),
  };
}

function opinionOf(item: string): ItemOpinion {
  const opinion = Object.hasOwn(itemOpinions, item) ? itemOpinions[item] : undefined;
  if (opinion === undefined) throw new RangeError(`Nobody has an opinion on ${item}`);
  return opinion;
}

function rate(
  random: Random,
  { factor, scale: { min, max } }: MeasuredPair,
  { expected, gap, unknown, since }: ItemOpinion,
  {
    customer,
    leaning,
    wave,
    mood,
  }: { customer: ClassedCustomer; leaning: Leaning; wave: number; mood: number },
): { readonly answer: PairAnswer; readonly gap: number | null } {
  const expectation = meanExpectation + expected + leaning.expectation + 0.55 * random.normal();
  const felt =
    gap +
    (since?.[wave] ?? 0) +
    leaning.contentment +
    (leaning.byFactor.get(factor.key) ?? 0) +
    mood +
    0.75 * random.normal();
  if (random.next() < unknown * (unknownByClass[customer.abc] ?? 1)) {
    return { answer: { perception: 'na' }, gap: null };
  }
  return {
    answer: { expectation: point(expectation, min, max), perception: point(expectation + felt, min, max) },
    gap: felt,
  };
}

function point(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, Math.round(value)));
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
