import type { Database } from '#db/database.ts';
import { forecastFrom, type Learnt, type NothingLearnt } from '#reports/wave-forecast.ts';
import type { StratumForecast } from '#surveys/sampling/optimal-allocation.ts';
import { readWave } from './read-wave.ts';

/**
 * Where what is expected of a stratum comes from: somebody who said it of this stratum, its own customers in an earlier wave,
 * all customers of that wave, or what is assumed of all strata.
 */
export type ForecastSource = 'said' | 'stratum' | 'pooled' | 'assumed';

/** What is expected of the strata of a frame before it is sampled, and why. */
export interface StrataForecast {
  /** Each with its response rate. */
  readonly strata: ReadonlyMap<string, StratumForecast & { readonly responseRate: number }>;
  readonly spreadSources: ReadonlyMap<string, ForecastSource>;
  readonly rateSources: ReadonlyMap<string, ForecastSource>;
  /** Answers of the earlier wave, where it tells something. */
  readonly learntFrom: number | null;
  /** Why the earlier wave tells nothing. */
  readonly nothingLearnt: NothingLearnt | null;
}

type ByStratum = ReadonlyMap<string, number>;

export interface ForecastRequest {
  /** N_h. */
  readonly populations: ByStratum;
  /** An earlier wave of a survey, to be learnt from. */
  readonly earlier: { readonly survey: string; readonly wave: string } | null;
  /** What to assume where no wave tells it: S_h of (b − Ca)/ā, and the share of those invited who answer. */
  readonly assumed: { readonly spread: number; readonly responseRate: number };
  /** What somebody knows better, of single strata. Costs c_h are 1 where none is said. */
  readonly said: {
    readonly spreads: ByStratum;
    readonly responseRates: ByStratum;
    readonly costs: ByStratum;
  };
}

/**
 * What to assume where nothing is known: on a scale of ten points perceptions scatter by two points around what is expected,
 * and eight is expected on average.
 */
export const usualSpread = 0.25;

/** What to assume where no wave tells it, and to say so: surveys of customers by e-mail mostly stay between a tenth and a half. */
export const usualResponseRate = 0.3;

/** Answers each reported domain is to have: with fewer, weighted, a report says that it rests on little. */
export const usualDomainMinimum = 60;

/** What to expect of the strata of a frame, from an earlier wave where there is one, else from stated assumptions. */
export async function forecastStrata(
  { db }: { db: Pick<Database, 'read'> },
  { populations, earlier, assumed, said }: ForecastRequest,
): Promise<StrataForecast | 'unknownWave'> {
  const wave = earlier === null ? null : await readWave({ db }, earlier.survey, earlier.wave);
  if (earlier !== null && wave === null) return 'unknownWave';
  const told = wave === null ? null : forecastFrom(wave);
  const learnt = told === null || 'reason' in told ? null : told;
  const spreadSources = new Map<string, ForecastSource>();
  const rateSources = new Map<string, ForecastSource>();
  const strata = new Map<string, StratumForecast & { readonly responseRate: number }>();
  for (const [stratum, population] of populations) {
    const spread = known(said.spreads.get(stratum), learnt?.spreadIn(stratum), assumed.spread);
    const rate = known(
      said.responseRates.get(stratum),
      learnt?.responseRateIn(stratum),
      assumed.responseRate,
    );
    spreadSources.set(stratum, spread.source);
    rateSources.set(stratum, rate.source);
    const cost = said.costs.get(stratum) ?? 1;
    strata.set(stratum, { population, spread: spread.value, cost, responseRate: rate.value });
  }
  const nothingLearnt = told !== null && 'reason' in told ? told : null;
  return { strata, spreadSources, rateSources, learntFrom: learnt?.answers ?? null, nothingLearnt };
}

/** What is known best, and from where. */
function known(
  said: number | undefined,
  learnt: Learnt | null | undefined,
  assumed: number,
): { readonly value: number; readonly source: ForecastSource } {
  if (said !== undefined) return { value: said, source: 'said' };
  if (learnt) return { value: learnt.value, source: learnt.isOwn ? 'stratum' : 'pooled' };
  return { value: assumed, source: 'assumed' };
}
