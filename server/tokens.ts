import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto';

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
  return hash('sha256', identityOf(token), 'base64url');
}

/**
 * What tells a token from others: all of it, but for one that says something of its customer what stands before that.
 * So an order's links lead to one response, whatever else each of them says. Whoever looks such a token up must check
 * its signature (`readOpenToken`).
 */
function identityOf(token: string): string {
  const [openKey, chance, said, signature] = token.split('.');
  return said === undefined || signature === undefined ? token : `${openKey}.${chance}`;
}

/** The token of a link: always the same for one link, so that links can be exported again and are never stored. */
export function linkToken(secret: string, linkId: string): string {
  return mac(secret, 'link', linkId);
}

/** How an anonymous response is found by its token. Whoever has the database alone cannot work it out. */
export function anonymousAccess(secret: string, token: string): string {
  return mac(secret, 'anonymous', identityOf(token));
}

/**
 * What is kept of an open link's token by which an anonymous answer was sent. Whoever has the database and the link cannot
 * tell which mark is the link's.
 */
export function answeredMark(secret: string, token: string): string {
  return mac(secret, 'answered', identityOf(token));
}

/** What decides the random orders a token's holder sees. Whoever has the database alone cannot try it out on what is stored there. */
export function orderSeed(secret: string, token: string): string {
  return mac(secret, 'order', identityOf(token));
}

/**
 * An open link's token: its key, 22 characters of chance, what a signed link said in base64url if it said anything (or what
 * marks an own token), a signature.
 */
const openTokenPattern =
  /^([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_-]{22})(?:\.(~|[A-Za-z0-9_-]{1,4000}))?\.([A-Za-z0-9_-]{22})$/;

/** Stands in an own token where others say facts. */
const ownMark = '~';

/** What is known of a customer, by name. */
export type Facts = Readonly<Record<string, string>>;

/** The longest canonical spelling of facts that fits a token. */
export const longestFacts = 3000;

/** What an open link's token is made of. */
export interface OpenToken {
  readonly openKey: string;
  /** What the signed link said of the customer; empty for a plain one. */
  readonly facts: Facts;
}

/**
 * A token for somebody who opened the open link `openKey`. It is signed and not stored, so that showing the
 * first page changes nothing; the first answers posted with it make it known.
 *
 * @param once facts that are answered for once: all tokens of the same ones lead to the same response
 */
export function createOpenToken(secret: string, { openKey, facts }: OpenToken, once: Facts = {}): string {
  const isOnce = Object.keys(once).length > 0;
  const chance = isOnce
    ? mac(secret, 'once', `${openKey}?${canonicalFacts(once)}`)
    : randomBytes(tokenBytes).toString('base64url');
  const said =
    Object.keys(facts).length > 0 ? `.${Buffer.from(canonicalFacts(facts)).toString('base64url')}` : '';
  const signed = `${openKey}.${chance}${said}`;
  return `${signed}.${mac(secret, 'open', signed)}`;
}

/**
 * The own token of who sent an answer by a link that others may have too. It leads to the same response as the link's, and
 * whoever has the link cannot work it out.
 */
export function ownToken(secret: string, token: string): string {
  const identity = identityOf(token);
  return `${identity}.${ownMark}.${mac(secret, 'own', identity)}`;
}

/** What an open link's token says, and whether it is an own one; `null` when this server did not issue it. */
export function readOpenToken(
  secret: string,
  token: string,
): (OpenToken & { readonly isOwn: boolean }) | null {
  const [, openKey, , said, signature] = openTokenPattern.exec(token) ?? [];
  if (openKey === undefined || signature === undefined) return null;
  if (said === ownMark)
    return sameText(token, ownToken(secret, token)) ? { openKey, facts: {}, isOwn: true } : null;
  const signed = token.slice(0, token.lastIndexOf('.'));
  if (!sameText(signature, mac(secret, 'open', signed))) return null;
  const facts = said === undefined ? '' : Buffer.from(said, 'base64url').toString('utf8');
  return { openKey, facts: Object.fromEntries(new URLSearchParams(facts)), isOwn: false };
}

/** The one spelling of facts that is signed: names in code point order, names and values percent-encoded (RFC 3986). */
export function canonicalFacts(facts: Facts): string {
  return Object.keys(facts)
    .sort()
    .map((name) => `${percentEncoded(name)}=${percentEncoded(facts[name] ?? '')}`)
    .join('&');
}

/** `encodeURIComponent` leaves five characters alone that RFC 3986 reserves. */
function percentEncoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
}

/** The key with which a company signs links to a wave's open link, so that a link can say what it is about. */
export function factsKey(secret: string, openKey: string): string {
  return createHmac('sha256', secret).update(`facts\n${openKey}`).digest('base64url');
}

/** The signature of facts: HMAC-SHA256 of their canonical spelling with the key as text, in base64url. */
export function factsSignature(key: string, facts: Facts): string {
  return createHmac('sha256', key).update(canonicalFacts(facts)).digest('base64url');
}

/** Whether facts were signed with a key. */
export function areSigned(key: string, facts: Facts, signature: string): boolean {
  return sameText(signature, factsSignature(key, facts));
}

/** The token of the link to the demonstration's report: always the same, so that its address outlives a restart. */
export function demonstrationToken(secret: string): string {
  return mac(secret, 'report', 'demonstration');
}

/** A text that comes back to us as it is, such as in an address: whoever changes it, or takes it elsewhere, is refused. */
export function sealed(secret: string, place: string, text: string): string {
  return `${text}.${mac(secret, 'sealed', `${place}\n${text}`)}`;
}

/** The text of a sealed one; `null` where it was not sealed here and for this place. */
export function unsealed(secret: string, place: string, sealedText: string): string | null {
  const text = sealedText.slice(0, Math.max(sealedText.lastIndexOf('.'), 0));
  return sameText(sealedText, sealed(secret, place, text)) ? text : null;
}
