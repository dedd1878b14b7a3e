import { type Disposition, dispositions } from '#surveys/sampling/dispositions.ts';
import { responseRates } from '#surveys/sampling/response-rates.ts';
import { hasAnswered, type WaveDataset } from './dataset.ts';
import type { WaveInput } from './measure-wave.ts';
import type { StratumReport } from './report.ts';

/** Whom was asked and what came back, which is known whether or not there are figures. */
export function accountOf(wave: WaveInput) {
  const { dataset, frame } = wave;
  const counts = countsOf(dataset);
  const { RR1, RR2, RR5, RR6 } = responseRates(counts);
  return {
    key: wave.key,
    label: wave.label,
    opensAt: wave.opensAt,
    closesAt: wave.closesAt,
    version: wave.version,
    plan: wave.plan,
    sampling: {
      frame: frame && {
        key: frame.key,
        kind: frame.kind,
        source: frame.source,
        population: frame.population,
      },
      draw: wave.draw,
      strata: strataOf(wave),
    },
    dispositions: { sampled: dataset.sampled, counts, rates: { RR1, RR2, RR5, RR6 } },
    openAnswers: wave.openAnswers,
  };
}

function countsOf({ outcomes }: WaveDataset): Record<Disposition, number> {
  return Object.fromEntries(
    dispositions.map((name, place) => [
      name,
      outcomes.reduce((sum, counts) => sum + (counts[place] ?? 0), 0),
    ]),
  ) as Record<Disposition, number>;
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

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
