import type { Database, Queryable } from '#db/database.ts';
import { isUnavailable } from '#db/errors.ts';
import { columnChunks, columnsOfWave, forgetColumns, keepColumns } from '#db/queries/columns.ts';
import {
  membersWithResponses,
  type ReportedMember,
  responsesChangedAfter,
  responsesWithoutMember,
  revisionsOfWave,
} from '#db/queries/wave-data.ts';
import type { StoredResponse, WaveColumn } from '#db/tables.ts';
import { type KeptLabels, type SampleRow, WaveColumns } from '#reports/dataset.ts';
import type { Instrument } from '#reports/instrument.ts';
import type { Plan } from '#reports/plan.ts';
import { Tallies } from '#reports/tally/tallies.ts';
import type { Definition } from '#surveys/definition.ts';

/** What of a response decides the stratum of somebody who came by the open link. */
export type OpenResponse = Pick<StoredResponse, 'stratum' | 'answers'>;

/** How a wave is to be read. */
export interface WaveReading {
  readonly waveId: string;
  /** The questionnaire whose items and scales the columns are of. */
  readonly reference: Definition;
  /** Every published questionnaire of the survey, by id. */
  readonly versions: ReadonlyMap<string, Definition>;
  /** Names of customers' variables or single-choice questions. */
  readonly variables: readonly string[];
  /** The stratum of an answer by the open link; `null` where it has none. */
  stratumOf(response: OpenResponse): string | null;
}

/** What came by the open link. Answers are rows of the sample only where nobody was drawn. */
export interface OpenCounts {
  readonly drawn: number;
  readonly submitted: number;
  readonly withoutStratum: number;
}

/** A wave that has been read, up to a change of its responses. */
class ReadWave {
  readonly columns: WaveColumns;
  readonly variables: readonly string[];
  readonly sampleRevision: number;
  open: OpenCounts = { drawn: 0, submitted: 0, withoutStratum: 0 };
  /** The last change of a response that the columns hold. */
  change = 0;
  /** What the database keeps of the columns: up to which change, and in which edition; `null` where it does not. */
  kept: { readonly change: number; readonly edition: string } | null = null;
  #tallies: { readonly key: string; readonly tallies: Tallies | null } | null = null;

  constructor(columns: WaveColumns, variables: readonly string[], sampleRevision: number) {
    this.columns = columns;
    this.variables = variables;
    this.sampleRevision = sampleRevision;
  }

  /** Sums for a plan, made once and then carried along with every row that changes. */
  readonly talliesFor = (plan: Plan, instrument: Instrument): Tallies | null => {
    const key = JSON.stringify([plan.weighting, plan.segments]);
    if (this.#tallies?.key !== key) {
      this.#tallies = { key, tallies: Tallies.of(this.columns.dataset(), plan, instrument) };
    }
    return this.#tallies.tallies;
  };

  /** Sets a row that is new or has changed, in the columns and in the sums. */
  set(place: number, row: SampleRow): void {
    const tallies = this.#tallies?.tallies;
    if (place < this.columns.size) tallies?.count(this.columns.dataset(), place, -1);
    this.columns.set(place, row);
    tallies?.count(this.columns.dataset(), place, 1);
  }

  /** Counts a submitted answer by the open link, and sets its row where nobody was drawn. */
  addOpen(response: OpenResponse & NonNullable<SampleRow['response']>, { stratumOf }: WaveReading): void {
    const { drawn, submitted, withoutStratum } = this.open;
    const stratum = drawn > 0 ? null : stratumOf(response);
    const isLost = drawn === 0 && stratum === null;
    this.open = { drawn, submitted: submitted + 1, withoutStratum: withoutStratum + (isLost ? 1 : 0) };
    if (stratum === null) return;
    this.set(this.columns.size, { stratum, attributes: {}, recorded: null, weight: null, response });
  }
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
  readonly #waves = new Map<string, ReadWave>();

  /** @param db without `write`, nothing is kept in it */
  constructor(db: Pick<Database, 'read'> & Partial<Pick<Database, 'write'>>) {
    this.#db = db;
  }

  /** A wave as its responses are now. What it returns is of use until the wave is read again. */
  async read(reading: WaveReading): Promise<ReadWave> {
    const { waveId } = reading;
    const { sampleRevision, responsesChange } = await revisionsOfWave(this.#db.read, waveId);
    const known = this.#waves.get(waveId);
    this.#waves.delete(waveId);
    const isCurrent =
      known?.sampleRevision === sampleRevision &&
      reading.variables.every((name) => known.variables.includes(name));
    const wave = isCurrent
      ? known
      : ((await this.#restored(reading, sampleRevision)) ??
        (await readAll(this.#db.read, reading, { sampleRevision, responsesChange })));
    if (wave.change < responsesChange) await readChanges(this.#db.read, reading, wave);
    if (wave.kept?.change !== wave.change) await this.#keep(waveId, wave);
    this.#waves.set(waveId, wave);
    this.#letGo();
    return wave;
  }

  /** Whether the database keeps the columns of a wave as its responses are now. */
  async isKept(waveId: string): Promise<boolean> {
    const { sampleRevision, responsesChange } = await revisionsOfWave(this.#db.read, waveId);
    const stored = await columnsOfWave(this.#db.read, waveId);
    const open = stored.find(({ name }) => name === openColumn);
    return open?.sampleRevision === sampleRevision && open.responsesChange === responsesChange;
  }

  /** The wave as the database keeps it; `null` where it does not, or not all that is needed. */
  async #restored(reading: WaveReading, sampleRevision: number): Promise<ReadWave | null> {
    const stored = await columnsOfWave(this.#db.read, reading.waveId);
    const open = stored.find(({ name }) => name === openColumn);
    const isWhole = stored.every(
      (column) => column.sampleRevision === sampleRevision && column.edition === open?.edition,
    );
    const variables = keptVariables(stored);
    const isEnough = reading.variables.every((name) => variables.includes(name));
    if (open === undefined || !isWhole || !isEnough) return null;
    const columns = new WaveColumns(reading.reference, reading.versions, variables);
    const kept = stored.map((column) => ({ ...column, labels: column.labels as KeptLabels }));
    if (!columns.canRestore(kept)) return null;
    for (const { name } of stored) {
      const chunks = await columnChunks(this.#db.read, reading.waveId, [name]);
      for (const chunk of chunks) columns.load(chunk);
    }
    // another process may have kept newer ones while the chunks were read
    const after = await columnsOfWave(this.#db.read, reading.waveId);
    if (after.some(({ edition }) => edition !== open.edition)) return null;
    columns.restored(open.size, kept);
    const wave = new ReadWave(columns, variables, sampleRevision);
    wave.open = open.labels as OpenCounts;
    wave.change = open.responsesChange;
    wave.kept = { change: wave.change, edition: open.edition };
    return wave;
  }

  /**
   * Lets the database keep the columns for whoever comes next. What it cannot write now it is asked to keep after the
   * next reading; nothing is lost that the responses do not hold.
   */
  async #keep(waveId: string, wave: ReadWave): Promise<void> {
    const { write } = this.#db;
    if (write === undefined) return;
    const { columns, sampleRevision, open, kept, change } = wave;
    const state = { size: columns.size, sampleRevision, responsesChange: change };
    const described = [...columns.kept, { name: openColumn, shape: '', labels: open }];
    const chunks = columns.takeChanges();
    wave.kept = null;
    try {
      const edition = await write(async (tx) => {
        if (kept === null) await forgetColumns(tx, waveId);
        return keepColumns(tx, waveId, {
          columns: described.map((column) => ({ ...column, ...state })),
          chunks,
          seen: new Map(kept === null ? [] : described.map(({ name }) => [name, kept.edition])),
        });
      });
      if (edition !== null) wave.kept = { change, edition };
    } catch (error) {
      if (!isUnavailable(error)) throw error;
    }
    if (wave.kept === null) columns.markAllChanged();
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

/** A column without numbers, whose labels are the counts of the open link. */
const openColumn = 'open';
const variablePrefix = 'variable:';

function keptVariables(stored: readonly WaveColumn[]): string[] {
  return stored.flatMap(({ name }) =>
    name.startsWith(variablePrefix) ? [name.slice(variablePrefix.length)] : [],
  );
}

/** Reads every customer and every response, as far as they had come at a change. */
async function readAll(
  read: Queryable,
  reading: WaveReading,
  { sampleRevision, responsesChange }: { sampleRevision: number; responsesChange: number },
): Promise<ReadWave> {
  const columns = new WaveColumns(reading.reference, reading.versions, reading.variables);
  const wave = new ReadWave(columns, reading.variables, sampleRevision);
  wave.change = responsesChange;
  for await (const members of membersWithResponses(read, reading.waveId)) {
    for (const member of members) wave.set(placeOf(member), rowOf(member, member.response));
  }
  wave.open = { drawn: columns.size, submitted: 0, withoutStratum: 0 };
  for await (const responses of responsesWithoutMember(read, reading.waveId)) {
    for (const response of responses) {
      // what is later than the change is read again with the changes after it
      if (response.status === 'submitted' && response.change <= responsesChange)
        wave.addOpen(response, reading);
    }
  }
  return wave;
}

/** Reads what has changed since the wave was last read. */
async function readChanges(read: Queryable, reading: WaveReading, wave: ReadWave): Promise<void> {
  for await (const changes of responsesChangedAfter(read, reading.waveId, wave.change)) {
    for (const { change, member, response } of changes) {
      if (member !== null) wave.set(placeOf(member), rowOf(member, response));
      else if (response.status === 'submitted') wave.addOpen(response, reading);
      wave.change = change;
    }
  }
}

/** Positions count from 1, without gaps. */
function placeOf({ position }: ReportedMember): number {
  return position - 1;
}

function rowOf(
  { stratum, attributes, disposition, weight }: ReportedMember,
  response: SampleRow['response'],
): SampleRow {
  return { stratum, attributes, recorded: disposition, weight, response };
}
