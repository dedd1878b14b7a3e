import type { CodedColumn } from './columns.ts';
import type { WaveDataset } from './dataset.ts';
import { codesAt } from './weighting/classes.ts';

/** What is known of what customers are worth: ABC classes, or scores of recency, frequency and money. */
export const valueVariables = ['abc', 'rfm'] as const;
export type ValueVariable = (typeof valueVariables)[number];

/** RFM scores together, from those who bought much, often and lately down to those who bought nothing. */
export const scoreBands = ['high', 'middle', 'low', 'none'] as const;
export type ScoreBand = (typeof scoreBands)[number];

/** With more classes than these it is no classification. */
const MOST_CLASSES = 20;

/** How the values of a variable make classes. */
export interface ValueClasses {
  readonly variable: ValueVariable;
  /** In the order to show them. */
  readonly classes: readonly string[];
  /** The class of a value. */
  classOf(value: string): string;
}

/**
 * The classes that the values of a variable make: as they are, or, of scores such as 545, by their mean: `high` in the upper
 * third of what is possible, `low` in the lower third, `none` for 000, who bought nothing.
 *
 * @param bands how many each score has; absent: as many as the greatest of them
 * @returns `null` for fewer than two classes, or far too many
 */
export function valueClassesOf(
  variable: ValueVariable,
  values: readonly string[],
  bands?: number,
): ValueClasses | null {
  const named = values.filter((value) => value !== '');
  if (variable === 'rfm' && named.length > 0 && named.every((value) => /^\d{3}$/.test(value))) {
    const greatest = bands ?? Math.max(2, ...named.flatMap((value) => [...value].map(Number)));
    const classOf = (value: string) => (value === '' ? '' : bandOf(value, greatest));
    const used = new Set(named.map(classOf));
    const classes = scoreBands.filter((band) => used.has(band));
    return classes.length < 2 ? null : { variable, classes, classOf };
  }
  if (named.length < 2 || named.length > MOST_CLASSES) return null;
  return { variable, classes: named, classOf: (value) => value };
}

function bandOf(score: string, bands: number): ScoreBand {
  const digits = [...score].map(Number);
  if (digits.every((digit) => digit === 0)) return 'none';
  const mean = digits.reduce((sum, digit) => sum + digit, 0) / digits.length;
  const place = (mean - 1) / (bands - 1);
  return place >= 2 / 3 ? 'high' : place >= 1 / 3 ? 'middle' : 'low';
}

/** The class of each respondent, by its place among the classes; −1 where it is not known. */
export function classCodes(
  { classes, classOf }: ValueClasses,
  column: CodedColumn,
  respondents: Int32Array,
): Int32Array {
  const places = column.labels.map((label) => classes.indexOf(classOf(label)));
  return codesAt(column.codes, respondents).map((code) => (code < 0 ? -1 : (places[code] ?? -1)));
}

/** The classes that a wave knows of a variable, in code-point order of their names; `null` where it knows none. */
export function knownClasses({ variables }: WaveDataset, variable: ValueVariable, bands?: number) {
  const column = variables.get(variable);
  const classes = column && valueClassesOf(variable, column.labels.toSorted(), bands);
  return column && classes ? { column, classes } : null;
}
