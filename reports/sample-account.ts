import { type Disposition, dispositions } from '#surveys/sampling/dispositions.ts';
import { eligibleShare, responseRates } from '#surveys/sampling/response-rates.ts';
import { hasAnswered, type WaveDataset } from './dataset.ts';
import type { WaveInput } from './measure-wave.ts';
import type { Outcomes, StratumReport, WaveReport } from './report.ts';
import { sumOf } from './statistics/compensated-sum.ts';

/** Whom was asked and what came back, which is known whether or not there are figures. */
export function accountOf(wave: WaveInput) {
  const { frame } = wave;
  return {
    key: wave.key,
    label: wave.label,
    opensAt: wave.opensAt,
    closesAt: wave.closesAt,
    version: wave.version,
    ...(wave.digests === undefined ? {} : { digests: wave.digests }),
    plan: wave.plan,
    sampling: {
      frame: frame && {
        key: frame.key,
        kind: frame.kind,
        source: frame.source,
        population: frame.population,
        ...(frame.importedAt === undefined ? {} : { importedAt: frame.importedAt }),
      },
      draw: wave.draw,
      strata: strataOf(wave),
    },
    dispositions: dispositionsOf(wave),
    openAnswers: wave.openAnswers,
  };
}

function dispositionsOf(wave: WaveInput): WaveReport['dispositions'] {
  const { sampled, outcomes } = wave.dataset;
  const weights = baseWeightsOf(wave);
  return {
    sampled,
    ...outcomesOf(outcomes, () => 1),
    weighted: weights && outcomesOf(outcomes, (place) => weights[place] as number),
  };
}

/** What became of the sample, each customer counted as often as its stratum says. */
function outcomesOf(strata: WaveDataset['outcomes'], timesOf: (place: number) => number): Outcomes {
  const counts = Object.fromEntries(
    dispositions.map((name, outcome) => [
      name,
      sumOf(strata.map((counted, place) => timesOf(place) * (counted[outcome] as number))),
    ]),
  ) as Record<Disposition, number>;
  const share = eligibleShare(counts);
  return { counts, rates: responseRates(counts, share), eligibility: { share, method: 'proportional' } };
}

/** N_h / n_h by place in the dataset's outcomes; `null` where that is not how the sample came about, or not known. */
function baseWeightsOf({ dataset, populations, plan, openAnswers }: WaveInput): readonly number[] | null {
  if (openAnswers.used || plan.weighting.base !== 'design') return null;
  const weights = dataset.outcomes.map((counts, place) => {
    const sampled = sumOf(counts);
    if (sampled === 0) return 0;
    const population = populations.get(dataset.stratum.labels[place - 1] ?? '') ?? Number.NaN;
    return population >= sampled ? population / sampled : Number.NaN;
  });
  return weights.some(Number.isNaN) ? null : weights;
}

/** Every stratum of the population, also those of which nobody was sampled, in code-point order. */
export function strataOf({ dataset, populations }: WaveInput): StratumReport[] {
  const sampled = new Map<string, number>();
  const respondents = new Map<string, number>();
  dataset.stratum.labels.forEach((label, code) => {
    const counts = [...(dataset.outcomes[code + 1] ?? [])];
    const answered = counts.filter((_, disposition) => hasAnswered(disposition));
    sampled.set(label, sumOf(counts));
    respondents.set(label, sumOf(answered));
  });
  return [...new Set([...populations.keys(), ...sampled.keys()])]
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    .map((stratum) => ({
      stratum,
      population: populations.get(stratum) ?? null,
      sampled: sampled.get(stratum) ?? 0,
      respondents: respondents.get(stratum) ?? 0,
    }));
}
