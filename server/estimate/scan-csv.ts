import { delimiterOf, readHeader } from '../imports/csv.ts';
import { type FileProblems, UnreadableFile } from '../imports/problems.ts';
import type { Source } from '../imports/source.ts';
import { decodeUtf8 } from '../imports/utf8.ts';

/** The longest row we read, in characters. */
const longestRow = 4_000_000;
const [quote, lineFeed, carriageReturn] = [0x22, 0x0a, 0x0d];

/** Takes the header and says at which places cells are wanted, each once; `null` stops. */
export type OnHeader = (columns: readonly string[]) => readonly number[] | null;
/** Takes the wanted cells of one row, in the order of `OnHeader`; `false` stops. The array is used again. */
export type OnCells = (cells: readonly string[], row: number) => boolean;

/**
 * Reads a CSV file row by row as `readCsv` does, but makes strings of the wanted cells alone and no object per row,
 * for files of gigabytes.
 *
 * @throws UnreadableFile when the file or the rest of it cannot be read at all
 */
export async function scanCsv(
  source: Source,
  problems: FileProblems,
  onHeader: OnHeader,
  onCells: OnCells,
): Promise<void> {
  const text = decodeUtf8(source.open());
  const start = await readHeader(text);
  if (start.trim() === '') throw new UnreadableFile('fileEmpty');
  const scanner = new Scanner(delimiterOf(start).charCodeAt(0), problems, onHeader, onCells);
  try {
    if (!scanner.feed(start)) return;
    for await (const chunk of text) if (!scanner.feed(chunk)) return;
    scanner.end();
  } finally {
    await text.return(undefined);
  }
}

class Scanner {
  #text = '';
  #at = 0;
  #row = 0;
  #places = new Int32Array(0);
  #columns = 0;
  #stopped = false;
  #next = 0;
  #rowEnds = false;
  readonly #cells: string[] = [];
  readonly #delimiter: number;
  readonly #problems: FileProblems;
  readonly #onHeader: OnHeader;
  readonly #onCells: OnCells;

  constructor(delimiter: number, problems: FileProblems, onHeader: OnHeader, onCells: OnCells) {
    this.#delimiter = delimiter;
    this.#problems = problems;
    this.#onHeader = onHeader;
    this.#onCells = onCells;
  }

  /** Reads all whole rows of what is there now; `false` when nobody wants more. */
  feed(chunk: string): boolean {
    this.#text = this.#text.slice(this.#at) + chunk;
    this.#at = 0;
    this.#readRows(false);
    if (this.#text.length - this.#at > longestRow) {
      throw new UnreadableFile('rowTooLong', { line: this.#row + 1 });
    }
    return !this.#stopped;
  }

  end(): void {
    this.#readRows(true);
  }

  #readRows(isLast: boolean): void {
    while (!this.#stopped && this.#at < this.#text.length) {
      const next = this.#row === 0 ? this.#header(isLast) : this.#cellsOf(isLast);
      if (next < 0) return;
      this.#at = next;
    }
  }

  /** The header is read with every cell wanted. @returns where the next row begins, or −1: not all there yet */
  #header(isLast: boolean): number {
    const names: string[] = [];
    for (let at = this.#at; ; at = this.#next) {
      const end = this.#endOfCell(at, isLast);
      if (end < 0 || !this.#goBeyond(end, isLast)) return -1;
      names.push(this.#textOf(at, end).trim().normalize('NFC'));
      if (this.#rowEnds) break;
    }
    this.#row = 1;
    for (const name of new Set(names.filter((name, i) => name !== '' && names.indexOf(name) < i))) {
      this.#problems.add('duplicateColumn', { row: 1, column: name });
    }
    this.#columns = names.length;
    const wanted = this.#onHeader(names);
    this.#stopped = wanted === null;
    this.#places = new Int32Array(names.length).fill(-1);
    for (const [place, column] of (wanted ?? []).entries()) this.#places[column] = place;
    return this.#next;
  }

  #cellsOf(isLast: boolean): number {
    let column = 0;
    let empty = true;
    for (let at = this.#at; ; at = this.#next) {
      const end = this.#endOfCell(at, isLast);
      if (end < 0 || !this.#goBeyond(end, isLast)) return -1;
      const isEmpty = end === at || (end === at + 2 && this.#text.charCodeAt(at) === quote);
      if (!isEmpty) empty = false;
      const place = this.#places[column] ?? -1;
      if (place >= 0) this.#cells[place] = this.#textOf(at, end);
      column += 1;
      if (this.#rowEnds) break;
    }
    this.#row += 1;
    if (empty) return this.#next;
    if (column !== this.#columns) {
      this.#problems.add('cellCount', { row: this.#row }, { found: column, expected: this.#columns });
      this.#stopped = true;
    } else if (!this.#onCells(this.#cells, this.#row)) this.#stopped = true;
    return this.#next;
  }

  /** Where the cell that begins here ends, its quotes included; −1: not all there yet. */
  #endOfCell(start: number, isLast: boolean): number {
    const text = this.#text;
    if (text.charCodeAt(start) === quote) return this.#endOfQuoted(start, isLast);
    for (let at = start; at < text.length; at++) {
      const character = text.charCodeAt(at);
      if (character === this.#delimiter || character === lineFeed || character === carriageReturn) return at;
      if (character === quote) throw new UnreadableFile('brokenQuotes', { line: this.#row + 1 });
    }
    return isLast ? text.length : -1;
  }

  #endOfQuoted(start: number, isLast: boolean): number {
    const text = this.#text;
    for (let from = start + 1; ; ) {
      const close = text.indexOf('"', from);
      if (close < 0) {
        if (isLast) throw new UnreadableFile('brokenQuotes', { line: this.#row + 1 });
        return -1;
      }
      if (close + 1 === text.length) return isLast ? close + 1 : -1;
      if (text.charCodeAt(close + 1) !== quote) return close + 1;
      from = close + 2;
    }
  }

  /**
   * Goes beyond the delimiter or line end that follows a cell, to `#next`; `#rowEnds` says which it was.
   *
   * @returns `false` when it is not all there yet
   */
  #goBeyond(end: number, isLast: boolean): boolean {
    const text = this.#text;
    const character = text.charCodeAt(end);
    this.#rowEnds = character !== this.#delimiter;
    this.#next = end + 1;
    if (character === this.#delimiter || character === lineFeed) return true;
    if (end === text.length) return isLast;
    if (character !== carriageReturn) throw new UnreadableFile('brokenQuotes', { line: this.#row + 1 });
    if (end + 1 === text.length) return isLast;
    if (text.charCodeAt(end + 1) === lineFeed) this.#next = end + 2;
    return true;
  }

  #textOf(start: number, end: number): string {
    if (this.#text.charCodeAt(start) !== quote) return this.#text.slice(start, end);
    return this.#text.slice(start + 1, end - 1).replaceAll('""', '"');
  }
}
