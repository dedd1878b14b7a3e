/** What of a style sheet can be seen in a drawing. */
const visible =
  /^(?:fill|stroke|opacity|display|visibility|text-anchor|dominant-baseline|paint-order|font-(?:size|weight|style|family))(?:-|$)/;
const shapes = /^(?:svg|g|text|tspan|line|circle|ellipse|rect|path|polyline|polygon)?$/;

interface Rule {
  readonly selectors: readonly string[];
  readonly declarations: readonly (readonly [property: string, value: string])[];
}

/**
 * The rules of a page's style sheet that a drawing needs to look by itself as it does on the page: in light colours, with
 * every variable resolved, nothing that depends on the page around it.
 *
 * @param css a style sheet of ours; of what stands in `@media` nothing is taken
 * @param within classes of elements around the drawing on whose being there its rules depend
 */
export function drawingStyle(css: string, svg: string, within: readonly string[]): string {
  const rules = rulesOf(css);
  const tokens = tokensOf(rules);
  const own = new Set(
    [...svg.matchAll(/\bclass="([^"]*)"/g)].flatMap(([, names = '']) => names.split(/\s+/)),
  );
  return rules
    .flatMap(({ selectors, declarations }) => {
      const kept = selectors.flatMap((selector) => withoutPage(selector, own, within) ?? []);
      const seen = declarations.filter(([property]) => visible.test(property));
      if (kept.length === 0 || seen.length === 0) return [];
      const body = seen.map(([property, value]) => `${property}:${resolved(value, tokens)}`).join(';');
      return [`${kept.join(',')}{${body}}`];
    })
    .join('\n');
}

/** The rules of a sheet that hold always, in their order. */
function rulesOf(css: string): Rule[] {
  const rules: Rule[] = [];
  const text = css.replace(/\/\*.*?\*\//gs, '');
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('{', at);
    if (open < 0) break;
    const head = text.slice(at, open).trim();
    const close = endOfBlock(text, open);
    if (!head.startsWith('@')) {
      const body = text.slice(open + 1, close);
      rules.push({
        selectors: head.split(/,(?![^(]*\))/).map((one) => one.trim()),
        declarations: body.split(';').flatMap((line) => {
          const colon = line.indexOf(':');
          return colon < 0 ? [] : [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const];
        }),
      });
    }
    at = close + 1;
  }
  return rules;
}

function endOfBlock(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}' && --depth === 0) return at;
  }
  return text.length;
}

function tokensOf(rules: readonly Rule[]): Map<string, string> {
  const own = rules.filter(({ selectors }) => selectors.includes(':root'));
  return new Map(own.flatMap(({ declarations }) => declarations.filter(([name]) => name.startsWith('--'))));
}

/** `var(--x)` as what it stands for, and lengths in the page's letters as pixels. */
function resolved(value: string, tokens: ReadonlyMap<string, string>, depth = 0): string {
  const plain = value
    .replace(/var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)/g, (_, name: string, fallback?: string) =>
      (tokens.get(name) ?? fallback ?? 'currentColor').trim(),
    )
    .replace(/([\d.]+)rem\b/g, (_, length: string) => `${Number(length) * 16}px`);
  return plain.includes('var(') && depth < 5 ? resolved(plain, tokens, depth + 1) : plain;
}

/** A selector as it holds inside the drawing; `null` where it speaks of anything else. */
function withoutPage(selector: string, own: ReadonlySet<string>, within: readonly string[]): string | null {
  if (/[:[>+~*]/.test(selector)) return null;
  const parts = selector.split(/\s+/);
  const isIn = (part: string) => {
    const [tag = '', ...classes] = part.split('.');
    return shapes.test(tag) && classes.every((name) => own.has(name));
  };
  const isAround = (part: string) => {
    const [tag, ...classes] = part.split('.');
    return tag === '' && classes.every((name) => within.includes(name));
  };
  const last = parts.at(-1);
  if (last === undefined || !isIn(last)) return null;
  if (!parts.every((part) => isIn(part) || isAround(part))) return null;
  return parts.filter(isIn).join(' ');
}
