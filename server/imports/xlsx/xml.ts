import { TextDecoder } from 'node:util';
import sax from 'sax';
import { broken } from './zip.ts';

/** What is told of a document as it streams by. Names come without their prefixes. */
export interface XmlEvents {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** Takes the pieces of a document. `write` throws where it is broken. */
export interface XmlReader {
  write(bytes: Uint8Array): void;
  end(): void;
}

/**
 * Reads a part of a workbook strictly: in UTF-8, well formed, without a document type, so that there are no entities but
 * XML's own five and nothing outside is ever asked for.
 *
 * @param part its name, to say which one is broken
 */
export function xmlReader(part: string, events: XmlEvents): XmlReader {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parser = sax.parser(true, { position: false });
  parser.onopentag = ({ name, attributes }) =>
    events.open(withoutPrefix(name), attributes as Record<string, string>);
  parser.onclosetag = (name) => events.close?.(withoutPrefix(name));
  parser.ontext = (text) => events.text?.(text);
  parser.oncdata = (text) => events.text?.(text);
  parser.ondoctype = () => {
    throw broken(part);
  };
  parser.onerror = () => {
    throw broken(part);
  };
  const decoded = (bytes?: Uint8Array) => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch (error) {
      throw error instanceof TypeError ? broken(part) : error;
    }
  };
  return {
    write(bytes) {
      parser.write(decoded(bytes));
    },
    end() {
      parser.write(decoded());
      parser.close();
    },
  };
}

/** Reads a small part whole. */
export async function readXml(
  part: string,
  chunks: AsyncIterable<Uint8Array>,
  events: XmlEvents,
): Promise<void> {
  const reader = xmlReader(part, events);
  for await (const chunk of chunks) reader.write(chunk);
  reader.end();
}

/** The value of an attribute, whatever its prefix. */
export function attribute(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.entries(attributes).find(([each]) => withoutPrefix(each) === name)?.[1];
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const escaped = /_x([0-9A-Fa-f]{4})_/g;

/** A text as it was typed: workbooks write characters that XML cannot hold as `_x000D_`. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(escaped, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
