import type { Definition } from '#surveys/definition.ts';
import { type LocalizedText, textIn } from '#surveys/localized.ts';
import { type MeasuredPair, pairsOf } from '#surveys/pairs.ts';
import type { MessageKey, Translate } from '../../i18n/translate.ts';
import type { Choices } from './form.view.ts';

/** What a measure can be to improve, as figures name their targets: the whole, factors, items, rated questions. */
export function targetChoices(definition: Definition, t: Translate): Choices {
  const pairs = pairsOf(definition);
  const text = (localized: LocalizedText) => textIn(localized, t.locale, definition.languages);
  const factors = definition.factors.filter(({ key }) => pairs.some(({ factor }) => factor.key === key));
  const within = (factor: LocalizedText, name: LocalizedText, words: MessageKey) =>
    t(words, { factor: text(factor), name: text(name) });
  const ratings = definition.pages
    .flatMap((page) => page.questions)
    .flatMap((question) =>
      question.kind === 'scale' || question.kind === 'recommend'
        ? [[question.key, t('improve.target.rating', { name: text(question.text) })] as const]
        : [],
    );
  return [
    ...(pairs.length === 0 ? [] : [['overall', t('improve.target.overall')] as const]),
    ...factors.flatMap(({ key, name }) => [
      [`factor:${key}`, t('improve.target.factor', { name: text(name) })] as const,
      ...dimensionsOf(pairs, key).flatMap(({ dimension, items }) => [
        [`dimension:${dimension.key}`, within(name, dimension.name, 'improve.target.dimension')] as const,
        ...items.map((item) => [item.key, within(name, item.name, 'improve.target.item')] as const),
      ]),
    ]),
    ...ratings,
  ];
}

/** The dimensions of a factor of which something is asked, each with its items. */
function dimensionsOf(pairs: readonly MeasuredPair[], factor: string) {
  const own = pairs.filter((pair) => pair.factor.key === factor);
  return [...new Set(own.map(({ dimension }) => dimension))].map((dimension) => ({
    dimension,
    items: own.filter((pair) => pair.dimension === dimension).map(({ item }) => item),
  }));
}
