import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { surveyById, updateDraft } from '#db/queries/surveys.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { anApp, aPublishedWave, type Fields, type TestApp, type TestWave } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { type Browser, signedIn } from '#test/helpers/people.ts';
import { aPrivacyText, aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';
import { allRows } from '#test/helpers/tables.ts';

let app: TestApp;
let wave: TestWave;
let designer: Browser;

beforeEach(async () => {
  app = anApp();
  wave = await aPublishedWave(app, aQuestionnaire());
  designer = await signedIn(app, 'designer', { surveys: [wave.surveyId] });
});
afterEach(() => app.db.close());

const both = (zh: string, en: string) => ({ 'zh-CN': zh, en });

/** Puts another questionnaire in the draft's place. */
async function draft(change: (document: DefinitionDocument) => void): Promise<void> {
  const document = structuredClone(aQuestionnaire());
  change(document);
  const survey = await surveyById(app.db.read, wave.surveyId);
  const seen = survey?.draftRevision ?? 0;
  const changed = { surveyId: wave.surveyId, seen, draft: document, title: document.title };
  await app.db.write((tx) => updateDraft(tx, changed));
}

/** A preview as somebody goes through it: wherever the server leads. */
async function begin(query = 'lang=en') {
  let here = `/studio/preview/${wave.surveyId}/begin?${query}`;
  let response = await designer.get(here);
  async function follow() {
    while (response.status === 303) {
      here = new URL(
        response.headers.get('location') ?? '',
        new URL(here, 'http://survey.example'),
      ).href.replace('http://survey.example', '');
      response = await designer.get(here);
    }
  }
  await follow();
  return {
    here: () => here,
    page: () => here.split('?')[0]?.split('/').at(-1),
    response: () => response,
    read: async () => await readPageOf(response.clone()),
    html: async () => await response.clone().text(),
    async send(form: Fields, path = here) {
      response = await designer.post(path, form);
      here = path;
      await follow();
    },
    async go(path: string) {
      here = path;
      response = await designer.get(path);
      await follow();
    },
  };
}

describe('the preview of a draft', () => {
  test('stands in frames as wide as a phone and a desk, which only its own page may show', async () => {
    const page = await designer.get(`/studio/surveys/${wave.surveyId}/questionnaire/preview?in=en`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("frame-src 'self'");
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    const html = await page.text();
    expect(html.match(/<iframe/g)).toHaveLength(2);
    const preview = await begin();
    const policy = preview.response().headers.get('content-security-policy');
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).not.toContain('frame-src');
    const list = await designer.get('/studio');
    expect(list.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(list.headers.get('content-security-policy')).not.toContain('frame-src');
  });

  test('shows the customers’ own page, marked as a preview, in each language', async () => {
    await draft((document) => {
      document.title = both('只在草稿里', 'Only in the draft');
    });
    const english = await (await begin('lang=en')).read();
    expect(english.heading).toBe('Only in the draft');
    expect(english.html).toContain('Preview. Answers are not kept.');
    expect(english.title).toMatch(/^Preview · /);
    const chinese = await (await begin('lang=zh-CN')).read();
    expect([chinese.language, chinese.heading]).toEqual(['zh-CN', '只在草稿里']);
    expect(chinese.html).toContain('预览，答案不会保存');
  });

  test('goes from page to page to the thanks, and never writes anything', async () => {
    const before = allRows(app.file);
    const preview = await begin();
    expect(preview.page()).toBe('delivery');
    await preview.send(goodAnswers.delivery);
    expect(preview.page()).toBe('claims');
    await preview.send({ ...goodAnswers.claims, _action: 'back' });
    expect((await preview.read()).typed).toMatchObject(goodAnswers.delivery);
    await preview.send(goodAnswers.delivery);
    expect((await preview.read()).typed).toMatchObject(goodAnswers.claims);
    await preview.send(goodAnswers.claims);
    await preview.send(goodAnswers.about);
    expect(preview.page()).toBe('thanks');
    expect(await preview.html()).toContain('You will see what we make of it in the next quarter.');
    await preview.go(preview.here().replace('thanks?', 'my/answers?'));
    expect(await preview.html()).toContain('包装有点破，但是态度很好');
    expect(allRows(app.file)).toEqual(before);
  });

  test('says what is missing as it will', async () => {
    const preview = await begin();
    await preview.send({ 'speed.expectation': '9' });
    const { errors } = await preview.read();
    expect(errors.map(([field]) => field)).toContain('speed.perception');
  });

  test('changes the language with what was typed', async () => {
    const preview = await begin();
    await preview.send({ ...goodAnswers.delivery, _action: 'language:zh-CN' });
    const page = await preview.read();
    expect(page.language).toBe('zh-CN');
    expect(page.typed).toMatchObject(goodAnswers.delivery);
    expect(designer.cookies.has('manyi-language')).toBe(false);
  });

  test('heeds conditions about answers and about what is made up of the customer', async () => {
    await draft((document) => {
      document.facts = [{ key: 'market', name: both('市场', 'Market') }];
      const [, claims, about] = document.pages;
      if (claims) claims.showIf = { op: 'atMost', question: 'speed', part: 'perception', value: 5 };
      if (about) about.introduction = both('来自{{fact.market|某处}}', 'From {{fact.market|somewhere}}');
      if (about) about.showIf = { op: 'fact', fact: 'market', oneOf: ['online'] };
    });
    const online = await begin('lang=en&fact:market=online');
    await online.send(goodAnswers.delivery);
    expect(online.page()).toBe('about');
    expect(await online.html()).toMatch(/From .?online/);
    const slow = await begin('lang=en&fact:market=online');
    await slow.send({ ...goodAnswers.delivery, 'speed.perception': '3' });
    expect(slow.page()).toBe('claims');
    const unknown = await begin('lang=en');
    await unknown.send(goodAnswers.delivery);
    expect(unknown.page()).toBe('thanks');
  });

  test('ends early where the questionnaire does, and goes back from there', async () => {
    await draft((document) => {
      const [delivery] = document.pages;
      if (delivery)
        delivery.endIf = [
          {
            key: 'slow',
            when: { op: 'atMost', question: 'speed', part: 'perception', value: 2 },
            text: both('谢谢，到此为止。', 'Thank you, that is all.'),
          },
        ];
    });
    const preview = await begin();
    await preview.send({ ...goodAnswers.delivery, 'speed.perception': '1' });
    expect(preview.page()).toBe('thanks');
    expect(await preview.html()).toContain('Thank you, that is all.');
    await preview.send({});
    expect(preview.page()).toBe('delivery');
    expect((await preview.read()).typed).toMatchObject({ 'speed.perception': '1' });
  });

  test.each([false, true])('ends by a quota that is taken to be full (anonymous: %s)', async (anonymous) => {
    await draft((document) => {
      document.anonymous = anonymous;
      const when = { op: 'equals', question: 'market', value: 'parcels' } as const;
      document.quotas = [
        {
          key: 'parcels',
          name: both('包裹', 'Parcels'),
          when,
          limit: 5,
          full: both('名额已满', 'All taken'),
        },
      ];
    });
    async function end(query: string) {
      const preview = await begin(query);
      await preview.send(goodAnswers.delivery);
      await preview.send(goodAnswers.claims);
      await preview.send(goodAnswers.about);
      expect(preview.page()).toBe('thanks');
      return await preview.html();
    }
    expect(await end('lang=en&full=parcels')).toContain('All taken');
    expect(await end('lang=en')).not.toContain('All taken');
  });

  test('asks for consent as it will', async () => {
    await draft((document) => {
      document.privacy = aPrivacyText({ ask: true });
    });
    const preview = await begin();
    await preview.send(goodAnswers.delivery);
    expect(preview.response().status).toBe(422);
    const consent = /name="_consent" value="([0-9a-f]{64})"/.exec(await preview.html())?.[1] ?? '';
    await preview.send({ ...goodAnswers.delivery, _consent: consent });
    expect(preview.page()).toBe('claims');
  });

  test('goes on with the draft as it is by now', async () => {
    const preview = await begin();
    await preview.send(goodAnswers.delivery);
    await draft((document) => {
      document.pages.splice(1, 1);
    });
    await preview.go(preview.here());
    expect(preview.page()).toBe('about');
  });

  test('carries the beginnings of texts that are too long for an address', async () => {
    const preview = await begin();
    await preview.send(goodAnswers.delivery);
    await preview.send(goodAnswers.claims);
    const noise = Array.from({ length: 100 }, (_, at) =>
      String.fromCodePoint(0x4e00 + ((at * 7919) % 20000)),
    ).join('');
    await preview.send({ ...goodAnswers.about, comment: noise, _action: 'back' });
    expect(preview.here().length).toBeLessThan(8000);
    expect(preview.page()).toBe('claims');
  });
});

describe('a draft that cannot be published yet', () => {
  test('is previewed without what cannot work, and the page says so', async () => {
    await draft((document) => {
      const [delivery, claims] = document.pages;
      if (delivery) delivery.showIf = { op: 'answered', question: 'nothing' };
      for (const question of claims?.questions ?? []) if ('scale' in question) question.scale = 'gone';
      document.thanks = both('谢谢', '');
    });
    const html = await (
      await designer.get(`/studio/surveys/${wave.surveyId}/questionnaire/preview`, {
        'accept-language': 'en',
      })
    ).text();
    expect(html).toContain('2 questions; conditions, ends and quotas not heeded: 1.');
    const preview = await begin();
    expect(preview.page()).toBe('delivery');
    await preview.send(goodAnswers.delivery);
    expect((await preview.read()).html).not.toContain('name="claims.perception"');
    await preview.send({ recommend: '9' });
    await preview.send(goodAnswers.about);
    expect(preview.page()).toBe('thanks');
  });

  test('says that there is nothing to show where there is no page', async () => {
    await draft((document) => {
      document.pages = [];
    });
    const preview = await begin();
    expect(preview.response().status).toBe(200);
    expect(await preview.html()).toContain('There is no page to show yet.');
  });
});

test('a preview’s address that was changed, or is another survey’s, leads nowhere', async () => {
  const preview = await begin();
  const other = await aPublishedWave(app, aQuestionnaire());
  const colleague = await signedIn(app, 'designer', { surveys: [other.surveyId, wave.surveyId] });
  const elsewhere = preview.here().replace(wave.surveyId, other.surveyId);
  expect((await colleague.get(elsewhere)).status).toBe(404);
  const [path = ''] = preview.here().split('?');
  const changed = path
    .split('/')
    .with(4, `x${path.split('/')[4]}`)
    .join('/');
  expect((await colleague.get(changed)).status).toBe(404);
});
