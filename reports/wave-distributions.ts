import type { LocalizedText } from '#surveys/localized.ts';
import { pairsOf } from '#surveys/pairs.ts';
import { isCounted } from './choice-parts.ts';
import { firstPointCode, notApplicableCode, type RatingColumn } from './columns.ts';
import { meanOf } from './index/mean.ts';
import { ratingOf } from './instrument.ts';
import type { WaveInput } from './measure-wave.ts';
import { groupedPoints } from './point-shares.ts';
import { type RatingPart, ratingParts } from './rating-parts.ts';
import { type Estimate, estimateOf } from './sampling-error/estimate.ts';
import type { Answers } from './sampling-error/influence.ts';
import { rowsOf } from './sampling-error/sample.ts';
import { heldBackCells } from './small-cells.ts';
import type { WeighedRows } from './weighed-rows.ts';

/** What of the answers to a question lies on some neighbouring points. */
export interface PointShare {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  /** Weighted; those of all points add up to 1. */
  readonly share: number;
}

/** Those who answered the wave and gave no point here. */
export interface WithoutPoint {
  readonly all: number;
  /** Of these; `null` where one of the two kinds has so few that it is not told. */
  readonly notApplicable: number | null;
  /** Not asked, passed over, answered on another scale, or only the other side of a pair. */
  readonly unanswered: number | null;
}

/** How the answers to one rating lie on its scale. */
export interface RatingDistribution {
  /** `expectation:ITEM`, `perception:ITEM`, `importance:ITEM` or `rating:QUESTION`. */
  readonly column: string;
  readonly scale: { readonly min: number; readonly max: number };
  /** Answers that count: of a pair, to both sides. */
  readonly n: number;
  /** Empty where there are fewer answers than the plan allows to be shown. */
  readonly points: readonly PointShare[];
  readonly without: WithoutPoint;
  readonly bottom: BoxShare | null;
  readonly top: BoxShare | null;
}

/** The share of the lowest or the highest points, with its interval by the log-odds. */
export interface BoxShare {
  readonly from: number;
  readonly to: number;
  readonly share: Estimate;
}

export interface ChoiceDistribution {
  readonly key: string;
  readonly kind: 'choice' | 'choices';
  readonly text: LocalizedText;
  readonly n: number;
  readonly without: WithoutPoint;
  /** In the order of the questionnaire; shares of several choices may add up to more than 1. */
  readonly options: readonly {
    readonly key: string;
    readonly label: LocalizedText;
    /** `null` where so few chose it that it is held back, or where that would tell of one that is. */
    readonly share: Estimate | null;
    readonly count: number | null;
  }[];
}

/** How everybody's answers lie behind the figures of a wave. */
export interface WaveDistributions {
  readonly confidence: number;
  /** A group of points, and an option, of fewer answers is not shown by itself. */
  readonly smallest: number;
  readonly ratings: readonly RatingDistribution[];
  readonly choices: readonly ChoiceDistribution[];
  /** Questions with so many options that their answers are not counted here. */
  readonly notCounted: readonly { readonly key: string; readonly text: LocalizedText }[];
}

/** The weighted shares of every point of every rating and of every option of every choice, of everybody who answered. */
export function distributionsOf(wave: WaveInput, weighed: WeighedRows): WaveDistributions {
  const { definition, plan } = wave;
  const ground: Ground = { wave, weighed, scratch: new Float64Array(weighed.rows.design.weights.length) };
  const pairs = new Set(pairsOf(definition).map(({ key }) => key));
  const questions = definition.pages.flatMap((page) => page.questions);
  const choices = questions.flatMap((question): ChoiceDistribution[] =>
    (question.kind === 'choice' || question.kind === 'choices') && isCounted(question)
      ? [choiceDistribution(question, ground)]
      : [],
  );
  const notCounted = questions.flatMap((question) =>
    (question.kind === 'choice' || question.kind === 'choices') && !isCounted(question)
      ? [{ key: question.key, text: question.text }]
      : [],
  );
  const parts = ratingParts(definition).filter(
    ({ column, question }) => column.startsWith('rating:') || pairs.has(question),
  );
  return {
    confidence: plan.confidence,
    smallest: plan.smallestCell,
    ratings: parts.map((part) => ratingDistribution(part, ground)),
    choices,
    notCounted,
  };
}

interface Ground {
  readonly wave: WaveInput;
  readonly weighed: WeighedRows;
  /** For influences, one after the other. */
  readonly scratch: Float64Array;
}

function ratingDistribution(part: RatingPart, ground: Ground): RatingDistribution {
  const { plan, dataset } = ground.wave;
  const { column, min, max } = part;
  const codes = pairedCodes(ratingOf(dataset, column), otherSide(column, dataset.ratings), ground);
  const { n, counts, weights, without } = counted(codes, max - min + 1, ground);
  const groups = groupedPoints(counts, weights, min, plan.smallestCell);
  const total = groups.reduce((sum, { weight }) => sum + weight, 0);
  const boxes = boxesOf(part);
  const boxOf = (from: number, to: number): BoxShare | null => {
    // points that are shown with others tell nothing by themselves
    const isShown = groups.some((group) => group.from === from) && groups.some((group) => group.to === to);
    if (!isShown || groups.length < 2) return null;
    return { from, to, share: shareOf(codes, from - min, to - min, ground) };
  };
  return {
    column,
    scale: { min, max },
    n,
    points: groups.map(({ from, to, count, weight }) => ({
      ...{ from, to, n: count },
      share: total > 0 ? weight / total : 0,
    })),
    without: withoutPoint(without, plan.smallestCell),
    bottom: boxOf(min, boxes.bottom),
    top: boxOf(boxes.top, max),
  };
}

/** The last of the lowest and the first of the highest points: a fifth of the scale each, or as recommendation has it. */
function boxesOf({ column, min, max }: RatingPart): { readonly bottom: number; readonly top: number } {
  if (column.startsWith('rating:') && min === 0 && max === 10) return { bottom: 6, top: 9 };
  const size = Math.max(1, Math.round((max - min + 1) / 5));
  return { bottom: min + size - 1, top: max - size + 1 };
}

function otherSide(column: string, ratings: WaveInput['dataset']['ratings']): RatingColumn | null {
  const [side, key] = [column.slice(0, column.indexOf(':')), column.slice(column.indexOf(':') + 1)];
  if (side === 'expectation') return ratings.get(`perception:${key}`) ?? null;
  return side === 'perception' ? (ratings.get(`expectation:${key}`) ?? null) : null;
}

/** The code of each respondent; of a pair a point only where both sides have one. */
function pairedCodes({ codes }: RatingColumn, other: RatingColumn | null, { weighed }: Ground): Uint8Array {
  return Uint8Array.from(weighed.rows.respondents, (row) => {
    const [code, beside] = [
      codes[row] as number,
      other === null ? firstPointCode : (other.codes[row] as number),
    ];
    if (code >= firstPointCode && beside >= firstPointCode) return code;
    return code === notApplicableCode || beside === notApplicableCode ? notApplicableCode : 0;
  });
}

/** Answers with a weight by point, and how many gave none. */
interface Counted {
  readonly n: number;
  readonly counts: readonly number[];
  readonly weights: readonly number[];
  readonly without: { readonly notApplicable: number; readonly unanswered: number };
}

function counted(codes: Uint8Array, points: number, { weighed }: Ground): Counted {
  const { weights } = weighed.rows.design;
  const counts = new Array<number>(points).fill(0);
  const sums = new Array<number>(points).fill(0);
  const without = { notApplicable: 0, unanswered: 0 };
  for (let place = 0; place < codes.length; place++) {
    const code = codes[place] as number;
    const weight = weights[place] as number;
    if (code >= firstPointCode && weight > 0) {
      counts[code - firstPointCode] = (counts[code - firstPointCode] ?? 0) + 1;
      sums[code - firstPointCode] = (sums[code - firstPointCode] ?? 0) + weight;
    } else if (code === notApplicableCode) without.notApplicable += 1;
    else without.unanswered += 1;
  }
  return { n: counts.reduce((sum, count) => sum + count, 0), counts, weights: sums, without };
}

function withoutPoint(
  { notApplicable, unanswered }: { readonly notApplicable: number; readonly unanswered: number },
  smallest: number,
): WithoutPoint {
  const all = notApplicable + unanswered;
  const isTold = [notApplicable, unanswered].every((count) => count === 0 || count >= smallest);
  return isTold || notApplicable === 0 || unanswered === 0
    ? { all, notApplicable, unanswered }
    : { all, notApplicable: null, unanswered: null };
}

/** The weighted share of those whose point is one of some places. */
function shareOf(
  codes: Uint8Array,
  first: number,
  last: number,
  { wave, weighed, scratch }: Ground,
): Estimate {
  const { design, whole } = weighed.rows;
  const answers: Answers = Float64Array.from(codes, (code) => {
    if (code < firstPointCode) return Number.NaN;
    return code - firstPointCode >= first && code - firstPointCode <= last ? 1 : 0;
  });
  const figure = meanOf(rowsOf(design, whole.domain), answers);
  const options = { confidence: wave.plan.confidence, interval: 'logit', fewest: 2 } as const;
  return estimateOf(design, whole.domain, figure, options, scratch);
}

interface Chosen {
  readonly key: string;
  readonly kind: 'choice' | 'choices';
  readonly text: LocalizedText;
  readonly options: readonly { readonly key: string; readonly label: LocalizedText }[];
}

function choiceDistribution(question: Chosen, ground: Ground): ChoiceDistribution {
  const { key, kind, text, options } = question;
  const { plan } = ground.wave;
  const columns = kind === 'choice' ? singleColumns(question, ground) : multipleColumns(question, ground);
  // whoever passed over a question passed over all of its options; a version may not offer every one of them
  const most = columns.reduce<Counted | null>((found, { answers }) => {
    return found === null || answers.n > found.n ? answers : found;
  }, null);
  const n = most?.n ?? 0;
  const chose = columns.map(({ answers, point }) => answers.counts[point] ?? 0);
  const asked = columns.map(({ answers }) => answers.n);
  const held = heldBackOptions(chose, asked, kind, plan.smallestCell);
  return {
    ...{ key, kind, text, n },
    without: withoutPoint(most?.without ?? { notApplicable: 0, unanswered: 0 }, plan.smallestCell),
    options: options.map(({ key: option, label }, place) => {
      const column = columns[place];
      if (column === undefined || held[place] === true || n < plan.smallestCell) {
        return { key: option, label, share: null, count: null };
      }
      const share = shareOf(column.codes, column.point, column.point, ground);
      return { key: option, label, share, count: chose[place] ?? 0 };
    }),
  };
}

/** The answers of which one point means that an option was chosen. */
interface OptionColumn {
  readonly codes: Uint8Array;
  readonly point: number;
  readonly answers: Counted;
}

function singleColumns({ key, options }: Chosen, ground: Ground): OptionColumn[] {
  const codes = chosenCodes(`choice:${key}`, ground);
  const answers = counted(codes, options.length, ground);
  return options.map((_, point) => ({ codes, point, answers }));
}

function multipleColumns({ key, options }: Chosen, ground: Ground): OptionColumn[] {
  return options.map((option) => {
    const codes = chosenCodes(`chosen:${key}:${option.key}`, ground);
    return { codes, point: 1, answers: counted(codes, 2, ground) };
  });
}

/** @throws RangeError for a column the wave does not have */
function chosenCodes(name: string, ground: Ground): Uint8Array {
  const column = ground.wave.dataset.choices.get(name);
  if (column === undefined) throw new RangeError(`The wave has no column ${name}`);
  return pairedCodes(column, null, ground);
}

/**
 * Of a single choice all options make up the whole, so that one that is held back needs another beside it. Of several choices
 * few who chose an option are no more told of than few who did not.
 */
function heldBackOptions(
  counts: readonly number[],
  asked: readonly number[],
  kind: Chosen['kind'],
  smallest: number,
): readonly boolean[] {
  if (kind === 'choice') return heldBackCells(counts, smallest).map(Boolean);
  const isFew = (count: number) => count > 0 && count < smallest;
  return counts.map((count, option) => isFew(count) || isFew((asked[option] ?? 0) - count));
}
