import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { responseByLink } from '#db/queries/responses.ts';
import { closeWave } from '#db/queries/waves.ts';
import { anApp, aPersonalLink, aPublishedWave, aVersion, type TestApp } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';

let app: TestApp;

beforeEach(() => {
  app = anApp();
});
afterEach(() => app.db.close());

const opensAt = Date.parse('2026-07-01T00:00:00Z');
const closesAt = Date.parse('2026-08-01T00:00:00Z');

async function statuses(token: string) {
  const get = await app.get(`/s/${token}/delivery`);
  const post = await app.post(`/s/${token}/delivery`, goodAnswers.delivery);
  return [(await app.get(`/s/${token}`)).status, get.status, post.status];
}

describe('an address is refused', () => {
  test('when nobody was given it', async () => {
    expect(await statuses('x')).toEqual([404, 404, 404]);
    const page = await readPageOf(await app.get('/s/x', { 'accept-language': 'zh-CN' }));
    expect(page.heading).toBe('没有找到这个地址');
  });

  test('when its link has expired', async () => {
    const wave = await aPublishedWave(app, aQuestionnaire());
    const { token } = await aPersonalLink(app, wave, { expiresAt: Date.parse('2026-07-15T08:00:00Z') });
    expect(await statuses(token)).toEqual([410, 410, 410]);
    app.setClock('2026-07-15T07:59:59.999Z');
    expect(await statuses(token)).toEqual([303, 200, 303]);
  });

  test('before its wave opens and after it closes, and not in between', async () => {
    const wave = await aPublishedWave(app, aQuestionnaire(), { opensAt, closesAt });
    const { token } = await aPersonalLink(app, wave);
    app.setClock('2026-06-30T23:59:59Z');
    expect(await statuses(token)).toEqual([403, 403, 403]);
    expect((await app.get(`/o/${wave.openKey}`)).status).toBe(403);
    app.setClock('2026-07-01T00:00:00Z');
    expect(await statuses(token)).toEqual([303, 200, 303]);
    app.setClock('2026-08-01T00:00:00Z');
    expect(await statuses(token)).toEqual([410, 410, 410]);
    expect((await app.get(`/o/${wave.openKey}`)).status).toBe(410);
  });

  test('once somebody has closed its wave, though what was submitted is still thanked for', async () => {
    const wave = await aPublishedWave(app, aQuestionnaire());
    const done = await aPersonalLink(app, wave);
    const begun = await aPersonalLink(app, wave);
    for (const page of ['delivery', 'claims', 'about'] as const) {
      await app.post(`/s/${done.token}/${page}`, goodAnswers[page]);
    }
    await app.post(`/s/${begun.token}/delivery`, goodAnswers.delivery);
    await app.db.write((tx) => closeWave(tx, wave.waveId, app.deps.now().getTime()));
    expect(await statuses(begun.token)).toEqual([410, 410, 410]);
    expect(await statuses(done.token)).toEqual([303, 303, 303]);
    expect((await app.get(`/s/${done.token}/thanks`)).status).toBe(200);
  });
});

describe('a new version', () => {
  const reworded = aQuestionnaire({ title: { 'zh-CN': '第二版', en: 'Second version' } });

  test('is for those who begin; who has begun finishes the version begun with', async () => {
    const wave = await aPublishedWave(app, aQuestionnaire());
    const begun = await aPersonalLink(app, wave);
    const fresh = await aPersonalLink(app, wave);
    await app.post(`/s/${begun.token}/delivery`, goodAnswers.delivery);
    const second = await app.db.write(async (tx) => {
      const id = await aVersion(tx, wave.surveyId, reworded);
      await tx.orm.update(tx.tables.waves).set({ versionId: id });
      return id;
    });

    const title = async (token: string) =>
      (await readPageOf(await app.get(`/s/${token}/delivery`, { 'accept-language': 'en' }))).heading;
    expect(await title(begun.token)).toBe('How was our delivery?');
    expect(await title(fresh.token)).toBe('Second version');
    await app.post(`/s/${begun.token}/claims`, goodAnswers.claims);
    await app.post(`/s/${begun.token}/about`, goodAnswers.about);
    await app.post(`/s/${fresh.token}/delivery`, goodAnswers.delivery);
    expect(await responseByLink(app.db.read, begun.linkId)).toMatchObject({
      status: 'submitted',
      versionId: wave.versionId,
    });
    expect(await responseByLink(app.db.read, fresh.linkId)).toMatchObject({ versionId: second });
  });
});
