import type { Context } from 'hono';
import { readForm } from '../../http/form.ts';

/** What a form of the studio sent: the last value of each name, without the blanks around it. */
export async function readTyped(c: Context): Promise<ReadonlyMap<string, string>> {
  const form = await readForm(c);
  return new Map([...form].map(([name, values]) => [name, (values.at(-1) ?? '').normalize('NFC').trim()]));
}
