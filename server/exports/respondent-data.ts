import type { Queryable } from '#db/database.ts';
import { dataStamp } from '#db/queries/wave-data.ts';
import type { Wave } from '#db/tables.ts';
import { plan as planSchema } from '#reports/plan.ts';
import { definitionOf, type ExportColumns, exportColumns, type ResponseExport } from './export-columns.ts';
import { type FinalWeights, finalWeights } from './final-weights.ts';
import { waveRows } from './respondent-rows.ts';
import { type DataRow, dataRows } from './responses.ts';

/** A wave of an export, with how it is weighted. */
export interface ExportedWave {
  readonly wave: Wave;
  readonly count: number;
  readonly weights: FinalWeights;
  /** The state of its data when the export began: see `dataStamp`. */
  readonly stamp: string;
}

/** Respondent data counted and ready to be read. */
export interface RespondentData {
  readonly request: ResponseExport;
  readonly columns: ExportColumns;
  readonly count: number;
  /** The waves with their weights, worked out when they are first asked for. */
  waves(): Promise<readonly ExportedWave[]>;
  /** Reads the rows, a chunk at a time. @param onRows is told how many have been read */
  rows(onRows: (rows: number) => void): AsyncGenerator<DataRow>;
  /** Whether anything has come in, or been changed, since the export began. */
  hasChanged(): Promise<boolean>;
}

/** Counts what an export is made of, and says how it is read, in memory that does not grow with it. */
export async function respondentData(read: Queryable, request: ResponseExport): Promise<RespondentData> {
  const columns = await exportColumns(read, request);
  const counted: { wave: Wave; rows: Awaited<ReturnType<typeof waveRows>>; stamp: string }[] = [];
  for (const wave of request.waves) {
    const stamp = await dataStamp(read, wave.id);
    counted.push({ wave, stamp, rows: await waveRows(read, wave, definitionOf(wave, request.versions)) });
  }
  const versions = new Map(request.versions.map((version) => [version.id, version]));
  const weigh = async () => {
    const weighed: (ExportedWave & (typeof counted)[number])[] = [];
    for (const each of counted) {
      const plan = each.wave.plan === null ? request.plan : planSchema.parse(each.wave.plan);
      const weights = await finalWeights(read, each.wave, { versions, plan });
      weighed.push({ ...each, count: each.rows.count, weights });
    }
    return weighed;
  };
  let known: ReturnType<typeof weigh> | null = null;
  const waves = () => {
    known ??= weigh();
    return known;
  };
  return {
    request,
    columns,
    count: counted.reduce((sum, { rows }) => sum + rows.count, 0),
    waves,
    async *rows(onRows) {
      let done = 0;
      for await (const chunk of dataRows(read, request, columns, await waves())) {
        yield* chunk;
        done += chunk.length;
        onRows(done);
      }
    },
    async hasChanged() {
      for (const { wave, stamp } of counted) if ((await dataStamp(read, wave.id)) !== stamp) return true;
      return false;
    },
  };
}
