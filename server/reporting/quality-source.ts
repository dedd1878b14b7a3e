import type { Queryable } from '#db/database.ts';
import { surveyBySlug } from '#db/queries/surveys.ts';
import { waveByKey } from '#db/queries/waves.ts';
import { judgeResponses, type WaveQuality } from '../actions/judge-responses.ts';
import { WaveLook } from '../actions/look-at-responses.ts';
import { publishedVersions } from '../actions/versions.ts';

/** What is known of so many responses is held between two judgements: some 100 MB. */
const mostHeld = 300_000;

/**
 * Judges the answers of waves, one wave after the other, and holds what it has seen of those judged last, so that their answers
 * are read once.
 */
export class QualitySource {
  readonly #read: Queryable;
  readonly #looks = new Map<string, WaveLook>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(read: Queryable) {
    this.#read = read;
  }

  /** @returns `null` where there is no such wave */
  async qualityOf(slug: string, waveKey: string): Promise<WaveQuality | null> {
    const survey = await surveyBySlug(this.#read, slug);
    const wave = survey === null ? null : await waveByKey(this.#read, survey.id, waveKey);
    if (wave === null) return null;
    const judged = this.#last.then(() => this.#judge(wave));
    this.#last = judged.catch(() => {});
    return await judged;
  }

  async #judge({ id, surveyId }: { readonly id: string; readonly surveyId: string }): Promise<WaveQuality> {
    const look = this.#looks.get(id) ?? new WaveLook(id);
    this.#looks.delete(id);
    const versions = new Map((await publishedVersions(this.#read, surveyId)).map((each) => [each.id, each]));
    const quality = await judgeResponses(this.#read, id, versions, { look });
    this.#looks.set(id, look);
    this.#letGo();
    return quality;
  }

  #letGo(): void {
    let held = [...this.#looks.values()].reduce((sum, { responses }) => sum + responses.size, 0);
    for (const [id, { responses }] of this.#looks) {
      if (held <= mostHeld) return;
      held -= responses.size;
      this.#looks.delete(id);
    }
  }
}
