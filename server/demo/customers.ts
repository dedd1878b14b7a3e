import type { Random } from '#surveys/random.ts';

/** A customer of the invented company before anybody has sorted customers into value classes. */
export interface Customer {
  /** The company's number of the customer. */
  readonly customer: string;
  /** What the customer paid in the last twelve months, in yuan. */
  readonly revenue: number;
  readonly market: Market;
  readonly region: Region;
  readonly tenure: Tenure;
}
export type Market = 'ecommerce' | 'business' | 'individual';
export type Region = 'east' | 'central' | 'west';
/** How long somebody has been a customer: less than one year, one to three years, longer. */
export type Tenure = 'under1' | '1to3' | 'over3';

/**
 * Spread of the logarithm of revenue, z(0.80) + z(0.95): with it the first 5 % of customers bring 80 % of all
 * revenue, the next 15 % bring 15 %, and the other 80 % bring 5 %.
 */
const logSpread = 0.8416 + 1.6449;
const medianRevenue = 640;

/** The customer list of an express company: few customers bring most of the revenue. */
export function customersOf(random: Random, count: number): Customer[] {
  return Array.from({ length: count }, (_, index) => {
    const size = random.normal();
    const market = marketOf(random, size);
    return {
      customer: `HJ${String(index + 1).padStart(6, '0')}`,
      revenue: Math.max(12, Math.round(medianRevenue * Math.exp(logSpread * size))),
      market,
      region: regionOf(random, market),
      tenure: tenureOf(random, size),
    };
  });
}

/** One of several values with given chances, which sum to 1. */
export function pick<V extends string>(random: Random, chances: readonly (readonly [V, number])[]): V {
  let left = random.next();
  for (const [value, chance] of chances) {
    left -= chance;
    if (left < 0) return value;
  }
  const [last] = chances.at(-1) ?? [];
  if (last === undefined) throw new RangeError('Nothing to pick from');
  return last;
}

/** The bigger a customer, the likelier a shop or an office than a person. */
function marketOf(random: Random, size: number): Market {
  const person = 0.9 / (1 + Math.exp(1.7 * (size - 0.7)));
  return pick(random, [
    ['individual', person],
    ['ecommerce', (1 - person) * 0.62],
    ['business', (1 - person) * 0.38],
  ]);
}

function regionOf(random: Random, market: Market): Region {
  const east = market === 'ecommerce' ? 0.64 : 0.52;
  return pick(random, [
    ['east', east],
    ['central', (1 - east) * 0.6],
    ['west', (1 - east) * 0.4],
  ]);
}

function tenureOf(random: Random, size: number): Tenure {
  const fresh = 0.3 / (1 + Math.exp(0.8 * size));
  return pick(random, [
    ['under1', 2 * fresh],
    ['1to3', (1 - 2 * fresh) * 0.5],
    ['over3', (1 - 2 * fresh) * 0.5],
  ]);
}
