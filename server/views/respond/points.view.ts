import { notApplicable } from '#surveys/answers.ts';
import { inFigures } from '../../i18n/figures.ts';
import type { Line } from './ours.ts';

/** The most points in a row, where a scale takes several, while each stays wide enough for a thumb. */
const widestRow = 7;

/** The most points that stand in one line. Longer scales take rows everywhere. */
const longestRow = 11;

export interface PointsView {
  /** Points in a row where they do not stand in one line. */
  readonly columns: number;
  readonly long: boolean;
  readonly points: readonly PointView[];
  /** The ends in figures and in words, for those who can see them. */
  readonly min: string;
  readonly max: string;
  readonly low: string;
  readonly high: string;
  readonly notApplicable: (OptionView & Pick<Line, 'isOurs'>) | null;
}

interface PointView {
  readonly name: string;
  readonly value: string;
  /** The value in the figures of the page's language. */
  readonly figure: string;
  /** The first control carries its field's name as its anchor. */
  readonly id: string | null;
  /** What the first and last point mean, for those who cannot see the words under them. */
  readonly end: string | null;
  readonly checked: boolean;
}

export interface OptionView {
  readonly name: string;
  readonly value: string;
  readonly label: string;
  readonly checked: boolean;
}

/** The ends of a scale with their words, in a language. */
export interface Ends {
  readonly language: string;
  readonly min: number;
  readonly max: number;
  readonly low: string;
  readonly high: string;
}

/** Points to a row when `count` of them are spread over as few rows as a phone allows, evenly. */
export function columnsFor(count: number): number {
  return Math.ceil(count / Math.ceil(count / widestRow));
}

/**
 * The points of one rating as radio buttons, with its ends in words.
 *
 * @param notApplicableLine words for "not applicable", or `null` where that may not be said
 */
export function pointsView(
  field: string,
  { min, max, low, high, language }: Ends,
  chosen: readonly string[],
  notApplicableLine: Line | null,
): PointsView {
  const count = max - min + 1;
  const points = Array.from({ length: count }, (_, index): PointView => {
    const value = String(min + index);
    return {
      name: field,
      value,
      figure: inFigures(min + index, language),
      id: index === 0 ? field : null,
      end: index === 0 ? low : index === count - 1 ? high : null,
      checked: chosen.includes(value),
    };
  });
  return {
    columns: columnsFor(count),
    long: count > longestRow,
    points,
    min: inFigures(min, language),
    max: inFigures(max, language),
    low,
    high,
    notApplicable:
      notApplicableLine === null
        ? null
        : {
            name: field,
            value: notApplicable,
            label: notApplicableLine.text,
            isOurs: notApplicableLine.isOurs,
            checked: chosen.includes(notApplicable),
          },
  };
}
