import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { squeezeCss } from './squeeze-css.ts';
import { squeezeJs } from './squeeze-js.ts';

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const modules = createRequire(import.meta.url);
const chartFile = join(modules.resolve('chart.js'), '..', 'chart.umd.min.js');
const sortableFile = join(modules.resolve('sortablejs/package.json'), '..', 'Sortable.min.js');

const ours = (name: string) => join(import.meta.dirname, 'public', name);

/** What keeps a customer's answers from being lost, as modules in the order in which they need each other. */
const keeping = ['draft', 'states', 'page', 'send'].map((part) => ours(`respond-${part}.js`));

/** A report: what all of it shares, its sections in their order, then what differs on a phone and on paper. */
const report = [
  'tokens',
  'report',
  'report-contents',
  'report-headline',
  'report-trend',
  'report-where',
  'report-distributions',
  'report-for-whom',
  'report-iceberg',
  'report-comments',
  'report-first',
  'report-measures',
  'report-method',
  'report-take',
  'report-narrow',
  'report-print',
  'cards',
].map((part) => ours(`${part}.css`));

/** Every file a page may load, by the name pages know it by, and what it is made of. Anything else does not exist. */
const files = {
  'respond.css': ['tokens', 'respond', 'questions', 'points', 'rights'].map((part) => ours(`${part}.css`)),
  'report.css': report,
  'qr-sheet.css': [ours('qr-sheet.css')],
  'weights.css': [...report, ours('weights.css')],
  'preview.css': [ours('preview.css')],
  'entering.css': [ours('entering.css')],
  'studio.css': [
    'tokens',
    'studio',
    'studio-controls',
    'studio-tables',
    'studio-survey',
    'studio-design',
    'studio-conditions',
    'studio-publish',
    'studio-begin',
    'studio-compare',
    'account',
    'studio-reports',
    'studio-print',
  ].map((part) => ours(`${part}.css`)),
  'respond.js': [...keeping, ours('respond.js')],
  'respond-rows.js': [ours('respond-rows.js'), ...keeping, ours('respond.js')],
  'report-charts.js': [ours('report-charts.js')],
  'report-tables.js': [ours('report-tables.js')],
  'studio-design.js': ['kept', 'fields', 'saying', 'shares', 'saving', 'order', 'pipes', 'design'].map(
    (part) => ours(`studio-${part}.js`),
  ),
  'mail.css': [ours('mail.css')],
  'report-wall.css': [ours('tokens.css'), ours('report-wall.css')],
  'report-wall.js': [ours('report-wall.js')],
  'studio-copy.js': [ours('studio-copy.js')],
  'studio-under-way.js': [ours('studio-under-way.js')],
  'chart.js': [chartFile],
  'sortable.js': [sortableFile],
  'icon.svg': [ours('icon.svg')],
} as const;

export type AssetName = keyof typeof files;

export interface Asset {
  readonly contentType: string;
  readonly plain: Buffer;
  readonly gzip: Buffer;
  readonly brotli: Buffer;
}

/** One file of all its parts. A script of several parts is made of modules. */
function madeOf(name: string, parts: readonly string[]): string {
  const whole = parts.join('');
  if (extname(name) === '.css') return squeezeCss(whole);
  return parts.length > 1 ? squeezeJs(parts) : whole;
}

/** A style sheet that stands inside a page. */
export interface Sheet {
  readonly css: string;
  /** What allows it, and nothing else, in a content security policy. */
  readonly source: string;
}

/** A style sheet made ready to stand inside a page. */
export function sheetOf(css: string): Sheet {
  return { css, source: `'sha256-${createHash('sha256').update(css).digest('base64')}'` };
}

export interface Assets {
  /** The address of a file. It holds the file's own hash, so it may be cached for ever. */
  url(name: AssetName): string;
  /** The file at an address, or `null`. */
  at(hash: string, name: string): Asset | null;
  /** A style sheet to stand inside a page. */
  sheet(name: AssetName): Sheet;
  /** The text of a file, for a report that must stand alone. */
  text(name: AssetName): string;
}

/** Reads every file once, when the server starts, and compresses it then rather than at each request. */
export function loadAssets(): Assets {
  const loaded = new Map<string, Asset & { hash: string; sheet: Sheet }>();
  for (const [name, parts] of Object.entries(files)) {
    const plain = Buffer.from(
      madeOf(
        name,
        parts.map((part) => readFileSync(part, 'utf8')),
      ),
    );
    loaded.set(name, {
      hash: createHash('sha256').update(plain).digest('hex').slice(0, 12),
      contentType: contentTypes[extname(name)] ?? 'application/octet-stream',
      sheet: sheetOf(plain.toString('utf8')),
      plain,
      gzip: gzipSync(plain, { level: 9 }),
      brotli: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    });
  }
  const named = (name: AssetName) => {
    const asset = loaded.get(name);
    if (asset === undefined) throw new RangeError(`No such asset: ${name}`);
    return asset;
  };
  return {
    url: (name) => `/assets/${named(name).hash}/${name}`,
    at: (hash, name) => {
      const asset = loaded.get(name);
      return asset?.hash === hash ? asset : null;
    },
    sheet: (name) => named(name).sheet,
    text: (name) => named(name).plain.toString('utf8'),
  };
}
