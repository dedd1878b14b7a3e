import type { Margins } from '#db/tables.ts';
import type { Random } from '#surveys/random.ts';

/** What is known of a customer who is asked: the variables that strata, margins and segments are made of. */
export type Known = Record<'abc' | 'market' | 'region' | 'tenure', string>;

/** A customer who was asked. */
export interface Asked {
  /** Place in the sample, from 1. */
  readonly position: number;
  readonly stratum: string;
  readonly attributes: Known;
  readonly answers: boolean;
}

type Shares = Readonly<Record<string, number>>;

const inSample = {
  abc: { A: 0.2, B: 0.3, C: 0.5 },
  market: { ecommerce: 0.4, business: 0.3, individual: 0.3 },
  region: { east: 0.5, central: 0.25, west: 0.25 },
} satisfies Record<string, Shares>;

/** Those who have been customers for long answer more willingly. */
const tenureOf = {
  answering: { under1: 0.25, '1to3': 0.35, over3: 0.4 },
  silent: { under1: 0.4, '1to3': 0.35, over3: 0.25 },
} satisfies Record<string, Shares>;

const inPopulation = {
  region: { east: 0.48, central: 0.27, west: 0.25 },
  tenure: { under1: 0.3, '1to3': 0.36, over3: 0.34 },
} satisfies Record<string, Shares>;

/** Customers of the company for each who is asked: of the valuable few, more are asked. */
const standsFor: Shares = { A: 4, B: 9, C: 25 };

function drawFrom(random: Random, shares: Shares): string {
  const values = Object.keys(shares);
  let left = random.next();
  for (const value of values) {
    left -= shares[value] ?? 0;
    if (left < 0) return value;
  }
  return values.at(-1) ?? '';
}

/** How many customers are asked for so many responses: three of five answer. */
export function askedFor(responses: number): number {
  return Math.round((responses * 5) / 3);
}

/** The customers asked until exactly so many have answered, in the order of the sample. */
export function* askedCustomers(random: Random, responses: number): Generator<Asked> {
  const asked = askedFor(responses);
  let toCome = responses;
  for (let position = 1; position <= asked; position++) {
    const answers = random.next() * (asked - position + 1) < toCome;
    if (answers) toCome -= 1;
    const abc = drawFrom(random, inSample.abc);
    const market = drawFrom(random, inSample.market);
    const region = drawFrom(random, inSample.region);
    const tenure = drawFrom(random, answers ? tenureOf.answering : tenureOf.silent);
    yield { position, stratum: `${abc}.${market}`, attributes: { abc, market, region, tenure }, answers };
  }
}

/** The whole company's customers by stratum, for a sample of so many. */
function populationsFor(asked: number): Record<string, number> {
  const strata = Object.entries(inSample.abc).flatMap(([abc, ofClass]) =>
    Object.entries(inSample.market).map(([market, ofMarket]): [string, number] => [
      `${abc}.${market}`,
      Math.round(asked * ofClass * ofMarket * (standsFor[abc] ?? 1)),
    ]),
  );
  return Object.fromEntries(strata);
}

/** What the company knows of all its customers: counts by stratum, region and tenure with one sum. */
export function marginsFor(responses: number): Margins {
  const stratum = populationsFor(askedFor(responses));
  const total = Object.values(stratum).reduce((sum, customers) => sum + customers, 0);
  return {
    stratum,
    region: divided(total, inPopulation.region),
    tenure: divided(total, inPopulation.tenure),
  };
}

/** A whole number divided by shares into whole numbers. */
function divided(total: number, shares: Shares): Record<string, number> {
  let [upTo, given] = [0, 0];
  const parts = Object.entries(shares).map(([value, share]): [string, number] => {
    upTo += share;
    const part = Math.round(total * upTo) - given;
    given += part;
    return [value, part];
  });
  return Object.fromEntries(parts);
}
