import type { Definition } from './definition.ts';
import type { LocalizedText } from './localized.ts';
import { pairsOf } from './pairs.ts';
import { scaleNamed } from './scales.ts';

/** What of a rated question was said. */
export type WordingPart =
  | 'text'
  | 'hint'
  | 'expectation.label'
  | 'expectation.low'
  | 'expectation.high'
  | 'perception.label'
  | 'perception.low'
  | 'perception.high'
  | 'low'
  | 'high'
  | 'notApplicable';

/** What of a rated question reads otherwise in one language. `null`: nothing was, or is, said. */
export interface Rewording {
  readonly part: WordingPart;
  readonly language: string;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * In what words a rated question is asked otherwise than before, in the languages both versions have, for whoever decides
 * whether it is still the same question. Empty for what is not rated in both.
 *
 * These are the words that `seriesComparability` looks at.
 */
export function rewordings(earlier: Definition, later: Definition, key: string): readonly Rewording[] {
  const [before, after] = [wordsOf(earlier, key), wordsOf(later, key)];
  if (before === null || after === null) return [];
  const languages = later.languages.filter((language) => earlier.languages.includes(language));
  const parts = [...new Set([...before.keys(), ...after.keys()])];
  return parts.flatMap((part) =>
    languages.flatMap((language) => {
      const [old, now] = [said(before.get(part), language), said(after.get(part), language)];
      return old === now ? [] : [{ part, language, before: old, after: now }];
    }),
  );
}

type Words = ReadonlyMap<WordingPart, LocalizedText | undefined>;

function wordsOf(definition: Definition, key: string): Words | null {
  const pair = pairsOf(definition).find((each) => each.key === key);
  if (pair !== undefined) {
    const { expectation, perception, notApplicable } = definition.pairWords ?? {};
    const { question, item } = pair;
    return new Map<WordingPart, LocalizedText | undefined>([
      ['text', question.text ?? item.name],
      ['hint', question.hint],
      ['expectation.label', expectation?.label],
      ['expectation.low', expectation?.low],
      ['expectation.high', expectation?.high],
      ['perception.label', perception?.label],
      ['perception.low', perception?.low],
      ['perception.high', perception?.high],
      ['notApplicable', question.notApplicable ? notApplicable : undefined],
    ]);
  }
  const question = definition.pages
    .flatMap(({ questions }) => questions)
    .find((each) => each.key === key && (each.kind === 'scale' || each.kind === 'recommend'));
  if (question === undefined) return null;
  const ends =
    question.kind === 'scale'
      ? scaleNamed(definition, question.scale)
      : question.kind === 'recommend'
        ? question
        : undefined;
  return new Map<WordingPart, LocalizedText | undefined>([
    ['text', 'text' in question ? question.text : undefined],
    ['hint', question.hint],
    ['low', ends?.low],
    ['high', ends?.high],
  ]);
}

function said(text: LocalizedText | undefined, language: string): string | null {
  const words = (text?.[language] ?? '').trim();
  return words === '' ? null : words;
}
