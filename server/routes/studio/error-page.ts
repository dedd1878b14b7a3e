import type { Context } from 'hono';
import { type ErrorCode, errorStatuses } from '../../errors.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import type { Guard } from '../../http/guarded.ts';
import { isFromElsewhere } from '../../http/same-origin.ts';
import type { Visitor } from '../../people/person.ts';
import { type StudioFailure, studioErrorPage } from '../../views/studio/error.view.ts';
import { nextPage } from '../account/next.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';

/** Whether a request was about the studio. What stands in a preview's frame is a customer's page, also when it fails. */
export function isOfStudio(c: Context<AppEnv>): boolean {
  return /^\/studio(\/|$)/.test(c.req.path) && c.get('framing') !== 'framed';
}

/**
 * Says why a page of the studio cannot be had, in the studio's own frame and the language of whoever asked for it; a script is
 * told the reason by its name, and says it itself.
 */
export async function sendStudioError(
  deps: Dependencies,
  guard: Guard,
  c: Context<AppEnv>,
  code: ErrorCode,
): Promise<Response> {
  const visitor = await whoeverAsked(guard, c);
  const failure = failureOf(code, visitor, c, deps.publicUrl);
  const isScript = c.req.header('accept') === 'application/json';
  if (isScript) return c.json({ failure }, errorStatuses[code]);
  const isLooking = c.req.method === 'GET' || c.req.method === 'HEAD';
  const standing = standingOf(c, visitor);
  // an address that only forms are sent to is nowhere to come back to
  const here = isLooking ? standing.here : '/studio';
  const view = studioErrorPage(
    { ...standing, here },
    {
      failure,
      isLooking,
      before: pageBefore(c, standing.here, deps.publicUrl),
      next: isLooking ? nextPage(standing.here) : null,
      address: new URL('/studio', deps.publicUrl).href,
      reference: c.var.requestId,
    },
  );
  return sendStudioPage(deps, c, 'studio/error', view, { status: errorStatuses[code] });
}

/** Who it was. What failed may keep that from being found out, too: then it is told to nobody in particular. */
async function whoeverAsked(guard: Guard, c: Context<AppEnv>): Promise<Visitor | null> {
  const known = c.get('visitor');
  if (known !== undefined) return known;
  // the failure that this page is about was reported; why nobody can be asked who it was is the same one
  return await guard.visitorOf(c).catch(() => null);
}

/** What is `forbidden` has several reasons, and for each there is something else to do. */
function failureOf(
  code: ErrorCode,
  visitor: Visitor | null,
  c: Context<AppEnv>,
  publicUrl: URL,
): StudioFailure {
  switch (code) {
    case 'forbidden':
      if (isFromElsewhere(c, publicUrl)) return 'foreignForm';
      if (visitor === null) return 'signedOut';
      return visitor.lacksSecondFactor ? 'secondFactor' : 'forbidden';
    case 'notFound':
      return visitor === null ? 'unknown' : 'notFound';
    case 'tooLarge':
    case 'badRequest':
    case 'unavailable':
      return code;
    default:
      return 'failed';
  }
}

/** The page of the studio that led here; `null` where none did. */
function pageBefore(c: Context<AppEnv>, here: string, publicUrl: URL): string | null {
  const referer = c.req.header('referer') ?? '';
  if (!URL.canParse(referer)) return null;
  const { host, pathname, search } = new URL(referer);
  const page = nextPage(pathname + search);
  const isOurs = host === c.req.header('host') || host === publicUrl.host;
  return isOurs && page !== '/studio' && page !== here ? page : null;
}
