import { canonicalFacts, factsKey, factsSignature } from '#server/tokens.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import type { TestApp, TestWave } from './app.ts';
import { aQuestionnaire } from './questionnaire.ts';

const both = (zh: string, en: string) => ({ 'zh-CN': zh, en });

/** A questionnaire that follows a parcel: each order is answered for once; the station stands in a text and opens a page. */
export function aParcelQuestionnaire(change: Partial<DefinitionDocument> = {}): DefinitionDocument {
  return aQuestionnaire({
    factors: [],
    facts: [
      { key: 'order', name: both('运单号', 'Order number'), once: true },
      { key: 'station', name: both('网点', 'Station'), kept: true },
      { key: 'service', name: both('产品', 'Service') },
    ],
    pages: [
      {
        key: 'delivery',
        title: both('{{fact.station|网点}}派送', 'Delivered by {{fact.station|our station}}'),
        questions: [{ kind: 'text', key: 'delivery', text: both('派送怎么样？', 'How was the delivery?') }],
      },
      {
        key: 'airport',
        title: both('机场', 'Airport'),
        showIf: { op: 'fact', fact: 'station', oneOf: ['020'] },
        questions: [{ kind: 'text', key: 'airport', text: both('机场网点？', 'And the airport?') }],
      },
      {
        key: 'end',
        title: both('{{fact.service|快件}}：最后', 'Last, about {{fact.service|parcels}}'),
        questions: [{ kind: 'text', key: 'comment', text: both('还有吗？', 'Anything else?') }],
      },
    ],
    ...change,
  });
}

/** The path of an open link that says facts, signed as a company's system does it. */
export function signedPath(
  { deps }: Pick<TestApp, 'deps'>,
  { openKey }: Pick<TestWave, 'openKey'>,
  facts: Readonly<Record<string, string>>,
): string {
  const signature = factsSignature(factsKey(deps.secret, openKey), facts);
  return `/o/${openKey}?${canonicalFacts(facts)}&sig=${signature}`;
}
