import { key as keySchema } from '../keys.ts';
import type { LocalizedText } from '../localized.ts';
import type { Part, PartKind } from './parts.ts';

/** Names the program needs itself, by the kind of part that cannot have them as a key. */
const reserved: Partial<Record<PartKind, readonly string[]>> = {
  page: ['thanks'],
  option: ['hint', 'error'],
  fact: ['anew', 'lang', 'sig'],
};

/** Kinds of parts that share their keys: a pair's key is its item's, and an end is found by its key, whosever it is. */
const together: Partial<Record<PartKind, readonly PartKind[]>> = {
  item: ['item', 'question'],
  question: ['item', 'question'],
  quota: ['quota', 'end'],
  end: ['quota', 'end'],
};

/** Where a key is wanted. */
interface Wanted {
  readonly kind: PartKind;
  /** The question of an option; empty otherwise. */
  readonly question?: string;
  readonly parts: readonly Part[];
  readonly taken: ReadonlySet<string>;
}

/** What keeps a key from being used for a new part; `null` when nothing does. */
export function keyProblem(key: string, { kind, question = '', parts }: Omit<Wanted, 'taken'>) {
  if (!keySchema.safeParse(key).success || reserved[kind]?.includes(key)) return 'keyReserved' as const;
  const kinds = together[kind] ?? [kind];
  const isTaken = parts.some(
    (part) =>
      part.key === key && kinds.includes(part.kind) && (kind !== 'option' || part.within === question),
  );
  return isTaken ? ('keyTaken' as const) : null;
}

/**
 * A key for a new part: the Latin words of its name (`speedOfDelivery`), else its kind with a number (`item-7`). It is no
 * other part's, nor was it one's in a published version, since answers stored under it would mean something else.
 */
export function newKey(name: LocalizedText, wanted: Wanted): string {
  const { kind, parts } = wanted;
  const isFree = (key: string) => keyProblem(key, wanted) === null && !wasTaken(key, wanted);
  const stem = stemOf(name);
  if (stem !== null && isFree(stem)) return stem;
  const siblings = parts.filter(
    (part) => part.kind === kind && part.within === (wanted.question ?? part.within),
  );
  const base = stem ?? kind;
  for (let number = stem === null ? siblings.length + 1 : 2; ; number += 1) {
    const key = `${base}-${number}`;
    if (isFree(key)) return key;
  }
}

/** A key for a copy of a part: the part's own with the next number that is free, as for `newKey`. */
export function keyLike(key: string, wanted: Wanted): string {
  const base = key.replace(/-\d{1,4}$/, '').slice(0, 58);
  for (let number = 2; ; number += 1) {
    const next = `${base}-${number}`;
    if (keyProblem(next, wanted) === null && !wasTaken(next, wanted)) return next;
  }
}

/** Whether a published version had a part of that key. */
function wasTaken(key: string, { kind, question = '', taken }: Wanted): boolean {
  if (kind === 'option') return taken.has(`option:${question.replace(/^question:/, '')}/${key}`);
  return (together[kind] ?? [kind]).some((each) => taken.has(`${each}:${key}`));
}

const longestStem = 40;

/** A name's first Latin words in one, as keys are written; `null` where they would not say what the name says. */
function stemOf(name: LocalizedText): string | null {
  const text =
    [name.en, ...Object.values(name)].find((each) => each !== undefined && each.trim() !== '') ?? '';
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '');
  if (/[^\p{ASCII}\p{P}\p{S}\p{Z}]/u.test(plain)) return null;
  const words = plain.match(/[A-Za-z0-9]+/g) ?? [];
  let stem = '';
  for (const word of words) {
    const next =
      stem === '' ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
    if (stem.length + next.length > longestStem) break;
    stem += next;
  }
  return stem.length >= 2 && keySchema.safeParse(stem).success ? stem : null;
}
