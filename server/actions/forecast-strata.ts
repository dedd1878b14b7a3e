import type { Database } from '#db/database.ts';
import { hasAnswered } from '#reports/dataset.ts';
import { indexSpreads } from '#reports/index-spreads.ts';
import type { WaveInput } from '#reports/measure-wave.ts';
import { dispositions } from '#surveys/sampling/dispositions.ts';
import type { StratumForecast } from '#surveys/sampling/optimal-allocation.ts';
import { readWave } from './read-wave.ts';

/** Where the spread of a stratum comes from: its own respondents of an earlier wave, all of them, or what somebody said. */
export type SpreadSource = 'stratum' | 'pooled' | 'assumed';

/** What is expected of the strata of a frame before it is sampled, and why. */
export interface StrataForecast {
  readonly strata: ReadonlyMap<string, StratumForecast>;
  readonly sources: ReadonlyMap<string, SpreadSource>;
  /** The share of customers asked who answered in the earlier wave, where any was asked there. */
  readonly responseRates: ReadonlyMap<string, number>;
  /** The overall index of the earlier wave. */
  readonly index: number | null;
}

export interface ForecastRequest {
  /** N_h. */
  readonly populations: ReadonlyMap<string, number>;
  /** An earlier wave of a survey, to be learnt from. */
  readonly earlier: { readonly survey: string; readonly wave: string } | null;
  /** S_h of (b − Ca)/ā where no wave tells it. */
  readonly assumedSpread: number;
  /** c_h; 1 where a stratum has none. */
  readonly costs: ReadonlyMap<string, number>;
}

/**
 * What to assume where nothing is known: on a scale of ten points perceptions scatter by two points around what is expected,
 * and eight is expected on average.
 */
export const usualSpread = 0.25;

/** Fewer respondents say too little of the spread of their stratum: that of all stands in. */
const fewestRespondents = 10;

/** What to expect of the strata of a frame, from an earlier wave where there is one, else from a stated assumption. */
export async function forecastStrata(
  { db }: { db: Pick<Database, 'read'> },
  { populations, earlier, assumedSpread, costs }: ForecastRequest,
): Promise<StrataForecast | 'unknownWave'> {
  const wave = earlier === null ? null : await readWave({ db }, earlier.survey, earlier.wave);
  if (earlier !== null && wave === null) return 'unknownWave';
  const known = wave === null ? null : indexSpreads(wave);
  const sources = new Map<string, SpreadSource>();
  const strata = new Map<string, StratumForecast>();
  for (const [stratum, population] of populations) {
    const own = known?.strata.get(stratum);
    const isOwn = own !== undefined && own.respondents >= fewestRespondents;
    sources.set(stratum, isOwn ? 'stratum' : known === null ? 'assumed' : 'pooled');
    const spread = isOwn ? own.spread : (known?.pooled ?? assumedSpread);
    strata.set(stratum, { population, spread, cost: costs.get(stratum) ?? 1 });
  }
  const responseRates = wave === null ? new Map<string, number>() : ratesOf(wave);
  return { strata, sources, responseRates, index: known?.index ?? null };
}

const notEligible = dispositions.indexOf('notEligible');

function ratesOf({ dataset }: WaveInput): Map<string, number> {
  const { codes, labels } = dataset.stratum;
  const asked = new Map<string, { all: number; answered: number }>();
  for (const [row, disposition] of dataset.disposition.entries()) {
    const label = labels[codes[row] as number];
    if (label === undefined || disposition === notEligible) continue;
    const count = asked.get(label) ?? { all: 0, answered: 0 };
    asked.set(label, count);
    count.all += 1;
    if (hasAnswered(disposition)) count.answered += 1;
  }
  // a stratum in which nobody answered says how few do, but not that nobody ever will
  return new Map([...asked].map(([label, count]) => [label, Math.max(count.answered, 0.5) / count.all]));
}
