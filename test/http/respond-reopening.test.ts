import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { quotaCounts } from '#db/queries/quota-places.ts';
import { responseByLink } from '#db/queries/responses.ts';
import { closeWave } from '#db/queries/waves.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp, type TestWave } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { aQuestionnaire, goodAnswers, goodAnswersKept } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let wave: TestWave;

beforeEach(() => {
  app = anApp();
});
afterEach(() => app.db.close());

const english = { 'accept-language': 'en' };
const both = (text: string) => ({ 'zh-CN': text, en: text });
const slow = { op: 'atMost', question: 'speed', part: 'perception', value: 2 } as const;
const slip = { ...goodAnswers.delivery, 'speed.perception': '1' };
const text = both('only for others');

/** A questionnaire that is not for who found it slow on its first page. */
function screening(change: Partial<DefinitionDocument> = {}): DefinitionDocument {
  const { pages, ...rest } = aQuestionnaire(change);
  const endIf = [{ key: 'slow', when: slow, text }];
  return { ...rest, pages: pages.map((page) => (page.key === 'delivery' ? { ...page, endIf } : page)) };
}

async function aLink() {
  const link = await aPersonalLink(app, wave);
  const here = (page: string) => `/s/${link.token}/${page}`;
  return {
    here,
    send: (page: keyof typeof goodAnswers, form: Record<string, string | readonly string[]>) =>
      app.post(here(page), form),
    end: async () => await readPageOf(await app.get(here('thanks'), english)),
    goBack: () => app.post(here('thanks'), {}),
    stored: () => responseByLink(app.db.read, link.linkId),
  };
}

describe('who chose an answer that ended the questionnaire', () => {
  test('goes back to it with one button, and on from there', async () => {
    wave = await aPublishedWave(app, screening());
    const { here, send, end, goBack, stored } = await aLink();
    await send('delivery', slip);
    const page = await end();
    expect(page.html).toContain('only for others');
    expect(page.html).toContain('<form class="actions" method="post" action="thanks">');
    expect(page.html).toContain('I chose a wrong answer');
    const ended = await stored();
    expect(ended?.status).toBe('screenedOut');
    expect((await goBack()).headers.get('location')).toBe(here('delivery'));
    expect(await stored()).toMatchObject({ status: 'started', submittedAt: null });
    // whoever counts those it is not for learns of it
    expect((await stored())?.change).toBeGreaterThan(ended?.change ?? 0);
    expect((await readPageOf(await app.get(here('delivery'), english))).typed).toEqual(slip);
    for (const key of ['delivery', 'claims', 'about'] as const) await send(key, goodAnswers[key]);
    expect(await stored()).toMatchObject({ status: 'submitted', answers: goodAnswersKept });
    expect((await end()).html).not.toContain('I chose a wrong answer');
  });

  test('finds again what was answered on later pages', async () => {
    wave = await aPublishedWave(app, screening());
    const { here, send, goBack, stored } = await aLink();
    for (const key of ['delivery', 'claims'] as const) await send(key, goodAnswers[key]);
    await send('delivery', slip);
    await goBack();
    expect((await send('delivery', goodAnswers.delivery)).headers.get('location')).toBe(here('claims'));
    expect((await stored())?.answers).toMatchObject({ ease: 4, recommend: 9 });
  });

  test('is not let back when the wave has closed, and nothing is changed by asking', async () => {
    wave = await aPublishedWave(app, screening());
    const { send, end, goBack, stored } = await aLink();
    await send('delivery', slip);
    const before = await stored();
    await app.db.write((tx) => closeWave(tx, wave.waveId, Date.parse('2026-07-15T07:00:00Z')));
    expect((await end()).html).not.toContain('I chose a wrong answer');
    expect((await goBack()).status).toBe(410);
    expect(await stored()).toEqual(before);
  });

  test('is not led back where nothing leads to the answer, nor where no answer decided', async () => {
    wave = await aPublishedWave(app, screening({ anonymous: true }));
    const anonymous = await aLink();
    await anonymous.send('delivery', slip);
    expect((await anonymous.end()).html).not.toContain('I chose a wrong answer');
    expect((await anonymous.goBack()).headers.get('location')).toBe(anonymous.here('thanks'));
    const when = { op: 'language', oneOf: ['en', 'zh-CN'] } as const;
    const quotas = [1, 2].map((limit) => ({ key: `all${limit}`, name: text, when, limit, full: text }));
    wave = await aPublishedWave(app, aQuestionnaire({ quotas }));
    for (const each of [await aLink(), await aLink()]) await each.send('delivery', goodAnswers.delivery);
    const known = await aLink();
    await known.send('delivery', goodAnswers.delivery);
    expect((await known.stored())?.status).toBe('overQuota');
    expect((await known.end()).html).not.toContain('I chose a wrong answer');
  });

  test('changes nothing of what was sent', async () => {
    wave = await aPublishedWave(app, screening());
    const { here, send, goBack, stored } = await aLink();
    for (const key of ['delivery', 'claims', 'about'] as const) await send(key, goodAnswers[key]);
    const before = await stored();
    expect((await goBack()).headers.get('location')).toBe(here('thanks'));
    expect(await stored()).toEqual(before);
  });
});

describe('who has no place in a quota', () => {
  const quotas = [{ key: 'slow', name: text, when: slow, limit: 1, full: text }];
  const places = async () => {
    const counts = await quotaCounts(app.db.read, wave.waveId, app.deps.now().getTime());
    return counts.get('slow');
  };

  test('goes back, and is let past it by no number of attempts', async () => {
    wave = await aPublishedWave(app, aQuestionnaire({ quotas }));
    await (await aLink()).send('delivery', slip);
    const { here, send, goBack, stored } = await aLink();
    for (let attempt = 0; attempt < 3; attempt++) {
      await send('delivery', slip);
      expect((await stored())?.status).toBe('overQuota');
      expect((await goBack()).headers.get('location')).toBe(here('delivery'));
      expect(await places()).toEqual({ taken: 0, held: 1 });
    }
    await send('claims', goodAnswers.claims);
    expect((await stored())?.status).not.toBe('submitted');
    await send('delivery', goodAnswers.delivery);
    expect((await stored())?.status).toBe('started');
  });

  test('gets a place that was given back meanwhile', async () => {
    wave = await aPublishedWave(app, aQuestionnaire({ quotas }));
    const first = await aLink();
    await first.send('delivery', slip);
    const second = await aLink();
    await second.send('delivery', slip);
    await app.post(first.here('my/withdrawal'), {});
    await second.goBack();
    await second.send('delivery', slip);
    expect((await second.stored())?.status).toBe('started');
    expect(await places()).toEqual({ taken: 0, held: 1 });
  });
});
