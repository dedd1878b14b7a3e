import type { Disposition } from '#surveys/sampling/dispositions.ts';
import type { SampleRow } from './dataset.ts';
import { stratumVariable } from './plan.ts';

/** A customer who was sampled for a wave whose answers are anonymous. */
export interface AskedCustomer {
  readonly stratum: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly recorded: Disposition | null;
  readonly weight: number | null;
  /** Whether an answer was sent by the customer's link. */
  readonly isAnswered: boolean;
}

type Facts = Readonly<Record<string, string>>;

/** Customers of one stratum who have the same kept facts, as counts. */
interface Cell {
  readonly facts: Facts;
  /** By what was recorded of those who sent nothing. */
  readonly silent: Map<Disposition | null, number>;
  /** Those whose link says that they sent an answer. */
  sent: number;
  /** Answers of nobody in particular, whether sent or only begun. */
  answers: number;
}

/** Customers of a sample who cannot be told apart by what is kept, where they are few. */
export interface SmallCell {
  readonly stratum: string;
  readonly facts: Facts;
  readonly customers: number;
}

/** What all customers of a stratum have in common; `null` where they differ. */
interface Stratum {
  readonly attributes: Map<string, string | null>;
  customers: number;
  readonly named: Map<string, number>;
  weight: number | null;
}

/**
 * The sample of a wave whose answers nobody can tell the customers of: as many rows as customers were sampled, those of
 * the answers and those of customers who did not answer.
 *
 * Of a customer, and of an answer, counts only what is known of both: the stratum, variables in which all sampled
 * customers of each stratum agree, and the facts that the questionnaire keeps. So a class of customers has the right
 * number of answers and of customers who did not answer, and nobody has to be told apart.
 *
 * An answer that was begun and not sent stands for one of the customers who sent nothing; it is not known for whom, so
 * that one of its stratum and facts of whom nothing was recorded is left out.
 *
 * First all customers are added, then all answers; the rest follows.
 */
export class AnonymousSample {
  readonly #kept: readonly string[];
  readonly #strata = new Map<string, Stratum>();
  readonly #cells = new Map<string, Map<string, Cell>>();
  readonly #names = new Set<string>();
  /** By stratum, worked out once all customers are here. */
  readonly #shared = new Map<string, Facts>();

  /** @param kept keys of the facts that the questionnaire keeps beside an answer */
  constructor(kept: readonly string[]) {
    this.#kept = kept.filter((key) => key !== stratumVariable);
  }

  /** Counts a sampled customer. */
  addCustomer({ stratum: name, attributes, recorded, weight, isAnswered }: AskedCustomer): void {
    const stratum = this.#strata.get(name) ?? {
      attributes: new Map<string, string | null>(),
      customers: 0,
      named: new Map<string, number>(),
      weight,
    };
    this.#strata.set(name, stratum);
    if (stratum.weight !== weight) stratum.weight = null;
    stratum.customers += 1;
    for (const [variable, value] of Object.entries(attributes)) {
      this.#names.add(variable);
      const known = stratum.attributes.get(variable);
      stratum.attributes.set(variable, known === undefined || known === value ? value : null);
      stratum.named.set(variable, (stratum.named.get(variable) ?? 0) + 1);
    }
    const cell = this.#cellOf(name, attributes);
    if (isAnswered) cell.sent += 1;
    else cell.silent.set(recorded, (cell.silent.get(recorded) ?? 0) + 1);
  }

  /** Counts an answer. @param facts those that were kept with it */
  addAnswer(stratum: string, facts: Facts): void {
    this.#cellOf(stratum, facts).answers += 1;
  }

  #cellOf(stratum: string, known: Facts): Cell {
    const facts = this.#keptOf(known);
    const cells = this.#cells.get(stratum) ?? new Map<string, Cell>();
    this.#cells.set(stratum, cells);
    const name = JSON.stringify(Object.entries(facts));
    const cell = cells.get(name) ?? { facts, silent: new Map(), sent: 0, answers: 0 };
    cells.set(name, cell);
    return cell;
  }

  #keptOf(known: Facts): Facts {
    return Object.fromEntries(
      this.#kept.flatMap((key) => (Object.hasOwn(known, key) ? [[key, known[key] ?? '']] : [])),
    );
  }

  /** What is known of everybody of a stratum, besides its name. */
  #attributesOf(stratum: string): Facts {
    const known = this.#shared.get(stratum);
    if (known !== undefined) return known;
    const names = this.#sharedNames();
    const values = [...(this.#strata.get(stratum)?.attributes ?? [])];
    const shared = Object.fromEntries(
      values.flatMap(([name, value]) => (value !== null && names.has(name) ? [[name, value]] : [])),
    );
    this.#shared.set(stratum, shared);
    return shared;
  }

  /** What may be known of one customer or answer: what all of its stratum have in common, and the facts that are kept. */
  knownOf(stratum: string, own: Facts): Facts {
    return { ...this.#attributesOf(stratum), ...this.#keptOf(own) };
  }

  /** The weight that came with everybody of a stratum; `null` where they differ. */
  weightOf(stratum: string): number | null {
    return this.#strata.get(stratum)?.weight ?? null;
  }

  /** Variables that count, being known of customers and answers alike. */
  get variables(): readonly string[] {
    return [...this.#names].filter((name) => !this.withheld.includes(name));
  }

  /** Variables that are known of customers and not of answers, so that neither counts. */
  get withheld(): readonly string[] {
    const shared = this.#sharedNames();
    return [...this.#names].filter((name) => !shared.has(name) && !this.#kept.includes(name)).sort();
  }

  /** Variables in which all customers of each stratum agree, those without it included. */
  #sharedNames(): ReadonlySet<string> {
    const strata = [...this.#strata.values()];
    const agree = ({ attributes, named, customers }: Stratum, name: string) =>
      !attributes.has(name) || (attributes.get(name) !== null && named.get(name) === customers);
    return new Set([...this.#names].filter((name) => strata.every((stratum) => agree(stratum, name))));
  }

  /** The cells that fewer customers than `smallest` were sampled of, in code-point order of their strata. */
  smallCells(smallest: number): readonly SmallCell[] {
    const cells = [...this.#cells].flatMap(([stratum, each]) =>
      [...each.values()].map((cell) => ({ stratum, facts: cell.facts, customers: customersOf(cell) })),
    );
    return cells
      .filter(({ customers }) => customers > 0 && customers < smallest)
      .sort((one, other) => (one.stratum < other.stratum ? -1 : Number(one.stratum > other.stratum)));
  }

  /** The rows of the customers who did not answer: of each stratum as many as there are more customers than answers. */
  *silent(): Generator<SampleRow> {
    for (const [stratum, cells] of this.#cells) {
      const weight = this.weightOf(stratum);
      for (const [{ facts }, counts] of remaining([...cells.values()])) {
        const attributes = this.knownOf(stratum, facts);
        for (const [recorded, count] of counts) {
          for (let row = 0; row < count; row++) {
            yield { stratum, attributes, recorded, weight, response: null };
          }
        }
      }
    }
  }
}

/** Of each cell how many customers did not answer, by what was recorded of them. */
function remaining(cells: readonly Cell[]): [Cell, [Disposition | null, number][]][] {
  const left = cells.map((cell) => customersOf(cell) - cell.answers);
  // answers of a cell that has fewer customers are somebody's of the stratum all the same
  let lacking = sum(left.map((count) => Math.max(0, -count)));
  return cells.map((cell, place) => {
    const own = Math.max(0, left[place] ?? 0);
    const given = Math.min(own, lacking);
    lacking -= given;
    return [cell, takenFrom(cell, own - given)];
  });
}

/** First those of whom something was recorded, and last those whose answer was sent and not read yet. */
function takenFrom({ silent, sent }: Cell, wanted: number): [Disposition | null, number][] {
  const recorded = [...silent].filter(([disposition]) => disposition !== null);
  const order: [Disposition | null, number][] = [...recorded, [null, silent.get(null) ?? 0], [null, sent]];
  let open = wanted;
  return order.map(([disposition, available]) => {
    const taken = Math.min(available, open);
    open -= taken;
    return [disposition, taken];
  });
}

function customersOf({ silent, sent }: Cell): number {
  return sum(silent.values()) + sent;
}

function sum(counts: Iterable<number>): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
