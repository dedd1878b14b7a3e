import type { HeatMap } from './heat-map.view.ts';
import { shortened } from './trend-figure.view.ts';

/** A heat map as one drawing, for a file: the page shows it as a table. */
export interface HeatDrawing {
  readonly title: string;
  readonly size: string;
  readonly heads: readonly Placed[];
  /** Names of rows, and of what divides them. */
  readonly names: readonly (Placed & { readonly isVariable: boolean })[];
  readonly cells: readonly {
    readonly x: number;
    readonly y: number;
    readonly middle: number;
    readonly tone: string;
    readonly lines: readonly Placed[];
  }[];
}

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

const name = 190;
const cell = { width: 104, height: 44 };
const headHeight = 28;
const longest = { name: 26, head: 15 };

/** The drawing of a heat map, each cell with what stands in it; what is held back is an empty square with its words. */
export function heatDrawing({ columns, blocks }: HeatMap, title: string): HeatDrawing {
  const names: HeatDrawing['names'][number][] = [];
  const cells: HeatDrawing['cells'][number][] = [];
  let y = headHeight;
  for (const block of blocks) {
    if (block.name !== '') {
      names.push({ x: 0, y: y + 18, text: shortened(block.name, longest.name), isVariable: true });
      y += headHeight;
    }
    for (const row of block.rows) {
      names.push({ x: 0, y: y + 26, text: shortened(row.name, longest.name), isVariable: false });
      row.cells.forEach((one, column) => {
        const x = name + column * cell.width;
        const texts =
          one.heldBack === null
            ? [one.index, one.difference].filter((text) => text !== '')
            : [`□ ${shortened(one.heldBack, longest.head)}`];
        const first = y + (texts.length > 1 ? 18 : 26);
        cells.push({
          ...{ x, y, middle: x + (cell.width - 2) / 2, tone: one.heldBack === null ? one.tone : 'none' },
          lines: texts.map((text, line) => ({ x: x + (cell.width - 2) / 2, y: first + line * 17, text })),
        });
      });
      y += cell.height;
    }
  }
  return {
    title,
    size: `${name + columns.length * cell.width} ${y}`,
    heads: columns.map((text, column) => ({
      ...{ x: name + column * cell.width + (cell.width - 2) / 2, y: 16 },
      text: shortened(text, longest.head),
    })),
    names,
    cells,
  };
}
