/** Pseudo-random numbers that a seed reproduces for ever, on every machine. Not for secrets. */
export interface Random {
  /** Uniform in [0, 1), 53 random bits. */
  next(): number;
  /** Uniform integer from 0 to n − 1, without modulo bias. `n` is an integer from 1 to 2³². */
  below(n: number): number;
  /** Standard normal (mean 0, standard deviation 1), by Marsaglia's polar method. */
  normal(): number;
  /** A shuffled copy: every order equally likely (Fisher–Yates). */
  shuffle<T>(items: readonly T[]): T[];
  /** `size` different integers from 0 to population − 1 in random order: a simple random sample without replacement. */
  sample(population: number, size: number): number[];
}

/**
 * A generator from a seed: sfc32 (Doty-Humphrey, "small fast counting", from PractRand), 128 bits of state.
 *
 * The seed is read as UTF-16 code units and mixed into the state by four interleaved multiply-xor lanes
 * with a final avalanche (the murmur3 finalizer); then twelve numbers are thrown away, as PractRand does.
 * Seeds are texts so that "2026-Q3/A.retail" gives its stratum its own stream.
 */
export function createRandom(seed: string): Random {
  const bits = sfc32(stateFrom(seed));

  const next = () => ((bits() >>> 5) * 0x4000000 + (bits() >>> 6)) / 2 ** 53;

  const below = (n: number) => {
    if (!Number.isInteger(n) || n < 1 || n > 2 ** 32) throw new RangeError(`Unexpected n value: ${n}.`);
    const fair = 2 ** 32 - (2 ** 32 % n);
    let drawn = bits();
    while (drawn >= fair) drawn = bits();
    return drawn % n;
  };

  const normal = () => {
    for (;;) {
      const x = 2 * next() - 1;
      const y = 2 * next() - 1;
      const square = x * x + y * y;
      if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
    }
  };

  const shuffle = <T>(items: readonly T[]) => {
    const order = [...items];
    for (let last = order.length - 1; last > 0; last--) swap(order, last, below(last + 1));
    return order;
  };

  const sample = (population: number, size: number) => {
    if (!Number.isInteger(size) || size < 0 || size > population) {
      throw new RangeError(`Unexpected size value: ${size} of ${population}.`);
    }
    const order = Array.from({ length: population }, (_, index) => index);
    for (let place = 0; place < size; place++) swap(order, place, place + below(population - place));
    return order.slice(0, size);
  };

  return { next, below, normal, shuffle, sample };
}

type State = [number, number, number, number];

function stateFrom(seed: string): State {
  const state: State = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a];
  for (let place = 0; place < seed.length; place++) {
    const unit = seed.charCodeAt(place);
    const [a, b, c, d] = state;
    state[0] = b ^ Math.imul(a ^ unit, 0x9e3779b1);
    state[1] = c ^ Math.imul(b ^ unit, 0x85ebca77);
    state[2] = d ^ Math.imul(c ^ unit, 0xc2b2ae3d);
    state[3] = a ^ Math.imul(d ^ unit, 0x27d4eb2f);
  }
  const [a, b, c, d] = state;
  return [avalanche(a ^ seed.length), avalanche(b + a), avalanche(c + b), avalanche(d + c)];
}

/** The finalizer of murmur3: every input bit reaches every output bit. */
function avalanche(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function sfc32([a0, b0, c0, counter0]: State): () => number {
  let [a, b, c, counter] = [a0, b0, c0, counter0];
  const bits = () => {
    const drawn = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + drawn) | 0;
    return drawn >>> 0;
  };
  for (let thrown = 0; thrown < 12; thrown++) bits();
  return bits;
}

function swap<T>(items: T[], i: number, j: number): void {
  const kept = items[i] as T;
  items[i] = items[j] as T;
  items[j] = kept;
}
