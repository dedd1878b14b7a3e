import type { DefinitionDocument } from '#surveys/definition.ts';
import type { Random } from '#surveys/random.ts';
import { moduleNames, templateNames, templateWith } from '#surveys/templates/library.ts';
import { aQuestionnaireOfKinds } from '#test/helpers/question-kinds.ts';
import { aChoice, aDocument, aPage, aPair, aScale, oneOf, words } from '../builders.ts';

/** A questionnaire with everything that can refer to something else. */
export function aReferringDocument(): DefinitionDocument {
  const market = aChoice('market', ['east', 'west', 'other']);
  const end = {
    key: 'west',
    when: { op: 'equals', question: 'market', value: 'west' } as const,
    text: words('end'),
  };
  return aDocument(
    [
      { ...aPage('first', market, aPair('speed'), aPair('price')), endIf: [end] },
      aPage('second', {
        ...aScale('overall', {
          text: { en: 'In {{market}} by {{fact.station|us}}?', 'zh-CN': '{{market.other|别处}}' },
        }),
        showIf: {
          op: 'any',
          of: [
            { op: 'not', condition: { op: 'fact', fact: 'station', oneOf: ['1'] } },
            { op: 'atMost', question: 'speed', part: 'perception', value: 3 },
          ],
        },
      }),
      { ...aPage('third', aScale('again', { scale: 'five' })), showIf: { op: 'language', oneOf: ['en'] } },
    ],
    {
      facts: [{ key: 'station', name: words('station') }],
      shuffle: [['second', 'third']],
      quotas: [
        {
          key: 'east',
          name: words('east'),
          when: { op: 'equals', question: 'market', value: 'east' },
          limit: 9,
          full: words('full'),
        },
      ],
    },
  );
}

/** A questionnaire of the library, or one of those above. */
export function someDocument(random: Random): unknown {
  const modules = moduleNames.filter(() => random.below(2) === 0);
  return oneOf<() => unknown>(random, [
    () => templateWith(oneOf(random, templateNames), modules),
    aQuestionnaireOfKinds,
    aReferringDocument,
  ])();
}
