import type { Definition, Page } from './definition.ts';
import type { Dimension, Factor, Item } from './factors.ts';
import type { PairQuestion } from './questions/pair.ts';
import { type Scale, scaleNamed } from './scales.ts';

/** An item with its place in the factor tree, how it is asked, and its share in the overall index. */
export interface MeasuredPair {
  readonly key: string;
  readonly item: Item;
  readonly factor: Factor;
  readonly dimension: Dimension;
  readonly question: PairQuestion;
  readonly page: Page;
  readonly scale: Scale;
  /** v_k: the factor's share times the item's share within it. All v_k of the survey sum to 1. */
  readonly weight: number;
}

/**
 * Every item that is asked, in the order of the factor tree.
 *
 * Items and factors that no pair asks have no part in the weights. An empty list means that the survey
 * measures no index.
 */
export function pairsOf(definition: Definition): readonly MeasuredPair[] {
  const asked = askedPairs(definition);
  const measured = definition.factors.flatMap((factor) => {
    const items = factor.dimensions.flatMap((dimension) =>
      dimension.items.flatMap((item) => {
        const found = asked.get(item.key);
        return found ? [{ key: item.key, item, factor, dimension, ...found }] : [];
      }),
    );
    const total = sum(items.map(({ item }) => item.weight));
    return items.map((each) => ({ ...each, weight: (factor.weight * each.item.weight) / total }));
  });
  const total = sum(measured.map(({ weight }) => weight));
  return measured.map((each) => ({ ...each, weight: each.weight / total }));
}

function askedPairs(definition: Definition) {
  const asked = new Map<string, Pick<MeasuredPair, 'question' | 'page' | 'scale'>>();
  for (const page of definition.pages) {
    for (const question of page.questions) {
      if (question.kind !== 'pair') continue;
      const scale = scaleNamed(definition, question.scale);
      if (scale) asked.set(question.key, { question, page, scale });
    }
  }
  return asked;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
