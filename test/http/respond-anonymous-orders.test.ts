import Sqlite from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import { createApp } from '#server/app.ts';
import { orderSeed, tokenHash } from '#server/tokens.ts';
import type { Definition, DefinitionDocument } from '#surveys/definition.ts';
import { route } from '#surveys/journey.ts';
import { readDefinition } from '#surveys/read-definition.ts';
import { anApp, aPersonalLink, aPublishedWave, encoded, type TestApp } from '../helpers/app.ts';
import { aQuestionnaire, goodAnswers } from '../helpers/questionnaire.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const db of opened.splice(0)) await db.close();
});

/** Everything that can be in a random order is. */
function inRandomOrders(anonymous: boolean): DefinitionDocument {
  const plain = aQuestionnaire({ anonymous, changeable: !anonymous });
  return {
    ...plain,
    pages: plain.pages.map((page) => ({ ...page, shuffle: true })),
    shuffle: [['delivery', 'claims', 'about']],
  };
}

/** A customer who goes through all pages, whatever their order. @returns the pages in the order they were shown */
async function answerAll({ deps }: Pick<TestApp, 'deps'>, token: string): Promise<string[]> {
  const app = createApp(deps);
  const shown: string[] = [];
  for (let next = `/s/${token}`; ; ) {
    const page = await app.request(next);
    const to = page.headers.get('location');
    if (to?.includes('/thanks') || shown.length > 3) return shown;
    if (to !== null) next = to;
    else {
      const key = next.split('/').at(-1) as keyof typeof goodAnswers;
      shown.push(key);
      const form = { method: 'POST', body: encoded(goodAnswers[key]) };
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const sent = await app.request(next, { ...form, headers });
      next = sent.headers.get('location') ?? next;
      if (next.includes('/thanks')) return shown;
    }
  }
}

/** The documents that the file holds of the responses that were sent, in their rows' order. */
function stored(file: string): { answers: string; passed: string }[] {
  const client = new Sqlite(file, { readonly: true });
  const rows = client.prepare('select answers, passed from responses order by rowid').all();
  client.close();
  return rows as { answers: string; passed: string }[];
}

async function answered(anonymous: boolean, customers: number) {
  const server = anApp();
  opened.push(server.db);
  const document = inRandomOrders(anonymous);
  const wave = await aPublishedWave(server, document);
  const tokens = [];
  const orders = [];
  for (let customer = 0; customer < customers; customer++) {
    const { token } = await aPersonalLink(server, wave);
    tokens.push(token);
    orders.push(await answerAll(server, token));
  }
  const reading = readDefinition(document);
  if ('problems' in reading) throw new Error('Not publishable');
  return {
    secret: server.deps.secret,
    tokens,
    orders,
    rows: stored(server.file),
    definition: reading.definition,
  };
}

test('of an anonymous answer the same bytes are stored, in whatever order its questions were asked', async () => {
  const { orders, rows } = await answered(true, 12);
  expect(new Set(orders.map(String)).size).toBeGreaterThan(2);
  expect(rows).toHaveLength(12);
  expect(new Set(rows.map(({ answers }) => answers)).size).toBe(1);
  expect(new Set(rows.map(({ passed }) => passed))).toEqual(new Set(['[]']));
});

test('answers with a name are stored in the order of the questionnaire too', async () => {
  const { orders, rows } = await answered(false, 12);
  expect(new Set(orders.map(String)).size).toBeGreaterThan(2);
  expect(new Set(rows.map(({ answers }) => answers)).size).toBe(1);
  expect(new Set(rows.map(({ passed }) => passed))).toEqual(new Set(['["delivery","claims","about"]']));
});

test('the order in which a customer was asked cannot be worked out from what the database keeps of the link', async () => {
  const { secret, tokens, orders, definition } = await answered(true, 12);
  const shown = orders.map(String);
  const hits = (seedOf: (token: string) => string) =>
    tokens.filter((token, customer) => orderBy(definition, seedOf(token)) === shown[customer]).length;
  expect(hits((token) => orderSeed(secret, token))).toBe(12);
  // two of twelve by chance, where pages can stand in six orders
  expect(hits(tokenHash)).toBeLessThan(9);
});

function orderBy(definition: Definition, seed: string): string {
  const pages = route(definition, {}, { facts: {}, language: 'en', seed });
  return String(pages.map(({ page }) => page.key));
}
