import type { Context } from 'hono';
import { firstUnsupported } from '#surveys/characters.ts';
import { readForm } from '../../http/form.ts';
import type { Translate } from '../../i18n/translate.ts';

/** What a form of the studio sent: the last value of each name, without the blanks around it. */
export async function readTyped(c: Context): Promise<ReadonlyMap<string, string>> {
  const form = await readForm(c);
  return new Map([...form].map(([name, values]) => [name, (values.at(-1) ?? '').normalize('NFC').trim()]));
}

/**
 * What was typed with characters that cannot be kept through every export, by field and in words: control characters, and line
 * breaks in what has one line. It is refused as in a questionnaire, never dropped in silence.
 *
 * @param areas the fields that may have several lines
 */
export function wrongCharacters(
  values: ReadonlyMap<string, string>,
  t: Translate,
  areas: readonly string[] = [],
): Map<string, string> {
  const wrong = new Map<string, string>();
  for (const [name, text] of values) {
    const found = firstUnsupported(areas.includes(name) ? text : text.replace(/[\t\n\r]/g, '\0'));
    if (found === null) continue;
    const character = [...text][found.position - 1] ?? '';
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    wrong.set(name, t('studio.error.character', { position: found.position, character: `U+${code}` }));
  }
  return wrong;
}
