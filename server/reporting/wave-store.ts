import type { Database } from '#db/database.ts';
import { isUnavailable } from '#db/errors.ts';
import { revisionsOfWave } from '#db/queries/wave-data.ts';
import type { WaveDataset } from '#reports/dataset.ts';
import type { Tallies } from '#reports/tally/tallies.ts';
import { isKept, keepWaveColumns, restoredWave } from './kept-wave.ts';
import { readAnonymous } from './read-anonymous.ts';
import {
  noteExcluded,
  type OpenCounts,
  type ReadWave,
  type Revisions,
  readAll,
  readChanges,
  sumsKey,
  type WaveReading,
} from './read-wave.ts';

/** What a reading gives. */
export interface StoredWave {
  /** Without rows where nobody needs them. */
  readonly dataset: WaveDataset;
  readonly open: OpenCounts;
  /** What its rows are, whatever their order; see `RowDigests`. */
  readonly digest: string;
  /** Variables known of customers that do not count, since answers are anonymous. */
  readonly withheld: readonly string[];
  /** `null` where there would be so many groups that rows are no worse. */
  readonly tallies: Tallies | null;
  /** How many answers are left out that could be rows; rows must have been needed for the next to be of use. */
  readonly excluded: number;
  /** Does some work on the wave as if nothing had been left out; afterwards it is as it was. */
  withExcluded<T>(work: (wave: Pick<StoredWave, 'dataset' | 'tallies'>) => T): T;
}

/** Columns of this many bytes are held between reports. */
const mostBytes = 256 * 2 ** 20;

/**
 * The columns of waves: in memory from one report to the next, and in the database for whoever comes next, so that a
 * response is read once. They follow from the responses alone; whoever deletes them (`forgetColumns`) loses the time
 * it takes to read these again.
 *
 * One reading at a time.
 */
export class WaveStore {
  readonly #db: Pick<Database, 'read'> & Partial<Pick<Database, 'write'>>;
  readonly #worthKeeping: number;
  readonly #waves = new Map<string, ReadWave>();

  /**
   * @param db without `write`, nothing is kept in it
   * @param worthKeeping so many changes are worth writing columns again; fewer wait until somebody asks for it
   */
  constructor(
    db: Pick<Database, 'read'> & Partial<Pick<Database, 'write'>>,
    { worthKeeping = 500 }: { worthKeeping?: number } = {},
  ) {
    this.#db = db;
    this.#worthKeeping = worthKeeping;
  }

  /** A wave as its responses are now. What it returns is of use until the wave is read again. */
  async read(reading: WaveReading): Promise<StoredWave> {
    const revisions = await revisionsOfWave(this.#db.read, reading.waveId);
    const known = this.#waves.get(reading.waveId);
    this.#waves.delete(reading.waveId);
    const wave =
      (known && isOfUse(known, reading, revisions) ? known : null) ??
      (await this.#readAnew(reading, revisions));
    if (wave.change < revisions.responsesChange) await readChanges(this.#db.read, reading, wave, revisions);
    const tallies = wave.talliesFor(reading);
    if (mayBeKept(reading) && isWorthKeeping(wave, this.#worthKeeping))
      await this.#keep(reading.waveId, wave);
    this.#waves.set(reading.waveId, wave);
    this.#letGo();
    return {
      dataset: wave.columns.dataset(),
      open: wave.open,
      digest: wave.columns.digest,
      withheld: wave.withheld,
      tallies,
      excluded: wave.excluded,
      withExcluded: (work) => wave.withExcluded(() => work({ dataset: wave.columns.dataset(), tallies })),
    };
  }

  async #readAnew(reading: WaveReading, revisions: Revisions): Promise<ReadWave> {
    const { read } = this.#db;
    if (reading.anonymous !== null) return await readAnonymous(read, reading, revisions, reading.anonymous);
    const restored = await restoredWave(read, reading, revisions);
    if (restored === null) return await readAll(read, reading, revisions);
    await noteExcluded(read, reading, restored);
    return restored;
  }

  /** Reads a wave and lets the database keep what it does not keep yet. */
  async keep(reading: WaveReading): Promise<void> {
    await this.read(reading);
    const wave = this.#waves.get(reading.waveId);
    if (wave !== undefined && mayBeKept(reading) && wave.kept?.change !== wave.change)
      await this.#keep(reading.waveId, wave);
  }

  /** Whether the database keeps a wave as its responses are now. */
  isKept(waveId: string): Promise<boolean> {
    return isKept(this.#db.read, waveId);
  }

  /** What cannot be written now is written after another reading; nothing is lost that the responses do not hold. */
  async #keep(waveId: string, wave: ReadWave): Promise<void> {
    const { write } = this.#db;
    if (write === undefined) return;
    let isDone = false;
    try {
      isDone = await keepWaveColumns(write, waveId, wave);
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      wave.kept = null;
    }
    if (!isDone) wave.columns.markAllChanged();
  }

  /** Lets go of the waves that were read longest ago, until what is held is little enough. */
  #letGo(): void {
    const sizeOf = ({ columns }: ReadWave) => columns.bytes;
    let held = [...this.#waves.values()].reduce((sum, wave) => sum + sizeOf(wave), 0);
    for (const [waveId, wave] of this.#waves) {
      if (held <= mostBytes) return;
      held -= sizeOf(wave);
      this.#waves.delete(waveId);
    }
  }
}

/** Anonymous answers are read anew whenever anything has changed: no row of them can be found again. */
function mayBeKept({ anonymous }: WaveReading): boolean {
  return anonymous === null;
}

/** Whether the database lacks a wave, or the sums for its plan, or so many changes. */
function isWorthKeeping({ kept, change, sums }: ReadWave, changes: number): boolean {
  return kept === null || kept.sums !== sums?.key || change - kept.change >= changes;
}

/** Whether a wave that is held serves a reading. */
function isOfUse(
  wave: ReadWave,
  { variables, amounts, plan, instrument, needsRows, anonymous }: WaveReading,
  to: Revisions,
): boolean {
  if (wave.sampleRevision !== to.sampleRevision) return false;
  if (anonymous !== null && wave.change !== to.responsesChange) return false;
  if (!variables.every((name) => wave.variables.includes(name))) return false;
  if (!amounts.every((name) => wave.columns.amountNames.includes(name))) return false;
  if (wave.columns.hasRows) return true;
  return !needsRows && wave.change === to.responsesChange && wave.sums?.key === sumsKey(plan, instrument);
}
