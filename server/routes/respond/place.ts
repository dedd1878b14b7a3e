import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { readOpenToken } from '../../tokens.ts';

/** The cookie that keeps one's place in a survey that anybody may answer: the token begun with, for this link alone. */
const placeCookie = 'manyi-place';

const weekInSeconds = 7 * 24 * 60 * 60;

type Needs = Pick<Dependencies, 'secret' | 'publicUrl'>;

/** The open link of a token that says nothing of its customer; a link that does is its own place. `null` otherwise. */
function plainOpenKey({ secret }: Pick<Needs, 'secret'>, token: string): string | null {
  const opened = readOpenToken(secret, token);
  const isPlain = opened !== null && !opened.isOwn && Object.keys(opened.facts).length === 0;
  return isPlain ? opened.openKey : null;
}

/** The token this browser began an open link with; `null` where there is none, or none of ours. */
export function placeIn(c: Context<AppEnv>, deps: Needs, openKey: string): string | null {
  const token = getCookie(c, placeCookie);
  return token !== undefined && plainOpenKey(deps, token) === openKey ? token : null;
}

/** Where somebody else begins on the browser that began with a token; `null` where its link is one customer's own. */
export function anewAddress(deps: Pick<Needs, 'secret'>, token: string): string | null {
  const openKey = plainOpenKey(deps, token);
  return openKey === null ? null : `/o/${openKey}?anew`;
}

/** Has the browser remember where it is in an open link's survey, or forget it when that has come to its end. */
export function keepPlace(c: Context<AppEnv>, deps: Needs, token: string, isFinished: boolean): void {
  const openKey = plainOpenKey(deps, token);
  if (openKey === null) return;
  const scope = { path: `/o/${openKey}`, secure: deps.publicUrl.protocol === 'https:' };
  const attributes = { ...scope, httpOnly: true, sameSite: 'Lax' } as const;
  if (isFinished) deleteCookie(c, placeCookie, attributes);
  else setCookie(c, placeCookie, token, { ...attributes, maxAge: weekInSeconds });
}
