import { z } from 'zod';

const word = z.string().trim().min(1).max(100);

/** Who may read comments, masked: nobody, who reads the report with an account, or whoever has a link to it too. */
export const commentAudiences = ['nobody', 'readers', 'everybody'] as const;
export type CommentAudience = (typeof commentAudiences)[number];

/** What is decided about the comments of a survey. */
export const commentSettings = z.strictObject({
  shown: z.enum(commentAudiences).default('readers'),
  /** Whether the report itself quotes some. */
  quotes: z.boolean().default(false),
  /** Names of people to be masked wherever they stand, such as the staff's. */
  names: z.array(word).max(2000).default([]),
  /** Other words to be masked. */
  words: z.array(word).max(1000).default([]),
  /** By factor (`factor:KEY`) or item (`KEY`): words by which a comment is taken to be about it, instead of ours. */
  about: z.record(z.string().min(1).max(120), z.array(word).max(100)).default({}),
});
export type CommentSettings = z.output<typeof commentSettings>;

/** What holds where nobody decided. */
export const defaultCommentSettings: CommentSettings = commentSettings.parse({});
