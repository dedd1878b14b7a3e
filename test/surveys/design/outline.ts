import type { DefinitionDocument } from '#surveys/definition.ts';
import { problemsIn } from '#surveys/publishing.ts';
import { readDraft } from '#surveys/read-definition.ts';
import { aChoice, aDocument, aPage, aPair, aScale } from '../builders.ts';

/** A questionnaire of two pages with two items. */
export const draft = aDocument([
  aPage('first', aPair('speed'), aPair('price'), aScale('overall')),
  aPage('second', aChoice('market', ['east', 'west', 'other'])),
]);

/** The questions of each page, by key. */
export const asked = (document: DefinitionDocument) =>
  document.pages.map(({ key, questions }) => [key, questions.map((each) => each.key)]);
/** The items of each dimension of each factor, by key. */
export const tree = (document: DefinitionDocument) =>
  document.factors.map(({ key, dimensions }) => [
    key,
    dimensions.map((each) => [each.key, each.items.map((item) => item.key)]),
  ]);

/** What keeps a document from being published. */
export function problemsOf(document: unknown) {
  const reading = readDraft(document);
  return 'problems' in reading ? reading.problems : problemsIn(reading.definition);
}
