import type { FileProblems } from './problems.ts';
import type { SampledRow } from './read-sample.ts';
import type { ResponseMapping } from './response-mapping.ts';
import type { ImportContext } from './wave-contexts.ts';

/** What the rows of one wave say together. */
export interface WaveTotals {
  readonly key: string;
  readonly sampled: number;
  readonly responses: number;
  /** Sizes by stratum: N_h (`null`: not known) and n_h. */
  readonly strata: readonly {
    readonly stratum: string;
    readonly population: number | null;
    readonly sampled: number;
  }[];
}

interface StratumSoFar {
  population: number | null;
  sampled: number;
  readonly row: number;
}

/** Adds up the rows of each wave and finds what does not fit together. Holds the customers' names of every wave. */
export function waveTotals(mapping: ResponseMapping, context: ImportContext, problems: FileProblems) {
  const waves = new Map<
    string,
    { customers: Map<string, number>; strata: Map<string, StratumSoFar>; responses: number }
  >();
  const column = mapping.stratum?.join(', ') ?? null;

  function add(row: SampledRow): void {
    const wave = waves.get(row.wave) ?? begin(row);
    const before = wave.customers.get(row.customer);
    if (before === undefined) wave.customers.set(row.customer, row.row);
    else
      problems.add(
        'customerTwiceInWave',
        { row: row.row, column: mapping.customer ?? null },
        { customer: row.customer, wave: row.wave, before },
      );
    if (row.response !== null) wave.responses += 1;
    const stratum = wave.strata.get(row.stratum) ?? beginStratum(row);
    wave.strata.set(row.stratum, stratum);
    stratum.sampled += 1;
    if (row.population !== null && row.population !== stratum.population) {
      problems.add(
        'populationDiffers',
        { row: row.row, column: mapping.population ?? null },
        {
          population: row.population,
          expected: stratum.population ?? 0,
          stratum: row.stratum,
          wave: row.wave,
        },
      );
    }
  }

  function begin({ row, wave: key }: SampledRow) {
    const known = context.waves.get(key);
    const place = { row, column: 'column' in mapping.wave ? mapping.wave.column : null };
    if (known?.hasSample) problems.add('waveHasSample', place, { wave: key });
    else if (known !== undefined && known.wave.frameId !== (context.frame?.frame.id ?? null)) {
      problems.add('waveOfOtherFrame', place, { wave: key });
    }
    const begun = {
      customers: new Map<string, number>(),
      strata: new Map<string, StratumSoFar>(),
      responses: 0,
    };
    waves.set(key, begun);
    return begun;
  }

  function beginStratum({ row, stratum, population }: SampledRow): StratumSoFar {
    const known = context.frame?.populations.get(stratum);
    if (context.frame !== null && known === undefined) {
      problems.add('stratumNotInFrame', { row, column }, { stratum, frame: context.frame.frame.key });
    }
    return { population: known ?? population, sampled: 0, row };
  }

  /** The waves in the order of time: by number where all keys are numbers, else as they first appeared. */
  function finish(): WaveTotals[] {
    for (const [wave, { strata }] of waves) {
      for (const [stratum, { population, sampled, row }] of strata) {
        if (population === null || population >= sampled) continue;
        problems.add(
          'populationTooSmall',
          { row, column: mapping.population ?? column },
          { stratum, wave, population, sampled },
        );
      }
    }
    const keys = [...waves.keys()];
    if (keys.every((key) => /^\d+$/.test(key))) keys.sort((one, other) => Number(one) - Number(other));
    return keys.map((key) => {
      const { customers, strata, responses } = waves.get(key) ?? {
        customers: new Map(),
        strata: new Map(),
        responses: 0,
      };
      const empty = [...(context.frame?.populations ?? [])].filter(([stratum]) => !strata.has(stratum));
      return {
        key,
        sampled: customers.size,
        responses,
        strata: [
          ...[...strata].map(([stratum, { population, sampled }]) => ({ stratum, population, sampled })),
          ...empty.map(([stratum, population]) => ({ stratum, population, sampled: 0 })),
        ],
      };
    });
  }

  return { add, finish };
}
