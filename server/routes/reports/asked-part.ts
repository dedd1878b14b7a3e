import type { Part, PartValue } from '#reports/part.ts';
import type { Report, WaveReport } from '#reports/report.ts';

/** The part of the customers that an address asks for, or why there is none to show. */
export type AskedPart =
  | { readonly part: Part | null; readonly problem: null }
  | { readonly part: null; readonly problem: 'unknown' | 'too-many' };

/** The most variables whose values can be crossed. */
const mostCrossed = 2;

/**
 * Reads `only=VARIABLE:VALUE`, once or twice, of different variables; empty ones ask for nothing. The order in which they
 * stand in the address makes no difference.
 */
export function askedPart(asked: readonly string[], { segments }: Report): AskedPart {
  const given = [...new Set(asked.filter((text) => text !== ''))];
  if (given.length === 0) return { part: null, problem: null };
  const found = segments.flatMap(({ variable, values }) =>
    values.flatMap(({ value }): PartValue[] =>
      given.includes(onlyOf({ variable, value })) ? [{ variable, value }] : [],
    ),
  );
  if (given.length > mostCrossed) return { part: null, problem: 'too-many' };
  const [one, other] = found;
  if (one === undefined || found.length < given.length || one.variable === other?.variable) {
    return { part: null, problem: 'unknown' };
  }
  return { part: other === undefined ? [one] : [one, other], problem: null };
}

/** A value as an address names it. */
export function onlyOf({ variable, value }: PartValue): string {
  return `${variable}:${value}`;
}

/** Whether the part can be looked at in a wave: it has answers enough, and gives nobody else away. */
export function isShownIn({ state, figures }: WaveReport): boolean {
  return state !== 'measured' || figures.some(({ suppressed }) => suppressed === null);
}
