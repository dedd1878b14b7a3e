import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Bytes of a keyed digest that stand in an address: 128 bits cannot be guessed, and 22 characters fit a phone. */
const tokenBytes = 16;

function mac(secret: string, purpose: string, subject: string): string {
  return createHmac('sha256', secret)
    .update(`${purpose}\n${subject}`)
    .digest()
    .subarray(0, tokenBytes)
    .toString('base64url');
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** What the database keeps of a token, so that reading the database opens nobody's answers. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** The token of a link: always the same for one link, so that links can be exported again and are never stored. */
export function linkToken(secret: string, linkId: string): string {
  return mac(secret, 'link', linkId);
}

/** The characters of an open link's token before its signature: the open link's key, a dot, 22 of chance. */
const openTokenPattern = /^([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{22})$/;

/**
 * A fresh token for somebody who opened the open link `openKey`. It is signed and not stored, so that showing the
 * first page changes nothing; the first answers posted with it make it known.
 */
export function createOpenToken(secret: string, openKey: string): string {
  const chance = randomBytes(tokenBytes).toString('base64url');
  return `${openKey}.${chance}.${mac(secret, 'open', `${openKey}.${chance}`)}`;
}

/** The open link a token was issued for, or `null` when this server did not issue it. */
export function openKeyOf(secret: string, token: string): string | null {
  const [, openKey, chance, signature] = openTokenPattern.exec(token) ?? [];
  if (openKey === undefined || chance === undefined || signature === undefined) return null;
  return sameText(signature, mac(secret, 'open', `${openKey}.${chance}`)) ? openKey : null;
}

/** The secret part of a report's address, `SLUG.ACCESS`. */
export function reportAccess(secret: string, slug: string): string {
  return `${slug}.${mac(secret, 'report', slug)}`;
}

/** The survey whose report an address opens, or `null` when the address was not issued here. */
export function slugOfReportAccess(secret: string, access: string): string | null {
  const slug = access.slice(0, access.lastIndexOf('.'));
  return sameText(access, reportAccess(secret, slug)) ? slug : null;
}
