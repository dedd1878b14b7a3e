import { type ImageFacts, readImage } from '../image.ts';
import { whenReadable } from './documents.ts';
import { FileProblems, UnreadableFile } from './problems.ts';
import type { Source } from './source.ts';

/** The largest logo, in kilobytes and in pixels a side. */
const largest = { kilobytes: 100, side: 2000 } as const;

/** A logo that was read: what it is by its bytes, and these. */
export interface Logo extends ImageFacts {
  readonly bytes: Uint8Array;
}

/** Reads a logo: an unmoving PNG, JPEG or WebP of at most 100 kB and 2,000 pixels a side. */
export async function readLogo(
  source: Source,
): Promise<{ readonly logo: Logo } | { readonly problems: FileProblems }> {
  const problems = new FileProblems(source.name);
  const bytes = await whenReadable(problems, () => bytesOf(source));
  if (bytes === null) return { problems };
  const facts = readImage(bytes);
  if (facts === null) problems.add('notAnImage');
  else if (facts.isAnimated) problems.add('imageMoves');
  else if (Math.max(facts.width, facts.height) > largest.side) {
    const { width, height } = facts;
    problems.add('imageTooWide', {}, { width, height, maximum: largest.side });
  } else return { logo: { ...facts, bytes } };
  return { problems };
}

/** @throws UnreadableFile for more bytes than a logo may have; the rest is not read */
async function bytesOf(source: Source): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of source.open()) {
    parts.push(part);
    length += part.byteLength;
    if (length > largest.kilobytes * 1000) {
      throw new UnreadableFile('imageTooLarge', { kilobytes: largest.kilobytes });
    }
  }
  return Buffer.concat(parts);
}
