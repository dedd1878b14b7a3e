import type { Definition } from '#surveys/definition.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { type MeasuredPair, pairsOf } from '#surveys/pairs.ts';

/** How finely a questionnaire is looked at. */
export const partKinds = ['item', 'dimension', 'factor'] as const;
export type PartKind = (typeof partKinds)[number];

/** One item, one dimension or one factor, with the pairs that ask about it. */
export interface Part {
  readonly key: string;
  readonly name: LocalizedText;
  readonly pairs: readonly MeasuredPair[];
}

/** The parts of a questionnaire that pairs ask about, in the order of its factors. */
export function partsOf(definition: Definition, kind: PartKind): readonly Part[] {
  const parts = new Map<string, { readonly name: LocalizedText; readonly pairs: MeasuredPair[] }>();
  for (const pair of pairsOf(definition)) {
    const { key, name } = pair[kind];
    const known = parts.get(key) ?? { name, pairs: [] };
    known.pairs.push(pair);
    parts.set(key, known);
  }
  return [...parts].map(([key, part]) => ({ key, ...part }));
}
