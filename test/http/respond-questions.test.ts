import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { responseByLink } from '#db/queries/responses.ts';
import { anApp, aPersonalLink, aPublishedWave, type Fields, type TestApp } from '#test/helpers/app.ts';
import { type ReadPage, readPageOf } from '#test/helpers/page.ts';
import { aQuestionnaireOfKinds, goodKinds, goodKindsKept } from '#test/helpers/question-kinds.ts';

let app: TestApp;
let wave: Awaited<ReturnType<typeof aPublishedWave>>;
let link: Awaited<ReturnType<typeof aPersonalLink>>;

beforeEach(async () => {
  app = anApp();
  wave = await aPublishedWave(app, aQuestionnaireOfKinds());
  link = await aPersonalLink(app, wave);
});
afterEach(() => {
  expect(app.failures).toEqual([]);
  return app.db.close();
});

const english = { 'accept-language': 'en' };
const here = (page = 'kinds', token = link.token) => `/s/${token}/${page}`;
const stored = async () => (await responseByLink(app.db.read, link.linkId))?.answers ?? {};
const send = async (form: Fields, page = 'kinds') => await app.post(here(page), form, english);
const look = async (query = '', token = link.token) =>
  await readPageOf(await app.get(here('kinds', token) + query, english));

/** Sends the page and reads what is refused: the page itself, or the one it leads to. */
async function refused(form: Fields): Promise<ReadPage> {
  const response = await send(form);
  const location = response.headers.get('location');
  return await readPageOf(location === null ? response : await app.get(location, english));
}
const anchors = ({ errors }: ReadPage) => errors.map(([anchor]) => anchor);

describe('a page with every kind of question', () => {
  test('is kept as it was answered, and shows the answers again', async () => {
    expect((await send(goodKinds)).headers.get('location')).toBe(here('last'));
    expect(await stored()).toEqual(goodKindsKept);
    expect((await look()).typed).toMatchObject({
      ...goodKinds,
      'weight.service': '50',
      'weight.image': '0',
      order: ['care', 'speed', 'price'],
      'order.ranked': ['1'],
    });
  });

  test('is submitted whole, every text beside its option', async () => {
    await send(goodKinds);
    expect((await send({ comment: 'bye' }, 'last')).headers.get('location')).toBe(here('thanks'));
    expect(await stored()).toEqual({ ...goodKindsKept, comment: 'bye' });
  });

  test('says all that is missing, each at a control that is there', async () => {
    const page = await refused({ order: ['speed', 'care', 'price'], 'reach.name': 'Ada' });
    expect(anchors(page)).toEqual(['reason', 'done', 'order', 'weight.product', 'reach.phone']);
    for (const anchor of anchors(page)) expect(page.html).toContain(` id="${anchor}"`);
    expect(page.errors.map(([, message]) => message)).toEqual([
      'Choose one answer for “What were you least happy with?”',
      'Choose at least one answer for “What did you do about it?”',
      'Put the answers to “What should we improve first?” in order, or tick that the order is yours',
      'Share out 100 points for “How much does each of these matter to you?”',
      'Write a telephone number or an e-mail address at which we can reach you',
    ]);
  });

  test('keeps what is right beside what is wrong, and shows all of it as it was typed', async () => {
    const wrong = {
      ...goodKinds,
      'weight.product': '6.5',
      'reach.phone': 'tomorrow',
      'done.other': 'x'.repeat(501),
    };
    const page = await refused(wrong);
    expect(page.status).toBe(422);
    expect(anchors(page)).toEqual(['done.other', 'weight.product', 'reach.phone']);
    expect(page.typed).toMatchObject({
      'reason.other': goodKinds['reason.other'],
      'done.other': 'x'.repeat(501),
      'weight.product': '6.5',
      'weight.service': '５０',
      'reach.phone': 'tomorrow',
      'reach.name': '王小明',
      order: ['care', 'speed', 'price'],
    });
    expect(await stored()).toMatchObject({ reason: 'other', order: goodKindsKept.order });
  });
});

describe('a text beside "other"', () => {
  test('counts as the choice where nothing is chosen', async () => {
    const { reason: _, ...rest } = goodKinds;
    await send(rest);
    expect(await stored()).toMatchObject({ reason: 'other', 'reason.other': goodKinds['reason.other'] });
  });

  test('where another option is chosen is not lost: it is asked which of the two is meant', async () => {
    const page = await refused({ ...goodKinds, reason: 'late' });
    expect(page.status).toBe(422);
    expect(page.errors).toEqual([
      [
        'reason.other',
        'You wrote beside “Something else” in “What were you least happy with?” without choosing it: choose it, or delete what you wrote',
      ],
    ]);
    expect(page.typed).toMatchObject({ reason: 'late', 'reason.other': goodKinds['reason.other'] });
  });

  test('goes when its option is no longer chosen', async () => {
    await send(goodKinds);
    await send({ ...goodKinds, reason: 'late', 'reason.other': '' });
    expect(await stored()).toMatchObject({ reason: 'late' });
    expect(await stored()).not.toHaveProperty('reason.other');
  });

  test('is still asked for when its customer comes back', async () => {
    await send({ ...goodKinds, 'reason.other': ' ', _action: 'back' });
    expect(await stored()).toMatchObject({ reason: 'other' });
    expect(anchors(await look('?check=1'))).toEqual(['reason.other']);
    expect((await app.get(`/s/${link.token}`)).headers.get('location')).toBe(here());
  });
});

describe('a ranking without scripts', () => {
  const untouched = { order: ['speed', 'care', 'price'] };
  const buttons = ({ html }: ReadPage) =>
    [
      ...html.matchAll(/value="((?:up|down):[^"]*)" formaction="([^"]*)" aria-label="([^"]*)"( disabled)?/g),
    ].map(([, value, action, label, disabled]) => [value, action, label, disabled === undefined]);

  test('has buttons that name the option and where it goes', async () => {
    expect(buttons(await look()).slice(0, 3)).toEqual([
      ['up:order:speed', 'kinds#order.speed', 'Move “Speed” up', false],
      ['down:order:speed', 'kinds#order.speed', 'Move “Speed” down', true],
      ['up:order:care', 'kinds#order.care', 'Move “Parcels kept whole” up', true],
    ]);
  });

  test('is moved a step at a time, and keeps everything else that was typed', async () => {
    const form = { reason: 'late', 'weight.product': '10', 'reach.name': 'Ada', ...untouched };
    const first = await send({ ...form, _action: 'up:order:price' });
    expect([first.status, first.headers.get('location')]).toEqual([303, here()]);
    const page = await look();
    expect(page.errors).toEqual([]);
    expect(page.typed).toMatchObject({
      reason: 'late',
      'weight.product': '10',
      'reach.name': 'Ada',
      order: ['speed', 'price', 'care'],
      'order.ranked': ['1'],
    });
    await send({ ...page.typed, _action: 'up:order:price' });
    expect(await stored()).toMatchObject({ order: ['price', 'speed', 'care'] });
  });

  test('is moved on a page with mistakes too, which stay as they were typed', async () => {
    const page = await refused({
      ...untouched,
      'weight.product': 'many',
      _checked: '1',
      _action: 'down:order:speed',
    });
    expect(page.typed).toMatchObject({ 'weight.product': 'many', order: ['care', 'speed', 'price'] });
    expect(anchors(page)).toContain('weight.product');
    expect(await stored()).toMatchObject({ order: ['care', 'speed', 'price'] });
  });

  test('that nobody touched is no answer, and the box says that its order is meant', async () => {
    await send({ ...goodKinds, ...untouched, 'order.ranked': [] });
    expect(await stored()).not.toHaveProperty('order');
    await send({ ...goodKinds, ...untouched });
    expect(await stored()).toMatchObject({ order: ['speed', 'care', 'price'] });
  });

  test.each([
    'up:order',
    'up:order:speed:care',
    'left:order:speed',
    'up:__proto__:speed',
    'up:order:__proto__',
    'up:order:sp eed',
    `up:order:${'s'.repeat(65)}`,
  ])('has no button %s', async (_action) => {
    expect((await send({ ...untouched, _action })).status).toBe(400);
    expect(await stored()).toEqual({});
  });

  test.each(['up:constructor:speed', 'up:order:wings', 'down:nowhere:speed'])(
    'takes %s, of which there is nothing, for a page to be seen again',
    async (_action) => {
      expect((await send({ reason: 'late', ...untouched, _action })).status).toBe(303);
      expect(await stored()).toEqual({ reason: 'late' });
    },
  );
});

describe('the order of options', () => {
  const optionsOf = ({ html }: ReadPage) =>
    [...html.matchAll(/name="reason" value="([^"]*)"/g)].map(([, value]) => value);

  test('is its customer’s own, the same at every look and in every language, "other" last', async () => {
    const seen = new Set<string>();
    for (let customer = 0; customer < 12; customer++) {
      const { token } = await aPersonalLink(app, wave);
      const order = optionsOf(await look('', token));
      expect([...order].sort()).toEqual(['broken', 'late', 'other', 'rude']);
      expect(order.at(-1)).toBe('other');
      expect(optionsOf(await look('', token))).toEqual(order);
      expect(optionsOf(await look('?lang=zh-CN', token))).toEqual(order);
      seen.add(order.join());
    }
    expect(seen.size).toBeGreaterThan(3);
  });
});

describe('points to share out', () => {
  test('that do not add up yet are kept, and it is said how many are left', async () => {
    const page = await refused({ ...goodKinds, 'weight.service': '20' });
    expect(page.errors).toEqual([
      ['weight.product', 'Give 30 more points in “How much does each of these matter to you?”, to make 100'],
    ]);
    expect(page.typed).toMatchObject({ 'weight.product': '50', 'weight.service': '20', 'weight.image': '' });
    expect(await stored()).toMatchObject({ weight: { points: { product: 50, service: 20 } } });
  });

  test('are named by their option where one of them is wrong', async () => {
    const page = await refused({ ...goodKinds, 'weight.image': '-1' });
    expect(page.errors[0]).toEqual([
      'weight.image',
      'Enter a number from 0 to 100 for “The company’s image”',
    ]);
  });
});

const long = '长'.repeat(20_000);
const attacks: readonly (readonly [name: string, form: Fields, anchors: readonly string[]])[] = [
  ['an array for a choice', { reason: ['late', 'broken'] }, ['reason']],
  ['an option twice', { reason: ['late', 'late'] }, ['reason']],
  ['a foreign option', { reason: 'called' }, ['reason']],
  ['a foreign option among several', { done: ['called', '__proto__'] }, ['done']],
  ['two texts beside one option', { 'reason.other': ['a', 'b'] }, ['reason.other']],
  ['a text with NUL', { 'reason.other': 'a\u0000b' }, ['reason.other']],
  ['a text of 20,000 characters', { 'reason.other': long }, ['reason.other']],
  ['"none" with others', { done: ['nothing', 'called'], 'done.other': '' }, ['done']],
  ['more options than may be chosen', { done: ['called', 'wrote', 'other'] }, ['done']],
  ['an order with a foreign option', { order: ['care', 'speed', 'late'] }, ['order']],
  ['an order with __proto__', { order: ['care', 'speed', '__proto__'] }, ['order']],
  ['an order that is not whole', { order: ['care'] }, ['order']],
  ['an order with one option three times', { order: ['care', 'care', 'care'] }, ['order']],
  ['an order of 20,000', { order: Array.from({ length: 20_000 }, () => 'care') }, ['order']],
  ['6.5 points', { 'weight.product': '6.5' }, ['weight.product']],
  ['1e999 points', { 'weight.product': '1e999' }, ['weight.product']],
  ['points twice', { 'weight.product': ['50', '50'] }, ['weight.product']],
  ['points for nothing there is', { 'weight.__proto__': '50' }, ['_page']],
  ['points of 200,000 digits', { 'weight.product': '9'.repeat(200_000) }, ['weight.product']],
  [
    'a second line in an e-mail address',
    { 'reach.email': 'a@example.com\nBcc: b@example.com' },
    ['reach.email'],
  ],
  ['a telephone number of 20,000 characters', { 'reach.phone': long }, ['reach.phone']],
  ['a contact with another part', { 'reach.fax': '12345' }, ['_page']],
  ['a contact as one field', { reach: '12345' }, ['_page']],
  ['a companion of an option without one', { 'reason.late': 'x' }, ['_page']],
  ['a prototype for a companion', { 'reason.__proto__': 'x' }, ['_page']],
];

describe('what no page of ours sends', () => {
  test.each(attacks)('%s is refused, and the rest kept', async (_, change, expected) => {
    const page = await refused({ ...goodKinds, ...change });
    expect(page.status).toBe(422);
    expect(anchors(page)).toEqual(expected);
    const [wrong] = expected;
    const question = wrong === '_page' ? null : (wrong?.split('.')[0] ?? null);
    const kept = Object.entries(goodKindsKept).filter(
      ([key]) => question === null || key.split('.')[0] !== question,
    );
    expect(await stored()).toMatchObject(Object.fromEntries(kept));
  });

  test.each(['reason.other', 'reach.name', 'weight.product', 'order'])(
    'four megabytes in %s are turned away before they are read',
    async (field) => {
      expect((await send({ ...goodKinds, [field]: 'x'.repeat(4_000_000) })).status).toBe(413);
      expect(await stored()).toEqual({});
    },
  );

  test('a text that is no text on the way in makes the request unreadable', async () => {
    const body = 'reason=other&reason.other=%ED%A0%80';
    const response = await app.app.request(here(), {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(response.status).toBe(400);
  });

  test('markup beside an option is text, wherever it is shown', async () => {
    const text = '"><script>alert(1)</script>{{reason}}';
    await send({ ...goodKinds, 'reason.other': text, 'reach.name': text });
    const page = await look();
    expect(page.html).not.toContain('<script>alert');
    expect(page.typed).toMatchObject({ 'reason.other': text, 'reach.name': text });
  });
});
