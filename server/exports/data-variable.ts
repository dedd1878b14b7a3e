import type { Variable, VariableKind } from './sav/system-file.ts';

/** What a column of respondent data holds, in one language. */
export interface VariableWords extends Pick<Variable, 'label' | 'holds' | 'measure' | 'labels' | 'missing'> {
  /** The value for "not applicable"; absent: nobody can say so. */
  readonly notApplicable?: number;
  /** The value for "asked, not answered"; absent: it cannot be told from "not asked". */
  readonly notAnswered?: number | string;
}

/** A column of respondent data. */
export interface DataVariable extends VariableWords {
  readonly header: string;
  /** The key of the answer it belongs to; `null` for what is no answer. */
  readonly answer: string | null;
}

/** Names of customers, strata and the like: they have 200 characters at most, and hardly ever more than 85 Chinese ones. */
export const textHeld = { kind: 'text', bytes: 255 } as const satisfies VariableKind;

const widths = [8, 16, 32, 64, 128, 255];

/** A width for codes that stays the same when another code comes that is not much longer, so that files can be joined. */
export function widthFor(codes: readonly string[]): number {
  const longest = Math.max(1, ...codes.map((code) => Buffer.byteLength(code)));
  return widths.find((width) => width >= longest) ?? textHeld.bytes;
}
