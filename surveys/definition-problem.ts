import type { z } from 'zod';

/** What can be wrong with the shape of a document. */
type ShapeProblemCode =
  | 'missing'
  | 'unknownKey'
  | 'wrongType'
  | 'notAllowedValue'
  | 'tooLong'
  | 'tooShort'
  | 'tooSmall'
  | 'notAbove'
  | 'tooBig'
  | 'tooMany'
  | 'tooFew'
  | 'badFormat'
  | 'reservedKey'
  | 'oneMarginOnly'
  | 'unsupportedCharacters'
  | 'tooDeep'
  | 'tooLarge';

/** What can keep a document of the right shape from being published. */
type PublishingProblemCode =
  | 'noPages'
  | 'emptyPage'
  | 'emptyFactor'
  | 'emptyDimension'
  | 'missingTranslation'
  | 'duplicateKey'
  | 'duplicateLanguage'
  | 'scaleEnds'
  | 'unknownScale'
  | 'unknownItem'
  | 'itemNotAsked'
  | 'mixedScales'
  | 'pairWithoutWords'
  | 'rangeEnds'
  | 'contactInAnonymous'
  | 'onceKeptInAnonymous'
  | 'conditionUnknownQuestion'
  | 'conditionAboutLaterPage'
  | 'conditionUnknownOption'
  | 'conditionNeedsPart'
  | 'conditionNotComparable'
  | 'unknownFact'
  | 'unknownLanguage'
  | 'shuffledPages'
  | 'lowContrast'
  | 'conditionNeverHolds'
  | 'pipeUnreadable'
  | 'pipeUnknown'
  | 'pipeLater'
  | 'pipeWithoutFallback'
  | 'pipeAfterAnonymous';

/**
 * Shape, with params in parentheses: `missing`; `unknownKey` (key); `wrongType` (expected);
 * `notAllowedValue` (allowed); `tooLong`, `tooBig`, `tooMany`, `tooDeep`, `tooLarge` (maximum);
 * `tooShort`, `tooSmall`, `tooFew`, `notAbove` (minimum): too small where the smallest itself is too small, too; `badFormat`; `reservedKey`: a name the program needs itself;
 * `oneMarginOnly`: a method of weighting that takes one margin has several;
 * `unsupportedCharacters` (character, position).
 *
 * Publishing: `noPages`; `emptyPage`, `emptyFactor`, `emptyDimension`; `missingTranslation` (language);
 * `duplicateKey` (key); `duplicateLanguage` (language); `scaleEnds` (maximum): ends in the wrong order or
 * more points than that; `unknownScale` (scale); `unknownItem` (item): a pair without item; `itemNotAsked`
 * (item): an item without pair; `mixedScales`: pairs on different scales while the index counts from 0;
 * `pairWithoutWords` (part); `rangeEnds` (min, max); `contactInAnonymous`: who leaves an address
 * is not anonymous; `onceKeptInAnonymous`: nor is whose order number is kept; `conditionUnknownQuestion`, `conditionAboutLaterPage`,
 * `conditionNeedsPart`, `conditionNotComparable` (question): about no question, about one not answered
 * before, about a pair as a whole (or a part of what has none), about a value that cannot be compared so;
 * `conditionUnknownOption` (question, value); `unknownFact` (fact): nothing of that name is known of customers;
 * `unknownLanguage` (language): not one of the survey's; `shuffledPages`: pages that change places are no
 * neighbours, or are in two groups; `lowContrast` (contrast, minimum): the organisation's colour cannot be read on white;
 * `conditionNeverHolds` (question, value, min, max): a rating is compared with what
 * is off its scale; `pipeUnreadable`: braces that take nothing over; `pipeUnknown`, `pipeLater`, `pipeWithoutFallback` (name): what a text takes over is
 * nothing there is, is answered only later, or may be missing and nothing stands in for it;
 * `pipeAfterAnonymous` (name): of an anonymous answer that was sent there is nothing left to take over.
 */
export type DefinitionProblemCode = ShapeProblemCode | PublishingProblemCode;

export type Path = readonly (string | number)[];

export interface DefinitionProblem {
  /** Where, as one would write it in JavaScript: `pages[0].questions[2].text.en`; empty for the whole document. */
  readonly path: string;
  readonly code: DefinitionProblemCode;
  readonly params: Readonly<Record<string, string | number>>;
}

export function problem(
  path: Path,
  code: DefinitionProblemCode,
  params: DefinitionProblem['params'] = {},
): DefinitionProblem {
  return { path: pathText(path), code, params };
}

function pathText(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

type Issue = z.core.$ZodIssue;

/** What Zod found, in our codes. The issues must have been made with `reportInput`. */
export function problemsFromIssues(
  issues: readonly Issue[],
  within: Path = [],
): readonly DefinitionProblem[] {
  return issues.flatMap((issue) => problemsFromIssue(issue, within));
}

/** What our schemas' own checks say is wrong, as the `code` of their parameters. */
const refinements = ['reservedKey', 'oneMarginOnly'] as const;

function problemsFromIssue(issue: Issue, within: Path): readonly DefinitionProblem[] {
  // JSON has no symbols, and Zod reports array positions as numbers.
  const path = [...within, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
  if (issue.input === undefined && issue.code !== 'unrecognized_keys') return [problem(path, 'missing')];
  switch (issue.code) {
    case 'invalid_type':
      return [problem(path, 'wrongType', { expected: issue.expected })];
    case 'too_big':
      return [problem(path, sizeCode(issue.origin, 'big'), { maximum: Number(issue.maximum) })];
    case 'too_small':
      if (issue.inclusive === false) return [problem(path, 'notAbove', { minimum: Number(issue.minimum) })];
      return [problem(path, sizeCode(issue.origin, 'small'), { minimum: Number(issue.minimum) })];
    case 'unrecognized_keys':
      return issue.keys.map((key) => problem([...path, key], 'unknownKey', { key }));
    case 'invalid_value':
      return [problem(path, 'notAllowedValue', { allowed: issue.values.join(', ') })];
    case 'invalid_union':
      return unionProblems(issue, path);
    case 'invalid_key':
    case 'invalid_element':
      return problemsFromIssues(issue.issues, path);
    case 'custom':
      return [problem(path, refinements.find((code) => code === issue.params?.code) ?? 'badFormat')];
    case 'invalid_format':
    case 'not_multiple_of':
      return [problem(path, 'badFormat')];
  }
}

/** For a value that fits no branch, what the branch says that came furthest; for an unknown `kind`, the known ones. */
function unionProblems(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
): readonly DefinitionProblem[] {
  if ('options' in issue && issue.options) {
    const given = Object(issue.input) as object;
    if (issue.discriminator && !Object.hasOwn(given, issue.discriminator)) return [problem(path, 'missing')];
    return [problem(path, 'notAllowedValue', { allowed: issue.options.join(', ') })];
  }
  const [closest] = [...issue.errors].sort((one, other) => depth(other) - depth(one));
  return closest ? problemsFromIssues(closest, path) : [problem(path, 'notAllowedValue')];
}

function depth(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map(({ path }) => path.length));
}

function sizeCode(origin: string, side: 'big' | 'small'): DefinitionProblemCode {
  if (origin === 'string') return side === 'big' ? 'tooLong' : 'tooShort';
  if (origin === 'array') return side === 'big' ? 'tooMany' : 'tooFew';
  return side === 'big' ? 'tooBig' : 'tooSmall';
}
