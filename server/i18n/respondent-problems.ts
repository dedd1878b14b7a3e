import { isTag } from './locale.ts';

/** What is wrong with a catalogue beside the English one, in a line each; none when it can be used. */
export function respondentProblems(
  tag: string,
  catalogue: unknown,
  english: Readonly<Record<string, string>>,
): readonly string[] {
  if (!isTag(tag) || Intl.getCanonicalLocales(tag)[0] !== tag)
    return [`${tag}: not the tag of a language as it is written (pt-BR)`];
  if (!isCatalogue(catalogue)) return [`${tag}: exports no words`];
  const expected = expectedKeys(tag, english);
  const missing = [...expected.keys()].filter((key) => !Object.hasOwn(catalogue, key));
  const stray = Object.keys(catalogue).filter((key) => !expected.has(key));
  const wrong = [...expected].flatMap(([key, { needed, allowed }]) => {
    const text = Object.hasOwn(catalogue, key) ? catalogue[key] : undefined;
    if (text === undefined) return [];
    if (text.trim() === '') return [`${tag}: ${key} is empty`];
    const used = parametersOf(text);
    const lost = needed.filter((name) => !used.includes(name));
    const foreign = used.filter((name) => !allowed.includes(name));
    return [
      ...lost.map((name) => `${tag}: ${key} lacks {${name}}`),
      ...foreign.map((name) => `${tag}: ${key} has a {${name}} that nothing fills`),
    ];
  });
  return [
    ...missing.map((key) => `${tag}: ${key} is missing`),
    ...stray.map((key) => `${tag}: ${key} is not a key`),
    ...wrong,
  ];
}

interface Parameters {
  readonly needed: readonly string[];
  readonly allowed: readonly string[];
}

/** The keys a language must have, with the parameters of each: one key for each plural form of what counts. */
function expectedKeys(tag: string, english: Readonly<Record<string, string>>): Map<string, Parameters> {
  const expected = new Map<string, Parameters>();
  const forms = pluralForms(tag);
  for (const [key, text] of Object.entries(english)) {
    const used = parametersOf(text);
    const stem = /^(.+)\.(?:one|other)$/.exec(key)?.[1];
    if (stem === undefined || english[`${stem}.other`] === undefined) {
      expected.set(key, { needed: used, allowed: used });
      continue;
    }
    // A form may leave out the number itself: "one answer", "two answers".
    const needed = parametersOf(english[`${stem}.one`] ?? text);
    const allowed = [...parametersOf(english[`${stem}.other`] ?? text), ...needed];
    for (const form of forms) expected.set(`${stem}.${form}`, { needed, allowed });
  }
  return expected;
}

/** The forms that numbers below a thousand take; no page counts further. */
function pluralForms(tag: string): readonly string[] {
  const rules = new Intl.PluralRules(tag);
  return [...new Set(Array.from({ length: 1000 }, (_, count) => rules.select(count)))];
}

function parametersOf(text: string): readonly string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

function isCatalogue(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((text) => typeof text === 'string')
  );
}
