import {
  frequentSurnames,
  introductions,
  neverBeforeTitles,
  neverGiven,
  neverNames,
  pairsThatAreWords,
  titles,
  words,
} from './chinese-name-words.ts';
import type { Mask } from './mask.ts';
import { compoundSurnames, givenCharacters, plainSurnames, surnames } from './surnames.ts';
import { wordsIn } from './word-segments.ts';

/** A text whose Chinese characters stand side by side, its words, and where all stood before. */
interface Chinese {
  readonly text: string;
  readonly at: readonly number[];
  /** The end of the word that begins at a place; absent where none begins. */
  readonly ends: ReadonlyMap<number, number>;
  readonly boundaries: ReadonlySet<number>;
}

const han = /\p{Script=Han}/u;

/**
 * Names of people in Chinese: with a title (王经理), in the way of colleagues (小刘), after what introduces a name (我叫陈刚, 快递员张伟), and
 * standing alone where surname and given name leave little doubt.
 *
 * A surname counts where a word begins; which words there are, the segmenter of ICU says.
 *
 * @param source in normal form
 */
export function chineseNameMasks(source: string): Mask[] {
  if (!han.test(source)) return [];
  const chinese = chineseIn(source);
  const found: [number, number][] = [];
  for (let place = 0; place < chinese.text.length; place++) {
    const end = nameAt(chinese, place);
    if (end !== null) found.push([place, end]);
  }
  return found.map(([start, end]) => ({
    kind: 'name',
    start: chinese.at[start] as number,
    end: (chinese.at[end - 1] as number) + 1,
  }));
}

/** Blanks between Chinese characters mean nothing, so that "王 经 理" reads as one. */
function chineseIn(source: string): Chinese {
  const letters: string[] = [];
  const at: number[] = [];
  for (let place = 0; place < source.length; place++) {
    const letter = source[place] as string;
    const isBlank = /[\s·]/u.test(letter);
    if (isBlank && han.test(letters.at(-1) ?? '') && han.test(source.slice(place).trimStart()[0] ?? ''))
      continue;
    letters.push(letter);
    at.push(place);
  }
  const text = letters.join('');
  const ends = new Map(wordsIn(text).map(({ start, end }) => [start, end]));
  return { text, at, ends, boundaries: new Set([...ends.keys(), text.length]) };
}

/** Where the name that begins at a place ends; `null` where none begins. */
function nameAt(chinese: Chinese, place: number): number | null {
  return (
    afterSurname(chinese, place) ??
    titled(chinese, place) ??
    familiar(chinese, place) ??
    introduced(chinese, place) ??
    standingAlone(chinese, place)
  );
}

/** "姓李": the surname alone, whichever it is. */
function afterSurname({ text }: Chinese, place: number): number | null {
  const before = text.slice(Math.max(0, place - 2), place);
  if (!before.endsWith('姓') || before === '百姓' || before === '同姓') return null;
  const end = surnameEnd(text, place);
  return end;
}

function surnameEnd(text: string, place: number): number | null {
  const compound = compoundSurnames.find((each) => text.startsWith(each, place));
  if (compound !== undefined) return place + compound.length;
  return surnames.has(text[place] ?? '') ? place + 1 : null;
}

/** A surname, up to two characters of a given name, and a title. */
function titled(chinese: Chinese, place: number): number | null {
  const { text, ends, boundaries } = chinese;
  const end = surnameEnd(text, place);
  if (end === null || !boundaries.has(place)) return null;
  const surname = text.slice(place, end);
  const isSure = end - place > 1 || plainSurnames.has(surname) || beginsClause(text, place);
  if (neverBeforeTitles.has(surname) || isCounted(chinese, place)) return null;
  for (const given of [0, 1, 2]) {
    const title = titles.find((each) => text.startsWith(each, end + given));
    if (title === undefined) continue;
    const titleEnd = end + given + title.length;
    // 王总 stands before whatever follows; of 高总体 and 李工资 the title is part of another word
    const isWhole =
      title.length > 1 || boundaries.has(titleEnd) || (isSure && !isLongerWord(chinese, titleEnd));
    if (!isWhole || !isGiven(text.slice(end, end + given), isSure)) continue;
    const wordEnd: number = ends.get(place) ?? end;
    const isOwnWord = wordEnd === end || wordEnd === titleEnd || (isSure && wordEnd === end + given);
    if (isOwnWord && !words.has(text.slice(place, wordEnd))) return titleEnd;
  }
  return null;
}

function beginsClause(text: string, place: number): boolean {
  return place === 0 || /[\p{P}\s]/u.test(text[place - 1] ?? '');
}

/** Whether the word that ends after a place is no name's title, as in 张工作. */
function isLongerWord({ text }: Chinese, place: number): boolean {
  return ['工作', '工资', '工具', '工人', '总结', '总共', '总部', '总体', '队伍', '导致', '导航'].includes(
    text.slice(place - 1, place + 1),
  );
}

/** 小刘, 老王, 阿强. */
function familiar(chinese: Chinese, place: number): number | null {
  const { text, ends, boundaries } = chinese;
  const [call, name] = [text[place] ?? '', text[place + 1] ?? ''];
  if (!boundaries.has(place)) return null;
  if (call === '阿') return /[强明华伟军杰龙飞辉芳玲珍英娟红霞丽燕梅坤亮勇平]/u.test(name) ? place + 2 : null;
  if ((call !== '小' && call !== '老') || !surnames.has(name)) return null;
  const isApart = boundaries.has(place + 2);
  const wordEnd = ends.get(place) ?? place + 1;
  const isWord = pairsThatAreWords.has(call + name) || neverBeforeTitles.has(name);
  return isApart && !isWord && wordEnd <= place + 2 ? place + 2 : null;
}

/** A name after what introduces one. */
function introduced(chinese: Chinese, place: number): number | null {
  const { text } = chinese;
  const before = text.slice(Math.max(0, place - 8), place).replace(/[是为叫:："“「'\s名]{0,3}$/u, '');
  const all = text.slice(Math.max(0, place - 8), place);
  if (!introductions.some((each) => before.endsWith(each) || all.endsWith(each))) return null;
  const end = surnameEnd(text, place);
  if (end === null) return null;
  const named = fullName(chinese, place, end, false);
  if (named !== null) return named;
  const surname = text.slice(place, end);
  const isAlone = chinese.boundaries.has(end) && frequentSurnames.has(surname);
  return isAlone && !isCounted(chinese, place) ? end : null;
}

/** A surname that is hardly anything else, with a given name of such characters as parents choose. */
function standingAlone(chinese: Chinese, place: number): number | null {
  const end = surnameEnd(chinese.text, place);
  if (end === null || !chinese.boundaries.has(place) || isCounted(chinese, place)) return null;
  const isSure = end - place > 1 || plainSurnames.has(chinese.text[place] ?? '');
  return isSure ? fullName(chinese, place, end, true) : null;
}

/**
 * The end of a surname's given name: characters that are words of their own, or a word of two such.
 *
 * @param isStrict only characters that are common in names
 */
function fullName(chinese: Chinese, place: number, end: number, isStrict: boolean): number | null {
  const { text, ends, boundaries } = chinese;
  if (!boundaries.has(place)) return null;
  const surname = text.slice(place, end);
  const isSure = !isStrict && (end - place > 1 || plainSurnames.has(surname));
  if (neverNames.has(surname)) return null;
  const wordEnd = ends.get(place) ?? end;
  if (wordEnd > end) {
    const isName = wordEnd <= end + 2 && !words.has(text.slice(place, wordEnd));
    if (!isName || !isGiven(text.slice(end, wordEnd), isSure) || !plainSurnames.has(surname)) return null;
    const goesOn = wordEnd === end + 1 && ends.get(wordEnd) === wordEnd + 1;
    return goesOn && isGiven(text.slice(wordEnd, wordEnd + 1), false) ? wordEnd + 1 : wordEnd;
  }
  const first = ends.get(end);
  if (first === undefined || words.has(surname + text.slice(end, first))) return null;
  if (first - end > 2 || !isGiven(text.slice(end, first), isSure)) return null;
  if (first - end === 2) return first;
  const second = ends.get(first);
  const goesOn = second === first + 1 && isGiven(text.slice(first, second), false);
  return goesOn ? second : first;
}

function isGiven(given: string, isSure: boolean): boolean {
  return [...given].every((character) =>
    isSure
      ? han.test(character) && !neverGiven.has(character)
      : givenCharacters.has(character) || character === '小',
  );
}

/** Surnames that count or measure too: behind a number they are no names, as in "一张单", "上周". */
const measures = /[张周段章单班车包箱米元季年时分秒点伍项卷封边房万关]/u;

function isCounted({ text }: Chinese, place: number): boolean {
  if (!measures.test(text[place] ?? '')) return false;
  return /[0-9一二三四五六七八九十两几半这那每本上下某整]$/u.test(text[place - 1] ?? '');
}
