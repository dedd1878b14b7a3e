import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { thanks } from './addresses.ts';

const name = 'manyi-end';
const hour = 60 * 60;

/**
 * Remembers in the browser alone how an anonymous questionnaire ended, which nothing on the server can tell afterwards. It
 * does not stand in the address, since addresses are written into logs.
 */
export function rememberEnd(
  c: Context<AppEnv>,
  deps: Pick<Dependencies, 'publicUrl'>,
  token: string,
  end: string,
): void {
  rememberEndAt(c, deps, `/s/${encodeURIComponent(token)}/${thanks}`, end);
}

/** The same for an end that is told at another path. */
export function rememberEndAt(
  c: Context<AppEnv>,
  { publicUrl }: Pick<Dependencies, 'publicUrl'>,
  path: string,
  end: string,
): void {
  setCookie(c, name, end, {
    path,
    maxAge: hour,
    httpOnly: true,
    sameSite: 'Lax',
    secure: publicUrl.protocol === 'https:',
  });
}

/** The key of the end that this browser remembers; `null` where it does not. */
export function rememberedEnd(c: Context<AppEnv>): string | null {
  return getCookie(c, name) ?? null;
}
