import type { QrSymbol } from './symbol.ts';

/** A QR code as SVG on white, sharp at any size. @param size its width and height, e.g. `30mm` */
export function qrSvg(symbol: QrSymbol, size: string): string {
  const modules = symbol.length;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${modules} ${modules}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${modules}v${modules}H0z"/><path d="${qrPath(symbol)}"/></svg>\n`;
}

/** The dark modules as the data of an SVG path, one unit each. */
export function qrPath(symbol: QrSymbol): string {
  return symbol
    .flatMap((row, y) => darkRuns(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`))
    .join('');
}

/** Where dark modules begin in a row, and how many stand together there. */
function darkRuns(row: readonly boolean[]): readonly (readonly [x: number, length: number])[] {
  const starts = row.flatMap((dark, x) => (dark && !row[x - 1] ? [x] : []));
  return starts.map((x) => {
    const end = row.indexOf(false, x);
    return [x, (end < 0 ? row.length : end) - x];
  });
}
