import { readdirSync } from 'node:fs';
import { CatalogueError } from './catalogue-error.ts';
import { directionOf, isolated } from './direction.ts';
import { inFigures } from './figures.ts';
import { negotiateLanguage } from './locale.ts';
import { words as english } from './respondent/en.ts';
import { respondentProblems } from './respondent-problems.ts';
import { type InParts, type PluralStem, type Words, wordsFrom } from './translate.ts';

/**
 * What customers read. Each file of `respondent/` is one language, named by its tag, and is found by being there:
 * whoever adds `ja.ts` has added Japanese.
 */
export type RespondentKey = keyof typeof english;
export type RespondentWords = Words<RespondentKey> & InParts<RespondentKey>;

type Stem = PluralStem<RespondentKey>;
type PlainKey = Exclude<RespondentKey, `${Stem}.${'one' | 'other'}`>;

/**
 * A whole catalogue of a language with these plural forms, those of `Intl.PluralRules`. What a type cannot say, such as
 * the parameters in a message, is checked at the start.
 */
export type Catalogue<Forms extends Intl.LDMLPluralRule> = Readonly<
  Record<PlainKey | `${Stem}.${Forms}`, string>
>;

const folder = new URL('./respondent/', import.meta.url);

/**
 * Reads every catalogue of a folder.
 *
 * @throws CatalogueError naming what is missing or wrong, so that no server starts with half a language
 */
export async function readCatalogues(
  from: URL,
): Promise<ReadonlyMap<string, Readonly<Record<RespondentKey, string>>>> {
  const tags = readdirSync(from)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
  const read = await Promise.all(
    tags.map(async (tag): Promise<[string, unknown]> => {
      const module: { words?: unknown } = await import(new URL(`${tag}.ts`, from).href);
      return [tag, module.words];
    }),
  );
  const problems = read.flatMap(([tag, words]) => respondentProblems(tag, words, english));
  if (problems.length > 0) throw new CatalogueError(`Words for customers:\n${problems.join('\n')}`);
  return new Map(read as [string, Record<RespondentKey, string>][]);
}

const catalogues = await readCatalogues(folder);

/** The languages customers are spoken to in. The first is for whoever says nothing of languages. */
export const respondentLanguages: readonly [string, ...string[]] = [
  'zh-CN',
  ...[...catalogues.keys()].filter((tag) => tag !== 'zh-CN'),
];

/**
 * The words for somebody who wants these languages, the most wanted first. Who wants none that we speak is spoken to in
 * English, which most people know a little of.
 */
export function respondentWordsFor(wanted: readonly string[]): RespondentWords {
  const wishes = wanted.length === 0 ? [] : [...wanted, 'en'];
  return respondentWords(negotiateLanguage(respondentLanguages, wishes));
}

const made = new Map<string, RespondentWords>();

/**
 * The words for customers in one language. Numbers are written in its figures, without separators, as they may be typed;
 * names that run the other way are isolated from the sentence around them.
 *
 * @throws RangeError for a language without a catalogue
 */
export function respondentWords(language: string): RespondentWords {
  const words = made.get(language) ?? makeWords(language);
  made.set(language, words);
  return words;
}

function makeWords(language: string): RespondentWords {
  const catalogue = catalogues.get(language);
  if (catalogue === undefined) throw new RangeError(`No words for customers in ${language}`);
  const direction = directionOf(language);
  return wordsFrom(language, catalogue, (value) =>
    typeof value === 'number' ? inFigures(value, language) : isolated(value, direction),
  );
}
