import { createHash } from 'node:crypto';
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
import { type KeptLabels, type SampleRow, WaveColumns, type WaveDataset } from '#reports/dataset.ts';
import type { Instrument } from '#reports/instrument.ts';
import type { Plan } from '#reports/plan.ts';
import type { TallyKeys } from '#reports/tally/grouping.ts';
import { layoutOf } from '#reports/tally/layout.ts';
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
  /** What is summed: by the variables of the plan, whatever the instrument measures. */
  readonly plan: Plan;
  readonly instrument: Instrument;
  /** Whether rows are needed one by one, and sums of them will not do. */
  readonly needsRows: boolean;
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
  #sums: Sums | null = null;

  constructor(columns: WaveColumns, variables: readonly string[], sampleRevision: number) {
    this.columns = columns;
    this.variables = variables;
    this.sampleRevision = sampleRevision;
  }

  /** The sums made last, and for what. */
  get sums(): Sums | null {
    return this.#sums;
  }

  /** Sums for a plan, made once and then carried along with every row that changes. */
  talliesFor({ plan, instrument }: WaveReading): Tallies | null {
    const key = sumsKey(plan, instrument);
    if (this.#sums?.key !== key) {
      this.#sums = { key, tallies: Tallies.of(this.columns.dataset(), plan, instrument) };
    }
    return this.#sums.tallies;
  }

  /** Takes sums that were kept. */
  takeSums(sums: Sums): void {
    this.#sums = sums;
  }

  /** Sets a row that is new or has changed, in the columns and in the sums. */
  set(place: number, row: SampleRow): void {
    const tallies = this.#sums?.tallies;
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

/** Sums with what they were made for. */
interface Sums {
  readonly key: string;
  readonly tallies: Tallies | null;
}

/** Whatever sums depend on besides the answers. */
function sumsKey({ weighting, segments }: Plan, { columns, model }: Instrument): string {
  const scores = [...columns.values()].map(({ name, other, scores: all }) => [name, other, all.join()]);
  const { base, unknownEligibility, nonresponse, calibration } = weighting;
  const by = [base, unknownEligibility?.classes, nonresponse?.classes, calibration?.margins, segments];
  const items = model.items.map(({ key, factor, weight }) => [key, factor, weight > 0]);
  return createHash('sha256')
    .update(JSON.stringify([by, scores, items, model.factors]))
    .digest('hex');
}

/** What a reading gives. */
export interface StoredWave {
  /** Without rows where nobody needs them. */
  readonly dataset: WaveDataset;
  readonly open: OpenCounts;
  /** `null` where there would be so many groups that rows are no worse. */
  readonly tallies: Tallies | null;
}

type Revisions = Awaited<ReturnType<typeof revisionsOfWave>>;

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
      (await this.#restored(reading, revisions)) ??
      (await readAll(this.#db.read, reading, revisions));
    if (wave.change < revisions.responsesChange) await readChanges(this.#db.read, reading, wave);
    const tallies = wave.talliesFor(reading);
    if (wave.kept === null || wave.change - wave.kept.change >= this.#worthKeeping) {
      await this.#keep(reading.waveId, wave);
    }
    this.#waves.set(reading.waveId, wave);
    this.#letGo();
    return { dataset: wave.columns.dataset(), open: wave.open, tallies };
  }

  /** Reads a wave and lets the database keep what it does not keep yet. */
  async keep(reading: WaveReading): Promise<void> {
    await this.read(reading);
    const wave = this.#waves.get(reading.waveId);
    if (wave !== undefined && wave.kept?.change !== wave.change) await this.#keep(reading.waveId, wave);
  }

  /** Whether the database keeps the columns of a wave as its responses are now. */
  async isKept(waveId: string): Promise<boolean> {
    const { sampleRevision, responsesChange } = await revisionsOfWave(this.#db.read, waveId);
    const stored = await columnsOfWave(this.#db.read, waveId);
    const open = stored.find(({ name }) => name === openColumn);
    return open?.sampleRevision === sampleRevision && open.responsesChange === responsesChange;
  }

  /** The wave as the database keeps it; `null` where it does not, or not all that is needed. */
  async #restored(reading: WaveReading, revisions: Revisions): Promise<ReadWave | null> {
    const { waveId } = reading;
    const stored = await columnsOfWave(this.#db.read, waveId);
    const open = stored.find(({ name }) => name === openColumn);
    const isWhole = stored.every(
      (column) => column.sampleRevision === revisions.sampleRevision && column.edition === open?.edition,
    );
    const variables = keptVariables(stored);
    const isEnough = reading.variables.every((name) => variables.includes(name));
    if (open === undefined || !isWhole || !isEnough) return null;
    const columns = new WaveColumns(reading.reference, reading.versions, variables);
    const kept = stored.map((column) => ({ ...column, labels: column.labels as KeptLabels }));
    if (!columns.canRestore(kept)) return null;
    const wave = new ReadWave(columns, variables, revisions.sampleRevision);
    const { outcomes, ...counts } = open.labels as OpenCounts & { readonly outcomes: number[][] };
    wave.open = counts;
    wave.change = open.responsesChange;
    wave.kept = { change: wave.change, edition: open.edition };
    const sums = await this.#keptSums(reading, stored);
    if (sums !== null) wave.takeSums(sums);
    if (sums !== null && !reading.needsRows && wave.change === revisions.responsesChange) {
      const counted = outcomes.map((each) => Uint32Array.from(each));
      columns.restoredWithoutRows(open.size, kept, counted);
    } else {
      for (const { name } of stored) {
        if (name === sumsColumn) continue;
        for (const chunk of await columnChunks(this.#db.read, waveId, [name])) columns.load(chunk);
      }
      columns.restored(open.size, kept);
    }
    // another process may have kept newer ones while the chunks were read
    const after = await columnsOfWave(this.#db.read, waveId);
    return after.every(({ edition }) => edition === open.edition) ? wave : null;
  }

  /** The sums that the database keeps, where they are for the same plan. */
  async #keptSums(
    { waveId, plan, instrument }: WaveReading,
    stored: readonly WaveColumn[],
  ): Promise<Sums | null> {
    const key = sumsKey(plan, instrument);
    const column = stored.find(({ name }) => name === sumsColumn);
    if (column?.shape !== key) return null;
    const described = column.labels as readonly KeptSums[];
    const chunks = await columnChunks(this.#db.read, waveId, [sumsColumn]);
    if (described.length === 0 || chunks.length < described.length) return null;
    const tallies = described.map(({ segment, keys, groups }, place) => {
      const { buffer, byteOffset, byteLength } = chunks[place]?.bytes ?? new Uint8Array(0);
      const products = new Float64Array(buffer, byteOffset, byteLength / 8);
      const numbered = groups.map(([count, ...parts]) => ({
        count: count ?? 0,
        parts: parts.map((part) => part ?? Number.NaN),
      }));
      return { segment, keys, tally: { groups: numbered, products } };
    });
    return { key, tallies: Tallies.restored(layoutOf(instrument), tallies) };
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
    const outcomes = columns.dataset().outcomes.map((counts) => [...counts]);
    const sums = wave.sums?.tallies?.all ?? [];
    const described = [
      ...columns.kept,
      { name: openColumn, shape: '', labels: { ...open, outcomes } },
      { name: sumsColumn, shape: wave.sums?.key ?? '', labels: sums.map(describedSums) },
    ];
    const chunks = [
      ...columns.takeChanges(),
      ...sums.map(({ tally }, chunk) => ({ name: sumsColumn, chunk, bytes: bytesOf(tally.kept.products) })),
    ];
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

/** A column without numbers, whose labels are the counts of the open link and of all outcomes. */
const openColumn = 'open';
/** A column whose chunks are the products of tallies, and its labels their groups. */
const sumsColumn = 'sums';

/** A tally in a document: of each group its count, then its parts. */
interface KeptSums {
  readonly segment: string | null;
  readonly keys: TallyKeys;
  readonly groups: readonly (readonly (number | null)[])[];
}

function describedSums({ segment, tally }: Tallies['all'][number]): KeptSums {
  const groups = tally.kept.groups.map(({ count, parts }) => [count, ...parts]);
  return { segment, keys: tally.keys, groups };
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Whether a wave that is held serves a reading. */
function isOfUse(
  wave: ReadWave,
  { variables, plan, instrument, needsRows }: WaveReading,
  to: Revisions,
): boolean {
  if (wave.sampleRevision !== to.sampleRevision) return false;
  if (!variables.every((name) => wave.variables.includes(name))) return false;
  if (wave.columns.hasRows) return true;
  return !needsRows && wave.change === to.responsesChange && wave.sums?.key === sumsKey(plan, instrument);
}
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
  { sampleRevision, responsesChange }: Revisions,
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
