import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const chartFile = join(createRequire(import.meta.url).resolve('chart.js'), '..', 'chart.umd.min.js');

const ours = (name: string) => join(import.meta.dirname, 'public', name);

/** Every file a page may load, by the name pages know it by, and what it is made of. Anything else does not exist. */
const files = {
  'respond.css': [ours('tokens.css'), ours('respond.css')],
  'report.css': [ours('tokens.css'), ours('report.css'), ours('cards.css')],
  'weights.css': [ours('tokens.css'), ours('report.css'), ours('cards.css'), ours('weights.css')],
  'error-summary.js': [ours('error-summary.js')],
  'report-charts.js': [ours('report-charts.js')],
  'chart.js': [chartFile],
  'icon.svg': [ours('icon.svg')],
} as const;

export type AssetName = keyof typeof files;

export interface Asset {
  readonly contentType: string;
  readonly plain: Buffer;
  readonly gzip: Buffer;
  readonly brotli: Buffer;
}

export interface Assets {
  /** The address of a file. It holds the file's own hash, so it may be cached for ever. */
  url(name: AssetName): string;
  /** The file at an address, or `null`. */
  at(hash: string, name: string): Asset | null;
  /** The text of a file, for a report that must stand alone. */
  text(name: AssetName): string;
}

/** Reads every file once, when the server starts, and compresses it then rather than at each request. */
export function loadAssets(): Assets {
  const loaded = new Map<string, Asset & { hash: string }>();
  for (const [name, parts] of Object.entries(files)) {
    const plain = Buffer.concat(parts.map((part) => readFileSync(part)));
    loaded.set(name, {
      hash: createHash('sha256').update(plain).digest('hex').slice(0, 12),
      contentType: contentTypes[extname(name)] ?? 'application/octet-stream',
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
    text: (name) => named(name).plain.toString('utf8'),
  };
}
