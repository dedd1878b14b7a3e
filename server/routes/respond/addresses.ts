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
}

/** The address of one page of an interview. */
export function pageAddress(
  token: string,
  page: string,
  { language = null, check = false }: AddressOptions,
): string {
  const query = new URLSearchParams();
  if (language !== null) query.set('lang', language);
  if (check) query.set('check', '1');
  const suffix = query.size > 0 ? `?${query}` : '';
  return `/s/${encodeURIComponent(token)}/${encodeURIComponent(page)}${suffix}`;
}

/**
 * The address that follows this request. A language that is in the address stays there, so that a language chosen
 * by hand holds for those without cookies too.
 */
export function addressFor(
  c: Context<AppEnv>,
  token: string,
  { definition }: Pick<Interview, 'definition'>,
  page: string,
  { language = null, check = false }: AddressOptions = {},
): string {
  const carried = c.req.query('lang') === undefined ? null : languageFor(c, definition);
  return pageAddress(token, page, { language: language ?? carried, check });
}
