import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { openSqlite } from '#db/sqlite.ts';
import { createApp } from '#server/app.ts';
import { anonymousAccess } from '#server/tokens.ts';
import { anApp, aPersonalLink, aPublishedWave, encoded, type Fields } from '../helpers/app.ts';
import { aQuestionnaire, goodAnswers } from '../helpers/questionnaire.ts';

/** How long a busy machine is waited for. */
const patient = { timeout: 10_000 };

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const db of opened.splice(0)) await db.close();
});

/** A customer of a server that has nothing left to forget, and forgets at once. */
async function aCustomer(anonymous: boolean) {
  const { deps, file, db: first } = anApp();
  const wave = await aPublishedWave({ db: first }, aQuestionnaire({ anonymous }));
  const { token } = await aPersonalLink({ deps, db: first }, wave);
  await first.close();
  const db = openSqlite(file, { forgetting: 20 });
  opened.push(db);
  await delay(200);
  const app = createApp({ ...deps, db });
  const post = async (step: string, form: Fields) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await app.request(`/s/${token}/${step}`, { method: 'POST', body: encoded(form), headers });
    expect(answer.status).toBe(303);
  };
  const holds = (text: string) =>
    [file, `${file}-wal`].some((path) => existsSync(path) && readFileSync(path).includes(text));
  return { post, holds, access: anonymousAccess(deps.secret, token) };
}

test('what led to an anonymous answer is soon in neither the file nor its log', async () => {
  const { post, holds, access } = await aCustomer(true);
  await post('delivery', goodAnswers.delivery);
  expect(holds(access)).toBe(true);
  await post('claims', goodAnswers.claims);
  await post('about', goodAnswers.about);
  await vi.waitFor(() => expect(holds(access)).toBe(false), patient);
});

test('what a customer took back is soon in neither the file nor its log', async () => {
  const { post, holds } = await aCustomer(false);
  await post('delivery', goodAnswers.delivery);
  await post('claims', goodAnswers.claims);
  await post('about', { ...goodAnswers.about, comment: 'a needle in a haystack' });
  await delay(200);
  expect(holds('a needle in a haystack')).toBe(true);
  await post('my/withdrawal', {});
  await vi.waitFor(() => expect(holds('a needle in a haystack')).toBe(false), patient);
});
