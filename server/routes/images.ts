import { Hono } from 'hono';
import { imageWithDigest } from '#db/queries/images.ts';
import { AppError } from '../errors.ts';
import type { AppEnv, Dependencies } from '../http/context.ts';

/**
 * Logos, by the digest of their bytes: a browser asks once and keeps them. What an image is was found out from its bytes
 * when it was stored; browsers are told not to guess.
 */
export function imageRoutes({ db }: Pick<Dependencies, 'db'>) {
  return new Hono<AppEnv>().get('/:digest', async (c) => {
    const image = await imageWithDigest(db.read, c.req.param('digest'));
    if (image === null) throw new AppError('notFound');
    c.header('Content-Type', image.type);
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Cache-Control', 'public, max-age=31536000, immutable');
    return c.body(new Uint8Array(image.bytes));
  });
}
