/** As a plan names it. */
const stratumVariable = 'stratum';

/** What customers bring together by one thing known of them that is a number, such as what they paid in a year. */
export interface AttributeSum {
  /** Customers of whom it is known. */
  readonly customers: number;
  readonly sum: number;
}

/** Of an attribute: the sum over everybody, and over those with each value of other variables, `stratum` among them. */
export interface AttributeSums extends AttributeSum {
  readonly by: Readonly<Record<string, Readonly<Record<string, AttributeSum>>>>;
}

const amountPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The number that an attribute is; `null` where it is empty or something else. */
export function amountIn(text: string | null | undefined): number | null {
  if (text === null || text === undefined || !amountPattern.test(text)) return null;
  const amount = Number(text);
  return Number.isFinite(amount) ? amount : null;
}

/** Variables with more values than this make no sums: 9 bands of three scores, and who bought nothing, are 730. */
const mostValues = 1000;

interface Growing {
  customers: number;
  sum: number;
}

/** Adds up attributes that are numbers wherever they are known, customer by customer. */
export class AttributeSummer {
  /** What is no number of somebody is none of anybody. */
  readonly #texts = new Set<string>();
  readonly #sums = new Map<
    string,
    { readonly all: Growing; readonly by: Map<string, Map<string, Growing>> }
  >();

  add(stratum: string, attributes: Readonly<Record<string, string>>): void {
    const variables = [...Object.entries(attributes), [stratumVariable, stratum] as const];
    for (const [name, text] of Object.entries(attributes)) {
      if (text === '' || this.#texts.has(name)) continue;
      const amount = amountIn(text);
      if (amount === null) {
        this.#texts.add(name);
        this.#sums.delete(name);
      } else this.#count(name, amount, variables);
    }
  }

  #count(name: string, amount: number, variables: readonly (readonly [string, string])[]): void {
    const known = this.#sums.get(name) ?? { all: { customers: 0, sum: 0 }, by: new Map() };
    this.#sums.set(name, known);
    grow(known.all, amount);
    for (const [variable, value] of variables) {
      if (variable === name) continue;
      const values = known.by.get(variable) ?? new Map<string, Growing>();
      known.by.set(variable, values);
      if (values.size > mostValues) continue;
      const of = values.get(value) ?? { customers: 0, sum: 0 };
      values.set(value, of);
      grow(of, amount);
    }
  }

  /** The sums so far, by attribute. */
  sums(): Record<string, AttributeSums> {
    return Object.fromEntries(
      [...this.#sums].map(([name, { all, by }]) => {
        const few = [...by].filter(([, values]) => values.size <= mostValues);
        return [
          name,
          {
            ...all,
            by: Object.fromEntries(few.map(([variable, values]) => [variable, Object.fromEntries(values)])),
          },
        ];
      }),
    );
  }
}

function grow(of: Growing, amount: number): void {
  of.customers += 1;
  of.sum += amount;
}
