import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { responseByLink, responseCounts } from '#db/queries/responses.ts';
import {
  anApp,
  aPersonalLink,
  aPublishedWave,
  type Fields,
  type TestApp,
  type TestWave,
} from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
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
const chinese = { 'accept-language': 'zh-CN' };

async function answerTo(...pages: (keyof typeof goodAnswers)[]) {
  for (const page of pages) await app.post(here(page), goodAnswers[page]);
}

describe('a personal link', () => {
  test('leads to the first page, and later to the page where it stopped', async () => {
    const before = await app.get(`/s/${link.token}`);
    expect([before.status, before.headers.get('location')]).toEqual([303, here('delivery')]);
    await answerTo('delivery');
    expect((await app.get(`/s/${link.token}`)).headers.get('location')).toBe(here('claims'));
  });

  test('does not change anything by being looked at, however often and by whatever method', async () => {
    const paths = [`/s/${link.token}`, here('delivery'), here('claims'), here('thanks')];
    for (const path of paths) {
      await app.get(path);
      await app.app.request(path, { method: 'HEAD' });
    }
    expect(await responseCounts(app.db.read, wave.waveId)).toMatchObject({ started: 0, submitted: 0 });
  });

  test('shows who asks and why on its first page only', async () => {
    const opening = await readPageOf(await app.get(here('delivery'), chinese));
    expect(opening.heading).toBe('快递服务满意度调查');
    expect(opening.html).toContain('华捷速运');
    expect(opening.html).toContain('回答只用于改进服务。');
    await answerTo('delivery');
    const second = await readPageOf(await app.get(here('claims'), chinese));
    expect(second.heading).toBe('理赔与总体评价');
    expect(second.html).not.toContain('回答只用于改进服务。');
  });

  test('keeps no page in the browser', async () => {
    for (const path of [`/s/${link.token}`, here('delivery'), here('nowhere')]) {
      expect((await app.get(path)).headers.get('cache-control')).toBe('no-store');
    }
  });
});

describe('a page', () => {
  test('that cannot be reached yet leads back to the first open one', async () => {
    const response = await app.get(here('about'));
    expect([response.status, response.headers.get('location')]).toEqual([303, here('delivery')]);
  });

  test('that the questionnaire does not have is not found', async () => {
    expect((await app.get(here('nowhere'))).status).toBe(404);
    expect((await app.post(here('nowhere'), {})).status).toBe(404);
  });

  test('cannot be sent before the pages ahead of it are done', async () => {
    const response = await app.post(here('about'), goodAnswers.about);
    expect([response.status, response.headers.get('location')]).toEqual([303, here('delivery')]);
    expect(await stored()).toBeNull();
  });

  test('shows again what was kept of it', async () => {
    await answerTo('delivery', 'claims');
    const page = await readPageOf(await app.get(here('delivery')));
    expect(page.typed).toEqual(goodAnswers.delivery);
  });

  test('says where the customer is, in words', async () => {
    const page = await readPageOf(await app.get(here('delivery'), chinese));
    expect(page.html).toContain('<p class="progress">第 1 页，共 3 页</p>');
    expect(page.title).toBe('派送（第 1 页，共 3 页）– 快递服务满意度调查');
  });
});

/** Sends a page on which something is missing, and follows to where that is shown. */
async function corrected(page: string, form: Fields) {
  const response = await app.post(here(page), form, chinese);
  expect([response.status, response.headers.get('location')]).toEqual([303, `${here(page)}?check=1`]);
  return await readPageOf(await app.get(`${here(page)}?check=1`, chinese));
}

describe('sending a page', () => {
  test('without problems keeps it and goes on to the next', async () => {
    const response = await app.post(here('delivery'), { ...goodAnswers.delivery, _action: 'continue' });
    expect([response.status, response.headers.get('location')]).toEqual([303, here('claims')]);
    expect(await stored()).toMatchObject({
      status: 'started',
      source: 'web',
      memberId: link.memberId,
      versionId: wave.versionId,
      answers: { speed: { expectation: 9, perception: 7 }, manner: { expectation: 8, perception: 10 } },
      passed: ['delivery'],
    });
  });

  test('with something missing keeps the rest and leads to the page, which shows everything that is', async () => {
    const typed = { 'speed.expectation': '9', 'manner.perception': '3' };
    const page = await corrected('delivery', typed);
    expect(page.status).toBe(200);
    expect(page.title).toMatch(/^还有 2 处需要补充或修改：派送/);
    expect(page.errors).toEqual([
      ['speed.perception', '请选择您对“时效”的实际感受'],
      ['manner.expectation', '请选择您对“投递员的服务态度”的期望'],
    ]);
    expect(page.html).toContain('id="speed.perception.error">请选择您对“时效”的实际感受<');
    expect(page.html).toContain('id="speed.perception"');
    expect(page.typed).toEqual(typed);
    expect((await stored())?.answers).toEqual({ speed: { expectation: 9 }, manner: { perception: 3 } });
    expect((await stored())?.passed).toEqual([]);
  });

  test('that says nothing asks for both halves of each pair once, and begins no response', async () => {
    const page = await corrected('delivery', {});
    expect(page.errors).toEqual([
      ['speed.expectation', '请选择您对“时效”的期望和实际感受'],
      ['manner.expectation', '请选择您对“投递员的服务态度”的期望和实际感受'],
    ]);
    expect(await stored()).toBeNull();
  });

  test('with what cannot be kept shows it as it was typed', async () => {
    await answerTo('delivery', 'claims');
    const wrong = {
      ...goodAnswers.about,
      parcels: '十二',
      comment: 'a'.repeat(103),
      channels: ['app', 'phone', 'shop'],
    };
    const page = await readPageOf(await app.post(here('about'), wrong, chinese));
    expect(page.status).toBe(422);
    expect(page.typed).toEqual(wrong);
    expect(page.errors).toEqual([
      ['channels', '“您用过哪些下单方式”最多选择 2 项，请取消多选的'],
      ['parcels', '“您每月大约寄多少件”请用数字填写，例如 12'],
      ['comment', '“还有什么想告诉我们”最多 100 个字，请再删去 3 个字'],
    ]);
    expect((await stored())?.answers).toMatchObject({ market: 'parcels' });
    expect((await stored())?.answers).not.toHaveProperty('parcels');
  });

  test('says in words which half of the page is optional', async () => {
    await answerTo('delivery', 'claims');
    const page = await readPageOf(await app.get(here('about'), chinese));
    expect(page.html.match(/（选答）/g)).toHaveLength(2);
    expect(page.html).not.toContain('required');
  });

  test('says what helps to answer in lines of their own, the author’s first', async () => {
    await app.db.close();
    app = anApp();
    const questionnaire = aQuestionnaire();
    for (const question of questionnaire.pages.flatMap((page) => page.questions)) {
      if (question.kind === 'text') question.hint = { 'zh-CN': '请不要填写证件号。', en: 'No ID numbers.' };
    }
    link = await aPersonalLink(app, await aPublishedWave(app, questionnaire));
    await answerTo('delivery', 'claims');
    const { html } = await readPageOf(await app.get(here('about'), chinese));
    expect(html).toContain('id="comment.hint"><p>请不要填写证件号。</p><p>最多 100 字</p></div>');
  });

  test('leads back to an earlier page that misses something again, and keeps this one', async () => {
    await answerTo('delivery', 'claims');
    await app.post(here('delivery'), { _action: 'back' });
    const response = await app.post(here('claims'), { ...goodAnswers.claims, ease: '1' });
    expect([response.status, response.headers.get('location')]).toEqual([303, `${here('delivery')}?check=1`]);
    expect((await stored())?.answers).toMatchObject({ ease: 1 });
  });

  test('to go back keeps what is right without asking for the rest', async () => {
    await answerTo('delivery');
    const response = await app.post(here('claims'), { ease: '3', _action: 'back' });
    expect([response.status, response.headers.get('location')]).toEqual([303, here('delivery')]);
    expect((await stored())?.answers).toMatchObject({ ease: 3 });
    expect((await stored())?.answers).not.toHaveProperty('recommend');
  });

  test('to go back stays where something typed cannot be kept, and loses nothing of it', async () => {
    await answerTo('delivery', 'claims');
    const typed = { parcels: '十二', comment: 'a'.repeat(103) };
    const page = await readPageOf(await app.post(here('about'), { ...typed, _action: 'back' }, chinese));
    expect(page.status).toBe(422);
    expect(page.typed).toEqual(typed);
    expect(page.errors.map(([anchor]) => anchor)).toEqual(['parcels', 'comment']);
  });

  test('takes an answer away when it is cleared', async () => {
    await answerTo('delivery', 'claims');
    await app.post(here('about'), { comment: 'late', _action: 'back' });
    await app.post(here('about'), { comment: '', _action: 'back' });
    expect((await stored())?.answers).not.toHaveProperty('comment');
  });
});

describe('the last page', () => {
  test('submits the response and thanks for it', async () => {
    await answerTo('delivery', 'claims');
    app.setClock('2026-07-15T08:03:00Z');
    const response = await app.post(here('about'), goodAnswers.about, chinese);
    expect([response.status, response.headers.get('location')]).toEqual([303, here('thanks')]);
    expect(await stored()).toMatchObject({
      status: 'submitted',
      answers: goodAnswersKept,
      locale: 'zh-CN',
      startedAt: Date.parse('2026-07-15T08:00:00Z'),
      submittedAt: Date.parse('2026-07-15T08:03:00Z'),
    });
    const thanks = await readPageOf(await app.get(here('thanks'), chinese));
    expect(thanks.heading).toBe('您的答卷已提交');
    expect(thanks.html).toContain('您的意见会在下个季度的改进中看到。');
  });

  test('can be sent twice: one response, the same thanks, nothing changed', async () => {
    await answerTo('delivery', 'claims', 'about');
    const submitted = await stored();
    app.setClock('2026-07-16T08:00:00Z');
    const again = await app.post(here('about'), goodAnswers.about);
    expect([again.status, again.headers.get('location')]).toEqual([303, here('thanks')]);
    expect((await app.post(here('about'), { ...goodAnswers.about, parcels: '99' })).status).toBe(409);
    expect(await stored()).toEqual(submitted);
    expect(await responseCounts(app.db.read, wave.waveId)).toMatchObject({ started: 0, submitted: 1 });
  });

  test('is thanked for only once it is submitted', async () => {
    await answerTo('delivery', 'claims');
    const early = await app.get(here('thanks'));
    expect([early.status, early.headers.get('location')]).toEqual([303, here('about')]);
  });

  test('leads to an earlier page whose answers were taken away meanwhile, and shows what it misses', async () => {
    await answerTo('delivery', 'claims');
    const other = await app.post(here('claims'), { ease: '4', _action: 'back' });
    expect(other.status).toBe(303);
    const response = await app.post(here('about'), goodAnswers.about, chinese);
    expect([response.status, response.headers.get('location')]).toEqual([303, `${here('claims')}?check=1`]);
    expect(await stored()).toMatchObject({ status: 'started', answers: { market: 'parcels', parcels: 12 } });
    const page = await readPageOf(await app.get(`${here('claims')}?check=1`, chinese));
    expect(page.errors).toEqual([
      ['claims.expectation', '请选择您对“理赔”的期望和实际感受'],
      ['recommend', '请为“您会向朋友推荐我们吗”选择一个分数'],
    ]);
    await answerTo('claims', 'about');
    expect((await stored())?.status).toBe('submitted');
  });

  test('after it every page leads to the thanks', async () => {
    await answerTo('delivery', 'claims', 'about');
    for (const path of [`/s/${link.token}`, here('delivery'), here('about')]) {
      const response = await app.get(path);
      expect([response.status, response.headers.get('location')]).toEqual([303, here('thanks')]);
    }
  });
});
