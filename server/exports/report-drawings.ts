import { drawingStyle } from './drawings/drawing-style.ts';
import { type Drawn, drawnIn } from './drawings/drawn.ts';
import { type PlacedDrawing, standingAlone } from './drawings/standing-alone.ts';

/**
 * A drawing of a report as a file of its own.
 *
 * A section offers a drawing by saying so on its `<svg>` element, wherever it stands in the page:
 *
 * - `data-drawing="KEY"`: its name in addresses; its title is `data-title`, else `aria-label`;
 * - `data-size="WIDTH HEIGHT"`: where it has no `viewBox`, so that its places are shares of its width;
 * - `data-within="CLASS …"`: classes of elements around it on which its style depends;
 * - `data-table="KEY"`: the table that has its numbers (`report-tables.ts`).
 *
 * Small drawings of one row each, inside a table, become one drawing: each says `data-row="KEY"` in the place of `data-drawing`,
 * with `data-row-title` and `data-row-legend` (of all of them), `data-row-name`, `data-row-value` and `data-row-measure` (what the value is), and `data-row-ends="LOW|HIGH"`
 * where the ends of its axis are said above; an axis below them says `data-row-axis="KEY"`.
 */
export interface ReportDrawing {
  readonly key: string;
  readonly title: string;
  /** Needs nothing but itself: colours, letters and white ground are in it. */
  readonly svg: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** The key of the table with its numbers; `null` where there is none. */
  readonly table: string | null;
}

/** What stands around each drawing in its file. */
export interface DrawingWords {
  readonly language: string;
  /** Said below each: what it is taken from. */
  readonly source: string;
}

/**
 * The drawings of a page, in the order in which they stand there.
 *
 * @param html the page as it is sent or printed
 * @param css its style sheet
 */
export function drawingsIn(html: string, css: string, words: DrawingWords): ReportDrawing[] {
  const all = drawnIn(html);
  const seen = new Set<string>();
  return all.flatMap((drawn) => {
    const { 'data-drawing': single, 'data-row': row } = drawn.attributes;
    const key = single ?? row;
    if (key === undefined || seen.has(key)) return [];
    seen.add(key);
    const placed = single === undefined ? rowsAsOne(key, all) : alone(drawn);
    if (placed === null) return [];
    const markup = placed.map(({ drawn: one }) => markupOf(one)).join('');
    const within = (drawn.attributes['data-within'] ?? '').split(' ');
    const title =
      drawn.attributes['data-row-title'] ??
      drawn.attributes['data-title'] ??
      drawn.attributes['aria-label'] ??
      key;
    const style = drawingStyle(css, markup, within);
    const {
      'data-row-legend': legend = '',
      'data-row-ends': ends = '',
      'data-row-measure': measure = '',
    } = drawn.attributes;
    const file = standingAlone(placed, { ...words, title, style, legend, measure, ends: ends.split('|') });
    return [{ key, title: plain(title), table: drawn.attributes['data-table'] ?? null, ...file }];
  });
}

function markupOf({ attributes, content }: Drawn): string {
  return `<svg class="${attributes.class ?? ''}">${content}</svg>`;
}

function alone(drawn: Drawn): PlacedDrawing[] | null {
  const [width = 0, height = 0] = sizeOf(drawn);
  if (!(width > 0 && height > 0)) return null;
  // drawings of a page are as wide as it has room for; by themselves they get that much
  const scale = drawn.attributes.viewBox === undefined ? 1 : Math.max(1, 480 / width);
  return [{ drawn, x: 0, y: 0, width: width * scale, height: height * scale, name: null, value: null }];
}

function sizeOf({ attributes }: Drawn): number[] {
  const given = attributes['data-size'] ?? attributes.viewBox?.split(/\s+/).slice(2).join(' ') ?? '';
  return given.split(/\s+/).map(Number);
}

const columns = { name: 220, drawing: 360, value: 80 };
const rowHeight = 40;

/** Row below row: its name, its drawing, its value; then their axis. */
function rowsAsOne(key: string, all: readonly Drawn[]): PlacedDrawing[] {
  const rows = all.filter(({ attributes }) => attributes['data-row'] === key);
  const axis = all.find(({ attributes }) => attributes['data-row-axis'] === key);
  const at = (place: number) => ({
    x: columns.name,
    y: place * rowHeight,
    width: columns.drawing,
    height: rowHeight,
  });
  const placed = rows.map((drawn, place) => ({
    ...{ drawn, ...at(place) },
    name: drawn.attributes['data-row-name'] ?? null,
    value: drawn.attributes['data-row-value'] ?? null,
  }));
  if (axis === undefined) return placed;
  return [...placed, { drawn: axis, ...at(rows.length), height: 24, name: null, value: null }];
}

/** A text as it was before templates escaped it. */
function plain(escaped: string): string {
  const characters: Readonly<Record<string, string>> = {
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#x27;': "'",
    '&#x60;': '`',
    '&#x3D;': '=',
    '&amp;': '&',
  };
  return escaped.replace(/&(?:lt|gt|quot|amp|#x27|#x60|#x3D);/g, (one) => characters[one] ?? one);
}
