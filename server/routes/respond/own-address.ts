import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { ownToken, readOpenToken } from '../../tokens.ts';

/** The cookie by which the device that sent an answer by a slip is led on from the slip to its own address. */
const name = 'manyi-own';

const weekInSeconds = 7 * 24 * 60 * 60;

type Needs = Pick<Dependencies, 'secret' | 'publicUrl'>;

/** The own token of who has just sent an answer by a slip's token; this browser keeps it for a week. */
export function giveOwnToken(c: Context<AppEnv>, { secret, publicUrl }: Needs, token: string): string {
  const own = ownToken(secret, token);
  setCookie(c, name, own, {
    path: `/s/${encodeURIComponent(token)}`,
    maxAge: weekInSeconds,
    httpOnly: true,
    sameSite: 'Lax',
    secure: publicUrl.protocol === 'https:',
  });
  return own;
}

/** The own token of the answer that this browser sent by a slip's token; `null` where it did not. */
export function ownTokenHere(
  c: Context<AppEnv>,
  { secret }: Pick<Needs, 'secret'>,
  token: string,
): string | null {
  const own = getCookie(c, name);
  if (own === undefined || readOpenToken(secret, own)?.isOwn !== true) return null;
  return own === ownToken(secret, token) ? own : null;
}
