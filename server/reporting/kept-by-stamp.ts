/** Results that hold for as long as a text, the stamp of what they are made of, stays the same. */
export class KeptByStamp<T> {
  readonly #most: number;
  readonly #kept = new Map<string, { readonly stamp: string; readonly result: Promise<T> }>();

  /** @param most so many are kept; the one made longest ago goes first */
  constructor(most: number) {
    this.#most = most;
  }

  /** What is kept for a key and its stamp, or else what `make` gives. Whoever asks meanwhile waits for the same; a failure is not kept. */
  get(key: string, stamp: string, make: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(key);
    if (known?.stamp === stamp) return known.result;
    const entry = { stamp, result: make() };
    this.#kept.delete(key);
    this.#kept.set(key, entry);
    entry.result.catch(() => {
      if (this.#kept.get(key) === entry) this.#kept.delete(key);
    });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.#most && oldest !== undefined) this.#kept.delete(oldest);
    return entry.result;
  }

  clear(): void {
    this.#kept.clear();
  }
}
