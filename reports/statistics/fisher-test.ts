/** Probabilities this little above the one observed are taken as equal to it, as R's `fisher.test` does. */
const tolerance = 1 + 1e-7;

/**
 * Fisher's exact test, two-sided, that two groups have a property equally often: the probability, with the margins as they are, of every
 * table at most as probable as the one observed.
 *
 * @param first how many of the first group have it, and how many are in the group
 * @returns 1 where nobody or everybody has it
 * @see Fisher 1935; R `fisher.test`
 */
export function fisherTest(
  first: { readonly count: number; readonly size: number },
  second: { readonly count: number; readonly size: number },
): number {
  const groups = [first, second];
  if (
    groups.some(
      ({ count, size }) => !Number.isInteger(count) || !Number.isInteger(size) || count < 0 || count > size,
    )
  ) {
    throw new RangeError('Counts are whole numbers up to the size of their group');
  }
  const having = first.count + second.count;
  const least = Math.max(0, having - second.size);
  const most = Math.min(having, first.size);
  const logs: number[] = [];
  for (let count = least; count <= most; count++) {
    logs.push(logChoose(first.size, count) + logChoose(second.size, having - count));
  }
  const top = Math.max(...logs);
  const odds = logs.map((log) => Math.exp(log - top));
  const limit = (odds[first.count - least] ?? 0) * tolerance;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return Math.min(1, sum(odds.filter((each) => each <= limit)) / sum(odds));
}

const logFactorials: number[] = [0];

function logFactorial(n: number): number {
  for (let next = logFactorials.length; next <= n; next++) {
    logFactorials.push((logFactorials[next - 1] as number) + Math.log(next));
  }
  return logFactorials[n] as number;
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}
