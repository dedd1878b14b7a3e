import type { Drawn } from './drawn.ts';

/** A drawing with its place in a file, and what stands beside it. Texts are escaped already. */
export interface PlacedDrawing {
  readonly drawn: Drawn;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly name: string | null;
  readonly value: string | null;
}

interface Around {
  readonly language: string;
  readonly title: string;
  readonly style: string;
  readonly source: string;
  /** What marks of rows mean, and the ends of their axis; empty where nothing is said above them. */
  readonly legend: string;
  readonly ends: readonly string[];
  /** What stands at the right of each row. */
  readonly measure: string;
}

const margin = 24;
const head = 40;
const foot = 28;
const valueRoom = 72;
const letters =
  'system-ui, &quot;PingFang SC&quot;, &quot;Microsoft YaHei&quot;, &quot;Noto Sans SC&quot;, &quot;Noto Sans CJK SC&quot;, sans-serif';

/** The drawings as one SVG file on white, under a title and over the words for where it comes from. */
export function standingAlone(
  placed: readonly PlacedDrawing[],
  { language, title, style, source, legend, ends, measure }: Around,
): { readonly svg: string; readonly width: number; readonly height: number } {
  const hasRows = placed.some(({ name }) => name !== null);
  const inner = {
    width: Math.max(...placed.map(({ x, width }) => x + width)) + (hasRows ? valueRoom : 0),
    height: Math.max(...placed.map(({ y, height }) => y + height)),
  };
  const width = Math.ceil(inner.width + 2 * margin);
  const height = Math.ceil(inner.height + 2 * margin + head + foot);
  const text = (x: number, y: number, attributes: string, words: string) =>
    `<text x="${x}" y="${y}" ${attributes}>${words}</text>`;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` font-family="${letters}" font-size="12" fill="#1c2128" role="img" lang="${language}" xml:lang="${language}">\n`,
    `<title>${title}</title>\n<desc>${escaped(source)}</desc>\n<style>\n${style}\n.title,.name,.amount{fill:#1c2128}.source{fill:#57606a}\n</style>\n`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>\n`,
    text(
      margin,
      margin + 14,
      'class="title" font-size="15" font-weight="700"',
      shortened(title, inner.width / 7.8),
    ),
    '\n',
    above(placed[0], inner.width, { legend, ends, measure }),
    ...placed.map((one) => part(one, inner.width)),
    text(
      margin,
      height - margin + 6,
      'class="source" font-size="11"',
      shortened(escaped(source), inner.width / 6.2),
    ),
    '\n</svg>\n',
  ].join('');
  return { svg: svg.replace(notInXml, '\ufffd'), width, height };
}

/** Over the drawings of rows: what their marks mean, and what stands at the ends of their axis. */
function above(
  first: PlacedDrawing | undefined,
  width: number,
  { legend, ends, measure }: Pick<Around, 'legend' | 'ends' | 'measure'>,
): string {
  if (first === undefined) return '';
  const y = margin + head - 6;
  const start = margin + first.x;
  const mark = (x: number, anchor: string, words: string) =>
    `<text class="source" x="${x}" y="${y}" font-size="11" text-anchor="${anchor}">${words}</text>\n`;
  const [low = '', high = ''] = ends;
  return [
    legend === '' ? '' : mark(margin, 'start', legend),
    measure === '' ? '' : mark(margin + width, 'end', measure),
    low === '' ? '' : mark(start, 'start', low),
    high === '' ? '' : mark(start + first.width, 'end', high),
  ].join('');
}

function part({ drawn, x, y, width, height, name, value }: PlacedDrawing, inner: number): string {
  const { viewBox, class: classes = '' } = drawn.attributes;
  const top = margin + head + y;
  const middle = top + height / 2;
  const box = viewBox === undefined ? '' : ` viewBox="${viewBox}"`;
  const ratio = drawn.attributes.preserveAspectRatio;
  const fitted = ratio === undefined ? '' : ` preserveAspectRatio="${ratio}"`;
  return [
    name === null
      ? ''
      : `<text class="name" x="${margin}" y="${middle}" dy="0.35em" font-size="13">${shortened(name, 30)}</text>\n`,
    `<svg x="${margin + x}" y="${top}" width="${width}" height="${height}"${box}${fitted} class="${classes}" overflow="visible">${withoutHooks(drawn.content)}</svg>\n`,
    value === null
      ? ''
      : `<text class="amount" x="${margin + inner}" y="${middle}" dy="0.35em" font-size="13" text-anchor="end">${value}</text>\n`,
  ].join('');
}

/** Without what only scripts of the page need. */
function withoutHooks(content: string): string {
  return content.replace(/<[^>]*>/g, (tag) =>
    tag.replace(/\s+([\w:-]+)(?:="[^"]*")?/g, (attribute, name: string) =>
      name.startsWith('data-') || name === 'tabindex' ? '' : attribute,
    ),
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 cannot hold
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** As much of an escaped text as there is room for, in Latin letters; those of Chinese take two. No escape is cut. */
function shortened(text: string, room: number): string {
  const letters = text.match(/&[#\w]+;|./gsu) ?? [];
  let taken = 0;
  const end = letters.findIndex((letter) => {
    taken += letter > '\u00ff' && !letter.startsWith('&') ? 2 : 1;
    return taken > room;
  });
  return end < 0 ? text : `${letters.slice(0, Math.max(0, end - 1)).join('')}…`;
}
