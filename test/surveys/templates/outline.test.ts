import { describe, expect, test } from 'vitest';
import { pairsOf } from '#surveys/pairs.ts';
import { templateEntry, templateNames } from '#surveys/templates/library.ts';
import { outlineOf } from '#surveys/templates/outline.ts';

describe.each(templateNames)('the outline of %s', (name) => {
  const { questionnaire } = templateEntry(name);
  const { factors, pages } = outlineOf(questionnaire);
  const dimensions = factors.flatMap((factor) => factor.dimensions);
  const items = dimensions.flatMap((dimension) => dimension.items);

  test('has every item with its line and its share, and parts that add up', () => {
    expect(items.map(({ key, share }) => [key, share])).toEqual(
      pairsOf(questionnaire).map(({ key, weight }) => [key, weight]),
    );
    for (const { hint } of items) expect(hint).not.toBeNull();
    const whole = pairsOf(questionnaire).length === 0 ? 0 : 1;
    for (const parts of [factors, dimensions, items])
      expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(whole, 14);
  });

  test('has every other question once, on its page', () => {
    const others = questionnaire.pages.flatMap(({ key, questions }) =>
      questions.filter(({ kind }) => kind !== 'pair').map((question) => [key, question.key]),
    );
    const outlined = pages.flatMap(({ key, questions }) => questions.map((question) => [key, question.key]));
    expect(outlined).toEqual(others);
  });
});

test('pages that only some are asked are marked, and items nobody is asked are left out', () => {
  const { questionnaire } = templateEntry('delivery');
  const { pages, factors } = outlineOf(questionnaire);
  expect(pages.map(({ key, isConditional }) => [key, isConditional])).toEqual([
    ['delivery', false],
    ['whatWentWrong', true],
    ['contactOffer', true],
  ]);
  expect(factors).toHaveLength(1);
  const unasked = { ...questionnaire, pages: questionnaire.pages.slice(1) };
  expect(outlineOf(unasked).factors).toEqual([]);
});
