import { UnreadableFile } from './problems.ts';
import type { Source } from './source.ts';
import { decodeUtf8 } from './utf8.ts';

/** The largest document we read. The longest questionnaire allowed is a tenth of it. */
const mostMegabytes = 20;

/**
 * Reads a JSON document.
 *
 * @throws UnreadableFile `jsonSyntax` with the line and character where it stops being JSON, or a file's problems
 */
export async function readJson(source: Source): Promise<unknown> {
  let text = '';
  for await (const part of decodeUtf8(source.open())) {
    text += part;
    if (text.length > mostMegabytes * 1e6) {
      throw new UnreadableFile('fileTooBig', { megabytes: mostMegabytes });
    }
  }
  if (text.trim() === '') throw new UnreadableFile('fileEmpty');
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const before = text.slice(0, endOfJson(text)).split('\n');
    throw new UnreadableFile('jsonSyntax', {
      line: before.length,
      character: [...(before.at(-1) ?? '')].length + 1,
    });
  }
}

const blank = /[ \t\n\r]*/y;
const token =
  /[[\]{},:]|true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|"(?:[^"\\\p{Cc}]+|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;

/** What may come next: a value, a key, or what follows one. */
type Expected = 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'commaOrEnd';

/**
 * Where a text stops being JSON. Engines put this in the words of their error, each in its own way and some
 * not at all, so it is worked out here: the place of the first token that cannot stand where it stands.
 */
function endOfJson(text: string): number {
  const open: ('[' | '{')[] = [];
  let expected: Expected = 'value';
  let at = 0;
  for (;;) {
    at = skip(blank, text, at);
    const found = match(token, text, at);
    if (found === null) return at;
    const next = after(found, expected, open);
    if (next === null) return at;
    expected = next;
    at += found.length;
  }
}

/** What may follow a token, or `null` when it cannot stand here. Keeps `open` in step with the brackets. */
function after(found: string, expected: Expected, open: ('[' | '{')[]): Expected | null {
  const inside = open.at(-1);
  const isEnd = expected === 'commaOrEnd' || expected === 'valueOrEnd' || expected === 'keyOrEnd';
  if (found === ']' || found === '}') {
    if (!isEnd || inside !== (found === ']' ? '[' : '{')) return null;
    open.pop();
    return 'commaOrEnd';
  }
  if (found === ',') {
    if (expected !== 'commaOrEnd' || inside === undefined) return null;
    return inside === '[' ? 'value' : 'key';
  }
  if (found === ':') return expected === 'colon' ? 'value' : null;
  if (expected === 'key' || expected === 'keyOrEnd') return found.startsWith('"') ? 'colon' : null;
  if (expected !== 'value' && expected !== 'valueOrEnd') return null;
  if (found !== '[' && found !== '{') return 'commaOrEnd';
  open.push(found);
  return found === '[' ? 'valueOrEnd' : 'keyOrEnd';
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

function skip(pattern: RegExp, text: string, at: number): number {
  return at + (match(pattern, text, at)?.length ?? 0);
}
