import type { Database } from '#db/database.ts';
import { hasSample } from '#db/queries/anonymous-waves.ts';
import { surveyBySlug } from '#db/queries/surveys.ts';
import type { Wave } from '#db/tables.ts';
import { subjectsOf } from '#reports/comments/about.ts';
import type { CommentQuery, FoundComments } from '#reports/comments/comment-search.ts';
import {
  type CommentIndex,
  commentIndex,
  groupsShown,
  searchComments,
} from '#reports/comments/comment-search.ts';
import type { Commenters } from '#reports/comments/commenters.ts';
import { textFieldsOf } from '#reports/comments/said-texts.ts';
import type { CommentAudience, CommentSettings } from '#reports/comments/settings.ts';
import type { Plan } from '#reports/plan.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { publishedSurvey } from '../actions/build-report.ts';
import { commentSettingsOf } from '../actions/comment-settings.ts';
import { loadWave, readingOfWave } from '../actions/load-wave.ts';
import type { DecidedVersion } from '../actions/versions.ts';
import { CommentStore } from './comment-store.ts';
import { KeptByStamp } from './kept-by-stamp.ts';
import { analysisStamp } from './report-stamps.ts';
import type { WaveStore } from './wave-store.ts';

/** Comments that were looked for, and what can be looked for. */
export interface CommentsPage extends FoundComments {
  readonly shown: CommentAudience;
  /** All that can be shown, whatever is looked for. */
  readonly all: number;
  /** Keys of waves with comments, the latest first, and of those so few answered that theirs are not shown. */
  readonly waves: readonly string[];
  readonly heldBack: readonly string[];
  /** What comments answer, in the order of the questionnaires. */
  readonly questions: readonly {
    readonly key: string;
    readonly question: LocalizedText;
    readonly option: LocalizedText | null;
  }[];
  /** By what the latest wave tells who is dissatisfied; `null` where nothing tells. */
  readonly measure: CommentIndex['measure'];
  /** Variables with the values that stand beside some comment. */
  readonly groups: readonly { readonly variable: string; readonly values: readonly string[] }[];
}

/** A survey as it was read: its waves with their plans. */
type Published = NonNullable<Awaited<ReturnType<typeof publishedSurvey>>>;

const mostIndices = 60;

/** Looks for comments, in the thread of reports, of which it takes part in the turns. */
export class CommentSource {
  readonly #db: Pick<Database, 'read'>;
  readonly #store: WaveStore;
  readonly #comments: CommentStore;
  readonly #indices = new KeptByStamp<CommentIndex | null>(mostIndices);

  constructor(db: Pick<Database, 'read'>, store: WaveStore) {
    this.#db = db;
    this.#store = store;
    this.#comments = new CommentStore(db.read);
  }

  /** @returns `null` where the survey was never published */
  async commentsOf(slug: string, query: CommentQuery): Promise<CommentsPage | null> {
    const { read } = this.#db;
    const survey = await surveyBySlug(read, slug);
    const published = survey && (await publishedSurvey(read, slug));
    if (!survey || !published) return null;
    const settings = await commentSettingsOf(read, survey.id);
    const indices: CommentIndex[] = [];
    const heldBack: string[] = [];
    if (settings.shown !== 'nobody') {
      for (const each of published.waves.toReversed()) {
        const index = await this.#indexOf(slug, published, each, settings);
        if (index === null) heldBack.push(each.wave.key);
        else if (index.comments.length > 0) indices.push(index);
      }
    }
    return {
      ...searchComments(indices, query),
      shown: settings.shown,
      all: indices.reduce((sum, { comments }) => sum + comments.length, 0),
      waves: indices.map(({ wave }) => wave),
      heldBack,
      questions: questionsIn(published, indices),
      measure: indices[0]?.measure ?? null,
      groups: groupsIn(indices),
    };
  }

  /** What customers wrote in a wave; `null` where its questionnaires have no room for words. */
  async commentersOf(
    wave: Wave,
    { versions, plan }: { readonly versions: ReadonlyMap<string, DecidedVersion>; readonly plan: Plan },
    settings: CommentSettings,
  ): Promise<Commenters | null> {
    if ([...versions.values()].every(({ definition }) => textFieldsOf(definition).length === 0)) return null;
    const { read } = this.#db;
    const reading = await readingOfWave(read, wave, { versions, plan });
    return await this.#comments.commentersOf({
      ...reading,
      settings,
      isDrawn: await hasSample(read, wave.id),
    });
  }

  async #indexOf(
    slug: string,
    { versions }: Published,
    { wave, plan }: Published['waves'][number],
    settings: CommentSettings,
  ): Promise<CommentIndex | null> {
    const stamp = await analysisStamp(this.#db, slug, wave.key);
    return await this.#indices.get(wave.id, stamp, async () => {
      const commenters = await this.commentersOf(wave, { versions, plan }, settings);
      if (commenters === null) return null;
      const input = await loadWave(this.#db.read, wave, { versions, plan, needsRows: true }, this.#store);
      return commentIndex(input, commenters, subjectsOf(commenters.definition, settings), plan.segments);
    });
  }
}

function questionsIn({ versions }: Published, indices: readonly CommentIndex[]): CommentsPage['questions'] {
  const asked = new Map(
    [...versions.values()].flatMap(({ definition }) =>
      textFieldsOf(definition).map((field) => [field.key, field] as const),
    ),
  );
  const answered = new Set(indices.flatMap(({ comments }) => comments.map(({ question }) => question)));
  return [...asked.values()].filter(({ key }) => answered.has(key));
}

function groupsIn(indices: readonly CommentIndex[]): CommentsPage['groups'] {
  return [...groupsShown(indices)].map(([variable, values]) => ({
    variable,
    values: [...values].sort((a, b) => (a < b ? -1 : 1)),
  }));
}
