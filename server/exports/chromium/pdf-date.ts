/**
 * A PDF as Chromium writes it, with another date of creation and change. A date is as long as any other, so that the
 * places of objects, by which the file is read, stay what they are.
 */
export function withDate(pdf: Uint8Array, date: Date): Uint8Array {
  const iso = date.toISOString();
  const wanted = `D:${iso.slice(0, 19).replace(/\D/g, '')}+00'00'`;
  const bytes = Buffer.from(pdf);
  for (const name of ['/CreationDate (', '/ModDate (']) {
    for (let at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at + 1)) {
      const start = at + name.length;
      // only where a date of that very form stands
      if (!/^D:\d{14}\+00'00'\)$/.test(bytes.toString('latin1', start, start + wanted.length + 1))) continue;
      bytes.write(wanted, start, 'latin1');
    }
  }
  return bytes;
}
