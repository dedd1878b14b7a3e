import { neverGiven, neverNames, words } from './chinese-name-words.ts';
import { type Mask, masksBy } from './mask.ts';
import { compoundSurnames, givenCharacters, surnames } from './surnames.ts';

const oneOf = (characters: Iterable<string>) => `[${[...characters].join('')}]`;
const part = `(?:(?!${oneOf(neverGiven)})\\p{Script=Han})`;
const given = oneOf(givenCharacters);

/** Names of other languages in Chinese characters: 买买提·艾山江. */
const dotted = new RegExp(`${part}{2,5}(?:[·•・‧∙]${part}{1,4})+`, 'gu');

/** Names with a part left out by whoever wrote them: 张*伟. */
const starred = new RegExp(
  `${oneOf([...surnames].filter((each) => !neverNames.has(each)))}[*×○●]{1,2}(?:${given}(?!\\p{N}))?`,
  'gu',
);

/** Those surnames of two characters that are hardly a place or a word of their own, and what may be a given name. */
const rarelyNames = new Set(
  '东方 百里 南门 东门 西门 第五 东郭 子车 闻人 太史 长孙 公羊 微生 段干'.split(' '),
);
const compound = new RegExp(
  `(?:${compoundSurnames.filter((each) => !rarelyNames.has(each)).join('|')})(?:${part}${given}?)?`,
  'gu',
);

/** A given name alone before a title: 国强师傅. */
const titled = new RegExp(`(?<!\\p{Script=Han})(?<hidden>${given}{2})(?:师傅|先生|女士|小姐|老师)`, 'gu');

/**
 * Names of people that their shape alone betrays, wherever they stand: in parts divided by a dot, with a star in the place of a
 * character, with a surname of two characters, or a given name that begins a clause and has a title.
 *
 * @param text in normal form
 */
export function nameShapeMasks(text: string): Mask[] {
  return [
    ...masksBy(dotted, 'name', text),
    ...masksBy(starred, 'name', text),
    ...masksBy(compound, 'name', text),
    ...masksBy(titled, 'name', text).filter(({ start, end }) => !words.has(text.slice(start, end))),
  ];
}
