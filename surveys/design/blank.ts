import { type DefinitionDocument, type PairWords, pairWords } from '../definition.ts';
import type { LocalizedText } from '../localized.ts';
import { factorCsi } from '../templates/factor-csi.ts';

/**
 * A questionnaire to begin from nothing with: no factors and no pages, and the words around ratings of the library's first
 * questionnaire in those languages that it has.
 *
 * @param languages the default first
 */
export function blankQuestionnaire(languages: readonly [string, ...string[]]): DefinitionDocument {
  const { scales, index, thanks } = factorCsi;
  const inLanguages = (text: LocalizedText): LocalizedText =>
    Object.fromEntries(Object.entries(text).filter(([language]) => languages.includes(language)));
  const known = Object.entries(scales).map(([key, { low, high, ...ends }]) => [
    key,
    { ...ends, low: inLanguages(low), high: inLanguages(high) },
  ]);
  return {
    format: 1,
    languages: [...languages],
    title: {},
    organisation: {},
    introduction: {},
    thanks: inLanguages(thanks),
    scales: Object.fromEntries(known),
    ...(factorCsi.pairWords ? { pairWords: pairWordsIn(factorCsi.pairWords, inLanguages) } : {}),
    factors: [],
    pages: [],
    index,
  };
}

type Words = PairWords['expectation'];

function pairWordsIn(words: PairWords, inLanguages: (text: LocalizedText) => LocalizedText): PairWords {
  const half = ({ label, low, high }: Words): Words => ({
    label: inLanguages(label),
    low: inLanguages(low),
    high: inLanguages(high),
  });
  return pairWords.parse({
    expectation: half(words.expectation),
    perception: half(words.perception),
    ...(words.importance ? { importance: half(words.importance) } : {}),
    notApplicable: inLanguages(words.notApplicable),
  });
}
