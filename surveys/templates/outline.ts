import type { Definition } from '../definition.ts';
import type { LocalizedText } from '../localized.ts';
import { pairsOf } from '../pairs.ts';
import type { Question } from '../questions/index.ts';

/** A part of what is measured, with its share in the overall index. Shares of the parts of one kind add up to 1. */
interface Part {
  readonly key: string;
  readonly name: LocalizedText;
  readonly share: number;
}

export interface OutlinedItem extends Part {
  /** The line under it that says what it means. */
  readonly hint: LocalizedText | null;
}

export interface OutlinedDimension extends Part {
  readonly items: readonly OutlinedItem[];
}

export interface OutlinedFactor extends Part {
  readonly kind: 'direct' | 'indirect';
  readonly dimensions: readonly OutlinedDimension[];
}

/** What is asked besides pairs. */
export interface OutlinedPage {
  readonly key: string;
  readonly title: LocalizedText;
  /** Whether only some are asked it. */
  readonly isConditional: boolean;
  readonly questions: readonly {
    readonly key: string;
    readonly kind: Exclude<Question['kind'], 'pair'>;
    readonly text: LocalizedText;
  }[];
}

/** A questionnaire at a glance: the factors with their shares down to the items, and whatever else is asked. */
export interface Outline {
  /** Empty where it measures no index. */
  readonly factors: readonly OutlinedFactor[];
  /** Pages with questions other than pairs, those alone. */
  readonly pages: readonly OutlinedPage[];
}

/** What a questionnaire measures and asks, for somebody who wonders whether to use it. Items nobody is asked are left out. */
export function outlineOf(definition: Definition): Outline {
  const pairs = new Map(pairsOf(definition).map((pair) => [pair.key, pair]));
  const factors = definition.factors.flatMap((factor): OutlinedFactor[] => {
    const dimensions = factor.dimensions.flatMap(({ key, name, items }): OutlinedDimension[] => {
      const outlined = items.flatMap((item): OutlinedItem[] => {
        const pair = pairs.get(item.key);
        if (pair === undefined) return [];
        return [{ key: item.key, name: item.name, share: pair.weight, hint: pair.question.hint ?? null }];
      });
      return outlined.length === 0 ? [] : [{ key, name, share: shareOf(outlined), items: outlined }];
    });
    if (dimensions.length === 0) return [];
    const { key, name, kind } = factor;
    return [{ key, name, kind, share: shareOf(dimensions), dimensions }];
  });
  return { factors, pages: otherPages(definition) };
}

function shareOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { share }) => sum + share, 0);
}

function otherPages({ pages }: Definition): readonly OutlinedPage[] {
  return pages.flatMap(({ key, title, showIf, questions }): OutlinedPage[] => {
    const others = questions.flatMap((question) =>
      question.kind === 'pair' ? [] : [{ key: question.key, kind: question.kind, text: question.text }],
    );
    return others.length === 0
      ? []
      : [{ key, title, isConditional: showIf !== undefined, questions: others }];
  });
}
