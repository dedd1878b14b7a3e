import { dispositions } from '#surveys/sampling/dispositions.ts';
import { type Cell, cellDomains } from './cell-domains.ts';
import { inLabelOrder } from './columns.ts';
import { hasAnswered, knownVariables, type WaveDataset } from './dataset.ts';
import { answersAt, type Instrument } from './instrument.ts';
import { stratumVariable } from './plan.ts';
import { createDesign, type Design } from './sampling-error/design.ts';
import { type Domain, wholeSample } from './sampling-error/domains.ts';
import { estimateOf } from './sampling-error/estimate.ts';
import type { Answers, DefinedFigure, Figure, Term } from './sampling-error/influence.ts';
import { linearize } from './sampling-error/influence.ts';
import { covarianceOfTotals } from './sampling-error/linearization.ts';
import { rowsOf, type Sample } from './sampling-error/sample.ts';
import { differenceVariance } from './sampling-error/stacked-waves.ts';
import { standardizedDesign } from './sampling-error/standardization.ts';
import type { Drawn } from './weigh-groups.ts';
import type { Ground, StandardizedWave, WaveWeighing, WeightedWave } from './weighted-wave.ts';
import type { DrawnSample } from './weighting/drawn-sample.ts';
import type { WeightingProblem } from './weighting/problems.ts';
import type { WeightingScheme } from './weighting/scheme.ts';
import { weigh } from './weighting/weights.ts';

/** A wave weighted row by row, whose influences can be compared with those of other waves. */
export interface WeightedRows extends WeightedWave {
  standardized(factors: ReadonlyMap<string, number>): StandardizedRows;
  /** Rows of the respondents in the dataset. */
  readonly respondents: Int32Array;
  /** The influence of a figure of a cell (`null`: of everybody), by respondent; 0 outside the cell. */
  influenceOf(figure: DefinedFigure<string>, cell: Cell | null): Float64Array;
  /** Any part of the respondents, by their places. */
  groundOf(domain: Domain): Ground;
  /** The respondents of a cell, ascending by place; `null` for everybody. */
  membersOf(cell: Cell | null): Int32Array | null;
}

/** Respondents as of a population whose strata have other shares, and their influences there. */
export interface StandardizedRows extends StandardizedWave {
  influenceOf(figure: DefinedFigure<string>): Float64Array;
}

/**
 * Weighs a wave row by row: the way for waves whose customers hardly share their weights, and the one that knows
 * every single respondent.
 */
export function weighRows(
  { dataset, populations }: Drawn,
  instrument: Instrument,
  scheme: WeightingScheme,
):
  | (WaveWeighing & { readonly wave: null })
  | { readonly wave: WeightedRows; readonly problems: readonly WeightingProblem[] } {
  const sample = drawnSample(dataset, populations);
  const { weighted, problems } = weigh(sample, scheme);
  if (weighted === null) return { wave: null, problems };
  // A stratum with one respondent says nothing of its own spread; its distance from the whole stands in.
  const design = createDesign({ ...weighted.design, lonelyUnits: 'adjust' });
  const { rows } = weighted;
  const read = new Map<string, Answers>();
  const answersTo = (name: string) => {
    const known = read.get(name) ?? answersAt(instrument, dataset, name, rows);
    read.set(name, known);
    return known;
  };
  const scratch = new Float64Array(rows.length);
  const whole = wholeSample(design);
  const groundIn = (of: Design, domain: Domain): Ground => ({
    domain,
    sample: named(rowsOf(of, domain), answersTo),
    estimateOf: (figure, options) => estimateOf(of, domain, withAnswers(figure, answersTo), options, scratch),
  });
  const ground = (domain: Domain) => groundIn(design, domain);
  const influenceIn = (of: Design, domain: Domain, figure: DefinedFigure<string>) =>
    linearize(of, domain, definedWithAnswers(figure, answersTo)).values;
  const cells = cellDomains(design, sample.variables, rows);
  return {
    wave: {
      weighted,
      design,
      strata: sample.strata.labels,
      respondents: rows,
      whole: ground(whole),
      groundOf: ground,
      influenceOf: (figure, cell) => influenceIn(design, cells.of(cell), figure),
      membersOf: (cell) => cells.of(cell).rows,
      standardized(factors) {
        const byCode = Float64Array.from(sample.strata.labels, (label) => factors.get(label) ?? 1);
        const other = standardizedDesign(design, byCode);
        const there = (figure: DefinedFigure<string>) => influenceIn(other, whole, figure);
        return {
          whole: groundIn(other, whole),
          differenceVariance: (figure, standardized) =>
            differenceVariance(design, there(standardized), influenceIn(design, whole, figure)),
          influenceOf: there,
        };
      },
      segments(variable) {
        if (sample.variables[variable] === undefined) return null;
        const values = Array.from(cells.by(variable), ([value, domain]) => ({
          value,
          ground: ground(domain),
        }));
        return {
          values,
          whole: ground(whole),
          covariance(figures, figureOfWhole) {
            const influences = figures.map(({ place, figure }) =>
              influenceIn(design, values[place]?.ground.domain ?? whole, figure),
            );
            return covarianceOfTotals(
              design,
              [...influences, influenceIn(design, whole, figureOfWhole)],
              whole,
            );
          },
        };
      },
    },
    problems: [],
  };
}

const [notEligible, unknown] = [dispositions.indexOf('notEligible'), dispositions.indexOf('unknown')];

/** The customers of a wave as a drawn sample, one row each. */
export function drawnSample(dataset: WaveDataset, populations: Drawn['populations']): DrawnSample {
  const { disposition, givenWeights } = dataset;
  const strata = inLabelOrder(dataset.stratum);
  const known = strata.labels.map((label) => populations.get(label) ?? Number.NaN);
  const variables = Object.entries(knownVariables(dataset)).map(
    ([name, column]) => [name, inLabelOrder(column)] as const,
  );
  return {
    strata,
    populations: known.every(Number.isNaN) ? null : Float64Array.from(known),
    responded: disposition.map((outcome) => (hasAnswered(outcome) ? 1 : 0)),
    eligible: disposition.map((outcome) => (outcome === notEligible ? 0 : 1)),
    known: disposition.map((outcome) => (outcome === unknown ? 0 : 1)),
    weights: givenWeights,
    variables: { ...Object.fromEntries(variables), [stratumVariable]: strata },
  };
}

type AnswersTo = (name: string) => Answers;

/** A sample whose columns go by their names. */
function named(sample: Sample, answersTo: AnswersTo): Sample<string> {
  const pairOf = ({ expectation, perception }: { expectation: string; perception: string }) => ({
    expectation: answersTo(expectation),
    perception: answersTo(perception),
  });
  return {
    answerTotals: (name) => sample.answerTotals(answersTo(name)),
    pairTotals: (pair, origin) => sample.pairTotals(pairOf(pair), origin),
    baseOfAny: (pairs) => sample.baseOfAny(pairs.map(pairOf)),
  };
}

function withAnswers(figure: Figure<string>, answersTo: AnswersTo): Figure {
  return figure.value === null ? figure : definedWithAnswers(figure, answersTo);
}

function definedWithAnswers(figure: DefinedFigure<string>, answersTo: AnswersTo): DefinedFigure {
  const { value, base, ratio } = figure;
  const terms = figure.terms.map((term): Term => {
    if (term.kind === 'answer') return { ...term, answers: answersTo(term.answers) };
    const { expectation, perception } = term.pair;
    return { ...term, pair: { expectation: answersTo(expectation), perception: answersTo(perception) } };
  });
  if (!ratio) return { value, base, terms };
  return {
    value,
    base,
    terms,
    ratio: {
      numerator: definedWithAnswers(ratio.numerator, answersTo),
      denominator: definedWithAnswers(ratio.denominator, answersTo),
    },
  };
}
