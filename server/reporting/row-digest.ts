import { createHash } from 'node:crypto';
import type { SampleRow } from '#reports/dataset.ts';
import type { Definition } from '#surveys/definition.ts';

/** JSON in which keys stand in the order of their code units, so that the same value always gives the same text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((each) => canonicalJson(each ?? null)).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`).join()}}`;
}

/** SHA-256 of a value as canonical JSON, in hexadecimal digits. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/**
 * Says of each row what it is: 128 bits of the SHA-256 of everything a report may rest on, who the customer is, what was
 * known, recorded and answered to which questionnaire. Nothing in it depends on the database or the time.
 */
export class RowDigests {
  readonly #versions: ReadonlyMap<string, Definition>;
  readonly #known = new Map<string, string>();

  /** @param versions every published questionnaire a row may point at, by id */
  constructor(versions: ReadonlyMap<string, Definition>) {
    this.#versions = versions;
  }

  of({ customer, stratum, attributes, recorded, weight, response }: SampleRow): Int32Array {
    const answered = response && [
      this.#digestOfVersion(response.versionId),
      response.status,
      response.isExcluded === true,
      response.locale ?? null,
      response.facts ?? null,
      response.answers,
    ];
    const text = canonicalJson([customer ?? null, stratum, attributes, recorded, weight, answered]);
    const { buffer, byteOffset } = createHash('sha256').update(text).digest();
    const lanes = new DataView(buffer, byteOffset);
    return Int32Array.from({ length: 4 }, (_, lane) => lanes.getInt32(4 * lane));
  }

  #digestOfVersion(id: string): string {
    const known = this.#known.get(id) ?? digestOf(this.#versions.get(id) ?? null);
    this.#known.set(id, known);
    return known;
  }
}
