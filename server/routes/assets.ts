import { Hono } from 'hono';
import { AppError } from '../errors.ts';
import type { AppEnv, Dependencies } from '../http/context.ts';

/** Files whose address holds their hash: a browser asks once and keeps them. */
export function assetRoutes({ assets }: Dependencies) {
  return new Hono<AppEnv>().get('/:hash/:name', (c) => {
    const asset = assets.at(c.req.param('hash'), c.req.param('name'));
    if (asset === null) throw new AppError('notFound');
    const accepted = c.req.header('accept-encoding') ?? '';
    const encoding = accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : null;
    const body = encoding === 'br' ? asset.brotli : encoding === 'gzip' ? asset.gzip : asset.plain;
    c.header('Content-Type', asset.contentType);
    c.header('Cache-Control', 'public, max-age=31536000, immutable');
    c.header('Vary', 'Accept-Encoding');
    if (encoding !== null) c.header('Content-Encoding', encoding);
    return c.body(new Uint8Array(body));
  });
}
