import type { Identifiers } from '#reports/estimate/columns.ts';
import { growingIntegers } from './growing.ts';

/** Bytes that are added at a time. */
const pieceSize = 1 << 20;
const emptySlot = -1;

/**
 * Identifiers that arrive one by one, of which there may be as many as rows: kept as codes in the order in which they
 * are first seen, −1 for an empty one. Their letters lie side by side as UTF-8, since tens of millions of strings
 * would fill the memory, and a `Map` takes no more than 2²⁴.
 */
export function growingIdentifiers() {
  const codes = growingIntegers();
  const pieces: Uint8Array[] = [];
  let piece = new Uint8Array(0);
  let used = 0;
  // By code: where its letters are, and how many.
  let starts = new Float64Array(1 << 10);
  let lengths = new Int32Array(1 << 10);
  let count = 0;
  let slots = new Int32Array(1 << 11).fill(emptySlot);

  function isSame(code: number, bytes: Uint8Array): boolean {
    if (lengths[code] !== bytes.length) return false;
    const start = starts[code] as number;
    const own = pieces[Math.floor(start / pieceSize)] as Uint8Array;
    const from = start % pieceSize;
    for (let i = 0; i < bytes.length; i++) if (own[from + i] !== bytes[i]) return false;
    return true;
  }

  function bytesOf(code: number): Uint8Array {
    const start = starts[code] as number;
    const from = start % pieceSize;
    const own = pieces[Math.floor(start / pieceSize)] as Uint8Array;
    return own.subarray(from, from + (lengths[code] as number));
  }

  function add(bytes: Uint8Array): number {
    if (used + bytes.length > piece.length) {
      // A label longer than a piece has as many places of pieces as it would fill.
      piece = new Uint8Array(Math.max(pieceSize, bytes.length));
      for (let filled = 0; filled < piece.length; filled += pieceSize) pieces.push(piece);
      used = 0;
    }
    if (count === lengths.length) {
      starts = twiceAsLong(starts, new Float64Array(2 * count));
      lengths = twiceAsLong(lengths, new Int32Array(2 * count));
    }
    const first = pieces.length - Math.ceil(piece.length / pieceSize);
    starts[count] = first * pieceSize + used;
    lengths[count] = bytes.length;
    piece.set(bytes, used);
    used += bytes.length;
    count += 1;
    return count - 1;
  }

  function rehash(): void {
    slots = new Int32Array(2 * slots.length).fill(emptySlot);
    for (let code = 0; code < count; code++) {
      let slot = hashOf(bytesOf(code)) & (slots.length - 1);
      while (slots[slot] !== emptySlot) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = code;
    }
  }

  function codeOf(label: string): number {
    const bytes = utf8(label);
    let slot = hashOf(bytes) & (slots.length - 1);
    for (let code = slots[slot] as number; code !== emptySlot; code = slots[slot] as number) {
      if (isSame(code, bytes)) return code;
      slot = (slot + 1) & (slots.length - 1);
    }
    const code = add(bytes);
    slots[slot] = code;
    if (2 * count > slots.length) rehash();
    return code;
  }

  return {
    push(label: string): void {
      codes.push(label === '' ? -1 : codeOf(label));
    },
    /** The column. Nothing can be added any more. */
    finish(): Identifiers {
      slots = new Int32Array(0);
      return { codes: codes.finish(), labelOf: (code) => Buffer.from(bytesOf(code)).toString() };
    },
  };
}

function twiceAsLong<A extends Float64Array | Int32Array>(from: A, into: A): A {
  into.set(from);
  return into;
}

const scratch = new Uint8Array(1 << 8);

/** The letters of a label, in an array that is used again where they are few and plain. */
function utf8(label: string): Uint8Array {
  if (label.length > scratch.length) return Buffer.from(label);
  for (let i = 0; i < label.length; i++) {
    const letter = label.charCodeAt(i);
    if (letter > 0x7f) return Buffer.from(label);
    scratch[i] = letter;
  }
  return scratch.subarray(0, label.length);
}

/** FNV-1a with the finalizer of murmur3, so that the low bits depend on every letter. */
function hashOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
