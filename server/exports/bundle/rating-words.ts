import type { Definition, PairWords } from '#surveys/definition.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { pairsOf } from '#surveys/pairs.ts';
import type { Question } from '#surveys/questions/index.ts';
import { scaleNamed } from '#surveys/scales.ts';

/** How a rating was asked: its words and the ends of its scale. */
export interface AskedRating {
  /** Numbers of the versions that ask it so. */
  readonly versions: readonly number[];
  readonly text: LocalizedText;
  readonly low?: LocalizedText;
  readonly high?: LocalizedText;
  readonly min?: number;
  readonly max?: number;
}

type Part = 'expectation' | 'perception' | 'importance' | 'rating' | 'recommend';
type Words = Omit<AskedRating, 'versions'> & { readonly part: Part };

/**
 * The different ways in which versions ask a rating, the latest first.
 *
 * @param column `expectation:ITEM`, `rating:QUESTION` …
 * @param versions by their numbers
 */
export function askedRatings(
  column: string,
  versions: ReadonlyMap<number, Definition>,
): (AskedRating & { readonly part: Part })[] {
  const ways = new Map<string, { words: Words; numbers: number[] }>();
  for (const [number, definition] of [...versions].toReversed()) {
    const words = wordsOf(column, definition);
    if (words === null) continue;
    const way = ways.get(JSON.stringify(words)) ?? { words, numbers: [] };
    way.numbers.unshift(number);
    ways.set(JSON.stringify(words), way);
  }
  return [...ways.values()].map(({ words, numbers }) => ({ ...words, versions: numbers }));
}

function wordsOf(column: string, definition: Definition): Words | null {
  const [half = '', key = ''] = column.split(':');
  const question = definition.pages.flatMap((page) => page.questions).find((each) => each.key === key);
  if (question?.kind === 'pair') return pairWordsOf(half, question, definition);
  if (half !== 'rating') return null;
  if (question?.kind === 'recommend') {
    const { text, low, high } = question;
    return { part: 'recommend', text, low, high, min: 0, max: 10 };
  }
  if (question?.kind !== 'scale') return null;
  return { part: 'rating', text: question.text, ...scaleNamed(definition, question.scale) };
}

function pairWordsOf(
  half: string,
  question: Question & { kind: 'pair' },
  definition: Definition,
): Words | null {
  if (half !== 'expectation' && half !== 'perception' && half !== 'importance') return null;
  if (half === 'importance' && !question.importance) return null;
  const said: Partial<PairWords> = definition.pairWords ?? {};
  const item = pairsOf(definition).find(({ key }) => key === question.key);
  const text = question.text ?? item?.item.name ?? {};
  const { label = {}, low, high } = said[half] ?? {};
  return {
    part: half,
    text: joined(label, text, definition.languages),
    ...(low ? { low } : {}),
    ...(high ? { high } : {}),
    ...(item ? { min: item.scale.min, max: item.scale.max } : {}),
  };
}

/** What stands above a half of a pair and the item, as a respondent reads them. */
function joined(above: LocalizedText, text: LocalizedText, languages: readonly string[]): LocalizedText {
  return Object.fromEntries(
    languages.map((language) => [
      language,
      [above[language], text[language]].filter((part) => part !== undefined && part !== '').join(' · '),
    ]),
  );
}
