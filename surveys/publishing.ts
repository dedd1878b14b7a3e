import { brandProblems } from './colours.ts';
import { conditionProblems } from './condition-problems.ts';
import type { Definition } from './definition.ts';
import { type DefinitionProblem, type Path, problem } from './definition-problem.ts';
import { hasText } from './localized.ts';
import { pipingProblems } from './piping-problems.ts';
import { kindOf, type Question } from './questions/index.ts';
import { settingProblems } from './setting-problems.ts';
import { textsIn } from './texts.ts';

/** A rating with more points than 0 to 100 is a number, and no row of radio buttons. */
const mostPoints = 101;
const mostItems = 500;
const mostQuestions = 1000;

/** The last step of an address of the questionnaire that is no page of it: `/s/…/thanks`. */
const reservedPages = new Set(['thanks']);

/**
 * What keeps a definition from being published: everything at once, each with its place. None means that
 * it can be frozen into a version.
 */
export function problemsIn(definition: Definition): readonly DefinitionProblem[] {
  return [
    ...languageProblems(definition),
    ...textProblems(definition),
    ...scaleProblems(definition),
    ...factorProblems(definition),
    ...pageProblems(definition),
    ...questionProblems(definition),
    ...conditionProblems(definition),
    ...settingProblems(definition),
    ...brandProblems(definition),
    ...pipingProblems(definition),
  ];
}

function languageProblems({ languages }: Definition): readonly DefinitionProblem[] {
  return languages.flatMap((language, index) =>
    languages.indexOf(language) < index
      ? [problem(['languages', index], 'duplicateLanguage', { language })]
      : [],
  );
}

function textProblems(definition: Definition): readonly DefinitionProblem[] {
  return textsIn(definition).flatMap(([path, text]) =>
    [...new Set(definition.languages)].flatMap((language) =>
      hasText(text, language) ? [] : [problem([...path, language], 'missingTranslation', { language })],
    ),
  );
}

function scaleProblems(definition: Definition): readonly DefinitionProblem[] {
  const ends = Object.entries(definition.scales).flatMap(([name, { min, max }]) =>
    min >= max || max - min >= mostPoints
      ? [problem(['scales', name], 'scaleEnds', { maximum: mostPoints })]
      : [],
  );
  const used = new Set(
    questionsIn(definition).flatMap(({ question }) => (question.kind === 'pair' ? [question.scale] : [])),
  );
  const known = [...used].filter((name) => Object.hasOwn(definition.scales, name));
  const ranges = new Set(known.map((name) => rangeOf(definition, name)));
  const mixed = definition.index.origin === 'zero' && ranges.size > 1;
  return mixed ? [...ends, problem(['index', 'origin'], 'mixedScales')] : ends;
}

function rangeOf({ scales }: Definition, name: string): string {
  return `${scales[name]?.min} ${scales[name]?.max}`;
}

function factorProblems(definition: Definition): readonly DefinitionProblem[] {
  const factors = definition.factors.map((factor, f) => ({ factor, path: ['factors', f] as Path }));
  const dimensions = factors.flatMap(({ factor, path }) =>
    factor.dimensions.map((dimension, d) => ({ dimension, path: [...path, 'dimensions', d] as Path })),
  );
  const items = dimensions.flatMap(({ dimension, path }) =>
    dimension.items.map((item, i) => ({ key: item.key, path: [...path, 'items', i] as Path })),
  );
  const asked = new Set(
    questionsIn(definition).flatMap(({ question }) => (question.kind === 'pair' ? [question.key] : [])),
  );
  return [
    ...duplicates(factors.map(({ factor, path }) => ({ key: factor.key, path }))),
    ...duplicates(dimensions.map(({ dimension, path }) => ({ key: dimension.key, path }))),
    ...duplicates(items),
    ...factors.flatMap(({ factor, path }) =>
      factor.dimensions.length === 0 ? [problem(path, 'emptyFactor')] : [],
    ),
    ...dimensions.flatMap(({ dimension, path }) =>
      dimension.items.length === 0 ? [problem(path, 'emptyDimension')] : [],
    ),
    ...(items.length > mostItems ? [problem(['factors'], 'tooMany', { maximum: mostItems })] : []),
    ...items.flatMap(({ key, path }) =>
      asked.has(key) ? [] : [problem(path, 'itemNotAsked', { item: key })],
    ),
  ];
}

function pageProblems({ pages }: Definition): readonly DefinitionProblem[] {
  if (pages.length === 0) return [problem(['pages'], 'noPages')];
  const placed = pages.map(({ key }, index) => ({ key, path: ['pages', index] as Path }));
  return [
    ...duplicates(placed),
    ...placed.flatMap(({ key, path }) =>
      reservedPages.has(key) ? [problem([...path, 'key'], 'reservedKey')] : [],
    ),
    ...pages.flatMap(({ questions }, index) =>
      questions.length === 0 ? [problem(['pages', index], 'emptyPage')] : [],
    ),
  ];
}

function questionProblems(definition: Definition): readonly DefinitionProblem[] {
  const placed = questionsIn(definition);
  const items = new Set(
    definition.factors.flatMap(({ dimensions }) =>
      dimensions.flatMap((dimension) => dimension.items.map(({ key }) => key)),
    ),
  );
  const { scales, pairWords, anonymous } = definition;
  const surroundings = { scales, pairWords, anonymous, items };
  return [
    ...(placed.length > mostQuestions ? [problem(['pages'], 'tooMany', { maximum: mostQuestions })] : []),
    ...duplicates(placed.map(({ question, path }) => ({ key: question.key, path }))),
    ...placed.flatMap(({ question, path }) =>
      kindOf(question)
        .problems(question, surroundings)
        .map(({ path: inside, code, params }) => problem([...path, ...inside], code, params)),
    ),
  ];
}

function questionsIn({ pages }: Definition): readonly { readonly question: Question; readonly path: Path }[] {
  return pages.flatMap((page, p) =>
    page.questions.map((question, q) => ({ question, path: ['pages', p, 'questions', q] })),
  );
}

function duplicates(
  keyed: readonly { readonly key: string; readonly path: Path }[],
): readonly DefinitionProblem[] {
  const seen = new Set<string>();
  return keyed.flatMap(({ key, path }) => {
    if (seen.has(key)) return [problem([...path, 'key'], 'duplicateKey', { key })];
    seen.add(key);
    return [];
  });
}
