import { dispositions } from '#surveys/sampling/dispositions.ts';
import { respondentsOf } from './dataset.ts';
import { indexSpreads } from './index-spreads.ts';
import type { WaveInput } from './measure-wave.ts';

/** What an earlier wave tells of one stratum, and whether it is the stratum's own or that of all. */
export interface Learnt {
  readonly value: number;
  readonly isOwn: boolean;
}

/** What an earlier wave lets a later one expect. */
export interface WaveForecast {
  /** Its overall index. */
  readonly index: number;
  /** Answers it was learnt from. */
  readonly answers: number;
  /** S_h of (b − Ca)/ā. */
  spreadIn(stratum: string): Learnt;
  /** The share of the customers asked who answered; `null` where nobody was drawn, or too few to tell. */
  responseRateIn(stratum: string): Learnt | null;
}

/** Why a wave tells nothing: too few answers, answers that do not differ, or no index. */
export interface NothingLearnt {
  readonly reason: 'tooFew' | 'alike' | 'noIndex';
  readonly answers: number;
}

/** With fewer answers in all, or fewer customers asked, a wave says too little of the next. */
export const fewestToLearnFrom = 30;

/** Fewer respondents say too little of the spread of their stratum: that of all stands in. */
const fewestInStratum = 10;

/** A smaller spread is none: on no scale do customers agree so well, but few of them may happen to. */
const leastSpread = 1e-3;

const notEligible = dispositions.indexOf('notEligible');
const answered = (['complete', 'partial'] as const).map((name) => dispositions.indexOf(name));

/**
 * What a wave that was measured lets a later one expect of its strata. A stratum with few respondents, or whose respondents
 * happen to agree, has the spread of all (`indexSpreads`); one of which few were asked, the response rate of all.
 */
export function forecastFrom(wave: WaveInput): WaveForecast | NothingLearnt {
  const known = indexSpreads(wave);
  const inStrata = [...(known?.strata.values() ?? [])].map(({ respondents }) => respondents);
  const answers =
    known === null
      ? respondentsOf(wave.dataset).length
      : inStrata.reduce((sum, respondents) => sum + respondents, 0);
  if (answers < fewestToLearnFrom) return { reason: 'tooFew', answers };
  if (known === null) return { reason: 'noIndex', answers };
  if (known.pooled < leastSpread) return { reason: 'alike', answers };
  const rates = responseRates(wave);
  return {
    index: known.index,
    answers,
    spreadIn(stratum) {
      const own = known.strata.get(stratum);
      const isOwn = own !== undefined && own.respondents >= fewestInStratum && own.spread >= leastSpread;
      return { value: isOwn ? own.spread : known.pooled, isOwn };
    },
    responseRateIn(stratum) {
      const own = rates.strata.get(stratum);
      if (own !== undefined) return { value: own, isOwn: true };
      return rates.all === null ? null : { value: rates.all, isOwn: false };
    },
  };
}

/** Shares of those drawn who answered, where enough were drawn; none of a wave whose answers came by an open link. */
function responseRates({ dataset: { outcomes, stratum }, openAnswers }: WaveInput): {
  readonly strata: ReadonlyMap<string, number>;
  readonly all: number | null;
} {
  if (openAnswers.used) return { strata: new Map(), all: null };
  const counts = outcomes.map((ended) => ({
    asked: ended.reduce((sum, count, disposition) => (disposition === notEligible ? sum : sum + count), 0),
    answers: answered.reduce((sum, disposition) => sum + (ended[disposition] ?? 0), 0),
  }));
  const strata = new Map<string, number>();
  for (const [code, label] of stratum.labels.entries()) {
    const rate = rateOf(counts[code + 1]);
    if (rate !== null) strata.set(label, rate);
  }
  const sumOf = (of: 'asked' | 'answers') => counts.reduce((sum, count) => sum + count[of], 0);
  return { strata, all: rateOf({ asked: sumOf('asked'), answers: sumOf('answers') }) };
}

function rateOf(count: { readonly asked: number; readonly answers: number } | undefined): number | null {
  if (count === undefined || count.asked < fewestToLearnFrom) return null;
  // a stratum in which nobody answered says how few do, but not that nobody ever will
  return Math.max(count.answers, 0.5) / count.asked;
}
