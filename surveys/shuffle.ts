import { createRandom } from './random.ts';

/**
 * Items in an order that a seed reproduces, every order equally likely. An empty seed, of nobody, leaves them as they are.
 *
 * @param isFixed which items stay where they are while the others change places
 */
export function shuffled<T>(
  items: readonly T[],
  seed: string,
  isFixed: (item: T) => boolean = () => false,
): readonly T[] {
  if (seed === '') return items;
  const moving = createRandom(seed).shuffle(items.filter((item) => !isFixed(item)));
  let next = 0;
  return items.map((item) => (isFixed(item) ? item : (moving[next++] as T)));
}
