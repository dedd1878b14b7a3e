/** A word and where it stands. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly isWord: boolean;
}

/**
 * The words of ICU's dictionary, by its longest matches; other scripts are divided by the rules of Unicode (UAX 29). Node brings
 * both, so that no dictionary has to be shipped.
 */
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Every part of a text, what lies between words too, in order. */
export function wordsIn(text: string): Segment[] {
  return Array.from(segmenter.segment(text), ({ segment, index, isWordLike }) => ({
    start: index,
    end: index + segment.length,
    isWord: isWordLike === true,
  }));
}
