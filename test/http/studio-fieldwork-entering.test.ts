import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { responseByLink } from '#db/queries/responses.ts';
import { memberById } from '#db/queries/sample-members.ts';
import { insertWaveStrata } from '#db/queries/wave-strata.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { auditEntriesOf } from '#test/actions/entered-audit.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp, type TestWave } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { signedIn } from '#test/helpers/people.ts';
import { aPrivacyText, aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let wave: TestWave;
let analyst: Awaited<ReturnType<typeof signedIn>>;
let path: string;
let customer: { readonly id: string; readonly name: string; readonly token: string; readonly link: string };
const english = { 'accept-language': 'en' };

beforeAll(() => {
  app = anApp();
});
afterAll(() => app.db.close());
beforeEach(() => begin());

async function begin(change: Partial<DefinitionDocument> = {}): Promise<void> {
  wave = await aPublishedWave(app, aQuestionnaire(change));
  path = `/studio/surveys/${wave.surveyId}/waves/q3`;
  analyst = await signedIn(app, 'analyst', { surveys: [wave.surveyId], name: 'Li Na' });
  const { memberId, linkId, token } = await aPersonalLink(app, wave);
  const name = (await memberById(app.db.read, memberId))?.customer ?? '';
  customer = { id: memberId, name, token, link: linkId };
}

const whole: Record<string, string | string[]> = Object.assign({}, ...Object.values(goodAnswers));
const desk = () => `${path}/customers/${customer.id}/answers`;
const open = async (address: string) => readPageOf(await analyst.get(address, english));
const enter = async (form: Record<string, string | readonly string[]>) =>
  readPageOf(await analyst.post(`${desk()}?in=en`, { _action: 'continue', ...form }, english));
const stored = () => responseByLink(app.db.read, customer.link);

describe('answers entered at the desk', () => {
  test('are the whole questionnaire on one page, kept as the customer’s own with who entered them', async () => {
    const page = await open(desk());
    for (const name of Object.keys(whole)) expect(page.html).toContain(`name="${name}"`);
    expect(page.html).toContain('entered by Li Na');
    const done = await analyst.post(`${desk()}?in=zh-CN`, { ...whole, _action: 'continue' });
    expect(done.headers.get('location')).toBe(`${path}/customers/${customer.id}?said=submitted`);
    const kept = { status: 'submitted', source: 'entered', enteredBy: 'Li Na', locale: 'zh-CN' };
    expect(await stored()).toMatchObject(kept);
    expect((await open(`${path}/customers`)).html).toContain('Answers entered by Li Na');
    const told = (await auditEntriesOf(app.db)).at(-1);
    expect(told).toMatchObject({ action: 'response.entered', details: { customer: customer.name } });
  });

  test('are refused once the customer has answered, with everything typed still there', async () => {
    for (const name of ['delivery', 'claims', 'about'] as const)
      await app.post(`/s/${customer.token}/${name}`, goodAnswers[name]);
    const late = await enter({ ...whole, comment: 'Only on paper' });
    expect([late.status, late.typed.comment]).toEqual([422, 'Only on paper']);
    expect(late.html).toContain('This customer has ended the survey already');
    expect(await stored()).toMatchObject({ source: 'web', enteredBy: null });
    const opened = await open(desk());
    expect(opened.html).not.toContain('name="ease"');
    expect((await open(`${path}/customers/${customer.id}`)).html).not.toContain(`href="${desk()}"`);
  });

  test('are shown again with every error and lose nothing', async () => {
    const { 'manner.perception': _, ...rest } = whole;
    const page = await enter({ ...rest, parcels: 'a dozen', comment: 'Half & half' });
    expect(page.status).toBe(422);
    expect(page.errors.map(([anchor]) => anchor)).toEqual(['manner.perception', 'parcels']);
    expect(page.typed).toMatchObject({
      'speed.expectation': '9',
      parcels: 'a dozen',
      comment: 'Half & half',
      channels: ['app', 'shop'],
    });
    expect(await stored()).toBeNull();
    const [other] = [await enter({ ...rest, _action: 'language:zh-CN', comment: 'Half & half' })];
    expect([other.status, other.typed.comment]).toEqual([200, 'Half & half']);
    expect(other.action).toContain('in=zh-CN');
  });

  test('say of what the answers before lead past that it is not asked', async () => {
    const { pages } = aQuestionnaire();
    const [delivery, claims, about] = pages;
    if (!delivery || !claims || !about) throw new Error('The questionnaire has changed');
    const showIf = { op: 'equals', question: 'market', value: 'letters' } as const;
    await begin({ pages: [delivery, about, { ...claims, showIf }] });
    expect((await open(desk())).html).toContain('Asked only if:');
    const page = await enter(whole);
    expect(page.status).toBe(422);
    expect(page.html).toContain('By the answers before, this is not asked.');
    expect(page.errors.map(([anchor]) => anchor)).toContain('ease');
    const { ease, recommend, 'claims.perception': claim, ...asked } = whole;
    // what is left blank is sent all the same
    const done = await analyst.post(desk(), { ...asked, ease: '', _action: 'continue' });
    expect(done.status).toBe(303);
    expect([ease, recommend, claim].every((each) => each !== undefined)).toBe(true);
  });

  test('need the customer’s agreement where the questionnaire asks for it', async () => {
    await begin({ privacy: aPrivacyText({ ask: true }) });
    const page = await enter(whole);
    expect([page.status, page.errors.map(([anchor]) => anchor)]).toEqual([422, ['_consent']]);
    expect(page.typed.comment).toBe(whole.comment);
    const [, digest = ''] = /name="_consent" value="([0-9a-f]+)"/.exec(page.html) ?? [];
    expect((await analyst.post(desk(), { ...whole, _consent: digest, _action: 'continue' })).status).toBe(
      303,
    );
    expect((await stored())?.consent).toMatchObject({ given: 'ticked' });
  });

  test('stay on the page where a script sends them while the database is locked', async () => {
    const locked = anApp({ file: app.file, patience: 20 });
    const other = await signedIn(locked, 'analyst', { surveys: [wave.surveyId] });
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const writing = app.db.write(async (tx) => {
      await tx.orm.update(tx.tables.waves).set({ sampleRevision: 5 });
      await held;
    });
    const response = await other.post(desk(), { ...whole, _action: 'continue' }, english);
    release();
    await writing;
    const page = await readPageOf(response);
    expect([page.status, page.typed.comment]).toEqual([503, whole.comment]);
    expect(await stored()).toBeNull();
    await locked.db.close();
  });
});

describe('a wave closed while somebody answers', () => {
  test('keeps what was sent, thanks whoever had finished, and says so to whoever had not', async () => {
    const done = await aPersonalLink(app, wave);
    for (const page of ['delivery', 'claims', 'about'] as const)
      await app.post(`/s/${done.token}/${page}`, goodAnswers[page]);
    await app.post(`/s/${customer.token}/delivery`, goodAnswers.delivery);
    await analyst.post(`${path}/close`);
    const late = await readPageOf(await app.post(`/s/${customer.token}/claims`, goodAnswers.claims, english));
    expect([late.status, late.heading]).toEqual([410, 'This survey has closed']);
    expect(late.html).toContain('What you had already sent is kept.');
    expect(await responseByLink(app.db.read, customer.link)).toMatchObject({
      status: 'started',
      answers: { speed: { expectation: 9, perception: 7 } },
      passed: ['delivery'],
    });
    expect((await app.get(`/s/${done.token}/thanks`)).status).toBe(200);
    expect((await open(`${path}/customers/${customer.id}`)).html).toContain('The wave is closed');
  });

  test('says so to whoever enters for somebody, and loses nothing of it', async () => {
    expect((await open(desk())).status).toBe(200);
    await analyst.post(`${path}/close`);
    const late = await enter({ ...whole, comment: 'Typed before it closed' });
    expect([late.status, late.typed.comment, late.typed.parcels]).toEqual([
      422,
      'Typed before it closed',
      '12',
    ]);
    expect(late.html).toContain('The wave is closed and takes no more answers.');
    expect(late.html).toContain('What you typed still stands below');
    expect(await stored()).toBeNull();
  });
});

describe('QR sheets', () => {
  test('are pages for one person, with the codes of the sample, and are told in the log', async () => {
    await aPersonalLink(app, wave, { stratum: 'B' });
    const strata = ['A', 'B'].map((stratum) => ({ stratum, population: 9, sampled: 1 }));
    await app.db.write((tx) => insertWaveStrata(tx, wave.waveId, strata));
    expect((await open(path)).html).toContain(`href="${path}/qr-sheets"`);
    expect((await open(`${path}/qr-sheets`)).html).toContain('links of 2 customers');
    const query = new URLSearchParams({ per: '24', text: 'Scan <me>', label: 'stratum' });
    const response = await analyst.get(`${path}/qr-sheets/print?${query}`, english);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    const html = await response.text();
    expect(html.match(/<svg /g)).toHaveLength(2);
    expect(html).toContain(`${customer.name} · A`);
    expect(html).toContain('Scan &lt;me&gt;');
    expect((await auditEntriesOf(app.db)).at(-1)).toMatchObject({
      action: 'links.exported',
      details: { wave: 'q3', way: 'qrSheets', customers: 2 },
    });
  });

  test.each([
    ['per=7', 400],
    ['label=name', 400],
    ['part=0', 400],
    ['part=2', 422],
    [`text=${'x'.repeat(81)}`, 422],
  ])('are not drawn for what is no choice: %s', async (query, status) => {
    const before = (await auditEntriesOf(app.db)).length;
    expect((await analyst.get(`${path}/qr-sheets/print?${query}`)).status).toBe(status);
    expect((await auditEntriesOf(app.db)).length).toBe(before);
  });
});
