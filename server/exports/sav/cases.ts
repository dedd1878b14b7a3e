import { segmentBytes, segmentWidths, unitSize, unitsOf } from './segments.ts';
import { sysmis } from './special-numbers.ts';
import type { SavCell, Variable } from './system-file.ts';
import { fittedBytes } from './text-bytes.ts';

/** What a byte of instructions says: see the compressed data record of the format. */
const code = { end: 252, asItStands: 253, blank: 254, sysmis: 255 } as const;
/** Whole numbers from -99 to 151 are kept as their instruction, which is so much more than they. */
export const bias = 100;
const lastSmall = 151;
/** Seconds from 1582-10-14, at which SPSS begins to count, to 1970. */
const secondsTo1970 = 12_219_379_200;

/**
 * Compresses cases: instructions in blocks of eight bytes, each block followed by what its instructions leave as it stands.
 */
export class CaseWriter {
  readonly #variables: readonly Variable[];
  readonly #segments: readonly (readonly number[])[];
  readonly #onCut: (variable: string) => void;
  #bytes = Buffer.alloc(128 * 1024);
  #end = 0;
  /** Where the block of instructions stands that is being filled, and how many of the eight there are. */
  #block = 0;
  #filled = unitSize;

  constructor(variables: readonly Variable[], onCut: (variable: string) => void) {
    this.#variables = variables;
    this.#segments = variables.map(({ holds }) => (holds.kind === 'text' ? segmentWidths(holds.bytes) : []));
    this.#onCut = onCut;
  }

  /** How many bytes wait to be taken. */
  get size(): number {
    return this.#end;
  }

  add(cells: readonly SavCell[]): void {
    if (cells.length !== this.#variables.length) {
      throw new RangeError(`A row has ${cells.length} cells, not ${this.#variables.length}`);
    }
    for (const [place, variable] of this.#variables.entries()) {
      const cell = cells[place] ?? null;
      if (variable.holds.kind === 'text')
        this.#text(cell, variable, this.#segments[place] ?? [], variable.holds.bytes);
      else this.#number(numberOf(cell, variable));
    }
  }

  /** The bytes so far, but for the block that is not full yet. */
  taken(): Buffer {
    const isFull = this.#filled === unitSize;
    const from = isFull ? this.#end : this.#block;
    const taken = this.#bytes.subarray(0, from);
    const rest = this.#bytes.subarray(from, this.#end);
    this.#bytes = Buffer.alloc(Math.max(128 * 1024, 2 * rest.length));
    rest.copy(this.#bytes);
    this.#end = rest.length;
    this.#block = 0;
    return taken;
  }

  /** The last bytes, with the instruction that there are no more. */
  end(): Buffer {
    this.#instruct(code.end);
    return this.#bytes.subarray(0, this.#end);
  }

  #number(value: number | null): void {
    if (value === null) this.#instruct(code.sysmis);
    else if (Number.isInteger(value) && value > -bias && value <= lastSmall && !Object.is(value, -0)) {
      this.#instruct(value + bias);
    } else {
      this.#instruct(code.asItStands);
      this.#room(unitSize);
      this.#bytes.writeDoubleLE(value, this.#end);
      this.#end += unitSize;
    }
  }

  #text(cell: SavCell, { name }: Variable, segments: readonly number[], most: number): void {
    if (cell !== null && typeof cell !== 'string') throw new RangeError(`Not a text: ${name}`);
    const bytes = cell === null || cell === '' ? nothing : fittedBytes(cell, most);
    if (cell !== null && Buffer.byteLength(cell) > most) this.#onCut(name);
    for (const [segment, width] of segments.entries()) {
      const start = segment * segmentBytes;
      const isLast = segment === segments.length - 1;
      this.#string(bytes.subarray(start, isLast ? most : start + segmentBytes), unitsOf(width));
    }
  }

  /** A string in so many units, filled up with blanks. */
  #string(bytes: Buffer, units: number): void {
    const used = Math.min(units, unitsOf(bytes.length));
    for (let unit = 0; unit < used; unit++) {
      this.#instruct(code.asItStands);
      this.#room(unitSize);
      const copied = bytes.copy(this.#bytes, this.#end, unit * unitSize, (unit + 1) * unitSize);
      this.#bytes.fill(0x20, this.#end + copied, this.#end + unitSize);
      this.#end += unitSize;
    }
    this.#blanks(units - used);
  }

  /** So many blank units; there are thousands of them in a text that was not written. */
  #blanks(count: number): void {
    for (let left = count; left > 0; ) {
      this.#instruct(code.blank);
      const more = Math.min(left - 1, unitSize - this.#filled);
      this.#bytes.fill(code.blank, this.#block + this.#filled, this.#block + this.#filled + more);
      this.#filled += more;
      left -= 1 + more;
    }
  }

  #instruct(instruction: number): void {
    if (this.#filled === unitSize) {
      this.#room(unitSize);
      this.#block = this.#end;
      this.#end += unitSize;
      this.#filled = 0;
    }
    this.#bytes[this.#block + this.#filled] = instruction;
    this.#filled++;
  }

  #room(length: number): void {
    if (this.#end + length <= this.#bytes.length) return;
    const more = Buffer.alloc(2 * this.#bytes.length);
    this.#bytes.copy(more, 0, 0, this.#end);
    this.#bytes = more;
  }
}

const nothing = Buffer.alloc(0);

function numberOf(cell: SavCell, { name, holds }: Variable): number | null {
  if (cell === null) return null;
  const isMoment = cell instanceof Date;
  if (typeof cell === 'string' || isMoment !== (holds.kind === 'moment')) {
    throw new RangeError(`Not a ${holds.kind}: ${name}`);
  }
  const value = isMoment ? cell.getTime() / 1000 + secondsTo1970 : cell;
  if (!Number.isFinite(value) || value === sysmis) throw new RangeError(`Not a finite number: ${name}`);
  return value;
}
