import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { insertFrame } from '#db/queries/frames.ts';
import { surveyById } from '#db/queries/surveys.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { anApp, aPublishedWave, type Fields, type TestApp } from '#test/helpers/app.ts';
import { aPng } from '#test/helpers/images.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';
import { aFile, aFormWithFiles, sendFiles } from '#test/helpers/upload.ts';

let app: TestApp;
let surveyId: string;
let path: string;
let designer: Awaited<ReturnType<typeof signedIn>>;

beforeAll(() => {
  app = anApp();
});
afterAll(() => app.db.close());
beforeEach(async () => {
  const facts = [{ key: 'market', name: { 'zh-CN': '市场', en: 'Market' } }];
  const { pages, ...rest } = aQuestionnaire({ facts });
  const [delivery, claims, about] = pages;
  if (!delivery || !claims || !about) throw new Error('Three pages');
  const renamed = {
    ...about,
    questions: about.questions.map((each) => (each.key === 'market' ? { ...each, key: 'sends' } : each)),
  };
  surveyId = (await aPublishedWave(app, { ...rest, pages: [delivery, claims, renamed] })).surveyId;
  designer = await signedIn(app, 'designer', { surveys: [surveyId] });
  path = `/studio/surveys/${(await survey()).slug}/questionnaire`;
});

async function survey() {
  const found = await surveyById(app.db.read, surveyId);
  if (found === null) throw new Error('The survey is gone');
  return found;
}

const draft = async () => (await survey()).draft as DefinitionDocument;
const pageOf = async (key: string) => (await draft()).pages.find((page) => page.key === key);

/** Sends a small form of the designer, as it stands on the page that is open now. */
async function send(fields: Fields, here = path): Promise<Response> {
  const revision = String((await survey()).draftRevision);
  return await designer.post(`${path}/edit`, { revision, here, ...fields }, english);
}

async function edit(edit: unknown): Promise<Response> {
  return await send({ edit: JSON.stringify(edit) });
}

async function shown(at: string): Promise<string> {
  const { html, status } = await readPageOf(await designer.get(`${path}${at}`, english));
  expect([at, status]).toEqual([at, 200]);
  return html;
}

const english = { 'accept-language': 'en' };

const ofParcels = { add: 'end', place: 'page:about', about: 'sends', op: 'equals' };

describe('what is begun with a condition', () => {
  test('an early end: chosen on its page, opened for its text, changed and removed', async () => {
    expect(await shown('/part?place=page:about&add=end&about=sends')).toContain('name="value.parcels"');
    const response = await send({ ...ofParcels, 'value.parcels': 'yes', 'value.letters': 'yes' });
    const place = new URL(response.headers.get('location') ?? '', 'http://x').searchParams.get('place');
    expect(place).toMatch(/^end:/);
    expect((await pageOf('about'))?.endIf).toMatchObject([
      {
        when: {
          op: 'any',
          of: [
            { op: 'equals', question: 'sends', value: 'parcels' },
            { op: 'equals', question: 'sends', value: 'letters' },
          ],
        },
      },
    ]);
    expect(await shown(`/part?place=${place}`)).toContain('When the questionnaire ends here');
    expect(await shown('/part?place=page:about')).toContain('“What do you mostly send?” is Parcels');
    await edit({ edit: 'remove', place });
    expect((await pageOf('about'))?.endIf ?? []).toEqual([]);
  });

  test('a quota: with places, for those a fact of whom has any of several values', async () => {
    const frame = {
      id: `frame-${surveyId}`,
      surveyId,
      key: 'f',
      kind: 'counts',
      source: 'x',

      importedAt: 1,
    } as const;
    await app.db.write((tx) =>
      insertFrame(tx, { ...frame, strataFrom: [], margins: { market: { north: 4, 'a, b': 2 } } }, []),
    );
    const html = await shown('/settings?add=quota&about=fact:market');
    expect(html).toContain('name="value.a, b"');
    const response = await send({
      add: 'quota',
      place: 'survey',
      about: 'fact:market',
      op: 'fact',
      'value.a, b': 'yes',
      value: 'south\r\n\r\nsouth',
      limit: '40',
    });
    expect(response.status).toBe(303);
    const [quota] = (await draft()).quotas ?? [];
    expect(quota).toMatchObject({
      limit: 40,
      when: { op: 'fact', fact: 'market', oneOf: ['a, b', 'south'] },
    });
    await edit({ edit: 'remove', place: `quota:${quota?.key}` });
    expect((await draft()).quotas ?? []).toEqual([]);
  });

  test('without a value, or places, nothing is begun, and what was chosen is still chosen', async () => {
    const many = {
      add: 'quota',
      place: 'survey',
      about: 'language',
      op: 'language',
      'value.en': 'yes',
      limit: 'many',
    };
    for (const [fields, here] of [
      [ofParcels, `${path}/part?place=page:about`],
      [many, `${path}/settings`],
    ] as const) {
      const response = await send(fields, here);
      expect(response.status).toBe(422);
      expect(await response.text()).toContain('class="comparison"');
    }
    expect((await survey()).draftRevision).toBe(1);
  });

  test('an end may look at its own page and no later one, a quota at all of them', async () => {
    const asks = (html: string, question: string) => html.includes(`<option value="${question}"`);
    const first = await shown('/part?place=page:delivery&add=end&about=speed');
    expect([asks(first, 'speed.perception'), asks(first, 'sends')]).toEqual([true, false]);
    expect(asks(await shown('/settings'), 'sends')).toBe(true);
  });
});

describe('a condition of several parts', () => {
  const part = async (about: string, join: string, more: Fields) =>
    await send({ add: 'condition', place: 'page:about', about, join, ...more });
  const shownIf = async () => (await pageOf('about'))?.showIf;
  const ease = { op: 'answered', question: 'ease' };
  const chinese = { op: 'language', oneOf: ['zh-CN'] };
  const north = { op: 'fact', fact: 'market', oneOf: ['north'] };

  test('is put together from lists: all of them, one of a group, the opposite', async () => {
    await part('ease', ':all', { op: 'answered' });
    await part('language', ':all', { op: 'language', 'value.zh-CN': 'yes' });
    await part('fact:market', '1:any', { op: 'fact', value: 'north' });
    const together = { op: 'all', of: [ease, { op: 'any', of: [chinese, north] }] };
    expect(await shownIf()).toEqual(together);
    const html = await shown('/part?place=page:about');
    expect(html).toContain('one of these:');
    const turned = [...html.matchAll(/value="([^"]*setCondition[^"]*)"[^>]*>Turn into the opposite/g)];
    const [, button = ''] = turned[0] ?? [];
    await send({ edit: button.replaceAll('&quot;', '"') });
    expect(await shownIf()).toEqual({ ...together, of: [{ op: 'not', condition: ease }, together.of[1]] });
  });

  test('a place in it that is not there is refused', async () => {
    expect((await part('ease', '0:none', { op: 'answered' })).status).toBe(422);
    await part('ease', '7.7:any', { op: 'answered' });
    expect(await shownIf()).toEqual(ease);
  });
});

describe('scales and the logo', () => {
  test('a scale of one’s own is begun by its ends, can be rated on, and then is not removed', async () => {
    await send({ add: 'scale', min: '1', max: '7' });
    expect((await draft()).scales['scale-3']).toMatchObject({ min: 1, max: 7 });
    expect(await shown('/part?place=question:speed')).toContain('1–7');
    await edit({ edit: 'set', place: 'question:speed', field: 'scale', value: 'scale-3' });
    const refused = await edit({ edit: 'remove', place: 'scale:scale-3' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('/part?place&#x3D;question%3Aspeed');
    await edit({ edit: 'set', place: 'question:speed', field: 'scale', value: 'ten' });
    expect((await edit({ edit: 'remove', place: 'scale:scale-3' })).status).toBe(303);
    for (const min of ['x', '1.5', '99999999999'])
      expect((await send({ add: 'scale', min, max: '7' })).status, min).toBe(422);
  });

  const logo = async (name: string, bytes: Uint8Array, type = 'image/png') =>
    await sendFiles(app, designer, `${path}/logo`, aFormWithFiles([['logo', aFile(name, bytes, type)]]));

  test('a logo from a file is shown, can be undone, replaced and removed', async () => {
    expect((await logo('logo.png', new Uint8Array(aPng(80, 20)))).status).toBe(303);
    const { brand } = await draft();
    expect(brand?.logo).toMatch(/^[0-9a-f]{64}$/);
    expect(brand?.colour).toBe('#0a6c74');
    expect(await shown('/settings')).toContain(`<img src="/images/${brand?.logo}"`);
    await send({ way: 'undo' });
    expect((await draft()).brand?.logo).toBeUndefined();
    await logo('logo.png', new Uint8Array(aPng(40, 20)));
    await edit({ edit: 'set', place: 'brand', field: 'logo', value: null });
    expect((await draft()).brand).toEqual({ colour: '#0a6c74' });
  });

  test('row 26: what is no image is no logo, whatever it is called, and the page says why at its field', async () => {
    const page = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
    const bytes = (text: string) => new Uint8Array(Buffer.from(text));
    const sent = [
      await logo('logo.svg', bytes(page), 'image/svg+xml'),
      await logo('logo.png', bytes(page)),
      await logo('logo.png', bytes('<script>alert(1)</script>')),
      await logo('big.png', new Uint8Array(aPng(40, 20, { comment: 200_000 }))),
    ];
    for (const response of sent) {
      const { status, errors } = await readPageOf(response);
      expect([status, errors.map(([name]) => name)]).toEqual([422, ['logo']]);
    }
    expect((await logo('huge.png', new Uint8Array(2 * 1024 * 1024))).status).toBe(413);
    expect((await survey()).draftRevision).toBe(1);
  });
});

describe('texts that take something over', () => {
  const name = 'page:about.title.en';
  const saved = { [`was:${name}`]: 'About you', [name]: 'About you', revision: '1' };
  const here = () => `${path}/part?place=page:about`;

  test('offer what is answered before, and put it at the end, as one step that can be undone', async () => {
    const asked = await designer.post(`${path}/save`, { ...saved, here: here(), insert: name });
    expect(asked.headers.get('location')).toContain(`insert=page%3Aabout.title.en`);
    const html = await shown(`/part?place=page:about&insert=${name}`);
    const offered = [
      ...(/<div class="picker[\s\S]*?<\/div>/.exec(html)?.[0] ?? '').matchAll(/<option value="([^"]*)"/g),
    ];
    expect(offered.map(([, each]) => each)).toContain('speed.perception');
    expect(offered.map(([, each]) => each)).not.toContain('sends');
    await designer.post(`${path}/save`, {
      ...saved,
      here: here(),
      put: name,
      pipe: 'fact.market',
      fallback: 'you',
    });
    expect((await pageOf('about'))?.title.en).toBe('About you{{fact.market|you}}');
    expect(await shown('/part?place=page:about')).toContain('<span class="pipe">Market, else “you”</span>');
    await send({ way: 'undo' });
    expect((await pageOf('about'))?.title.en).toBe('About you');
  });

  test('refuse what is only answered later, and mark what is broken with the reason', async () => {
    const later = { ...saved, here: here(), put: name, pipe: 'sends', fallback: '' };
    expect((await designer.post(`${path}/save`, later)).status).toBe(422);
    await edit({
      edit: 'setText',
      place: 'page:about',
      field: 'title',
      language: 'en',
      text: '{{gone}} and {{sends|x}} {{',
    });
    const html = await shown('/part?place=page:about');
    expect(html.match(/<mark class="broken">/g)?.length).toBe(3);
    expect(html).toContain('“What do you mostly send?” is not answered before this text is read.');
  });
});

describe('what others refer to', () => {
  test('is not removed before somebody has seen by what, and then with all of it', async () => {
    await send({ add: 'condition', place: 'page:about', about: 'ease', op: 'answered' });
    await edit({
      edit: 'setText',
      place: 'page:about',
      field: 'title',
      language: 'en',
      text: 'You said {{ease|it}}',
    });
    const refused = await edit({ edit: 'remove', place: 'question:ease' });
    expect(refused.status).toBe(422);
    const html = await refused.text();
    for (const where of ['Page “You said it” · When it is shown', 'Title · English'])
      expect(html).toContain(where);
    expect(html).toContain('/part?place&#x3D;page%3Aabout');
    const [, button = ''] = /value="([^"]*andReferences[^"]*)"/.exec(html) ?? [];
    await send({ edit: button.replaceAll('&quot;', '"') });
    const about = await pageOf('about');
    expect([about?.showIf, about?.title.en]).toEqual([undefined, 'You said it']);
    expect((await pageOf('claims'))?.questions.map(({ key }) => key)).toEqual(['claims', 'recommend']);
  });
});

describe('the questionnaire as a file', () => {
  test('is exported and replaced from its first page; whoever may only look is not offered the second', async () => {
    const files = (html: string) =>
      [`${path}.json`, `${path}/file`].map((href) => html.includes(`href="${href}"`));
    expect(files(await shown(''))).toEqual([true, true]);
    const analyst = await signedIn(app, 'analyst', { surveys: [surveyId] });
    expect(files(await (await analyst.get(path)).text())).toEqual([true, false]);
  });
});

test('row 22: a button pressed twice adds one part', async () => {
  const twice = { revision: '1', here: path, edit: '{"edit":"addPage"}' };
  await Promise.all([designer.post(`${path}/edit`, twice), designer.post(`${path}/edit`, twice)]);
  expect((await draft()).pages.length).toBe(4);
});
