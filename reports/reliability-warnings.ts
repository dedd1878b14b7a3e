import type { PartReliability, ScaleReliability } from './wave-reliability.ts';

export type Side = 'expectation' | 'perception';

/** Which part of the questionnaire a warning is of. */
interface Place {
  readonly kind: PartReliability['kind'];
  readonly part: string;
}

/** What a reader of reliabilities has to know. */
export type ReliabilityWarning =
  /** Fewer than half of the respondents answered all of the part. */
  | {
      readonly code: 'part-left-out';
      readonly params: Place & { readonly n: number; readonly leftOut: number };
    }
  /** The items measure one thing less well than is usually asked for. */
  | { readonly code: 'low-alpha'; readonly params: Place & { readonly side: Side; readonly alpha: number } }
  /** The others agree better without this item. */
  | {
      readonly code: 'item-lowers-alpha';
      readonly params: Place & {
        readonly side: Side;
        readonly item: string;
        readonly alpha: number;
        readonly without: number;
      };
    }
  /** The item goes down when the others go up: its scale may have been read the other way round. */
  | {
      readonly code: 'item-against-rest';
      readonly params: Place & { readonly side: Side; readonly item: string; readonly correlation: number };
    }
  /** The gap of one respondent says little, however well both sides are measured. */
  | { readonly code: 'low-difference'; readonly params: Place & { readonly reliability: number } };

/** Nunnally, Psychometric Theory (1978): what is enough in the early stages of research. */
const ENOUGH = 0.7;
/** By how much alpha has to be greater without an item to be worth a word. */
const NOTICEABLE = 0.01;

/** What to warn of, part by part. */
export function reliabilityWarnings(parts: readonly PartReliability[]): ReliabilityWarning[] {
  return parts.flatMap((part) => [
    ...partWarnings(part),
    ...(part.expectation ? sideWarnings(part, 'expectation', part.expectation) : []),
    ...(part.perception ? sideWarnings(part, 'perception', part.perception) : []),
  ]);
}

function partWarnings({ kind, key: part, perception, difference }: PartReliability): ReliabilityWarning[] {
  const warnings: ReliabilityWarning[] = [];
  if (perception !== null && perception.leftOut > perception.n) {
    const { n, leftOut } = perception;
    warnings.push({ code: 'part-left-out', params: { kind, part, n, leftOut } });
  }
  const reliability = difference?.estimate ?? null;
  if (reliability !== null && reliability < ENOUGH) {
    warnings.push({ code: 'low-difference', params: { kind, part, reliability } });
  }
  return warnings;
}

function sideWarnings(
  { kind, key: part }: PartReliability,
  side: Side,
  { raw, items }: ScaleReliability,
): ReliabilityWarning[] {
  const warnings: ReliabilityWarning[] = [];
  const { estimate: alpha } = raw;
  if (alpha !== null && alpha < ENOUGH) {
    warnings.push({ code: 'low-alpha', params: { kind, part, side, alpha } });
  }
  for (const { key: item, restCorrelation, alphaIfDropped } of items) {
    const correlation = restCorrelation.estimate;
    const without = alphaIfDropped?.estimate ?? null;
    if (correlation !== null && correlation < 0) {
      warnings.push({ code: 'item-against-rest', params: { kind, part, side, item, correlation } });
    } else if (alpha !== null && without !== null && without > alpha + NOTICEABLE) {
      warnings.push({ code: 'item-lowers-alpha', params: { kind, part, side, item, alpha, without } });
    }
  }
  return warnings;
}
