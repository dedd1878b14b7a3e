import { anyMark } from './mask.ts';
import { chineseStopWords, englishStopWords, fieldTerms, tellingCharacters } from './word-lists.ts';
import { wordsIn } from './word-segments.ts';

const terms = new RegExp(fieldTerms.join('|'), 'gu');
const latin = /^[a-z][a-z'’-]*$/u;
const letters = /\p{L}/u;

/**
 * The words of a masked comment that say what it is about, each once: terms of the field first, as readers know them, then what ICU's
 * dictionary finds; no stop words, no single Chinese characters but some that tell much (很慢 and 慢了 are 慢), no numbers, and nothing of what is masked. English words lose the ending
 * of their plural, so that "parcels" and "parcel" are one; other endings stay, since a stem is nobody's word.
 */
export function contentWords(masked: string): ReadonlySet<string> {
  const found = new Set<string>();
  const text = masked.normalize('NFKC').toLowerCase().replace(anyMark, '\n');
  const rest = text.replace(terms, (term) => {
    found.add(term);
    return '\n';
  });
  for (const { start, end, isWord } of wordsIn(rest)) {
    const word = isWord ? contentWord(rest.slice(start, end)) : null;
    if (word !== null) found.add(word);
  }
  return found;
}

function contentWord(word: string): string | null {
  if (latin.test(word)) {
    const bare = word.replace(/['’]s$/u, '').replaceAll('’', "'");
    if (bare.length < 3 || englishStopWords.has(bare)) return null;
    const one = singular(bare);
    return englishStopWords.has(one) ? null : one;
  }
  if (!letters.test(word) || /\p{N}/u.test(word)) return null;
  const [, core = ''] = /^[很太更最真挺越]?(.)了?$/u.exec(word) ?? [];
  if (tellingCharacters.has(core)) return core;
  return [...word].length < 2 || chineseStopWords.has(word) ? null : word;
}

/** Words that end like a plural and are none. */
const notPlural = /(?:ss|us|is|ous|news|always|less|perhaps|express|yes|gas|bus)$/u;

/** An English noun in the singular, by its ending. */
export function singular(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || notPlural.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:x|ch|sh|ss|zz)es$/u.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}
