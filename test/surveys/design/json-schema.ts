type Schema = Readonly<Record<string, unknown>>;

/** What this validator knows to check, and what only tells something. */
const known = new Set(
  'type const enum properties required additionalProperties propertyNames items minItems maxItems minimum maximum exclusiveMinimum minLength maxLength pattern anyOf oneOf $ref default description title $id $schema $defs'.split(
    ' ',
  ),
);

/**
 * The places at which a document breaks a JSON Schema, by the rules of draft 2020-12 as far as the questionnaire's schema uses
 * them. It is written from the specification and shares nothing with the schema's maker.
 *
 * @throws Error for a keyword it does not know, so that nothing is passed over
 */
export function schemaErrors(root: Schema, document: unknown): readonly string[] {
  return errorsOf(root, root, document, '#');
}

function errorsOf(root: Schema, schema: Schema, value: unknown, at: string): string[] {
  for (const keyword of Object.keys(schema))
    if (!known.has(keyword)) throw new Error(`Unknown keyword ${keyword}`);
  const errors: string[] = [];
  const fail = (keyword: string) => errors.push(`${at}: ${keyword}`);
  const inside = (inner: unknown, part: unknown, step: string) =>
    errorsOf(root, inner as Schema, part, `${at}/${step}`);
  if (typeof schema.$ref === 'string') errors.push(...errorsOf(root, referred(root, schema.$ref), value, at));
  if (typeof schema.type === 'string' && !isOfType(value, schema.type)) fail('type');
  if ('const' in schema && value !== schema.const) fail('const');
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) fail('enum');
  const matching = (list: unknown) =>
    (list as Schema[]).filter((each) => errorsOf(root, each, value, at).length === 0).length;
  if (schema.anyOf && matching(schema.anyOf) === 0) fail('anyOf');
  if (schema.oneOf && matching(schema.oneOf) !== 1) fail('oneOf');
  if (typeof value === 'number') {
    if (typeof schema.minimum === 'number' && value < schema.minimum) fail('minimum');
    if (typeof schema.maximum === 'number' && value > schema.maximum) fail('maximum');
    if (typeof schema.exclusiveMinimum === 'number' && value <= schema.exclusiveMinimum)
      fail('exclusiveMinimum');
  }
  if (typeof value === 'string') {
    const length = [...value].length;
    if (typeof schema.minLength === 'number' && length < schema.minLength) fail('minLength');
    if (typeof schema.maxLength === 'number' && length > schema.maxLength) fail('maxLength');
    if (typeof schema.pattern === 'string' && !new RegExp(schema.pattern, 'u').test(value)) fail('pattern');
  }
  if (Array.isArray(value)) {
    if (typeof schema.minItems === 'number' && value.length < schema.minItems) fail('minItems');
    if (typeof schema.maxItems === 'number' && value.length > schema.maxItems) fail('maxItems');
    if (schema.items)
      for (const [index, each] of value.entries()) errors.push(...inside(schema.items, each, String(index)));
  } else if (typeof value === 'object' && value !== null) {
    const properties = (schema.properties ?? {}) as Record<string, Schema>;
    for (const name of (schema.required ?? []) as string[])
      if (!Object.hasOwn(value, name)) fail(`required ${name}`);
    for (const [name, each] of Object.entries(value)) {
      if (schema.propertyNames) errors.push(...inside(schema.propertyNames, name, name));
      if (Object.hasOwn(properties, name)) errors.push(...inside(properties[name], each, name));
      else if (schema.additionalProperties === false) fail(`additional ${name}`);
      else if (typeof schema.additionalProperties === 'object')
        errors.push(...inside(schema.additionalProperties, each, name));
    }
  }
  return errors;
}

function referred(root: Schema, reference: string): Schema {
  const [, ...steps] = reference.split('/');
  if (!reference.startsWith('#/')) throw new Error(`${reference} is outside the schema`);
  const found = steps.reduce<unknown>((schema, step) => (schema as Schema | undefined)?.[step], root);
  if (typeof found !== 'object' || found === null) throw new Error(`${reference} is not in the schema`);
  return found as Schema;
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'number':
    case 'string':
    case 'boolean':
      return typeof value === type;
    default:
      throw new Error(`Unknown type ${type}`);
  }
}
