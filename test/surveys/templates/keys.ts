import type { Definition } from '#surveys/definition.ts';
import type { Question } from '#surveys/questions/index.ts';

/** Every key of a questionnaire under which something is stored, exported or reported, in its order, one a line. */
export function keysOf({ factors, pages, scales, facts }: Definition): string[] {
  return [
    ...Object.entries(scales).map(([key, { min, max }]) => `scale ${key} ${min}-${max}`),
    ...facts.map(({ key }) => `fact ${key}`),
    ...factors.flatMap((factor) =>
      factor.dimensions.map(
        (dimension) => `${factor.key}.${dimension.key}: ${dimension.items.map(({ key }) => key).join(' ')}`,
      ),
    ),
    ...pages.flatMap((page) => [`page ${page.key}`, ...page.questions.map(storedAs)]),
  ];
}

/** A question with what an answer to it may say: `market choice: ecommerce business individual`. */
function storedAs(question: Question): string {
  const { key, kind } = question;
  if ('options' in question) return `${key} ${kind}: ${question.options.map((each) => each.key).join(' ')}`;
  if ('scale' in question) return `${key} ${kind} ${question.scale}`;
  return `${key} ${kind}`;
}
