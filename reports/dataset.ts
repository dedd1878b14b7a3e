import type { Answers } from '#surveys/answers.ts';
import type { ResponseStatus } from '#surveys/response-status.ts';
import { type Disposition, dispositions } from '#surveys/sampling/dispositions.ts';
import type { CodedColumn, RatingColumn } from './columns.ts';

/** One customer of a wave's sample with what came back, or one answer that came by the open link. */
export interface SampleRow {
  /** Who it is, by the list's own key; absent or `null`: nobody knows. */
  readonly customer?: string | null;
  readonly stratum: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  /** What was recorded about the attempt. */
  readonly recorded: Disposition | null;
  /** A weight that came with the row. */
  readonly weight: number | null;
  readonly response: {
    readonly versionId: string;
    readonly status: ResponseStatus;
    readonly answers: Answers;
    /** Whether an analyst left it out of the figures. */
    readonly isExcluded?: boolean;
    /** The language it was given in; not known where absent. */
    readonly locale?: string;
    /** What a signed link said of the customer. */
    readonly facts?: Readonly<Record<string, string>> | null;
  } | null;
}

/**
 * One wave, column by column, with a row for each customer asked. Of a wave whose rows have not been read, columns
 * have their labels, and reading their rows throws a RangeError.
 */
export interface WaveDataset {
  readonly sampled: number;
  readonly stratum: CodedColumn;
  /** The variables asked for, by name; a customer without the variable has code -1. */
  readonly variables: ReadonlyMap<string, CodedColumn>;
  /** What is known of customers as numbers, by name: by row, `NaN` where it is not known; absent: nothing is. */
  readonly amounts?: ReadonlyMap<string, { values(): Float64Array }>;
  /** Index into `dispositions` of each customer. */
  readonly disposition: Uint8Array;
  /** Weights that came with the rows, `NaN` where none did. */
  readonly givenWeights: Float64Array;
  /** By `expectation:ITEM`, `perception:ITEM`, `importance:ITEM` or `rating:QUESTION`. */
  readonly ratings: ReadonlyMap<string, RatingColumn>;
  /** What was chosen, by `choice:QUESTION` or `chosen:QUESTION:OPTION` (`choiceParts`). */
  readonly choices: ReadonlyMap<string, RatingColumn>;
  /** Answers left out because their version measured something else by the question (another scale, an ended series), by question. */
  readonly onAnotherScale: ReadonlyMap<string, number>;
  /** Of those who answered, by column of a rating: how many gave no answer to it, and how many said "not applicable". */
  readonly withoutPoint: ReadonlyMap<string, { readonly unanswered: number; readonly notApplicable: number }>;
  /** How many answered each published version, by its id. */
  readonly answeredBy: ReadonlyMap<string, number>;
  /** How many customers of each stratum (place: its code + 1; 0: without one) ended in each disposition. */
  readonly outcomes: readonly Uint32Array[];
}

const [complete, partial] = [dispositions.indexOf('complete'), dispositions.indexOf('partial')];

/** Whether somebody with this disposition (index into `dispositions`) answered. */
export function hasAnswered(disposition: number): boolean {
  return disposition === complete || disposition === partial;
}

/** The rows of those who answered, ascending. */
export function respondentsOf({ disposition }: WaveDataset): Int32Array {
  let count = 0;
  for (let row = 0; row < disposition.length; row++) if (hasAnswered(disposition[row] as number)) count++;
  const rows = new Int32Array(count);
  let place = 0;
  for (let row = 0; row < disposition.length; row++) {
    if (hasAnswered(disposition[row] as number)) rows[place++] = row;
  }
  return rows;
}

/** The variables that at least one row has a value of. */
export function knownVariables({ variables }: WaveDataset): Record<string, CodedColumn> {
  return Object.fromEntries([...variables].filter(([, { labels }]) => labels.length > 0));
}
