import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { DrawnPage } from '../views.ts';
import type { AppEnv } from './context.ts';

const compress = {
  br: (text: string) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (text: string) => gzipSync(text, { level: 5 }),
} as const;
export type Encoding = keyof typeof compress;

/** The compression a browser takes, the better one first; `null` for none we have. */
export function encodingFor(acceptEncoding: string | undefined): Encoding | null {
  const accepted = (acceptEncoding ?? '')
    .split(',')
    .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
    .map((part) => part.split(';')[0]?.trim());
  return accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : null;
}

/** A page with what it becomes compressed, each way worked out when first asked for. */
export interface Html extends DrawnPage {
  compressed(encoding: Encoding): Uint8Array<ArrayBuffer>;
}

/** A page that may be sent many times. */
export function htmlOf({ text, language, styleSources }: DrawnPage): Html {
  const made: Partial<Record<Encoding, Uint8Array<ArrayBuffer>>> = {};
  return {
    text,
    language,
    styleSources,
    compressed(encoding) {
      made[encoding] ??= new Uint8Array(compress[encoding](text));
      return made[encoding];
    },
  };
}

/**
 * Sends a page, compressed here and now: a page is some ten kilobytes, for which a stream with its worker thread
 * costs several times what the compression itself does.
 */
export function sendHtml(
  c: Context<AppEnv>,
  { text, language, styleSources, compressed }: Html,
  status: ContentfulStatusCode = 200,
): Response {
  const encoding = encodingFor(c.req.header('accept-encoding'));
  c.set('styleSources', styleSources);
  c.header('Content-Type', 'text/html; charset=UTF-8');
  c.header('Content-Language', language);
  // what a person wants to read is in the address, in a cookie or in what the browser says
  c.header('Vary', 'Accept-Encoding, Accept-Language, Cookie');
  if (encoding === null) return c.body(text, status);
  c.header('Content-Encoding', encoding);
  return c.body(compressed(encoding), status);
}
