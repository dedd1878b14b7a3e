import type { Queryable } from '#db/database.ts';
import { versionById } from '#db/queries/versions.ts';
import type { Definition } from '#surveys/definition.ts';
import { readPublished } from './versions.ts';

/** Definitions kept in memory. More versions than this are hardly answered at the same time. */
const mostKept = 100;

/** The questionnaires that customers are answering, by the id of their version. */
export interface Definitions {
  ofVersion(queryable: Queryable, versionId: string): Promise<Definition>;
}

/** Reads each version once: a published version never changes, so what was read may be kept. */
export function createDefinitions(): Definitions {
  const kept = new Map<string, Definition>();
  return {
    async ofVersion(queryable, versionId) {
      const known = kept.get(versionId);
      if (known !== undefined) return known;
      const version = await versionById(queryable, versionId);
      if (version === null) throw new Error(`There is no version ${versionId}`);
      const definition = readPublished(version);
      const [oldest] = kept.keys();
      if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
      kept.set(versionId, definition);
      return definition;
    },
  };
}
