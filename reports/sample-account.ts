import { type Disposition, dispositions } from '#surveys/sampling/dispositions.ts';
import { responseRates } from '#surveys/sampling/response-rates.ts';
import type { WaveDataset } from './dataset.ts';
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

function countsOf({ disposition }: WaveDataset): Record<Disposition, number> {
  const tally = new Uint32Array(dispositions.length);
  for (const outcome of disposition) tally[outcome] = (tally[outcome] ?? 0) + 1;
  return Object.fromEntries(dispositions.map((name, index) => [name, tally[index] ?? 0])) as Record<
    Disposition,
    number
  >;
}

/** Every stratum of the population, also those of which nobody was sampled, in code-point order. */
export function strataOf({ dataset, populations }: WaveInput): StratumReport[] {
  const { labels, codes } = dataset.stratum;
  const sampled = new Uint32Array(labels.length);
  const respondents = new Uint32Array(labels.length);
  for (const [row, code] of codes.entries()) {
    if (code < 0) continue;
    sampled[code] = (sampled[code] ?? 0) + 1;
    respondents[code] = (respondents[code] ?? 0) + (dataset.responded[row] ?? 0);
  }
  const codeOf = new Map(labels.map((label, code) => [label, code]));
  return [...new Set([...populations.keys(), ...labels])]
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    .map((stratum) => {
      const code = codeOf.get(stratum) ?? -1;
      return {
        stratum,
        population: populations.get(stratum) ?? null,
        sampled: sampled[code] ?? 0,
        respondents: respondents[code] ?? 0,
      };
    });
}
