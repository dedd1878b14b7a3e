import type { Queryable } from '#db/database.ts';
import { surveyBySlug } from '#db/queries/surveys.ts';
import { waveByKey } from '#db/queries/waves.ts';
import {
  type JudgedResponse,
  type JudgedWave,
  judgeWave,
  type ListedPart,
  partOf,
  type WaveQuality,
} from '../actions/judge-responses.ts';
import { WaveLook } from '../actions/look-at-responses.ts';
import { publishedVersions } from '../actions/versions.ts';

/** What is known of so many responses is held between two judgements: some 150 MB. */
const mostHeld = 300_000;

/**
 * Judges the answers of waves, one wave after the other, and holds what it has seen of those judged last, so that their answers
 * are read once.
 */
export class QualitySource {
  readonly #read: Queryable;
  readonly #looks = new Map<string, { readonly look: WaveLook; readonly judged: JudgedWave }>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(read: Queryable) {
    this.#read = read;
  }

  /** @returns `null` where there is no such wave */
  async qualityOf(slug: string, waveKey: string, part: ListedPart): Promise<WaveQuality | null> {
    const judged = await this.#judgedWave(slug, waveKey);
    return judged && partOf(judged, part);
  }

  /** Some sent responses of a wave by their ids, in no order; those it has not are left out. */
  async judgedOf(slug: string, waveKey: string, ids: readonly string[]): Promise<readonly JudgedResponse[]> {
    const judged = await this.#judgedWave(slug, waveKey);
    const wanted = new Set(ids);
    return judged?.lists.all.filter(({ id }) => wanted.has(id)) ?? [];
  }

  async #judgedWave(slug: string, waveKey: string): Promise<JudgedWave | null> {
    const survey = await surveyBySlug(this.#read, slug);
    const wave = survey === null ? null : await waveByKey(this.#read, survey.id, waveKey);
    if (wave === null) return null;
    const judged = this.#last.then(() => this.#judge(wave));
    this.#last = judged.catch(() => {});
    return await judged;
  }

  async #judge({ id, surveyId }: { readonly id: string; readonly surveyId: string }): Promise<JudgedWave> {
    const before = this.#looks.get(id);
    const look = before?.look ?? new WaveLook(id);
    this.#looks.delete(id);
    const versions = new Map((await publishedVersions(this.#read, surveyId)).map((each) => [each.id, each]));
    const judged = await judgeWave(this.#read, versions, look, before?.judged);
    this.#looks.set(id, { look, judged });
    this.#letGo();
    return judged;
  }

  #letGo(): void {
    const size = ({ look }: { readonly look: WaveLook }) => look.responses.size;
    let held = [...this.#looks.values()].reduce((sum, each) => sum + size(each), 0);
    for (const [id, each] of this.#looks) {
      if (held <= mostHeld) return;
      held -= size(each);
      this.#looks.delete(id);
    }
  }
}
