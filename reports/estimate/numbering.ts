/** Up to this many possible pairs a table is faster than looking them up, and not too large. */
const TABLE = 1 << 24;
const EMPTY = -1;

/** Codes renumbered without gaps in the order in which they are first seen, and the code that each number had. */
export function compact(codes: Int32Array): { readonly codes: Int32Array; readonly kept: readonly number[] } {
  const numbers = new Int32Array(countOf(codes)).fill(EMPTY);
  const kept: number[] = [];
  const renumbered = codes.map((code) => {
    if (numbers[code] === EMPTY) numbers[code] = kept.push(code) - 1;
    return numbers[code] as number;
  });
  return { codes: renumbered, kept };
}

/** One number for each combination of codes that occurs, in the order in which they are first seen. */
export function crossedCodes(count: number, columns: readonly Int32Array[]): Int32Array {
  const [only] = columns;
  if (!only) return new Int32Array(count);
  return columns.reduce((one, other) => pairCodes(one, other), compact(only).codes);
}

function pairCodes(one: Int32Array, other: Int32Array): Int32Array {
  if (one === other) return one;
  const others = countOf(other);
  const numberOf = countOf(one) * others <= TABLE ? numberedInTable(countOf(one) * others) : numbered();
  return one.map((code, row) => numberOf(code * others + (other[row] as number)));
}

function numberedInTable(possible: number): (key: number) => number {
  const numbers = new Int32Array(possible).fill(EMPTY);
  let count = 0;
  return (key) => {
    if (numbers[key] === EMPTY) {
      numbers[key] = count;
      count += 1;
    }
    return numbers[key] as number;
  };
}

/** Numbers of keys by open addressing: a `Map` takes no more than 2²⁴ and several times the room. */
function numbered(): (key: number) => number {
  let keys = new Float64Array(1 << 10);
  let numbers = new Int32Array(keys.length).fill(EMPTY);
  let count = 0;
  const slotOf = (key: number) => {
    let slot = hashOf(key) & (keys.length - 1);
    while (numbers[slot] !== EMPTY && keys[slot] !== key) slot = (slot + 1) & (keys.length - 1);
    return slot;
  };
  return (key) => {
    const slot = slotOf(key);
    if (numbers[slot] !== EMPTY) return numbers[slot] as number;
    keys[slot] = key;
    numbers[slot] = count;
    count += 1;
    if (2 * count > keys.length) {
      const [before, own] = [keys, numbers];
      keys = new Float64Array(2 * before.length);
      numbers = new Int32Array(keys.length).fill(EMPTY);
      own.forEach((number, place) => {
        if (number === EMPTY) return;
        const moved = slotOf(before[place] as number);
        keys[moved] = before[place] as number;
        numbers[moved] = number;
      });
    }
    return count - 1;
  };
}

/** Of a whole number up to 2⁵³, both halves. */
function hashOf(key: number): number {
  let hash = Math.imul((key >>> 0) ^ Math.imul(Math.floor(key / 2 ** 32), 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function countOf(codes: Int32Array): number {
  let count = 0;
  for (const code of codes) if (code >= count) count = code + 1;
  return count;
}
