import type { Queryable } from '#db/database.ts';
import { type ChangedResponse, responsesChangedAfter, revisionsOfWave } from '#db/queries/wave-data.ts';
import type { Commenters, SaidText } from '#reports/comments/commenters.ts';
import { maskedComment } from '#reports/comments/masking.ts';
import { namesOfCustomer, saidTexts, type TextField, textFieldsOf } from '#reports/comments/said-texts.ts';
import type { CommentSettings } from '#reports/comments/settings.ts';
import type { SampleRow } from '#reports/dataset.ts';
import { WaveColumns } from '#reports/wave-columns.ts';
import type { WaveReading } from './read-wave.ts';

/** How comments are to be read: as the wave is, and with which words masked. */
export interface CommentReading
  extends Pick<
    WaveReading,
    'waveId' | 'reference' | 'versions' | 'ended' | 'variables' | 'anonymous' | 'stratumOf' | 'plan'
  > {
  readonly settings: Pick<CommentSettings, 'names' | 'words'>;
  /** Whether customers were drawn: then answers by the open link do not count, and neither do their comments. */
  readonly isDrawn: boolean;
}

/** What customers wrote in a wave and whose answers count, with what each answered. */
class WaveCommenters {
  readonly key: string;
  readonly sampleRevision: number;
  change = 0;
  readonly columns: WaveColumns;
  readonly texts: SaidText[][] = [];
  readonly places = new Map<string, number>();
  readonly #fields: ReadonlyMap<string, readonly TextField[]>;
  readonly #reading: CommentReading;

  constructor(reading: CommentReading, key: string, sampleRevision: number) {
    this.#reading = reading;
    this.key = key;
    this.sampleRevision = sampleRevision;
    const variables = [...new Set([...reading.variables, ...reading.plan.segments])];
    this.columns = new WaveColumns(reading.reference, reading.versions, variables, reading.ended);
    this.#fields = new Map([...reading.versions].map(([id, version]) => [id, textFieldsOf(version)]));
  }

  /** Takes a response as it is now: what it says, or that it says nothing that counts any more. */
  take({ member, response }: ChangedResponse): void {
    const stratum = member === null ? this.#stratumOf(response) : member.stratum;
    const counts = response.status === 'submitted' && !response.isExcluded && stratum !== null;
    const said = counts ? saidTexts(this.#fields.get(response.versionId) ?? [], response.answers) : [];
    const known = this.places.get(response.id);
    if (said.length === 0 && known === undefined) return;
    const place = known ?? this.columns.size;
    this.places.set(response.id, place);
    const { names, words } = this.#reading.settings;
    const own = namesOfCustomer(member, response.answers);
    this.texts[place] = said.map(({ question, text }) => ({
      question,
      masked: maskedComment(text, { names: [...names, ...own], words }),
    }));
    const row: SampleRow = {
      stratum,
      attributes: member?.attributes ?? {},
      recorded: member?.disposition ?? null,
      weight: member?.weight ?? null,
      response: said.length === 0 ? null : response,
    };
    this.columns.set(place, row);
  }

  /** Of a response without a place in the sample; `null` where its answers do not count. */
  #stratumOf(response: ChangedResponse['response']): string | null {
    const { anonymous, isDrawn, stratumOf } = this.#reading;
    if (anonymous !== null) return response.fromSample ? (response.stratum ?? '') : null;
    return isDrawn ? null : stratumOf(response);
  }
}

/** Comments of so many customers are held between two questions, masked: some 100 MB. */
const mostHeld = 200_000;

/**
 * The comments of waves, masked, in memory: each is read and masked once, and again when it changes. They are not kept anywhere else,
 * so that what is withdrawn leaves nothing behind.
 *
 * One reading at a time.
 */
export class CommentStore {
  readonly #read: Queryable;
  readonly #waves = new Map<string, WaveCommenters>();

  constructor(read: Queryable) {
    this.#read = read;
  }

  /** Who wrote what in a wave, as its responses are now. Of use until the wave is read again. */
  async commentersOf(reading: CommentReading): Promise<Commenters> {
    const { sampleRevision, responsesChange } = await revisionsOfWave(this.#read, reading.waveId);
    const key = keyOf(reading);
    const before = this.#waves.get(reading.waveId);
    this.#waves.delete(reading.waveId);
    const isOfUse = before?.key === key && before.sampleRevision === sampleRevision;
    const wave = isOfUse ? before : new WaveCommenters(reading, key, sampleRevision);
    if (wave.change < responsesChange) {
      for await (const changes of responsesChangedAfter(this.#read, reading.waveId, wave.change)) {
        for (const each of changes) wave.take(each);
      }
      wave.change = responsesChange;
    }
    this.#waves.set(reading.waveId, wave);
    this.#letGo();
    return { definition: reading.reference, dataset: wave.columns.dataset(), texts: wave.texts };
  }

  #letGo(): void {
    let held = [...this.#waves.values()].reduce((sum, { places }) => sum + places.size, 0);
    for (const [id, { places }] of this.#waves) {
      if (held <= mostHeld) return;
      held -= places.size;
      this.#waves.delete(id);
    }
  }
}

/** Whatever rows and masks depend on besides the responses. */
function keyOf({
  reference,
  versions,
  ended,
  variables,
  plan,
  settings,
  anonymous,
  isDrawn,
}: CommentReading): string {
  const ends = [...ended].map(([id, keys]) => [id, [...keys]]);
  return JSON.stringify([
    reference,
    [...versions.keys()],
    ends,
    variables,
    plan.segments,
    settings.names,
    settings.words,
    anonymous,
    isDrawn,
  ]);
}
