import type { Queryable } from '#db/database.ts';
import { settingOf } from '#db/queries/settings.ts';
import { type CommentSettings, commentSettings, defaultCommentSettings } from '#reports/comments/settings.ts';

/** Where the decisions about a survey's comments stand among the settings. */
export function commentSettingsKey(surveyId: string): string {
  return `comments/${surveyId}`;
}

/** What is decided about the comments of a survey; what holds anyway where nobody decided. */
export async function commentSettingsOf(read: Queryable, surveyId: string): Promise<CommentSettings> {
  const setting = await settingOf(read, commentSettingsKey(surveyId));
  return setting === null ? defaultCommentSettings : commentSettings.parse(setting.value);
}
