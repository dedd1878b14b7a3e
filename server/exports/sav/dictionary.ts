import { ByteWriter } from './byte-writer.ts';
import { bias } from './cases.ts';
import { extensionRecords } from './extension-records.ts';
import { segmentWidths, unitSize, unitsOf } from './segments.ts';
import type { SystemFile, Variable } from './system-file.ts';
import { fittedBytes, labelBytes } from './text-bytes.ts';

/** A variable with where it stands: very long strings take several places under names of their own. */
export interface PlacedVariable extends Variable {
  /** The names of eight letters that the format knew first; one for each segment. */
  readonly shortNames: readonly string[];
  /** The widths of its segments; 0 of a number. */
  readonly widths: readonly number[];
  /** From 1, counted in units of 8 bytes. */
  readonly index: number;
}

/** The record types of the dictionary. */
const record = { variable: 2, labels: 3, labelled: 4, documents: 6, end: 999 } as const;
/** The formats of numbers, texts and moments, and how wide they are shown. */
const format = { text: 1, number: 5, moment: 22 } as const;
const shownDigits = 8;
const shownMoment = 20;
const longestLabel = 255;
/** SPSS shows no more of the words for a value. */
const longestValueLabel = 120;
const documentLine = 80;

/** Everything before the cases. */
export function dictionary(file: SystemFile): Buffer {
  if (file.variables.length === 0) throw new RangeError('A system file needs a variable');
  const variables = placed(file.variables);
  const bytes = new ByteWriter();
  header(bytes, file, variables);
  for (const variable of variables) variableRecords(bytes, variable);
  for (const variable of variables) valueLabels(bytes, variable);
  documents(bytes, file.notes);
  extensionRecords(bytes, file, variables);
  return bytes.int32(record.end, 0).taken();
}

function placed(variables: readonly Variable[]): PlacedVariable[] {
  let [index, strings] = [1, 0];
  return variables.map((variable) => {
    const { holds } = variable;
    const widths = holds.kind === 'text' ? segmentWidths(holds.bytes) : [0];
    const shortNames = widths.map(() => `V${String(++strings).padStart(7, '0')}`);
    const at = index;
    index += widths.reduce((sum, width) => sum + Math.max(1, unitsOf(width)), 0);
    return { ...variable, shortNames, widths, index: at };
  });
}

function header(bytes: ByteWriter, file: SystemFile, variables: readonly PlacedVariable[]): void {
  const weight = variables.find(({ name }) => name === file.weight);
  if (file.weight !== null && weight?.holds.kind !== 'number') {
    throw new RangeError(`Cases cannot be weighted by ${file.weight}`);
  }
  const units = variables
    .flatMap(({ widths }) => widths)
    .reduce((sum, width) => sum + Math.max(1, unitsOf(width)), 0);
  const [day, time] = dateAndTime(file.createdAt);
  bytes
    .padded('$FL2@(#) SPSS DATA FILE Manyi', 64)
    .int32(2, units, 1, weight?.index ?? 0, file.cases)
    .float64(bias)
    .padded(day, 9)
    .padded(time, 8)
    .padded(labelBytes(file.label, 64), 64)
    .padded(Buffer.alloc(3), 3);
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function dateAndTime(moment: Date): [day: string, time: string] {
  const iso = moment.toISOString();
  return [`${iso.slice(8, 10)} ${months[moment.getUTCMonth()]} ${iso.slice(2, 4)}`, iso.slice(11, 19)];
}

function variableRecords(bytes: ByteWriter, variable: PlacedVariable): void {
  const { label, missing, shortNames, widths } = variable;
  const said = labelBytes(label, longestLabel);
  const short = (widths[0] ?? 0) <= unitSize ? missing : [];
  for (const [segment, width] of widths.entries()) {
    const isFirst = segment === 0;
    const shown = formatOf(variable, width);
    const [hasLabel, values] = isFirst ? [said.length > 0, short] : [false, []];
    bytes
      .int32(record.variable, width, Number(hasLabel), values.length, shown, shown)
      .padded(shortNames[segment] ?? '', 8);
    if (hasLabel) bytes.int32(said.length).padded(said, 4 * Math.ceil(said.length / 4));
    for (const value of values) valueBytes(bytes, value);
    for (let unit = 1; unit < unitsOf(width); unit++) {
      bytes.int32(record.variable, -1, 0, 0, 0, 0).padded('', 8);
    }
  }
}

function formatOf({ holds }: Variable, width: number): number {
  const coded = (kind: number, shown: number, decimals: number) => (kind << 16) | (shown << 8) | decimals;
  switch (holds.kind) {
    case 'text':
      return coded(format.text, width, 0);
    case 'moment':
      return coded(format.moment, shownMoment, 0);
    case 'number':
      return coded(
        format.number,
        shownDigits + (holds.decimals === 0 ? 0 : holds.decimals + 1),
        holds.decimals,
      );
  }
}

function valueBytes(bytes: ByteWriter, value: number | string): void {
  if (typeof value === 'number') bytes.float64(value);
  else bytes.padded(fittedBytes(value, unitSize), unitSize);
}

/** Words for numbers and for texts of eight bytes; those for longer texts have a record of their own. */
function valueLabels(bytes: ByteWriter, { labels, widths, index }: PlacedVariable): void {
  if (labels.length === 0 || (widths[0] ?? 0) > unitSize) return;
  bytes.int32(record.labels, labels.length);
  for (const [value, label] of labels) {
    const said = labelBytes(label, longestValueLabel);
    valueBytes(bytes, value);
    bytes
      .bytes(Buffer.from([said.length]))
      .padded(said, unitSize * Math.ceil((said.length + 1) / unitSize) - 1);
  }
  bytes.int32(record.labelled, 1, index);
}

function documents(bytes: ByteWriter, notes: readonly string[]): void {
  const lines = notes.flatMap(brokenIntoLines);
  if (lines.length === 0) return;
  bytes.int32(record.documents, lines.length);
  for (const line of lines) bytes.padded(line, documentLine);
}

/** A note in lines of 80 bytes, broken at blanks where there are some. */
function brokenIntoLines(note: string): string[] {
  const lines: string[] = [];
  let line = '';
  // scripts without blanks may be broken anywhere
  for (const piece of note
    .replace(/\s+/g, ' ')
    .match(/[\p{ASCII}]+?(?:\s|(?=[^\p{ASCII}])|$)|[^\p{ASCII}]/gu) ?? []) {
    if (Buffer.byteLength(line + piece.trimEnd()) > documentLine) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return [...lines, line.trimEnd()];
}
