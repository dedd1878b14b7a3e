import { expect, test } from 'vitest';
import type { Path } from '#surveys/definition-problem.ts';
import { valueAtPath, withValue } from '#surveys/design/json.ts';
import { questionnaireSchema } from '#surveys/design/published-schema.ts';
import type { Random } from '#surveys/random.ts';
import { readDraft } from '#surveys/read-definition.ts';
import { moduleNames, templateNames, templateWith } from '#surveys/templates/library.ts';
import { aQuestionnaireOfKinds } from '#test/helpers/question-kinds.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';
import { forSeeds, oneOf } from '../builders.ts';
import { aReferringDocument } from './documents.ts';
import { schemaErrors } from './json-schema.ts';

const schema = JSON.parse(JSON.stringify(questionnaireSchema()));

test.each(templateNames)('the questionnaire %s of the library, as JSON, is one by the schema', (name) => {
  for (const modules of [[], moduleNames]) {
    const document = JSON.parse(JSON.stringify(templateWith(name, modules)));
    expect(schemaErrors(schema, document)).toEqual([]);
  }
});

test('it describes itself, names its pieces and refers to nothing outside', () => {
  const address = 'https://survey.example/schema/questionnaire.json';
  expect(questionnaireSchema(address)).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: address,
    title: expect.any(String),
    description: expect.any(String),
  });
  const described = [...Object.values<object>(schema.properties), ...Object.values<object>(schema.$defs)];
  for (const each of described) expect('description' in each || '$ref' in each).toBe(true);
  expect(Object.keys(schema.$defs)).toHaveLength(26);
  const references = [...JSON.stringify(schema).matchAll(/"\$ref":"([^"]*)"/g)].map(
    ([, reference]) => reference,
  );
  expect(new Set(references).size).toBeGreaterThan(20);
  for (const reference of references) expect(reference).toMatch(/^#\/\$defs\/[A-Za-z]+$/);
});

test('whatever is broken in a questionnaire, the schema and the program agree on it', () => {
  let broken = 0;
  const documents = [aQuestionnaire(), aQuestionnaireOfKinds(), aReferringDocument()].map((each) =>
    JSON.parse(JSON.stringify(each)),
  );
  forSeeds(400, (random) => {
    const document = mutated(random, oneOf(random, documents));
    const isDraft = 'definition' in readDraft(document);
    if (!isDraft) broken += 1;
    const errors = schemaErrors(schema, document);
    expect(errors.length === 0, errors.join()).toBe(isDraft);
  });
  expect(broken).toBeGreaterThan(100);
  expect(broken).toBeLessThan(390);
});

/** A document with one value somewhere gone, or another one. */
function mutated(random: Random, document: unknown): unknown {
  let path: Path = [];
  for (;;) {
    const value = valueAtPath(document, path);
    const steps = typeof value === 'object' && value !== null ? Object.keys(value) : [];
    if (steps.length === 0 || (path.length > 0 && random.below(4) === 0)) break;
    const step = oneOf(random, steps);
    path = [...path, Array.isArray(value) ? Number(step) : step];
  }
  const others = [null, 0, 1.5, -1, '', 'a', true, [], {}, { en: 'x' }, 'x'.repeat(10_001), 1e9];
  const other = random.below(10) === 0 ? undefined : others[random.below(others.length)];
  // a property of a name there is not
  if (random.below(5) === 0) path = [...path.slice(0, -1), 'surprise'];
  const parent = valueAtPath(document, path.slice(0, -1));
  return Array.isArray(parent) && typeof path.at(-1) === 'string'
    ? document
    : withValue(document, path, other);
}
