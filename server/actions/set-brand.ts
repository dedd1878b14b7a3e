import { createHash } from 'node:crypto';
import type { Database, Queryable } from '#db/database.ts';
import { insertImage } from '#db/queries/images.ts';
import { surveyBySlug } from '#db/queries/surveys.ts';
import type { Brand } from '#surveys/settings.ts';
import type { Logo } from '../imports/read-logo.ts';
import type { Recorder } from '../people/recorder.ts';
import { keepDraft } from './keep-draft.ts';

/** What is to change in a draft's brand: a colour, a logo, or `null` to have no brand at all. */
export type BrandChange = { readonly colour: string | null; readonly logo: Logo | null } | null;

/**
 * Writes an organisation's colour and logo into the draft of a survey, and keeps the logo. What a change does not name
 * stays.
 *
 * @returns the brand as it is now; `noColour` where a logo came and the draft has no colour; `draftChanged` when somebody
 *   else kept another draft meanwhile
 */
export async function setBrand(
  { db, now, record }: { readonly db: Database; readonly now: () => Date; readonly record?: Recorder },
  slug: string,
  change: BrandChange,
): Promise<{ readonly brand: Brand | null } | 'unknownSurvey' | 'noColour' | 'draftChanged'> {
  return await db.write(async (tx) => {
    const survey = await surveyBySlug(tx, slug);
    if (survey === null) return 'unknownSurvey';
    const { brand: before, ...draft } = survey.draft as { readonly brand?: Brand };
    const keep = async (brand: Brand | null) => {
      const changed = brand === null ? draft : { ...draft, brand };
      const at = now().getTime();
      const step = { draft: changed, code: 'set', place: 'brand', by: null, at };
      const revision = await keepDraft(tx, survey, step);
      if (revision === null) return 'draftChanged';
      const details = { edit: 'set', place: 'brand', revision };
      await record?.(tx, { survey, action: 'draft.changed', details });
      return { brand };
    };
    if (change === null) return await keep(null);
    const colour = change.colour ?? before?.colour;
    if (colour === undefined) return 'noColour';
    const logo = change.logo === null ? before?.logo : await keepLogo(tx, change.logo, now().getTime());
    return await keep({ colour, ...(logo === undefined ? {} : { logo }) });
  });
}

/** Keeps a logo, once however often it comes. @returns the digest by which a draft refers to it */
export async function keepLogo(
  tx: Queryable,
  { bytes, type, width, height }: Logo,
  createdAt: number,
): Promise<string> {
  const digest = createHash('sha256').update(bytes).digest('hex');
  await insertImage(tx, { digest, type, width, height, bytes, createdAt });
  return digest;
}
