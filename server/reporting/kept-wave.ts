import { crc32 } from 'node:zlib';
import type { Database, Queryable } from '#db/database.ts';
import { columnChunks, columnsOfWave, forgetColumns, keepColumns } from '#db/queries/columns.ts';
import { revisionsOfWave } from '#db/queries/wave-data.ts';
import type { WaveColumn } from '#db/tables.ts';
import type { KeptChunk, KeptLabels } from '#reports/kept-columns.ts';
import type { TallyKeys } from '#reports/tally/grouping.ts';
import { layoutOf } from '#reports/tally/layout.ts';
import { Tallies } from '#reports/tally/tallies.ts';
import { isOfRows } from '#reports/tally/tally.ts';
import { WaveColumns } from '#reports/wave-columns.ts';
import {
  type OpenCounts,
  ReadWave,
  type Revisions,
  type Sums,
  sumsKey,
  type WaveReading,
} from './read-wave.ts';

/** A column without numbers, whose labels are the counts of the open link and of all outcomes. */
const openColumn = 'open';
/** A column whose chunks are the products of tallies, and its labels their groups. */
const sumsColumn = 'sums';

/** A document beside the chunks of a column, with a checksum of each of them. */
interface Sealed {
  readonly checksums: readonly number[];
}

/** Of a chunk's bytes and its place: what was written elsewhere, or is not as it was written, has another. */
function checksumOf(waveId: string, { name, chunk, bytes }: KeptChunk): number {
  return crc32(bytes, crc32(`${waveId} ${name} ${chunk}`));
}

/** The chunks of a column; `null` where one of them is not what was kept. */
async function soundChunks(
  read: Queryable,
  waveId: string,
  { name, labels }: Pick<WaveColumn, 'name' | 'labels'>,
): Promise<KeptChunk[] | null> {
  const { checksums = [] } = labels as Partial<Sealed>;
  const chunks = await columnChunks(read, waveId, [name]);
  const isSound = chunks.every((chunk) => checksumOf(waveId, chunk) === checksums[chunk.chunk]);
  return isSound ? chunks : null;
}

/** The sums in a document: the groups of each tally. */
interface KeptSums extends Sealed {
  readonly tallies: readonly KeptTallyGroups[];
}

/** Of each group its count, then its parts. */
interface KeptTallyGroups {
  readonly segment: string | null;
  readonly keys: TallyKeys;
  readonly groups: readonly (readonly (number | null)[])[];
}

function describedSums({ segment, tally }: Tallies['all'][number]): KeptTallyGroups {
  const groups = tally.kept.groups.map(({ count, parts }) => [count, ...parts]);
  return { segment, keys: tally.keys, groups };
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

const variablePrefix = 'variable:';
const amountPrefix = 'amount:';

/** What the columns that begin so are of. */
function keptNames(stored: readonly WaveColumn[], prefix: string): string[] {
  return stored.flatMap(({ name }) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));
}

/** Whether the database keeps the columns of a wave as its responses are now. */
export async function isKept(read: Queryable, waveId: string): Promise<boolean> {
  const { sampleRevision, responsesChange } = await revisionsOfWave(read, waveId);
  const stored = await columnsOfWave(read, waveId);
  const open = stored.find(({ name }) => name === openColumn);
  return open?.sampleRevision === sampleRevision && open.responsesChange === responsesChange;
}

/**
 * A wave as the database keeps it: its sums alone, where these will do and nothing has changed, or all its columns.
 *
 * @returns `null` where it is not kept, or not all that is needed
 */
export async function restoredWave(
  read: Queryable,
  reading: WaveReading,
  revisions: Revisions,
): Promise<ReadWave | null> {
  const { waveId } = reading;
  const stored = await columnsOfWave(read, waveId);
  const open = stored.find(({ name }) => name === openColumn);
  const isWhole = stored.every(
    (column) => column.sampleRevision === revisions.sampleRevision && column.edition === open?.edition,
  );
  const variables = keptNames(stored, variablePrefix);
  const amounts = keptNames(stored, amountPrefix);
  const isEnough =
    reading.variables.every((name) => variables.includes(name)) &&
    reading.amounts.every((name) => amounts.includes(name));
  if (open === undefined || !isWhole || !isEnough) return null;
  const { reference, versions, ended } = reading;
  const columns = new WaveColumns(reference, versions, variables, ended, amounts);
  const kept = stored.map((column) => ({ ...column, labels: column.labels as KeptLabels }));
  if (!columns.canRestore(kept)) return null;
  const wave = new ReadWave(columns, variables, revisions.sampleRevision, versions);
  const { outcomes, ...counts } = open.labels as OpenCounts & { readonly outcomes: number[][] };
  wave.open = counts;
  wave.change = open.responsesChange;
  wave.kept = { change: wave.change, edition: open.edition, sums: keyOfSums(stored) };
  const sums = await keptSums(read, reading, stored);
  if (sums !== null) wave.takeSums(sums);
  if (sums !== null && !reading.needsRows && wave.change === revisions.responsesChange) {
    const counted = outcomes.map((each) => Uint32Array.from(each));
    columns.restoredWithoutRows(open.size, kept, counted);
  } else {
    // one column after the other, so that no more than one is in memory twice
    for (const { name, labels } of kept) {
      if (name === openColumn || name === sumsColumn) continue;
      const chunks = await soundChunks(read, waveId, { name, labels });
      if (chunks === null || !columns.load(name, open.size, chunks)) return null;
      wave.checksums.set(name, [...(labels as KeptLabels & Sealed).checksums]);
    }
    columns.restored(open.size, kept);
    if (JSON.stringify(outcomesOf(columns)) !== JSON.stringify(outcomes)) return null;
  }
  // somebody else may have kept newer ones while the chunks were read
  const after = await columnsOfWave(read, waveId);
  return after.every(({ edition }) => edition === open.edition) ? wave : null;
}

function outcomesOf(columns: WaveColumns): number[][] {
  return columns.dataset().outcomes.map((counts) => [...counts]);
}

function keyOfSums(stored: readonly WaveColumn[]): string | null {
  return stored.find(({ name }) => name === sumsColumn)?.shape ?? null;
}

/** The sums that the database keeps, where they are for the same plan. */
async function keptSums(
  read: Queryable,
  { waveId, plan, instrument }: WaveReading,
  stored: readonly WaveColumn[],
): Promise<Sums | null> {
  const key = sumsKey(plan, instrument);
  if (keyOfSums(stored) !== key) return null;
  const column = stored.find(({ name }) => name === sumsColumn);
  const chunks = column ? await soundChunks(read, waveId, column) : null;
  if (column === undefined || chunks === null) return null;
  const { tallies: described = [] } = column.labels as Partial<KeptSums>;
  const layout = layoutOf(instrument);
  const size = stored.find(({ name }) => name === openColumn)?.size;
  const tallies = described.map(({ segment, keys, groups }, place) => {
    const { buffer, byteOffset, byteLength } = chunks[place]?.bytes ?? new Uint8Array(0);
    const length = Math.floor(byteLength / Float64Array.BYTES_PER_ELEMENT);
    const products = new Float64Array(buffer, byteOffset, length);
    const counted = groups.map(([count, ...parts]) => ({
      count: count ?? 0,
      parts: parts.map((part) => part ?? Number.NaN),
    }));
    return { segment, keys, tally: { groups: counted, products } };
  });
  const isWhole = tallies.every(({ tally }) => isOfRows(tally, layout, size));
  return isWhole && tallies.length > 0 ? { key, tallies: Tallies.restored(layout, tallies) } : null;
}

/**
 * Lets the database keep a wave for whoever comes next.
 *
 * @returns whether it was kept; `false` where somebody else has kept or deleted it since it was read
 */
export async function keepWaveColumns(
  write: Database['write'],
  waveId: string,
  wave: ReadWave,
): Promise<boolean> {
  const { columns, sampleRevision, open, kept, change } = wave;
  const state = { size: columns.size, sampleRevision, responsesChange: change };
  const outcomes = outcomesOf(columns);
  const sums = wave.sums?.tallies?.all ?? [];
  const key = wave.sums?.key ?? null;
  const changed: KeptChunk[] = columns.takeChanges();
  const products = sums.map(({ tally }, chunk): KeptChunk => {
    return { name: sumsColumn, chunk, bytes: bytesOf(tally.kept.products) };
  });
  for (const chunk of changed) {
    const checksums = wave.checksums.get(chunk.name) ?? [];
    checksums[chunk.chunk] = checksumOf(waveId, chunk);
    wave.checksums.set(chunk.name, checksums);
  }
  const described = [
    ...columns.kept.map(({ name, shape, labels }) => ({
      name,
      shape,
      labels: { ...labels, checksums: wave.checksums.get(name) ?? [] },
    })),
    { name: openColumn, shape: '', labels: { ...open, outcomes } },
    {
      name: sumsColumn,
      shape: key ?? '',
      labels: {
        tallies: sums.map(describedSums),
        checksums: products.map((chunk) => checksumOf(waveId, chunk)),
      } satisfies KeptSums,
    },
  ];
  const chunks = [...changed, ...products];
  const edition = await write(async (tx) => {
    if (kept === null) await forgetColumns(tx, waveId);
    return keepColumns(tx, waveId, {
      columns: described.map((column) => ({ ...column, ...state })),
      chunks,
      seen: new Map(kept === null ? [] : described.map(({ name }) => [name, kept.edition])),
    });
  });
  wave.kept = edition === null ? null : { change, edition, sums: key };
  return edition !== null;
}
