import type { NumberColumn } from '#reports/estimate/columns.ts';

/** Elements that are added at a time. */
const blockSize = 1 << 16;

/** Whole numbers that arrive one by one and are one array in the end. */
export function growingIntegers() {
  let full: Int32Array[] = [];
  let block = new Int32Array(blockSize);
  let used = 0;
  return {
    push(value: number): void {
      if (used === blockSize) {
        full.push(block);
        block = new Int32Array(blockSize);
        used = 0;
      }
      block[used] = value;
      used += 1;
    },
    /** The array; what was collected is let go. */
    finish(): Int32Array {
      const whole = new Int32Array(full.length * blockSize + used);
      for (const [place, each] of full.entries()) whole.set(each, place * blockSize);
      whole.set(block.subarray(0, used), full.length * blockSize);
      full = [];
      block = new Int32Array(0);
      return whole;
    },
  };
}

/** Numbers of a kind; of the small kinds the least stands for "none". */
type Block = Int8Array | Int16Array | Float64Array;

const [leastByte, leastShort] = [-(2 ** 7), -(2 ** 15)];

/**
 * Numbers that arrive one by one, NaN for none. Ratings and counts are kept in a byte or two, by the block, so that a
 * questionnaire of many ratings takes little room.
 */
export function growingNumbers() {
  const blocks: Block[] = [];
  let block: Block = new Int8Array(blockSize);
  let used = 0;
  return {
    push(value: number): void {
      if (used === blockSize) {
        blocks.push(block);
        block = new Int8Array(blockSize);
        used = 0;
      }
      if (!fits(value, block)) block = widened(block, used, value);
      block[used] = Number.isNaN(value) ? noneOf(block) : value;
      used += 1;
    },
    /** The column. Nothing can be added any more. */
    finish(): NumberColumn {
      blocks.push(block.slice(0, used));
      return { valuesAt: (rows) => valuesAt(blocks, rows) };
    },
  };
}

function fits(value: number, block: Block): boolean {
  if (block instanceof Float64Array || Number.isNaN(value)) return true;
  const least = block instanceof Int8Array ? leastByte : leastShort;
  return Number.isInteger(value) && value > least && value < -least;
}

function noneOf(block: Block): number {
  if (block instanceof Float64Array) return Number.NaN;
  return block instanceof Int8Array ? leastByte : leastShort;
}

/** The numbers so far in a kind that the next one fits as well. */
function widened(block: Block, used: number, next: number): Block {
  const short = new Int16Array(blockSize);
  const wide = block instanceof Int8Array && fits(next, short) ? short : new Float64Array(blockSize);
  const [none, other] = [noneOf(block), noneOf(wide)];
  for (let place = 0; place < used; place++) {
    const value = block[place] as number;
    wide[place] = value === none ? other : value;
  }
  return wide;
}

function valuesAt(blocks: readonly Block[], rows: Int32Array): Float64Array {
  const values = new Float64Array(rows.length);
  let place = 0;
  for (const [at, block] of blocks.entries()) {
    const none = noneOf(block);
    const end = (at + 1) * blockSize;
    for (; place < rows.length && (rows[place] as number) < end; place++) {
      const value = block[(rows[place] as number) & (blockSize - 1)] as number;
      values[place] = value === none ? Number.NaN : value;
    }
  }
  return values;
}

/** Longer strings cut out of a text keep the whole text in memory; so they are copied. */
const longestCut = 12;

/** Labels that arrive one by one, kept as codes in the order in which they are first seen; −1 for an empty one. */
export function growingLabels() {
  const codes = growingIntegers();
  const codeOf = new Map<string, number>();
  return {
    push(label: string): void {
      let code = label === '' ? -1 : codeOf.get(label);
      if (code === undefined) {
        code = codeOf.size;
        codeOf.set(label.length > longestCut ? Buffer.from(label).toString() : label, code);
      }
      codes.push(code);
    },
    /** How many different ones there are so far. */
    count: () => codeOf.size,
    finish: () => ({ codes: codes.finish(), labels: [...codeOf.keys()] }),
  };
}
