import { addressMasks } from './address-masks.ts';
import { words } from './chinese-name-words.ts';
import { chineseNameMasks } from './chinese-names.ts';
import { contactMasks } from './contact-masks.ts';
import { englishNameMasks } from './english-names.ts';
import { anyMark, type Mask, type MaskKind, markOf, mergedMasks } from './mask.ts';
import { nameShapeMasks } from './name-shapes.ts';
import { type NormalForm, normalFormOf } from './normal-form.ts';
import { numberMasks } from './number-masks.ts';

/** What is known to be somebody's, besides what texts look like. */
export interface KnownWords {
  /** Names of people: the customer's own, staff. */
  readonly names: readonly string[];
  /** Other words that nobody must read. */
  readonly words: readonly string[];
}

/**
 * A comment as readers may see it: whatever tells who somebody is has a mark in its place (`markOf`), which a view turns into words.
 *
 * It looks for telephone numbers, identity and bank cards, waybills and every other number of five digits or more however written,
 * e-mail addresses, accounts, licence plates, addresses to the house, names of people in Chinese and English, and the words it is
 * told. It errs on the side of masking; what it cannot know is a name that looks like any other word.
 */
export function maskedComment(source: string, known: KnownWords = { names: [], words: [] }): string {
  const plain = source.replace(anyMark, '');
  const normal = normalFormOf(plain);
  return withMarks(plain, normal, masksIn(normal, known));
}

/** Where the parts of a text stand that readers must not see, in its normal form. */
export function masksIn(normal: NormalForm, { names, words: wanted }: KnownWords): readonly Mask[] {
  const { text, cased } = normal;
  return mergedMasks([
    ...told(text, wanted, 'word'),
    ...told(text, names.flatMap(waysToSay), 'name'),
    ...contactMasks(text),
    ...addressMasks(text),
    ...numberMasks(text),
    ...chineseNameMasks(text),
    ...nameShapeMasks(text),
    ...englishNameMasks(cased),
  ]);
}

function withMarks(source: string, { starts, ends }: NormalForm, masks: readonly Mask[]): string {
  let masked = '';
  let at = 0;
  for (const { kind, start, end } of masks) {
    masked += source.slice(at, Math.max(at, starts[start] as number)) + markOf(kind);
    at = ends[end - 1] as number;
  }
  return masked + source.slice(at);
}

const han = /^\p{Script=Han}+$/u;

/** A Chinese name of three characters is said without its surname too; a Latin one by each of its parts. */
function waysToSay(name: string): string[] {
  const { text } = normalFormOf(name.trim());
  if (han.test(text)) return text.length === 3 && !words.has(text.slice(1)) ? [text, text.slice(1)] : [text];
  return [text, ...text.split(/\s+/u).filter((part) => part.length > 2)];
}

const letter = /[\p{L}\p{N}]/u;
const blanks = '[\\s·._-]*';

/** Every place where one of some words stands; between Chinese characters there may be blanks, around Latin ones no letters. */
function told(text: string, wanted: readonly string[], kind: MaskKind): Mask[] {
  return wanted.flatMap((each) => {
    const { text: word } = normalFormOf(each.trim());
    if (word === '' || !letter.test(word)) return [];
    const pattern = new RegExp([...word.replace(/\s+/gu, '')].map(escaped).join(blanks), 'gu');
    const isLatin = /^[\p{Script=Latin}\p{N}\s.'’-]+$/u.test(word);
    return [...text.matchAll(pattern)].flatMap((match): Mask[] => {
      const [start, end] = [match.index, match.index + match[0].length];
      const isWithin = (place: number) => /[\p{Script=Latin}\p{N}]/u.test(text[place] ?? '');
      return isLatin && (isWithin(start - 1) || isWithin(end)) ? [] : [{ kind, start, end }];
    });
  });
}

function escaped(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/u, '\\$&');
}
