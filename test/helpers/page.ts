/** A page as a test reads it: what its title, its controls and its error summary say. */
export interface ReadPage {
  readonly status: number;
  readonly html: string;
  readonly title: string;
  readonly language: string;
  readonly heading: string;
  /** The address the form is sent to. */
  readonly action: string;
  /** What each control holds, as the form would send it. */
  readonly typed: Record<string, string | string[]>;
  /** The links of the error summary: anchor and sentence. */
  readonly errors: readonly (readonly [anchor: string, message: string])[];
}

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#x27': "'",
  '#x60': '`',
  '#x3D': '=',
};

function decoded(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#x27|#x60|#x3D);/g, (_, name: string) => entities[name] ?? '');
}

function attribute(tag: string, name: string): string | null {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? null : decoded(value);
}

function first(html: string, pattern: RegExp): string {
  return decoded(pattern.exec(html)?.[1] ?? '');
}

/** Reads a page of our own making, whose HTML is known to be plain. */
export async function readPageOf(response: Response): Promise<ReadPage> {
  const html = await response.text();
  return {
    status: response.status,
    html,
    title: first(html, /<title>([^<]*)<\/title>/),
    language: first(html, /<html lang="([^"]*)"/),
    heading: first(html, /<h1>([^<]*)<\/h1>/),
    action: first(html, /<form [^>]*action="([^"]*)"/),
    typed: typedIn(html),
    errors: [...html.matchAll(/<li><a href="#([^"]*)">([^<]*)<\/a>/g)].map(
      ([, anchor = '', message = '']) => [decoded(anchor), decoded(message)] as const,
    ),
  };
}

function typedIn(html: string): ReadPage['typed'] {
  const typed: Record<string, string | string[]> = {};
  for (const [tag] of html.matchAll(/<input [^>]*>/g)) {
    const name = attribute(tag, 'name') ?? '';
    const value = attribute(tag, 'value') ?? '';
    const type = attribute(tag, 'type');
    if (name.startsWith('_')) continue;
    if (type === 'text' || type === 'tel' || type === 'email') typed[name] = value;
    if (type === 'hidden') typed[name] = [typed[name] ?? [], value].flat();
    if (!/ checked>$/.test(tag)) continue;
    if (type === 'radio') typed[name] = value;
    if (type === 'checkbox') typed[name] = [typed[name] ?? [], value].flat();
  }
  for (const [, tag = '', content = ''] of html.matchAll(/<textarea( [^>]*)>\n([^<]*)<\/textarea>/g)) {
    typed[attribute(tag, 'name') ?? ''] = decoded(content);
  }
  return typed;
}

/** What tells the text about the data that a page shows, as its form sends it back. */
export function consentOn(html: string): string {
  const [, digest] = /name="_consent" value="([0-9a-f]{64})"/.exec(html) ?? [];
  if (digest === undefined) throw new Error('The page shows nothing to agree to');
  return digest;
}
