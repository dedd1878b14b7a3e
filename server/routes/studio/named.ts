import type { Queryable } from '#db/database.ts';
import { waveByKey } from '#db/queries/waves.ts';
import type { Survey, Wave } from '#db/tables.ts';
import { AppError } from '../../errors.ts';
import type { Standing } from '../../views/studio/frame.view.ts';
import { titleIn, waveName } from '../../views/studio/surveys.view.ts';

/** A survey as pages call it, in the reader's language. */
export function surveyAs(
  { slug, title }: Pick<Survey, 'slug' | 'title'>,
  { t }: Standing,
): { readonly slug: string; readonly title: string } {
  return { slug, title: titleIn(title, t) };
}

/** A wave as pages call it, in the reader's language. */
export function waveAs(wave: Wave, { t }: Standing): { readonly key: string; readonly name: string } {
  return { key: wave.key, name: waveName(wave, t) };
}

/** The wave that an address names. @throws AppError `notFound` where the survey has none of that key */
export async function waveIn(db: Queryable, survey: Survey, key: string | undefined): Promise<Wave> {
  const wave = await waveByKey(db, survey.id, key ?? '');
  if (wave === null) throw new AppError('notFound');
  return wave;
}
