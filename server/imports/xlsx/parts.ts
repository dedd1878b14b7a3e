import { posix } from 'node:path';
import { UnreadableFile } from '../problems.ts';
import type { SeekableSource } from '../source.ts';
import { builtInFormat, type DateSystem, formatOfCode, type NumberFormat } from './number-formats.ts';
import { attribute, readXml } from './xml.ts';
import { broken, entryBytes, type ZipEntry, zipEntries } from './zip.ts';

const mebibyte = 2 ** 20;
/** The largest that parts may become. A sheet of a million rows of ten columns is some 400 MB. */
const largest = { small: 32 * mebibyte, texts: 512 * mebibyte, sheet: 4096 * mebibyte } as const;

/** A sheet of a workbook, by the name on its tab. */
export interface Sheet {
  readonly name: string;
  readonly part: string;
}

/** What has to be known of a workbook before its sheets can be read. */
export interface Workbook {
  /** Those that can be seen, in the order of their tabs. */
  readonly sheets: readonly Sheet[];
  readonly dates: DateSystem;
  readonly texts: string | null;
  readonly styles: string | null;
  /** The bytes of a part. */
  open(part: string, size: keyof typeof largest): AsyncGenerator<Buffer>;
}

interface Relation {
  readonly type: string;
  readonly target: string;
}

/**
 * Opens a workbook (ECMA-376) and finds its parts by their relations. Links out of the workbook are not followed.
 *
 * @throws UnreadableFile as `zipEntries`; `workbook` when it is another kind of document; `sheetMissing` without a sheet
 */
export async function openWorkbook(source: SeekableSource): Promise<Workbook> {
  const entries = await zipEntries(source);
  const open = (part: string, size: keyof typeof largest) =>
    entryBytes(source, entryNamed(entries, part), largest[size]);
  if (!entries.has('_rels/.rels')) throw new UnreadableFile('workbook');
  const top = await relationsOf(open, '_rels/.rels', '');
  const main = [...top.values()].find(({ type }) => type.endsWith('/officeDocument'))?.target;
  if (main === undefined || !main.endsWith('.xml')) throw new UnreadableFile('workbook');
  const folder = posix.dirname(main);
  const relations = await relationsOf(open, `${folder}/_rels/${posix.basename(main)}.rels`, folder);
  const { listed, dates } = await sheetsIn(open(main, 'small'), main);
  const sheets = listed.flatMap(({ name, id }) => {
    const relation = relations.get(id);
    return relation?.type.endsWith('/worksheet') ? [{ name, part: relation.target }] : [];
  });
  if (sheets.length === 0) throw new UnreadableFile('sheetMissing', { known: '' });
  const ofType = (type: string) =>
    [...relations.values()].find((relation) => relation.type.endsWith(type))?.target ?? null;
  return { sheets, dates, texts: ofType('/sharedStrings'), styles: ofType('/styles'), open };
}

/** Excel does not mind the case of names. */
function entryNamed(entries: ReadonlyMap<string, ZipEntry>, part: string): ZipEntry {
  const entry = entries.get(part);
  const found = entry ?? [...entries.values()].find(({ name }) => name.toLowerCase() === part.toLowerCase());
  if (found === undefined) throw broken(part);
  return found;
}

async function relationsOf(
  open: Workbook['open'],
  part: string,
  folder: string,
): Promise<ReadonlyMap<string, Relation>> {
  const relations = new Map<string, Relation>();
  await readXml(part, open(part, 'small'), {
    open(name, { Id: id, Type: type, Target: target, TargetMode: mode }) {
      if (name !== 'Relationship' || mode === 'External') return;
      if (id === undefined || type === undefined || target === undefined) throw broken(part);
      const path = target.startsWith('/') ? target : `/${folder}/${target}`;
      relations.set(id, { type, target: posix.normalize(path).slice(1) });
    },
  });
  return relations;
}

async function sheetsIn(chunks: AsyncIterable<Uint8Array>, part: string) {
  const listed: { name: string; id: string }[] = [];
  let dates: DateSystem = 1900;
  await readXml(part, chunks, {
    open(element, attributes) {
      if (element === 'workbookPr' && isTrue(attribute(attributes, 'date1904'))) dates = 1904;
      const { name, state = 'visible' } = attributes;
      const id = attribute(attributes, 'id');
      if (element !== 'sheet' || state !== 'visible' || name === undefined || id === undefined) return;
      listed.push({ name, id });
    },
  });
  return { listed, dates: dates as DateSystem };
}

export function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

/** The number format of each style that cells name by its place. */
export async function formatsOf({ styles, open }: Workbook): Promise<readonly NumberFormat[]> {
  const formats: NumberFormat[] = [];
  if (styles === null) return formats;
  const codes = new Map<number, NumberFormat>();
  let isOfCells = false;
  await readXml(styles, open(styles, 'small'), {
    open(name, { numFmtId, formatCode }) {
      if (name === 'numFmt') codes.set(Number(numFmtId), formatOfCode(formatCode ?? ''));
      if (name === 'cellXfs') isOfCells = true;
      if (name !== 'xf' || !isOfCells) return;
      const id = Number(numFmtId ?? 0);
      formats.push(codes.get(id) ?? builtInFormat(id));
    },
    close(name) {
      if (name === 'cellXfs') isOfCells = false;
    },
  });
  return formats;
}
