import { z } from 'zod';
import { firstUnsupported } from '#surveys/characters.ts';

/** Whom a mail is from or for. */
export interface MailAddress {
  /** May be empty. */
  readonly name: string;
  readonly address: string;
}

/** How many letters of a name there is room for. */
export const longestMailName = 100;

const oneAddress = z.email().max(254);

/** One address of mail, in small letters where case says nothing; `null` for what is none, or several. */
export function mailAddressIn(text: string): string | null {
  const read = oneAddress.safeParse(text.trim());
  if (!read.success) return null;
  const place = read.data.lastIndexOf('@');
  return read.data.slice(0, place) + read.data.slice(place).toLowerCase();
}

/**
 * Characters with which a name would say something else than it shows: an address inside it, what delimits addresses in a
 * header, and what turns the direction of text.
 */
const deceptive = /[@<>"\\\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

/** A name as it may stand before an address in the head of a mail; `null` for one that may not. */
export function mailNameIn(text: string): string | null {
  const name = text.trim().normalize('NFC');
  if (deceptive.test(name) || firstUnsupported(name.replace(/[\t\n\r]/g, '\0')) !== null) return null;
  return [...name].length <= longestMailName ? name : null;
}

/** `Name <address>` or an address alone, as a setting gives it; `null` for anything else. */
export function mailAddressWithName(text: string): MailAddress | null {
  const [, quoted = '', inner = text] = /^\s*"?([^"<>]*?)"?\s*<([^<>]+)>\s*$/.exec(text) ?? [];
  const name = mailNameIn(quoted);
  const address = mailAddressIn(inner);
  return name === null || address === null ? null : { name, address };
}
