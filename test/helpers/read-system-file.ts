/** A variable as a system file describes it. */
export interface ReadVariable {
  name: string;
  /** 0 of a number. */
  width: number;
  label: string | null;
  format: string;
  measure: number;
  labels: Record<string, string>;
  missing: (number | string)[];
}

export interface ReadSystemFile {
  cases: number;
  casesOfExtension: number;
  encoding: string;
  fileLabel: string;
  weight: string | null;
  documents: string[];
  sets: string[];
  variables: ReadVariable[];
  rows: (number | string | null)[][];
}

interface Slot {
  readonly short: string;
  readonly width: number;
  label: string | null;
  print: number;
  missing: Buffer[];
  labels: [Buffer, string][];
  index: number;
}

const formats: Record<number, string> = { 1: 'A', 5: 'F', 22: 'DATETIME' };

/**
 * Reads an SPSS system file by the format's description alone, without the program's writer: everything it says and every
 * case. It knows the records that the program has a use for, and refuses others.
 */
export function readSystemFile(bytes: Buffer): ReadSystemFile {
  let at = 0;
  const take = (length: number) => {
    if (at + length > bytes.length)
      throw new Error(`The file ends at ${bytes.length}, before ${at + length}`);
    at += length;
    return bytes.subarray(at - length, at);
  };
  const int = () => take(4).readInt32LE();
  const text = (length: number) => take(length).toString('utf8').trimEnd();

  if (text(4) !== '$FL2') throw new Error('No system file');
  text(60);
  if (int() !== 2) throw new Error('Another byte order');
  const units = int();
  if (int() !== 1) throw new Error('Not compressed');
  const weightIndex = int();
  const cases = int();
  const bias = take(8).readDoubleLE();
  text(17);
  const fileLabel = text(64);
  take(3);

  const slots: Slot[] = [];
  const documents: string[] = [];
  const extensions = new Map<number, { size: number; data: Buffer }>();
  let index = 0;
  for (let type = int(); type !== 999; type = int()) {
    if (type === 2) {
      const [width, hasLabel, missing, print] = [int(), int(), int(), int()];
      int();
      const short = text(8);
      index++;
      if (width === -1) continue;
      const length = hasLabel === 1 ? int() : 0;
      const label = hasLabel === 1 ? take(4 * Math.ceil(length / 4)).toString('utf8', 0, length) : null;
      const values = Array.from({ length: missing }, () => take(8));
      slots.push({ short, width, label, print, missing: values, labels: [], index });
    } else if (type === 3) {
      const labels = Array.from({ length: int() }, (): [Buffer, string] => {
        const value = take(8);
        const length = take(1)[0] ?? 0;
        const padded = take(8 * Math.ceil((length + 1) / 8) - 1);
        return [value, padded.toString('utf8', 0, length)];
      });
      if (int() !== 4) throw new Error('Labels of nothing');
      for (let left = int(); left > 0; left--) {
        const of = int();
        slots.find((slot) => slot.index === of)?.labels.push(...labels);
      }
    } else if (type === 6) {
      for (let left = int(); left > 0; left--) documents.push(text(80));
    } else if (type === 7) {
      const [subtype, size, count] = [int(), int(), int()];
      extensions.set(subtype, { size, data: take(size * count) });
    } else throw new Error(`A record of type ${type} at ${at}`);
  }
  if (int() !== 0) throw new Error('No end of the dictionary');
  if (index !== units) throw new Error(`${index} units, not ${units}`);

  const said = (subtype: number) => extensions.get(subtype)?.data ?? Buffer.alloc(0);
  const pairs = (subtype: number, between: RegExp) =>
    new Map(
      said(subtype)
        .toString()
        .split(between)
        .filter((pair) => pair !== '')
        .map((pair) => pair.split('=') as [string, string]),
    );
  const longNames = pairs(13, /\t/);
  const veryLong = pairs(14, /\0\t?/);
  const display = Array.from({ length: said(11).length / 12 }, (_, i) => said(11).readInt32LE(12 * i));

  /** Each variable with the slots that it takes. */
  const variables: (ReadVariable & { readonly slots: readonly Slot[] })[] = [];
  for (let place = 0; place < slots.length; ) {
    const slot = slots[place] as Slot;
    const wide = Number(veryLong.get(slot.short) ?? slot.width);
    const count = wide > 255 ? Math.ceil(wide / 252) : 1;
    const value = (raw: Buffer) => (slot.width === 0 ? raw.readDoubleLE() : raw.toString('utf8').trimEnd());
    variables.push({
      name: longNames.get(slot.short) ?? slot.short,
      width: wide,
      label: slot.label,
      format: `${formats[slot.print >> 16]}${(slot.print >> 8) & 255}.${slot.print & 255}`,
      measure: display[place] ?? 0,
      labels: Object.fromEntries(slot.labels.map(([raw, label]) => [String(value(raw)), label])),
      missing: slot.missing.map(value),
      slots: slots.slice(place, place + count),
    });
    place += count;
  }
  const named = (name: string) => variables.find((variable) => variable.name === name);
  const record = (subtype: number, each: (next: (length: number) => Buffer) => void) => {
    const data = said(subtype);
    let place = 0;
    const next = (length: number) => {
      place += length;
      return data.subarray(place - length, place);
    };
    while (place < data.length) each(next);
  };
  record(21, (next) => {
    const variable = named(next(next(4).readInt32LE()).toString());
    if (next(4).readInt32LE() !== variable?.width) throw new Error('Labels of another width');
    for (let left = next(4).readInt32LE(); left > 0; left--) {
      const value = next(next(4).readInt32LE()).toString().trimEnd();
      variable.labels[value] = next(next(4).readInt32LE()).toString();
    }
  });
  record(22, (next) => {
    const variable = named(next(next(4).readInt32LE()).toString());
    const count = next(1)[0] ?? 0;
    const length = next(4).readInt32LE();
    for (let left = count; left > 0; left--) variable?.missing.push(next(length).toString().trimEnd());
  });

  const unit = unitReader(bytes.subarray(at), bias);
  const rows: ReadSystemFile['rows'] = [];
  for (let first = unit(); first !== null; first = rows.length < cases ? unit() : null) {
    let pending: Buffer | 'sysmis' | null = first;
    const nextUnit = () => {
      const taken = pending ?? unit();
      pending = null;
      if (taken === null) throw new Error('The file ends within a case');
      return taken;
    };
    rows.push(
      variables.map(({ width, slots: own }) => {
        if (width === 0) {
          const raw = nextUnit();
          return raw === 'sysmis' ? null : raw.readDoubleLE();
        }
        const pieces = own.map((slot) => {
          const raws = Array.from({ length: Math.ceil(slot.width / 8) }, () => nextUnit() as Buffer);
          return Buffer.concat(raws).subarray(0, slot.width);
        });
        return Buffer.concat(pieces).subarray(0, width).toString('utf8').trimEnd();
      }),
    );
  }
  return {
    cases,
    casesOfExtension: Number(said(16).readBigInt64LE(8)),
    encoding: said(20).toString(),
    fileLabel,
    weight: variables.find(({ slots: [slot] }) => slot?.index === weightIndex)?.name ?? null,
    documents,
    sets: said(7)
      .toString()
      .split('\n')
      .filter((set) => set !== ''),
    variables: variables.map(({ slots: _, ...variable }) => variable),
    rows,
  };
}

/** Unpacks cases unit by unit; `null` at the end. */
function unitReader(data: Buffer, bias: number): () => Buffer | 'sysmis' | null {
  let at = 0;
  let instructions: number[] = [];
  return function next() {
    for (;;) {
      if (instructions.length === 0) {
        if (at + 8 > data.length) return null;
        instructions = [...data.subarray(at, at + 8)];
        at += 8;
      }
      const instruction = instructions.shift() ?? 0;
      if (instruction === 0) continue;
      if (instruction === 252) return null;
      if (instruction === 255) return 'sysmis';
      if (instruction === 254) return Buffer.alloc(8, ' ');
      if (instruction === 253) {
        at += 8;
        return data.subarray(at - 8, at);
      }
      const number = Buffer.alloc(8);
      number.writeDoubleLE(instruction - bias);
      return number;
    }
  };
}
