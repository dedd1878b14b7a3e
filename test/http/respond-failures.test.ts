import { once } from 'node:events';
import { connect } from 'node:net';
import Sqlite from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { responseByLink } from '#db/queries/responses.ts';
import { listen } from '#server/serve.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let link: Awaited<ReturnType<typeof aPersonalLink>>;

beforeEach(async () => {
  app = anApp({ patience: 50 });
  link = await aPersonalLink(app, await aPublishedWave(app, aTalkativeQuestionnaire()));
  await app.post(here('delivery'), goodAnswers.delivery);
  await app.post(here('claims'), goodAnswers.claims);
});
afterEach(() => app.db.close());

/** The usual questions, with room for a comment that takes several pages of the database. */
function aTalkativeQuestionnaire() {
  const questionnaire = aQuestionnaire();
  for (const question of questionnaire.pages.flatMap((page) => page.questions)) {
    if (question.kind === 'text') question.maxLength = 20_000;
  }
  return questionnaire;
}

const about = { ...goodAnswers.about, comment: 'x'.repeat(20_000) };
const here = (page: string) => `/s/${link.token}/${page}`;
const stored = () => responseByLink(app.db.read, link.linkId);
const chinese = { 'accept-language': 'zh-CN' };

async function expectToBeKeptOnThePage() {
  const page = await readPageOf(await app.post(here('about'), about, chinese));
  expect(page.status).toBe(503);
  expect(page.title).toMatch(/^这一页暂时没能保存：关于您/);
  expect(page.html).toMatch(/<div [^>]*role="alert"[^>]*>\s*<h2>这一页暂时没能保存<\/h2>/);
  expect(page.typed).toEqual(about);
  expect(page.action).toBe(here('about'));
  expect(app.failures).toHaveLength(1);
}

describe('a page that cannot be saved', () => {
  test('because the database is locked comes back with everything typed, and can be sent again', async () => {
    const intruder = new Sqlite(app.file);
    intruder.exec('BEGIN IMMEDIATE');
    await expectToBeKeptOnThePage();
    expect((await stored())?.status).toBe('started');
    intruder.exec('ROLLBACK');
    intruder.close();
    expect((await app.post(here('about'), about)).headers.get('location')).toBe(here('thanks'));
  });

  test('because the disk is full comes back with everything typed, and can be sent again', async () => {
    const limit = (pages: number | string) =>
      app.db.write(async ({ orm }) => {
        (orm as BetterSQLite3Database).run(sql.raw(`PRAGMA max_page_count = ${pages}`));
      });
    const file = new Sqlite(app.file, { readonly: true });
    await limit(Number(file.pragma('page_count', { simple: true })));
    file.close();
    await expectToBeKeptOnThePage();
    await limit(1_000_000);
    expect((await app.post(here('about'), about)).headers.get('location')).toBe(here('thanks'));
  });
});

describe('a request that cannot be read', () => {
  test('because it is too large gets its own page', async () => {
    const page = await readPageOf(
      await app.post(here('about'), { comment: 'a'.repeat(256 * 1024) }, chinese),
    );
    expect([page.status, page.heading]).toEqual([413, '内容太多，一次收不下']);
    expect((await stored())?.answers).not.toHaveProperty('comment');
  });

  test('because its sender hung up is no failure of ours', async () => {
    const server = await listen(app.app, { host: '127.0.0.1', port: 0 });
    const head = `POST ${here('about')} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n`;
    const socket = connect(server.port, '127.0.0.1', () =>
      socket.write(`${head}Content-Length: 500\r\n\r\ncomment=cut`, () =>
        setTimeout(() => socket.destroy(), 50),
      ),
    );
    await once(socket, 'close');
    await app.get(here('about'));
    await server.close();
    expect(app.failures).toEqual([]);
    expect((await stored())?.answers).not.toHaveProperty('comment');
  });

  test('because it is no form is refused', async () => {
    for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x', '']) {
      const response = await app.app.request(here('about'), {
        method: 'POST',
        body: '{}',
        headers: { 'content-type': type },
      });
      expect([type, response.status]).toEqual([type, 400]);
    }
  });
});
