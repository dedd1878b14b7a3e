import { afterAll, beforeAll, expect, test } from 'vitest';
import { anApp, type TestApp } from '#test/helpers/app.ts';

let app: TestApp;
beforeAll(() => {
  app = anApp();
});
afterAll(() => app.db.close());

const path = '/schema/questionnaire.json';

test('the schema of a questionnaire stands at the address it names itself by, for everybody', async () => {
  const response = await app.get(path);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^application\/schema\+json/);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  const schema = (await response.json()) as Record<string, unknown>;
  expect(schema).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `http://survey.example${path}`,
    type: 'object',
  });
});

test('whoever has the schema already is not sent it again', async () => {
  const first = await app.get(path);
  expect(first.headers.get('cache-control')).toBe('public, max-age=3600');
  const again = await app.get(path, { 'if-none-match': first.headers.get('etag') ?? '' });
  expect([again.status, await again.text()]).toEqual([304, '']);
});
