import { createRandom } from '../random.ts';
import { checkSizes, type Sizes } from './allocation.ts';
import { byCodePoints } from './code-point-order.ts';

/** Which members of an earlier sample stay, so that change can be measured on the same customers. */
export interface Keep {
  readonly earlier: ReadonlySet<string>;
  /** Share of each stratum's new sample to be taken from the earlier one, 0 to 1. */
  readonly share: number;
}

export interface DrawnStratum {
  readonly stratum: string;
  /** N_h at the time of the draw. */
  readonly population: number;
  /** Keys of the sampled customers, in code point order. Their number is n_h. */
  readonly customers: readonly string[];
  /** How many of them were in the earlier sample by design. */
  readonly kept: number;
}

/**
 * A stratified simple random sample without replacement: in each stratum every set of n_h customers is
 * equally likely, also with `keep` when the earlier sample was drawn so from the same stratum.
 *
 * Anyone with the seed, the customer list and the sizes gets the same sample: customers are put in code
 * point order first, so the order of the list does not matter, and each stratum has a random stream of its
 * own (from seed and stratum), so the size of one stratum does not change the draw in another. A larger
 * size with the same seed contains the smaller sample.
 *
 * With `keep`, round(share · n_h) of the customers of the earlier sample who are still in the stratum stay,
 * or as many as there are; more only where the others do not suffice.
 *
 * @param members keys of all customers of the frame by stratum
 * @returns the strata in code point order
 * @throws RangeError when `checkSizes` has a problem with the sizes, a customer is listed twice, or the
 *   share is not one
 */
export function drawStratified({
  seed,
  members,
  sizes,
  keep = null,
}: {
  readonly seed: string;
  readonly members: ReadonlyMap<string, readonly string[]>;
  readonly sizes: Sizes;
  readonly keep?: Keep | null;
}): readonly DrawnStratum[] {
  const populations = new Map([...members].map(([stratum, customers]) => [stratum, customers.length]));
  const [problem] = checkSizes(sizes, populations);
  if (problem) throw new RangeError(`Sample cannot be drawn: ${problem.code} in stratum ${problem.stratum}`);
  if (keep && !(keep.share >= 0 && keep.share <= 1)) throw new RangeError(`Unexpected share: ${keep.share}`);
  refuseRepeated(members);
  return [...members.keys()].sort(byCodePoints).map((stratum) => {
    const customers = [...(members.get(stratum) ?? [])].sort(byCodePoints);
    const size = sizes.get(stratum) ?? 0;
    const drawn = keep
      ? drawKeeping(customers, size, keep, [seed, stratum])
      : { customers: drawFrom(customers, size, [seed, stratum]), kept: 0 };
    return {
      stratum,
      population: customers.length,
      ...drawn,
      customers: [...drawn.customers].sort(byCodePoints),
    };
  });
}

function drawKeeping(customers: readonly string[], size: number, keep: Keep, stream: readonly string[]) {
  const earlier = customers.filter((customer) => keep.earlier.has(customer));
  const others = customers.filter((customer) => !keep.earlier.has(customer));
  const wanted = Math.max(Math.round(keep.share * size), size - others.length);
  const kept = Math.min(wanted, earlier.length);
  return {
    customers: [
      ...drawFrom(earlier, kept, [...stream, 'kept']),
      ...drawFrom(others, size - kept, [...stream, 'new']),
    ],
    kept,
  };
}

/** A simple random sample from one list. The stream's parts are kept apart, so that `a` + `b.c` is not `a.b` + `c`. */
function drawFrom(customers: readonly string[], size: number, stream: readonly string[]): readonly string[] {
  const places = createRandom(JSON.stringify(stream)).sample(customers.length, size);
  return places.flatMap((place) => customers[place] ?? []);
}

function refuseRepeated(members: ReadonlyMap<string, readonly string[]>): void {
  const seen = new Set<string>();
  for (const customers of members.values()) {
    for (const customer of customers) {
      if (seen.has(customer)) throw new RangeError(`Customer ${customer} is in the frame twice`);
      seen.add(customer);
    }
  }
}
