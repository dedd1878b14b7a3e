import type { Context } from 'hono';
import type { Interview } from '../../actions/interview.ts';
import type { AppEnv } from '../../http/context.ts';
import { languageFor } from './reader.ts';

/** The last step of an interview's address once it is submitted. No page of a questionnaire may have this key. */
export const thanks = 'thanks';

export interface AddressOptions {
  /** A language for the page to open in; otherwise its reader's. */
  readonly language?: string | null;
  /** Whether the page shows at once what is still missing on it. */
  readonly check?: boolean;
  /** Whether the page says that this browser was led on to it. */
  readonly resumed?: boolean;
}

/** The address of one page of an interview. */
export function pageAddress(token: string, page: string, options: AddressOptions): string {
  return `/s/${encodeURIComponent(token)}/${lastStep(page, options)}`;
}

/** The end of an address: a page and its query. */
function lastStep(page: string, { language = null, check = false, resumed = false }: AddressOptions): string {
  const query = new URLSearchParams();
  if (language !== null) query.set('lang', language);
  if (check) query.set('check', '1');
  if (resumed) query.set('resumed', '1');
  const suffix = query.size > 0 ? `?${query}` : '';
  return `${encodeURIComponent(page)}${suffix}`;
}

/** A language that is in the address stays there, so that one chosen by hand holds for those without cookies too. */
function carriedLanguage(c: Context<AppEnv>, definition: Interview['definition']): string | null {
  return c.req.query('lang') === undefined ? null : languageFor(c, definition);
}

/** The address of one of a customer's own pages, such as `answers`. */
export function myAddress(
  c: Context<AppEnv>,
  token: string,
  { definition }: Pick<Interview, 'definition'>,
  step: string,
  { language = null, saved = false }: { readonly language?: string | null; readonly saved?: boolean } = {},
): string {
  const query = new URLSearchParams();
  const carried = language ?? carriedLanguage(c, definition);
  if (carried !== null) query.set('lang', carried);
  if (saved) query.set('saved', '1');
  return `/s/${encodeURIComponent(token)}/${my}/${step}${query.size > 0 ? `?${query}` : ''}`;
}

/** The address that follows this request. */
export function addressFor(
  c: Context<AppEnv>,
  token: string,
  { definition }: Pick<Interview, 'definition'>,
  page: string,
  { language = null, ...shown }: AddressOptions = {},
): string {
  return pageAddress(token, page, { language: language ?? carriedLanguage(c, definition), ...shown });
}

/** What stands in an address before the pages about a customer's own answers and rights. */
export const my = 'my';

/**
 * Other steps of the same interview, as seen from the page whose own address is `own`: `linksFrom('claims?lang=en')('my/answers')`.
 * A language in the address stays there.
 */
export function linksFrom(own: string): (step: string) => string {
  const [path = '', query] = own.split('?');
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const language = new URLSearchParams(query).get('lang');
  const suffix = language === null ? '' : `?${new URLSearchParams({ lang: language })}`;
  return (step) => `${folder}${step}${suffix}`;
}

/** The address of the page that is shown, as seen from itself: the same for everybody who sees it. */
export function ownAddress(
  c: Context<AppEnv>,
  { definition }: Pick<Interview, 'definition'>,
  page: string,
): string {
  return lastStep(page, { language: carriedLanguage(c, definition) });
}
