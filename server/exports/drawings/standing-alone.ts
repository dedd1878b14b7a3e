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
}

const margin = 24;
const head = 36;
const foot = 28;
const valueRoom = 72;
const letters =
  'system-ui, &quot;PingFang SC&quot;, &quot;Microsoft YaHei&quot;, &quot;Noto Sans SC&quot;, &quot;Noto Sans CJK SC&quot;, sans-serif';

/** The drawings as one SVG file on white, under a title and over the words for where it comes from. */
export function standingAlone(
  placed: readonly PlacedDrawing[],
  { language, title, style, source }: Around,
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
    text(margin, margin + 14, 'class="title" font-size="15" font-weight="700"', shortened(title, width / 9)),
    '\n',
    ...placed.map((one) => part(one, inner.width)),
    text(margin, height - margin + 6, 'class="source" font-size="11"', escaped(shortened(source, width / 6))),
    '\n</svg>\n',
  ].join('');
  return { svg: svg.replace(notInXml, '\ufffd'), width, height };
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
