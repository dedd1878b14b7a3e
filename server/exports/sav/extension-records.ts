import { ByteWriter } from './byte-writer.ts';
import type { PlacedVariable } from './dictionary.ts';
import { unitSize } from './segments.ts';
import { highest, lowest, sysmis } from './special-numbers.ts';
import type { ResponseSet, SystemFile } from './system-file.ts';
import { labelBytes } from './text-bytes.ts';

const extension = 7;
/** The subtypes of extension records. */
const subtype = {
  integers: 3,
  numbers: 4,
  sets: 7,
  display: 11,
  longNames: 13,
  veryLongStrings: 14,
  cases: 16,
  encoding: 20,
  longLabels: 21,
  longMissing: 22,
} as const;

const utf8 = 65_001;
const measures = { nominal: 1, ordinal: 2, scale: 3 } as const;
const alignments = { left: 0, right: 1 } as const;
const longestLabel = 120;
/** Columns wider than this leave no room for others. */
const widestShown = 24;

/** What later versions of the format say besides: names, long strings, how things are shown, how many cases there are. */
export function extensionRecords(
  bytes: ByteWriter,
  { cases, sets }: SystemFile,
  variables: readonly PlacedVariable[],
): void {
  // version 1.0.0, IEEE 754, low bytes first
  put(bytes, subtype.integers, 4, new ByteWriter().int32(1, 0, 0, -1, 1, 1, 2, utf8));
  put(bytes, subtype.numbers, 8, new ByteWriter().float64(sysmis, highest, lowest));
  text(bytes, subtype.sets, sets.map((set) => setOf(set, variables)).join(''));
  put(bytes, subtype.display, 4, displayOf(variables));
  text(
    bytes,
    subtype.longNames,
    variables.map(({ name, shortNames: [short] }) => `${short}=${name}`).join('\t'),
  );
  text(bytes, subtype.veryLongStrings, variables.flatMap(veryLongString).join(''));
  const counted = Buffer.alloc(16);
  counted.writeBigInt64LE(1n);
  counted.writeBigInt64LE(BigInt(cases), 8);
  put(bytes, subtype.cases, 8, new ByteWriter().bytes(counted));
  text(bytes, subtype.encoding, 'UTF-8');
  const long = variables.filter(({ widths: [width = 0] }) => width > unitSize);
  put(bytes, subtype.longLabels, 1, longLabels(long));
  put(bytes, subtype.longMissing, 1, longMissing(long));
}

/** @param size of each of its elements */
function put(bytes: ByteWriter, kind: number, size: 1 | 4 | 8, content: ByteWriter): void {
  const taken = content.taken();
  if (taken.length > 0) bytes.int32(extension, kind, size, taken.length / size).bytes(taken);
}

function text(bytes: ByteWriter, kind: number, content: string): void {
  put(bytes, kind, 1, new ByteWriter().bytes(Buffer.from(content)));
}

/** A set of variables in which 1 says that something was chosen. They go by the names that the format knew first. */
function setOf(
  { name, label, variables: members }: ResponseSet,
  variables: readonly PlacedVariable[],
): string {
  const said = labelBytes(label, longestLabel);
  const shortNames = members.map((member) => {
    const [short] = variables.find((variable) => variable.name === member)?.shortNames ?? [];
    if (short === undefined) throw new RangeError(`No variable ${member}`);
    return short.toLowerCase();
  });
  return `$${name}=D1 1 ${said.length} ${said.toString()} ${shortNames.join(' ')}\n`;
}

function displayOf(variables: readonly PlacedVariable[]): ByteWriter {
  const bytes = new ByteWriter();
  for (const { holds, measure, widths } of variables) {
    const isText = holds.kind === 'text';
    const shown = isText
      ? Math.min(widestShown, Math.max(8, holds.bytes))
      : holds.kind === 'moment'
        ? 20
        : 10;
    const alignment = isText ? alignments.left : alignments.right;
    for (const _ of widths) bytes.int32(measures[measure], shown, alignment);
  }
  return bytes;
}

function veryLongString({ holds, shortNames, widths }: PlacedVariable): string[] {
  if (holds.kind !== 'text' || widths.length === 1) return [];
  return [`${shortNames[0]}=${String(holds.bytes).padStart(5, '0')}\0\t`];
}

function longLabels(variables: readonly PlacedVariable[]): ByteWriter {
  const bytes = new ByteWriter();
  for (const { name, holds, labels: all } of variables) {
    if (holds.kind !== 'text') continue;
    // a value that is too long for its variable stands in no case
    const labels = all.filter(([value]) => Buffer.byteLength(String(value)) <= holds.bytes);
    if (labels.length === 0) continue;
    named(bytes, name).int32(holds.bytes, labels.length);
    for (const [value, label] of labels) {
      const said = labelBytes(label, longestLabel);
      bytes.int32(holds.bytes).padded(String(value), holds.bytes).int32(said.length).bytes(said);
    }
  }
  return bytes;
}

function longMissing(variables: readonly PlacedVariable[]): ByteWriter {
  const bytes = new ByteWriter();
  for (const { name, missing } of variables) {
    if (missing.length === 0) continue;
    named(bytes, name)
      .bytes(Buffer.from([missing.length]))
      .int32(unitSize);
    for (const value of missing) bytes.padded(String(value), unitSize);
  }
  return bytes;
}

function named(bytes: ByteWriter, name: string): ByteWriter {
  const said = Buffer.from(name);
  return bytes.int32(said.length).bytes(said);
}
