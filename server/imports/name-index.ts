import { randomInt } from 'node:crypto';
import { createPackedTexts } from './packed-texts.ts';

/** Names, each with its place in the order in which they came, from 0. */
export interface NameIndex {
  readonly size: number;
  /** @returns the place of the name, a new one when it was not known */
  add(name: string): number;
  /** @returns the place of the name, or −1 */
  placeOf(name: string): number;
  /** The order of two names by their places: of their code points. */
  compare(one: number, other: number): number;
}

/** What keeps a list made on purpose from filling one corner of the table. */
const seed = randomInt(2 ** 31);

/**
 * An index of names that takes some 20 bytes a name besides the name itself in UTF-8. A `Map` takes five times as much,
 * and a list of a million customers has a million names.
 */
export function createNameIndex(): NameIndex {
  const names = createPackedTexts();
  let table = new Int32Array(2048).fill(-1);

  /** The slot where a name is, or where it would be put. */
  const slotOf = (name: Buffer) => {
    for (let slot = hashOf(name) & (table.length - 1); ; slot = (slot + 1) & (table.length - 1)) {
      const place = table[slot] as number;
      if (place < 0 || names.bytesAt(place).equals(name)) return slot;
    }
  };
  const grow = () => {
    table = new Int32Array(2 * table.length).fill(-1);
    for (let place = 0; place < names.size; place++) table[slotOf(names.bytesAt(place))] = place;
  };

  return {
    get size() {
      return names.size;
    },
    add(name) {
      const bytes = Buffer.from(name);
      const known = table[slotOf(bytes)] as number;
      if (known >= 0) return known;
      if (2 * names.size >= table.length) grow();
      table[slotOf(bytes)] = names.size;
      names.add(bytes);
      return names.size - 1;
    },
    placeOf: (name) => table[slotOf(Buffer.from(name))] as number,
    compare: (one, other) => Buffer.compare(names.bytesAt(one), names.bytesAt(other)),
  };
}

/** FNV-1a over the bytes, from a seed nobody knows. */
function hashOf(bytes: Buffer): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash ^ (hash >>> 15);
}
