/**
 * A running sum that keeps what rounding would lose: the error of each addition is added up apart
 * (Neumaier's compensation, by Knuth's branch-free two-sum).
 *
 * A million addends lose no more than the last bit, so a total does not depend on the order of the rows
 * beyond 1e-15.
 */
export class CompensatedSum {
  private sum = 0;
  private lost = 0;

  add(value: number): void {
    const sum = this.sum + value;
    const added = sum - this.sum;
    this.lost += this.sum - (sum - added) + (value - added);
    this.sum = sum;
  }

  get value(): number {
    return this.sum + this.lost;
  }
}

/** The compensated sum of a list; 0 for an empty one. */
export function sumOf(values: ArrayLike<number>): number {
  const total = new CompensatedSum();
  for (let i = 0; i < values.length; i++) total.add(values[i] as number);
  return total.value;
}
