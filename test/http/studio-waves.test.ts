import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditEntriesOf } from '#db/queries/audit-entries.ts';
import { insertOptOuts } from '#db/queries/opt-outs.ts';
import { startResponse } from '#db/queries/responses.ts';
import { surveyById } from '#db/queries/surveys.ts';
import { strataOfWave } from '#db/queries/wave-strata.ts';
import { waveByKey } from '#db/queries/waves.ts';
import { frameMapping } from '#server/imports/frame-mapping.ts';
import { importFrame } from '#server/imports/import-frame.ts';
import { memorySource } from '#server/imports/source.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp, type TestWave } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';
import { aParcelQuestionnaire } from '#test/helpers/signed-links.ts';
import { aFile, aFormWithFiles, sendFiles } from '#test/helpers/upload.ts';

let app: TestApp;
let surveyId: string;
let path: string;
let analyst: Awaited<ReturnType<typeof signedIn>>;

beforeAll(() => {
  app = anApp();
});
afterAll(() => app.db.close());
beforeEach(async () => {
  surveyId = (await aPublishedWave(app, aQuestionnaire())).surveyId;
  analyst = await signedIn(app, 'analyst', { surveys: [surveyId] });
  path = `/studio/surveys/${(await surveyById(app.db.read, surveyId))?.slug}/waves`;
  const rows = Array.from({ length: 60 }, (_, i) => `C${i},${i < 20 ? 'A' : 'B'}`);
  const source = memorySource('customers.csv', `customer,class\n${rows.join('\n')}\n`);
  const mapping = frameMapping.parse({
    customer: 'customer',
    strata: ['class'],
    attributes: { class: 'class' },
  });
  await importFrame(app.deps, { surveyId, key: 'customers', source, purchases: null, mapping });
});

const made = { key: '2026Q4', frame: 'customers', opens: '', closes: '' };
const wave = () => waveByKey(app.db.read, surveyId, '2026Q4');

async function drawn(): Promise<Record<string, number>> {
  const found = await wave();
  const strata = found === null ? [] : await strataOfWave(app.db.read, found.id);
  return Object.fromEntries(strata.map(({ stratum, sampled }) => [stratum, sampled]));
}

describe('a wave made in the studio', () => {
  beforeEach(async () => {
    const response = await analyst.post(`${path}/new`, made);
    expect(response.headers.get('location')).toBe(`${path}/2026Q4?said=made`);
  });

  test('has its sample drawn once, and its links as a file', async () => {
    const draw = { total: '12', minimum: '2', seed: 'first' };
    expect((await analyst.post(`${path}/2026Q4/draw`, draw)).status).toBe(303);
    expect(await drawn()).toEqual({ A: 4, B: 8 });
    expect(await (await analyst.get(`${path}?lang=en`)).text()).toContain(
      'data-label="Rate (sent / sampled)">0.0%</td>',
    );
    expect((await analyst.post(`${path}/2026Q4/draw`, draw)).status).toBe(422);
    const file = await analyst.get(`${path}/2026Q4/links.csv`);
    expect(file.headers.get('content-disposition')).toContain('2026Q4-links.csv');
    const rows = (await file.text()).trim().split('\n');
    expect(rows).toHaveLength(13);
    const [customer = ''] = rows[1]?.split(',') ?? [];
    await app.db.write((tx) => insertOptOuts(tx, [{ customer, source: 'recorded', at: 0 }]));
    const shown = await (await analyst.get(`${path}/2026Q4?lang=en`)).text();
    expect(shown).toContain('Links of 11 sampled customers');
    expect(shown).toContain('Not in it: 1 of the 12 sampled');
  });

  test('has ways to divide its sample compared, and is drawn by one of them', async () => {
    const page = await analyst.get(`${path}/2026Q4/sizes?aim=total&value=20&earlier=&rate=100`);
    expect(page.status).toBe(200);
    const [, sizes = ''] = /name="sizes" value="([^"]*)"/.exec(await page.text()) ?? [];
    const chosen = sizes.replaceAll('&quot;', '"');
    expect(Object.values(JSON.parse(chosen)).reduce((sum: number, each) => sum + Number(each), 0)).toBe(20);
    await analyst.post(`${path}/2026Q4/draw`, { sizes: chosen, seed: 'chosen' });
    expect(await drawn()).toEqual(JSON.parse(chosen));
  });

  test.each(['0', '-1', '1e9', 'x', ''])('asks for a number that can be aimed at: %s', async (value) => {
    const response = await analyst.get(`${path}/2026Q4/sizes?aim=margin&value=${value}`);
    expect(response.status).toBe(422);
  });

  test.each(['', '{', '[]', '{"A":-1}', '{"A":1.5}', '{"A":"2"}', '{"__proto__":3}'])(
    'is not drawn by sizes that are none: %s',
    async (sizes) => {
      expect((await analyst.post(`${path}/2026Q4/draw`, { sizes, seed: 's' })).status).toBe(422);
      expect(await drawn()).toEqual({});
    },
  );

  test('is not drawn by a seed with a character nobody sees', async () => {
    const draw = { total: '12', minimum: '2', seed: 'a\0b' };
    const sent = await analyst.post(`${path}/2026Q4/draw`, draw, { 'accept-language': 'en' });
    expect((await readPageOf(sent)).errors).toEqual([['seed', expect.stringContaining('U+0000')]]);
    expect(await drawn()).toEqual({});
  });

  test('is closed only after it was asked once more, and for good', async () => {
    expect((await analyst.get(`${path}/2026Q4/close`)).status).toBe(200);
    expect((await wave())?.closedAt).toBeNull();
    await analyst.post(`${path}/2026Q4/close`);
    expect((await wave())?.closedAt).not.toBeNull();
  });
});

describe('a wave whose closing time has passed', () => {
  const closes = '2026-07-31T18:00';
  const closesAt = () => new Date(closes).getTime();
  beforeEach(async () => {
    await analyst.post(`${path}/new`, { ...made, closes });
    app.setClock('2026-08-03T08:00:00Z');
  });
  afterEach(() => app.setClock('2026-07-15T08:00:00Z'));

  test('is not offered to be closed, and keeps its date when a page from before asks for it', async () => {
    expect(await (await analyst.get(`${path}/2026Q4`)).text()).not.toContain('2026Q4/close');
    expect((await analyst.get(`${path}/2026Q4/close`)).headers.get('location')).toBe(`${path}/2026Q4`);
    const late = await analyst.post(`${path}/2026Q4/close`);
    expect(late.headers.get('location')).toBe(`${path}/2026Q4?said=wasClosed`);
    expect(await wave()).toMatchObject({ closesAt: closesAt(), closedAt: null });
  });

  test('has no sample drawn any more', async () => {
    expect((await analyst.get(`${path}/2026Q4/draw`)).status).toBe(303);
    const draw = { total: '12', minimum: '2', seed: 'late' };
    expect((await analyst.post(`${path}/2026Q4/draw`, draw)).status).toBe(422);
    expect(await drawn()).toEqual({});
  });
});

describe('the name and times of a wave', () => {
  const page = () => `${path}/2026Q4/change`;
  const times = { opens: '2026-07-20T09:00', closes: '2026-07-31T18:00' };
  const at = (text: string) => new Date(text).getTime();
  /** Sends the form as the page shows it, with some of it typed anew. */
  async function change(typed: Record<string, string>) {
    const { typed: shown } = await readPageOf(await analyst.get(page()));
    return await analyst.post(page(), { ...shown, ...typed }, { 'accept-language': 'en' });
  }
  const refusedAt = async (response: Response) => (await readPageOf(response)).errors.map(([field]) => field);

  beforeEach(async () => {
    await analyst.post(`${path}/new`, { ...made, ...times, 'label.en': 'Q4' });
  });
  afterEach(() => app.setClock('2026-07-15T08:00:00Z'));

  test('can be changed, which the log tells', async () => {
    const sent = await change({ 'label.en': 'Autumn', closes: '2026-08-31T18:00' });
    expect(sent.headers.get('location')).toBe(`${path}/2026Q4?said=changed`);
    expect(await wave()).toMatchObject({
      label: { en: 'Autumn' },
      opensAt: at(times.opens),
      closesAt: at('2026-08-31T18:00'),
    });
    const all = { personId: null, from: null, until: null };
    const filter = { ...all, surveyId, action: 'wave.changed' };
    const entries = await auditEntriesOf(app.db.read, filter, { after: null, limit: 9 });
    expect(entries).toMatchObject([{ details: { wave: '2026Q4', name: 'Q4 → Autumn' } }]);
  });

  test.each([
    ['an end that has passed', { closes: '2026-07-14T18:00' }, 'closes'],
    ['an end before its opening', { closes: '2026-07-19T18:00' }, 'closes'],
    ['a day that is none', { opens: '2026-02-30T09:00' }, 'opens'],
    ['a name with a character nobody sees', { 'label.en': 'Q\u0007' }, 'label.en'],
  ])('are not changed to %s', async (_, typed, field) => {
    const sent = await change(typed);
    expect([sent.status, await refusedAt(sent)]).toEqual([422, [field]]);
    expect(await wave()).toMatchObject({ label: { en: 'Q4' }, closesAt: at(times.closes) });
  });

  test('stay as somebody else left them where that was not seen', async () => {
    const { typed: shown } = await readPageOf(await analyst.get(page()));
    await change({ 'label.en': 'Theirs' });
    const late = await analyst.post(page(), { ...shown, 'label.en': 'Mine' });
    expect(late.status).toBe(409);
    expect((await readPageOf(late)).typed['label.en']).toBe('Mine');
    expect((await wave())?.label).toEqual({ en: 'Theirs' });
  });

  test('open a wave again that ended on its date, but not beside a later one', async () => {
    app.setClock('2026-08-03T08:00:00Z');
    expect((await change({ closes: '2026-08-10T18:00' })).status).toBe(303);
    expect((await wave())?.closesAt).toBe(at('2026-08-10T18:00'));
    app.setClock('2026-09-03T08:00:00Z');
    await analyst.post(`${path}/new`, { ...made, key: 'later' });
    const sent = await change({ closes: '2026-09-30T18:00' });
    expect([sent.status, await refusedAt(sent)]).toEqual([422, ['closes']]);
    expect((await wave())?.closesAt).toBe(at('2026-08-10T18:00'));
  });

  test('keep the opening once somebody has answered, and all times once it was closed by hand', async () => {
    const { waveId, versionId } = {
      waveId: (await wave())?.id ?? '',
      versionId: (await wave())?.versionId ?? '',
    };
    const { linkId, memberId } = await aPersonalLink(app, { waveId });
    await app.db.write((tx) =>
      startResponse(tx, {
        ...{ id: randomUUID(), waveId, versionId, memberId, linkId, stratum: null, answers: {} },
        ...{ passed: ['delivery'], locale: 'en', startedAt: 0 },
      }),
    );
    expect(await refusedAt(await change({ opens: '2026-07-01T09:00' }))).toEqual(['opens']);
    await analyst.post(`${path}/2026Q4/close`);
    const { html, typed: shown } = await readPageOf(await analyst.get(page()));
    expect(html).not.toContain('name="closes"');
    const forced = await analyst.post(page(), { ...shown, closes: '2026-09-30T18:00' });
    expect(forced.status).toBe(422);
    expect((await change({ 'label.en': 'Done' })).status).toBe(303);
    expect(await wave()).toMatchObject({ label: { en: 'Done' }, closesAt: at(times.closes) });
  });
});

describe('a wave that is answered for each order', () => {
  const english = { 'accept-language': 'en' };
  let parcels: TestWave;
  let page: string;
  let sender: Awaited<ReturnType<typeof signedIn>>;
  beforeEach(async () => {
    parcels = await aPublishedWave(app, aParcelQuestionnaire());
    sender = await signedIn(app, 'analyst', { surveys: [parcels.surveyId] });
    page = `/studio/surveys/${(await surveyById(app.db.read, parcels.surveyId))?.slug}/waves/q3`;
  });
  const send = (file: File) =>
    sendFiles(app, sender, `${page}/signed-links`, aFormWithFiles([['file', file]]));
  const exported = async () => {
    const all = { personId: null, from: null, until: null };
    const filter = { ...all, surveyId: parcels.surveyId, action: 'links.exported' };
    return await auditEntriesOf(app.db.read, filter, { after: null, limit: 9 });
  };

  test('is not offered an open link, which nobody could answer by, but the way to signed ones', async () => {
    const { html } = await readPageOf(await sender.get(page, english));
    expect(html).not.toContain(`/o/${parcels.openKey}`);
    expect(html).toContain('this questionnaire has to know Order number');
    expect(html).toContain(`href="${page}/signed-links"`);
    const asked = await readPageOf(await sender.get(`${page}/signed-links`, english));
    expect([asked.status, asked.html]).toEqual([200, expect.stringContaining('“Order number” (or “order”)')]);
  });

  test('has a link made for each row of a list, which opens the questionnaire', async () => {
    const response = await send(aFile('orders.csv', 'order,station,note\nA1,020,x\nA2,021,=1\n', 'text/csv'));
    expect(response.headers.get('content-disposition')).toContain('q3-signed-links.csv');
    const [head, first, ...others] = (await response.text()).replace('\ufeff', '').trim().split('\r\n');
    expect([head, others.length]).toEqual(['order,station,note,address', 1]);
    const address = new URL(first?.split(',').at(-1) ?? '');
    expect((await app.get(address.pathname + address.search)).status).toBe(200);
    expect(await exported()).toMatchObject([{ details: { wave: 'q3', way: 'signedLinks', rows: 2 } }]);
    expect(readdirSync(app.deps.incoming)).toEqual([]);
  });

  test.each([
    ['no file', new File([], '')],
    ['a list without the order', aFile('a.csv', 'station\n020\n', 'text/csv')],
    ['an order that is there twice', aFile('a.csv', 'order\nA1\nA1\n', 'text/csv')],
    ['a column that the links would stand in', aFile('a.csv', 'order,address\nA1,x\n', 'text/csv')],
  ])('makes none of %s', async (_, file) => {
    const response = await send(file);
    expect([response.status, (await readPageOf(response)).errors.length]).toEqual([422, 1]);
    expect(await exported()).toEqual([]);
  });

  test('is found only where links may say something', async () => {
    expect((await analyst.get(`${path}/q3/signed-links`)).status).toBe(404);
  });
});

describe('a wave that cannot be made', () => {
  test.each([
    ['no name', { ...made, key: '' }],
    ['a path for a name', { ...made, key: '../q' }],
    ['a name that its address has for another page', { ...made, key: 'new' }],
    ['an end that has passed', { ...made, closes: '2026-07-14T09:00' }],
    ['a name with a character nobody sees', { ...made, 'label.zh-CN': 'Q\0' }],
    ['a name of two lines', { ...made, 'label.zh-CN': 'Q\n4' }],
    ['a name that is taken', { ...made, key: 'q3' }],
    ['nobody who could answer', { ...made, frame: '' }],
    ['a list that is not there', { ...made, frame: 'nothing' }],
    ['a day that is none', { ...made, opens: '2026-02-30T09:00' }],
    ['an end before its beginning', { ...made, opens: '2026-10-02T09:00', closes: '2026-10-01T09:00' }],
  ])('says so, and keeps what was typed: %s', async (_, form) => {
    const response = await analyst.post(`${path}/new`, { ...form, 'label.en': 'Typed & kept' });
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('value="Typed &amp; kept"');
    expect(await wave()).toBeNull();
  });
});
