import type { Definition, Page, PairWords } from './definition.ts';
import type { LocalizedText } from './localized.ts';
import { pipesIn } from './piping.ts';
import { kindOf } from './questions/index.ts';
import type { PlacedText } from './questions/question.ts';
import type { Privacy } from './settings.ts';

/** Every text of a definition with its place, in the order in which people meet them. */
export function textsIn(definition: Definition): readonly PlacedText[] {
  const { title, organisation, introduction, thanks } = definition;
  return [
    ...named({ title, organisation, introduction, thanks }),
    ...Object.entries(definition.scales).flatMap(([name, { low, high }]) =>
      within(['scales', name], named({ low, high })),
    ),
    ...(definition.pairWords ? within(['pairWords'], pairTexts(definition.pairWords)) : []),
    ...factorTexts(definition),
    ...definition.facts.flatMap(({ name }, index) => within(['facts', index], named({ name }))),
    ...definition.quotas.flatMap(({ name, full }, index) => within(['quotas', index], named({ name, full }))),
    ...(definition.privacy ? within(['privacy'], privacyTexts(definition.privacy)) : []),
    ...definition.pages.flatMap((page, index) => within(['pages', index], pageTexts(page))),
  ];
}

/** Whether any text takes over an answer or a fact, so that it may read differently to each customer. */
export function takesOver(definition: Definition): boolean {
  return textsIn(definition).some(([, text]) =>
    Object.values(text).some((words) => pipesIn(words).length > 0),
  );
}

function pairTexts({ expectation, perception, importance, notApplicable }: PairWords): readonly PlacedText[] {
  return [
    ...within(['expectation'], named(expectation)),
    ...within(['perception'], named(perception)),
    ...(importance ? within(['importance'], named(importance)) : []),
    ...named({ notApplicable }),
  ];
}

function factorTexts({ factors }: Definition): readonly PlacedText[] {
  return factors.flatMap((factor, f) => [
    ...within(['factors', f], named({ name: factor.name })),
    ...factor.dimensions.flatMap((dimension, d) => [
      ...within(['factors', f, 'dimensions', d], named({ name: dimension.name })),
      ...dimension.items.flatMap((item, i) =>
        within(['factors', f, 'dimensions', d, 'items', i], named({ name: item.name })),
      ),
    ]),
  ]);
}

function privacyTexts({ purpose, use, retention, contact }: Privacy): readonly PlacedText[] {
  return named({ purpose, use, retention, contact });
}

function pageTexts({ title, introduction, questions, endIf }: Page): readonly PlacedText[] {
  return [
    ...named({ title, introduction }),
    ...endIf.flatMap(({ text }, index) => within(['endIf', index], named({ text }))),
    ...questions.flatMap((question, index) =>
      within(['questions', index], [...kindOf(question).texts(question), ...named({ hint: question.hint })]),
    ),
  ];
}

function named(texts: Readonly<Record<string, LocalizedText | undefined>>): readonly PlacedText[] {
  return Object.entries(texts).flatMap(([name, text]) => (text ? [[[name], text] as const] : []));
}

function within(place: readonly (string | number)[], texts: readonly PlacedText[]): readonly PlacedText[] {
  return texts.map(([path, text]) => [[...place, ...path], text]);
}
