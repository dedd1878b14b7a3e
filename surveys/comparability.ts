import type { Definition, PairWords } from './definition.ts';
import { hasText, type LocalizedText } from './localized.ts';
import { type MeasuredPair, pairsOf } from './pairs.ts';
import { recommendEnds } from './questions/recommend.ts';
import { scaleNamed } from './scales.ts';

/**
 * How an item's series continues from one version to the next. What weighs more comes first: an item on
 * another scale is `scaleChanged` even if it was also reworded.
 *
 * - `added`, `removed`: asked in only one of the versions
 * - `scaleChanged`: other end points
 * - `originChanged`: the index counts from another zero, so C differs by definition
 * - `reworded`: asked in other words, or "not applicable" was allowed in only one version. Whether that is a
 *   corrected typing error or another question is for a person to say
 * - `same`
 */
export type Comparability = 'same' | 'reworded' | 'scaleChanged' | 'originChanged' | 'added' | 'removed';

/** Comparability by item key: the items of the later version in its order, then those that were removed. */
export function comparability(earlier: Definition, later: Definition): ReadonlyMap<string, Comparability> {
  const before = new Map(pairsOf(earlier).map((pair) => [pair.key, pair]));
  const after = pairsOf(later);
  const languages = later.languages.filter((language) => earlier.languages.includes(language));
  const found = new Map<string, Comparability>();
  for (const pair of after) {
    const old = before.get(pair.key);
    found.set(pair.key, old ? continuation([earlier, old], [later, pair], languages) : 'added');
  }
  for (const key of before.keys()) if (!found.has(key)) found.set(key, 'removed');
  return found;
}

/**
 * Comparability of every rated question: the items as above, then the ratings beside them (a scale, a likelihood to
 * recommend). An origin is no matter of theirs.
 */
export function seriesComparability(
  earlier: Definition,
  later: Definition,
): ReadonlyMap<string, Comparability> {
  const languages = later.languages.filter((language) => earlier.languages.includes(language));
  const before = ratingsIn(earlier);
  const after = ratingsIn(later);
  const found = new Map(comparability(earlier, later));
  for (const [key, rating] of after) {
    const old = before.get(key);
    // a key that was an item's is another question now, and the item's end is what counts
    if (old !== undefined) found.set(key, ratingContinuation(old, rating, languages));
    else if (!found.has(key)) found.set(key, 'added');
  }
  for (const key of before.keys()) if (!after.has(key) && !found.has(key)) found.set(key, 'removed');
  return found;
}

/** A rated question that is no item, as a respondent meets it. */
interface Rating {
  readonly min: number;
  readonly max: number;
  readonly words: readonly (LocalizedText | undefined)[];
  readonly notApplicable: boolean;
}

function ratingsIn(definition: Definition): ReadonlyMap<string, Rating> {
  const questions = definition.pages.flatMap((page) => page.questions);
  return new Map(
    questions.flatMap((question): [string, Rating][] => {
      const { key, kind, hint } = question;
      if (kind === 'scale') {
        const scale = scaleNamed(definition, question.scale);
        const words = [question.text, hint, scale?.low, scale?.high];
        const { notApplicable } = question;
        return scale ? [[key, { min: scale.min, max: scale.max, words, notApplicable }]] : [];
      }
      if (kind !== 'recommend') return [];
      const words = [question.text, hint, question.low, question.high];
      return [[key, { ...recommendEnds, words, notApplicable: false }]];
    }),
  );
}

function ratingContinuation(old: Rating, now: Rating, languages: readonly string[]): Comparability {
  if (old.min !== now.min || old.max !== now.max) return 'scaleChanged';
  const sameWords = old.words.every((text, index) => saysTheSame(text, now.words[index], languages));
  return sameWords && languages.length > 0 && old.notApplicable === now.notApplicable ? 'same' : 'reworded';
}

/** What changes the figures of a factor or of the whole even where every item is comparable. */
export type IndexChange = 'items' | 'weights' | 'aggregate' | 'origin';

/** Why the overall index of two versions is not the same measure; empty when it is, wording apart. */
export function indexChanges(earlier: Definition, later: Definition): readonly IndexChange[] {
  const before = new Map(pairsOf(earlier).map(({ key, weight }) => [key, weight]));
  const after = new Map(pairsOf(later).map(({ key, weight }) => [key, weight]));
  const sameItems = before.size === after.size && [...before.keys()].every((key) => after.has(key));
  const sameWeights = [...after].every(([key, weight]) => Math.abs(weight - (before.get(key) ?? 0)) < 1e-12);
  const changes: IndexChange[] = [];
  if (!sameItems) changes.push('items');
  else if (!sameWeights) changes.push('weights');
  if (earlier.index.aggregate !== later.index.aggregate) changes.push('aggregate');
  if (earlier.index.origin !== later.index.origin) changes.push('origin');
  return changes;
}

type Asked = readonly [definition: Definition, pair: MeasuredPair];

function continuation(
  [earlier, old]: Asked,
  [later, now]: Asked,
  languages: readonly string[],
): Comparability {
  if (old.scale.min !== now.scale.min || old.scale.max !== now.scale.max) return 'scaleChanged';
  if (earlier.index.origin !== later.index.origin) return 'originChanged';
  const before = wordsOf(earlier, old);
  const after = wordsOf(later, now);
  const sameWords = before.every((text, index) => saysTheSame(text, after[index], languages));
  const sameWay = languages.length > 0 && old.question.notApplicable === now.question.notApplicable;
  return sameWords && sameWay ? 'same' : 'reworded';
}

/** Every word a respondent sees of an item, in a fixed order. */
function wordsOf(
  definition: Definition,
  { item, question }: MeasuredPair,
): readonly (LocalizedText | undefined)[] {
  const words: Partial<PairWords> = definition.pairWords ?? {};
  const { expectation, perception } = words;
  return [
    question.text ?? item.name,
    question.hint,
    expectation?.label,
    expectation?.low,
    expectation?.high,
    perception?.label,
    perception?.low,
    perception?.high,
    question.notApplicable ? words.notApplicable : undefined,
  ];
}

/** Compares in the languages both versions have; blanks around a text and a new language are no rewording. */
function saysTheSame(
  one: LocalizedText | undefined,
  other: LocalizedText | undefined,
  languages: readonly string[],
): boolean {
  const said = (text: LocalizedText | undefined, language: string) =>
    text && hasText(text, language) ? (text[language] ?? '').trim() : '';
  return languages.every((language) => said(one, language) === said(other, language));
}
