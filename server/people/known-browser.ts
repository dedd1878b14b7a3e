import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** The cookie of a browser that somebody was signed in with. It opens nothing. */
export const knownCookie = 'manyi.known';

/**
 * What a browser is known again by, once somebody was signed in there. Attempts from it are counted apart, so that a
 * stranger who guesses somebody's password makes everybody wait but the one who has been here before.
 */
export function rememberBrowser(secret: string, email: string): string {
  const id = randomBytes(16).toString('base64url');
  return `${id}.${signature(secret, email, id)}`;
}

/** What attempts of a known browser are counted under; `null` for a browser that nobody was signed in with under this address. */
export function knownBrowser(secret: string, email: string, cookie: string | undefined): string | null {
  const [, id, signed] = /^([\w-]{22})\.([\w-]{43})$/.exec(cookie ?? '') ?? [];
  if (id === undefined || signed === undefined) return null;
  const right = signature(secret, email, id);
  return timingSafeEqual(Buffer.from(signed), Buffer.from(right)) ? `${email}\n${id}` : null;
}

function signature(secret: string, email: string, id: string): string {
  return createHmac('sha256', secret).update(`known browser\n${email}\n${id}`).digest('base64url');
}
