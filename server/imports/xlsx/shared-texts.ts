import { createPackedTexts, type PackedTexts } from '../packed-texts.ts';
import type { Workbook } from './parts.ts';
import { readXml, unescaped } from './xml.ts';
import { broken } from './zip.ts';

/** Excel's own limit is 32,767 characters. */
const longestText = 100_000;

/** The texts that cells name by their places: every text of a workbook, once. */
export async function sharedTextsOf({ texts: part, open }: Workbook): Promise<PackedTexts> {
  const texts = createPackedTexts();
  if (part === null) return texts;
  const text = textCollector(part);
  await readXml(part, open(part, 'texts'), {
    open(name) {
      if (name === 'si') text.begin();
      text.open(name);
    },
    text: text.add,
    close(name) {
      text.close(name);
      if (name === 'si') texts.add(Buffer.from(text.taken()));
    },
  });
  return texts;
}

/**
 * Collects the text of a cell: what stands in `t`, in one piece or in several of different looks, without the reading aids
 * of East Asian scripts (`rPh`).
 */
export function textCollector(part: string) {
  let text = '';
  let isText = false;
  let isAid = false;
  return {
    begin() {
      text = '';
    },
    open(name: string) {
      if (name === 'rPh') isAid = true;
      if (name === 't') isText = !isAid;
    },
    add(piece: string) {
      if (!isText) return;
      text += piece;
      if (text.length > longestText) throw broken(part);
    },
    close(name: string) {
      if (name === 't') isText = false;
      if (name === 'rPh') isAid = false;
    },
    taken: () => unescaped(text),
  };
}
