import {
  complaintQuestion,
  privateActions,
  publicActions,
} from '#surveys/templates/modules/complaint-behaviour.ts';
import { firstPointCode } from './columns.ts';
import { dissatisfactionOf } from './dissatisfied.ts';
import { meanOf } from './index/mean.ts';
import { totalOf } from './index/total.ts';
import type { WaveInput } from './measure-wave.ts';
import { type SatisfactionMeasure, satisfactionMeasureOf } from './personal-scores.ts';
import { type Estimate, estimateOf } from './sampling-error/estimate.ts';
import type { Answers } from './sampling-error/influence.ts';
import { rowsOf } from './sampling-error/sample.ts';
import type { WeighedRows } from './weighed-rows.ts';

/** Complaints that came in while a wave was asked, as counted elsewhere and entered by hand. */
export interface ReceivedComplaints {
  readonly channel: string;
  readonly count: number;
  /** First and last day of the period, as `2026-04-01`. */
  readonly fromOn: string;
  readonly untilOn: string;
  readonly source: string;
}

/** How many customers a wave shows to be dissatisfied, beside the complaints that were received. */
export interface WaveDissatisfaction {
  readonly measure: SatisfactionMeasure;
  readonly confidence: number;
  /** Respondents of whom it can be told. */
  readonly n: number;
  /** Respondents of whom it cannot. */
  readonly without: number;
  /** The weighted share of the dissatisfied; `null` where so few answered that nothing is told. */
  readonly share: Estimate | null;
  /**
   * How many customers that is. `weights`: their weights summed, where these stand for the population. `population`: the share of the
   * population, where nobody stands in for those who did not answer. `null` where the population is not known.
   */
  readonly number: { readonly by: 'weights' | 'population'; readonly estimate: Estimate } | null;
  /** What those who were asked did about it; `null` where the questionnaire does not ask, or too few answered. */
  readonly behaviour: ComplaintBehaviour | null;
  readonly complaints: readonly ReceivedComplaints[];
  /** Their sum. */
  readonly received: number;
}

/** Weighted shares of those who said what they did when dissatisfied; each of them is in one part alone. */
export interface ComplaintBehaviour {
  readonly n: number;
  /** Did nothing. */
  readonly silent: Estimate | null;
  /** Turned to the company, an authority or a court, whatever else they did. */
  readonly publicly: Estimate | null;
  /** Stopped buying or told others, and nothing in public. */
  readonly privately: Estimate | null;
}

/** What is dissatisfied below the surface. `null` where the questionnaire rates nothing by which it could be told. */
export function waveDissatisfaction(
  wave: WaveInput,
  weighed: WeighedRows,
  complaints: readonly ReceivedComplaints[] = [],
): WaveDissatisfaction | null {
  const measure = satisfactionMeasureOf(wave.definition, wave.plan.drivers?.outcome);
  const indicator = dissatisfactionOf(wave, weighed)?.answers;
  if (measure === null || indicator === undefined) return null;
  const { respondents } = weighed.rows;
  const n = indicator.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0);
  const isTold = n >= wave.plan.smallestCell;
  const share = isTold ? shareOf(indicator, wave, weighed) : null;
  return {
    measure,
    confidence: wave.plan.confidence,
    n,
    without: respondents.length - n,
    share,
    number: share === null ? null : numberOf(share, indicator, wave, weighed),
    behaviour: behaviourOf(wave, weighed),
    complaints,
    received: complaints.reduce((sum, { count }) => sum + count, 0),
  };
}

/** The weighted mean of an indicator, by linearization (R `svymean`); its interval by the log-odds (`svyciprop`). */
function shareOf(indicator: Answers, { plan }: WaveInput, { rows }: WeighedRows): Estimate {
  const { design, whole } = rows;
  const figure = meanOf(rowsOf(design, whole.domain), indicator);
  const options = { confidence: plan.confidence, interval: 'logit', fewest: 2 } as const;
  return estimateOf(design, whole.domain, figure, options);
}

function numberOf(
  share: Estimate,
  indicator: Answers,
  wave: WaveInput,
  { rows }: WeighedRows,
): WaveDissatisfaction['number'] {
  const { plan, populations } = wave;
  const known = rows.strata.map((stratum) => populations.get(stratum) ?? null);
  if (known.some((size) => size === null)) return null;
  const { nonresponse, calibration } = plan.weighting;
  const standIn = nonresponse !== undefined || calibration !== undefined;
  const isComplete = indicator.every((value) => !Number.isNaN(value));
  if (standIn && isComplete) {
    const { design, whole } = rows;
    // R `svytotal`: Σ w over the dissatisfied
    const figure = totalOf(rowsOf(design, whole.domain), indicator);
    const estimate = estimateOf(design, whole.domain, figure, { confidence: plan.confidence, fewest: 2 });
    return { by: 'weights', estimate: notBelowZero(estimate) };
  }
  const size = known.reduce<number>((sum, each) => sum + (each ?? 0), 0);
  return { by: 'population', estimate: times(share, size) };
}

/** Nobody is fewer than none. */
function notBelowZero(estimate: Estimate): Estimate {
  return { ...estimate, lower: estimate.lower === null ? null : Math.max(0, estimate.lower) };
}

/** The share of a known number of customers: the estimate and its error so many times. */
function times(share: Estimate, size: number): Estimate {
  const scaled = (value: number | null) => (value === null ? null : value * size);
  return {
    ...share,
    estimate: scaled(share.estimate),
    standardError: scaled(share.standardError),
    lower: scaled(share.lower),
    upper: scaled(share.upper),
  };
}

function behaviourOf(wave: WaveInput, weighed: WeighedRows): ComplaintBehaviour | null {
  const { choices } = wave.dataset;
  const { respondents } = weighed.rows;
  const column = (option: string) => choices.get(`chosen:${complaintQuestion}:${option}`);
  if (column('nothing') === undefined || publicActions.every((each) => column(each) === undefined))
    return null;
  const chose = (option: string, row: number) => column(option)?.codes[row] === firstPointCode + 1;
  const did = Array.from(respondents, (row) => {
    if ((column('nothing')?.codes[row] ?? 0) < firstPointCode) return null;
    if (publicActions.some((each) => chose(each, row))) return 'publicly';
    if (privateActions.some((each) => chose(each, row))) return 'privately';
    return chose('nothing', row) ? 'silent' : 'other';
  });
  const n = did.filter((each) => each !== null).length;
  if (n < wave.plan.smallestCell) return null;
  const part = (name: 'silent' | 'publicly' | 'privately'): Estimate | null => {
    const count = did.filter((each) => each === name).length;
    if (count > 0 && count < wave.plan.smallestCell) return null;
    const indicator = Float64Array.from(did, (each) => (each === null ? Number.NaN : each === name ? 1 : 0));
    return shareOf(indicator, wave, weighed);
  };
  return { n, silent: part('silent'), publicly: part('publicly'), privately: part('privately') };
}
