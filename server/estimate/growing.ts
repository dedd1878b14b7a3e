/** Elements that are added at a time. */
const blockSize = 1 << 16;

/** Numbers that arrive one by one and are one array in the end; at no time is there room for more than twice as many. */
export function growingNumbers<A extends Float64Array | Int32Array>(create: (length: number) => A) {
  let full: A[] = [];
  let block = create(blockSize);
  let used = 0;
  return {
    push(value: number): void {
      if (used === blockSize) {
        full.push(block);
        block = create(blockSize);
        used = 0;
      }
      block[used] = value;
      used += 1;
    },
    /** The array; what was collected is let go. */
    finish(): A {
      const whole = create(full.length * blockSize + used);
      for (const [place, each] of full.entries()) whole.set(each, place * blockSize);
      whole.set(block.subarray(0, used), full.length * blockSize);
      full = [];
      block = create(0);
      return whole;
    },
  };
}

export const growingFloats = () => growingNumbers((length) => new Float64Array(length));
export const growingIntegers = () => growingNumbers((length) => new Int32Array(length));

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
    finish: () => ({ codes: codes.finish(), labels: [...codeOf.keys()] }),
  };
}
