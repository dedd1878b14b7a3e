import { z } from 'zod';
import { condition } from '../conditions.ts';
import { definition, indexRule, page, pairWords } from '../definition.ts';
import { dimension, factor, item } from '../factors.ts';
import { key } from '../keys.ts';
import { languageTag, localizedText } from '../localized.ts';
import { question } from '../questions/index.ts';
import { scale } from '../scales.ts';
import { brand, fact, privacy, quota, screenOut } from '../settings.ts';

/** The name of the schema where it is not known from which address it is served. */
export const schemaName = 'urn:manyi:questionnaire:1';

/** How a language tag is spelled: a language, then what it is narrowed down to. */
const tagPattern = '^(?:[a-z]{2,3}|[a-z]{5,8})(?:-[A-Za-z0-9]{1,8})*$';

/** What the pieces of a questionnaire are called in the schema, and what they are. */
function registered() {
  const registry = z.registry<{ id: string; description: string }>();
  const add = (schema: z.ZodType, id: string, description: string) =>
    registry.add(schema, { id, description });
  add(key, 'key', 'A stable code, stored in answers. Names every JavaScript object has are refused.');
  add(languageTag, 'language', 'A BCP 47 tag in its canonical spelling: zh-CN, not zh-cn.');
  add(
    localizedText,
    'text',
    'One text in several languages. {{KEY}} takes over an answer, {{fact.KEY|else}} a fact.',
  );
  add(scale, 'scale', 'The whole points from min to max, with words for both ends.');
  add(pairWords, 'pairWords', 'The words around every pair of expectation and perception.');
  add(item, 'item', 'One thing expected and experienced; its weight is its share within its factor.');
  add(dimension, 'dimension', 'A group of items of one factor.');
  add(
    factor,
    'factor',
    'Product, service (direct), company image (indirect); its weight is its share of the whole.',
  );
  add(condition, 'condition', 'When something applies. Answers are those of earlier pages.');
  add(page, 'page', 'A page of questions.');
  add(screenOut, 'end', 'An early end of the questionnaire.');
  add(fact, 'fact', 'Something known of a customer before any question is asked.');
  add(quota, 'quota', 'At most so many responses of a kind, in each wave.');
  add(privacy, 'privacy', 'Why it is asked, and what becomes of the data.');
  add(brand, 'brand', "The organisation's colour, and the digest of a stored logo.");
  add(indexRule, 'index', 'How C = b / a is computed from the pairs.');
  for (const kind of question.options) {
    const { value } = kind.shape.kind;
    add(kind, `${value}Question`, `A question of kind "${value}".`);
  }
  return registry;
}

/** What stands at the top of a questionnaire, for people who write one by hand. */
const descriptions: Readonly<Record<string, string>> = {
  format: 'The format of this document; always 1.',
  languages: 'The languages of the survey, the default first.',
  title: 'What the survey is called.',
  organisation: 'Who asks.',
  introduction: 'What customers read before the first question.',
  thanks: 'What they read at the end.',
  scales: 'The scales that ratings are given on, by key.',
  factors: 'What is measured.',
  pages: 'How it is asked.',
  shuffle: 'Groups of neighbouring pages, by key, that change places among themselves for each customer.',
  facts: 'What of that which is known of a customer may decide what is asked, or stand in texts.',
  quotas: 'How many responses of a kind are taken.',
  anonymous: 'Whether nothing in the database ties an answer to the person who was asked.',
  changeable: 'Whether an answer that was sent can be changed until the wave closes.',
};

/**
 * The published JSON Schema (draft 2020-12) of a questionnaire as one file: the shape that `readDraft` asks for. It refers to
 * nothing outside itself. What a schema cannot say, such as that keys are unique, `questionnaire check` does.
 *
 * @param id the address it is served at
 */
export function questionnaireSchema(id = schemaName): Readonly<Record<string, unknown>> {
  const { $schema, properties, $defs, ...rest } = z.toJSONSchema(definition, {
    io: 'input',
    metadata: registered(),
    override: ({ zodSchema, jsonSchema }) => {
      // A tag is looked up, and a colour checked after its letters were made small; neither can be said in a schema.
      if (zodSchema === languageTag) jsonSchema.pattern = tagPattern;
      if (zodSchema === brand.shape.colour) jsonSchema.pattern = '^#[0-9A-Fa-f]{6}$';
    },
  });
  const described = Object.entries(properties ?? {}).map(([name, schema]) => {
    const description = descriptions[name];
    return [name, typeof schema === 'object' && description ? { description, ...schema } : schema];
  });
  return {
    $schema,
    $id: id,
    title: 'Manyi questionnaire',
    description:
      'A satisfaction survey as one document: what is measured, how it is asked, and how the index is computed.',
    ...rest,
    properties: Object.fromEntries(described),
    $defs,
  };
}
