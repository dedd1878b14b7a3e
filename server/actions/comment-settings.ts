import { createHash } from 'node:crypto';
import type { Database, Queryable } from '#db/database.ts';
import { putSetting, settingOf } from '#db/queries/settings.ts';
import type { Survey } from '#db/tables.ts';
import { type CommentSettings, commentSettings, defaultCommentSettings } from '#reports/comments/settings.ts';
import type { Recorder } from '../people/recorder.ts';

function keyOf(surveyId: string): string {
  return `comments/${surveyId}`;
}

/** What is decided about the comments of a survey; what holds anyway where nobody decided. */
export async function commentSettingsOf(read: Queryable, surveyId: string): Promise<CommentSettings> {
  const setting = await settingOf(read, keyOf(surveyId));
  return setting === null ? defaultCommentSettings : commentSettings.parse(setting.value);
}

/** By what settings can be told from others. */
export function commentStamp(settings: CommentSettings): string {
  return createHash('sha256').update(JSON.stringify(settings)).digest('base64url');
}

/**
 * Decides about the comments of a survey. The log says who may read them from now on, and not which words are masked.
 *
 * @param seen the stamp of the settings that whoever decides has seen
 * @returns `overtaken` where they are others by now; nothing is changed then
 */
export async function decideAboutComments(
  {
    db,
    now,
    record,
  }: { readonly db: Pick<Database, 'write'>; readonly now: () => Date; readonly record: Recorder },
  survey: Pick<Survey, 'id'>,
  settings: CommentSettings,
  { by, seen }: { readonly by: string; readonly seen: string },
): Promise<'decided' | 'overtaken'> {
  return await db.write(async (tx) => {
    if (commentStamp(await commentSettingsOf(tx, survey.id)) !== seen) return 'overtaken';
    await putSetting(tx, {
      key: keyOf(survey.id),
      value: settings,
      changedBy: by,
      changedAt: now().getTime(),
    });
    const { shown, quotes, names, words } = settings;
    const details = { shown, quotes, names: names.length, words: words.length };
    await record(tx, { survey, action: 'comments.decided', details });
    return 'decided';
  });
}
