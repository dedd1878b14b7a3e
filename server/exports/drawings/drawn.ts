/** A drawing as it stands in a page, with what its element says of it. */
export interface Drawn {
  /** Its attributes, as written: what has to be escaped is. */
  readonly attributes: Readonly<Record<string, string>>;
  /** What is inside its element. */
  readonly content: string;
}

/** A tag with its attributes; templates escape every quotation mark and angle bracket of a text. */
const tag = /<(\/?)svg\b((?:\s+[\w-]+(?:="[^"]*")?)*)\s*>/g;

/** The drawings of a page of ours; those inside another are part of it. */
export function drawnIn(html: string): Drawn[] {
  const found: Drawn[] = [];
  let depth = 0;
  let outer: { readonly attributes: string; readonly start: number } | null = null;
  for (const { 0: whole, 1: slash, 2: attributes = '', index } of html.matchAll(tag)) {
    if (slash === '') {
      outer ??= { attributes, start: index + whole.length };
      depth += 1;
    } else if (outer !== null) {
      depth -= 1;
      if (depth > 0) continue;
      found.push({
        attributes: attributesIn(outer.attributes),
        content: html.slice(outer.start, index).trim(),
      });
      outer = null;
    }
  }
  return found;
}

function attributesIn(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => [name, value]),
  );
}
