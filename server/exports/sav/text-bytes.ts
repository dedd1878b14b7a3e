/** Stands at the end of a text that was cut. */
const cutMark = '…';

/** A text as UTF-8 in at most so many bytes: where it has more, it ends in a mark, and not within a character. */
export function fittedBytes(text: string, most: number): Buffer {
  const whole = Buffer.from(withoutNul(text));
  if (whole.length <= most) return whole;
  const mark = Buffer.from(cutMark);
  return Buffer.concat([whole.subarray(0, boundaryBefore(whole, most - mark.length)), mark]);
}

/** The beginning of a text in at most so many bytes of UTF-8, not ending within a character. */
export function beginningOf(text: string, most: number): string {
  const whole = Buffer.from(text);
  return whole.length <= most ? text : whole.subarray(0, boundaryBefore(whole, most)).toString();
}

/** A label on one line, in at most so many bytes. */
export function labelBytes(label: string, most: number): Buffer {
  return fittedBytes(label.replace(/\s+/g, ' ').trim(), most);
}

/** Readers end a text where they meet a NUL. */
function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', ' ') : text;
}

/** The last place, not after `most`, at which a character begins. */
function boundaryBefore(bytes: Buffer, most: number): number {
  let end = Math.max(0, most);
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return end;
}
