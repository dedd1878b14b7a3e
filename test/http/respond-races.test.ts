import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { responseByLink, responseCounts } from '#db/queries/responses.ts';
import { openSqlite } from '#db/sqlite.ts';
import { createDefinitions } from '#server/actions/definitions.ts';
import { savePage } from '#server/actions/save-page.ts';
import { createApp } from '#server/app.ts';
import {
  anApp,
  aPersonalLink,
  aPublishedWave,
  encoded,
  type TestApp,
  type TestWave,
} from '#test/helpers/app.ts';
import { aQuestionnaire, goodAnswers, goodAnswersKept } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let wave: TestWave;
let link: Awaited<ReturnType<typeof aPersonalLink>>;

beforeEach(async () => {
  app = anApp();
  wave = await aPublishedWave(app, aQuestionnaire());
  link = await aPersonalLink(app, wave);
});
afterEach(() => app.db.close());

const here = (page: string) => `/s/${link.token}/${page}`;
const stored = () => responseByLink(app.db.read, link.linkId);

describe('two tabs with one link', () => {
  test('that send different pages at once lose nothing of either', async () => {
    await app.post(here('delivery'), goodAnswers.delivery);
    await app.post(here('claims'), goodAnswers.claims);
    const changed = { ...goodAnswers.delivery, 'speed.perception': '2', _action: 'back' };
    await Promise.all([
      app.post(here('delivery'), changed),
      app.post(here('claims'), { ...goodAnswers.claims, ease: '1', _action: 'back' }),
      app.post(here('about'), { market: 'letters', _action: 'back' }),
    ]);
    expect((await stored())?.answers).toMatchObject({
      speed: { expectation: 9, perception: 2 },
      ease: 1,
      market: 'letters',
    });
  });

  test('that begin at once make one response', async () => {
    const responses = await Promise.all(
      Array.from({ length: 8 }, () => app.post(here('delivery'), goodAnswers.delivery)),
    );
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([303]));
    expect(await responseCounts(app.db.read, wave.waveId)).toMatchObject({ started: 1, submitted: 0 });
  });

  test('that submit at once submit one response and are both thanked', async () => {
    await app.post(here('delivery'), goodAnswers.delivery);
    await app.post(here('claims'), goodAnswers.claims);
    const responses = await Promise.all(
      Array.from({ length: 8 }, () => app.post(here('about'), goodAnswers.about)),
    );
    expect(responses.map((response) => response.headers.get('location'))).toEqual(
      Array(8).fill(here('thanks')),
    );
    expect(await stored()).toMatchObject({ status: 'submitted', revision: 3, answers: goodAnswersKept });
  });

  test('through two servers on one database lose nothing either', async () => {
    const otherDb = openSqlite(app.file);
    const other = createApp({ ...app.deps, db: otherDb });
    const send = (page: 'claims' | 'about', form: Record<string, string>) =>
      other.request(here(page), {
        method: 'POST',
        body: encoded(form),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    await app.post(here('delivery'), goodAnswers.delivery);
    await Promise.all([
      app.post(here('delivery'), { ...goodAnswers.delivery, 'speed.perception': '1', _action: 'back' }),
      send('claims', { ease: '2', _action: 'back' }),
    ]);
    await otherDb.close();
    expect((await stored())?.answers).toMatchObject({ speed: { expectation: 9, perception: 1 }, ease: 2 });
  });

  test('on a database that does not queue writers: who is overtaken reads again and merges', async () => {
    await app.post(here('delivery'), goodAnswers.delivery);
    const definitions = createDefinitions();
    let overtaken = 0;
    const overtaking: typeof definitions = {
      async ofVersion(tx, versionId) {
        const { responses } = tx.tables;
        overtaken += 1;
        // Between reading and writing, somebody else changes the response.
        if (overtaken === 1) await tx.orm.update(responses).set({ revision: 99 });
        return await definitions.ofVersion(tx, versionId);
      },
    };
    const form = new Map([['ease', ['2']]]);
    const sent = {
      token: link.token,
      pageKey: 'claims',
      form,
      intent: 'back',
      consent: null,
      languageOf: () => 'en',
    } as const;
    await savePage({ ...app.deps, definitions: overtaking }, sent);
    // each reading looks at the questionnaire twice
    expect(overtaken).toBe(4);
    expect((await stored())?.answers).toMatchObject({ speed: { expectation: 9, perception: 7 }, ease: 2 });
  });
});
