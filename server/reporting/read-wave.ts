import { createHash } from 'node:crypto';
import type { Queryable } from '#db/database.ts';
import { excludedResponses } from '#db/queries/exclusions.ts';
import {
  membersWithResponses,
  type ReportedMember,
  responsesChangedAfter,
  responsesWithoutMember,
  type revisionsOfWave,
} from '#db/queries/wave-data.ts';
import type { StoredResponse } from '#db/tables.ts';
import type { SampleRow } from '#reports/dataset.ts';
import type { Instrument } from '#reports/instrument.ts';
import type { Plan } from '#reports/plan.ts';
import { Tallies } from '#reports/tally/tallies.ts';
import { WaveColumns } from '#reports/wave-columns.ts';
import type { Definition } from '#surveys/definition.ts';
import { RowDigests } from './row-digest.ts';

/** What of a response decides the stratum of somebody who came by the open link. */
export type OpenResponse = Pick<StoredResponse, 'stratum' | 'answers'>;

/** How a wave is to be read. */
export interface WaveReading {
  readonly waveId: string;
  /** The questionnaire whose items and scales the columns are of. */
  readonly reference: Definition;
  /** Every published questionnaire of the survey, by id. */
  readonly versions: ReadonlyMap<string, Definition>;
  /** By id of a version: questions whose series ended between it and the reference. */
  readonly ended: ReadonlyMap<string, ReadonlySet<string>>;
  /** Names of customers' variables or single-choice questions that are needed. */
  readonly variables: readonly string[];
  /** Names of what is needed of customers as numbers. */
  readonly amounts: readonly string[];
  /** Others that are kept while everything is read, since a later plan may need them. */
  readonly otherVariables: readonly string[];
  /** What is summed: by the variables of the plan, whatever the instrument measures. */
  readonly plan: Plan;
  readonly instrument: Instrument;
  /** Whether rows are needed one by one, and sums of them will not do. */
  readonly needsRows: boolean;
  /**
   * Keys of the facts kept beside answers that nobody can tell the customers of; `null` where a sample's answers are its
   * customers' own, or nobody was sampled.
   */
  readonly anonymous: readonly string[] | null;
  /** The stratum of an answer by the open link; `null` where it has none. */
  stratumOf(response: OpenResponse): string | null;
}

/** What came by the open link. Answers are rows of the sample only where nobody was drawn. */
export interface OpenCounts {
  readonly drawn: number;
  readonly submitted: number;
  readonly withoutStratum: number;
  /** Of those submitted, how many an analyst left out of the figures; absent: none. */
  readonly excluded?: number;
}

/** A wave that has been read, up to a change of its responses. */
export class ReadWave {
  readonly columns: WaveColumns;
  readonly variables: readonly string[];
  readonly sampleRevision: number;
  open: OpenCounts = { drawn: 0, submitted: 0, withoutStratum: 0 };
  /** Variables known of customers that do not count, since they are not known of anonymous answers. */
  withheld: readonly string[] = [];
  /** The last change of a response that the columns hold. */
  change = 0;
  /** What the database keeps: up to which change, in which edition, and sums for what; `null` where it does not. */
  kept: { readonly change: number; readonly edition: string; readonly sums: string | null } | null = null;
  /** Of the chunks that the database keeps, by column. */
  readonly checksums = new Map<string, number[]>();
  /** Rows whose answers are left out of the figures, by place. */
  readonly #excluded = new Map<number, SampleRow>();
  /** Answers by the open link that would be rows if they were not left out. */
  readonly #excludedOpen: SampleRow[] = [];
  readonly #digests: RowDigests;
  #sums: Sums | null = null;

  constructor(
    columns: WaveColumns,
    variables: readonly string[],
    sampleRevision: number,
    versions: WaveReading['versions'],
  ) {
    this.columns = columns;
    this.#digests = new RowDigests(versions);
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
    this.columns.set(place, row, this.#digests.of(row));
    tallies?.count(this.columns.dataset(), place, 1);
    this.noteExcluded(place, row);
  }

  /** Remembers a row whose answers are left out, or that they no longer are. */
  noteExcluded(place: number, row: SampleRow): void {
    if (row.response?.status === 'submitted' && row.response.isExcluded) this.#excluded.set(place, row);
    else this.#excluded.delete(place);
  }

  /** Remembers an answer by the open link that is left out. */
  noteExcludedOpen(
    response: OpenResponse & NonNullable<SampleRow['response']>,
    { stratumOf }: WaveReading,
  ): void {
    const stratum = this.open.drawn > 0 ? null : stratumOf(response);
    if (stratum !== null) this.#excludedOpen.push(rowOfNobody(stratum, response));
  }

  /** How many rows there would be more with answers. */
  get excluded(): number {
    return this.#excluded.size + this.#excludedOpen.length;
  }

  /** Does some work on the wave as if nothing had been left out, and has it as it was afterwards. */
  withExcluded<T>(work: () => T): T {
    const { size } = this.columns;
    const excluded = [...this.#excluded];
    for (const [place, row] of excluded) this.set(place, included(row));
    for (const row of this.#excludedOpen) this.set(this.columns.size, included(row));
    try {
      return work();
    } finally {
      while (this.columns.size > size) this.#removeLast();
      for (const [place, row] of excluded) this.set(place, row);
    }
  }

  #removeLast(): void {
    this.#sums?.tallies?.count(this.columns.dataset(), this.columns.size - 1, -1);
    this.columns.removeLast();
  }

  /** Counts a submitted answer by the open link, and sets its row where nobody was drawn. */
  addOpen(response: OpenResponse & NonNullable<SampleRow['response']>, reading: WaveReading): void {
    const { drawn, submitted, withoutStratum, excluded = 0 } = this.open;
    if (response.isExcluded) {
      this.open = { drawn, submitted: submitted + 1, withoutStratum, excluded: excluded + 1 };
      this.noteExcludedOpen(response, reading);
      return;
    }
    const stratum = drawn > 0 ? null : reading.stratumOf(response);
    const isLost = drawn === 0 && stratum === null;
    this.open = {
      drawn,
      submitted: submitted + 1,
      withoutStratum: withoutStratum + (isLost ? 1 : 0),
      excluded,
    };
    if (stratum === null) return;
    this.set(this.columns.size, rowOfNobody(stratum, response));
  }
}

function rowOfNobody(stratum: string, response: NonNullable<SampleRow['response']>): SampleRow {
  return { stratum, attributes: {}, recorded: null, weight: null, response };
}

function included(row: SampleRow): SampleRow {
  return { ...row, response: row.response && { ...row.response, isExcluded: false } };
}

/** How far a wave has come. */
export type Revisions = Awaited<ReturnType<typeof revisionsOfWave>>;

/** Sums with what they were made for. */
export interface Sums {
  readonly key: string;
  readonly tallies: Tallies | null;
}

/** How rows become sums. Raise it with every change of that, so that sums kept before are made again. */
const madeBy = 1;

/** Whatever sums depend on besides the answers. */
export function sumsKey({ weighting, segments }: Plan, { columns, model }: Instrument): string {
  const scores = [...columns.values()].map(({ name, other, scores: all }) => [name, other, all.join()]);
  const { base, unknownEligibility, nonresponse, calibration } = weighting;
  const by = [base, unknownEligibility?.classes, nonresponse?.classes, calibration?.margins, segments];
  const items = model.items.map(({ key, factor, dimension, weight }) => [key, factor, dimension, weight > 0]);
  return createHash('sha256')
    .update(JSON.stringify([madeBy, by, scores, items, model.factors]))
    .digest('hex');
}

/** Reads every customer and every response, as far as they had come at a change. */
export async function readAll(
  read: Queryable,
  reading: WaveReading,
  { sampleRevision, responsesChange }: Revisions,
): Promise<ReadWave> {
  const variables = [...new Set([...reading.variables, ...reading.otherVariables])];
  const { reference, versions, ended, amounts } = reading;
  const columns = new WaveColumns(reference, versions, variables, ended, amounts);
  const wave = new ReadWave(columns, variables, sampleRevision, reading.versions);
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

/**
 * Reads what has changed since the wave was last read, up to a change.
 *
 * A response without a member that was changed after it was sent has no row to be found by. Such a change raises the
 * revision of the sample, so that a wave is read from the beginning instead; the later ones here are left for that.
 */
export async function readChanges(
  read: Queryable,
  reading: WaveReading,
  wave: ReadWave,
  { responsesChange }: Revisions,
): Promise<void> {
  for await (const changes of responsesChangedAfter(read, reading.waveId, wave.change)) {
    for (const { change, member, response } of changes) {
      if (change > responsesChange) return;
      if (member !== null) wave.set(placeOf(member), rowOf(member, response));
      else if (response.status === 'submitted') wave.addOpen(response, reading);
      wave.change = change;
    }
  }
}

/** Finds the rows that are left out of a wave that the database kept, where they stand among others. */
export async function noteExcluded(read: Queryable, reading: WaveReading, wave: ReadWave): Promise<void> {
  for await (const rows of excludedResponses(read, reading.waveId)) {
    for (const { member, response } of rows) {
      if (member !== null) wave.noteExcluded(placeOf(member), rowOf(member, response));
      else wave.noteExcludedOpen(response, reading);
    }
  }
}

/** Positions count from 1, without gaps. */
function placeOf({ position }: ReportedMember): number {
  return position - 1;
}

function rowOf(
  { customer, stratum, attributes, disposition, weight }: ReportedMember,
  response: SampleRow['response'],
): SampleRow {
  return { customer, stratum, attributes, recorded: disposition, weight, response };
}
