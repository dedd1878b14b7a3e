import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dispositionsOfMember } from '#db/queries/recorded-dispositions.ts';
import { insertSampleMembers, memberById } from '#db/queries/sample-members.ts';
import { auditEntriesOf } from '#test/actions/entered-audit.ts';
import { aMember } from '#test/db/rows.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp, type TestWave } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';
import { aFile, aFormWithFiles, sendFiles } from '#test/helpers/upload.ts';

let app: TestApp;
let wave: TestWave;
let analyst: Awaited<ReturnType<typeof signedIn>>;
let path: string;
let customer: { readonly id: string; readonly name: string; readonly token: string };
const english = { 'accept-language': 'en' };

beforeAll(() => {
  app = anApp();
});
afterAll(() => app.db.close());
beforeEach(async () => {
  wave = await aPublishedWave(app, aQuestionnaire());
  path = `/studio/surveys/${wave.surveyId}/waves/q3`;
  analyst = await signedIn(app, 'analyst', { surveys: [wave.surveyId], name: 'Li Na' });
  const { memberId, token } = await aPersonalLink(app, wave);
  const name = (await memberById(app.db.read, memberId))?.customer ?? '';
  customer = { id: memberId, name, token };
});

const open = async (address: string) => readPageOf(await analyst.get(address, english));
const stands = async () => (await memberById(app.db.read, customer.id))?.disposition;
const record = (form: Record<string, string>) =>
  analyst.post(`${path}/customers/${customer.id}/disposition`, form, english);
const history = () => dispositionsOfMember(app.db.read, customer.id);

async function send(content: string | Uint8Array, name = 'field.csv'): Promise<Response> {
  const form = aFormWithFiles([['file', aFile(name, content, 'text/csv')]]);
  return await sendFiles(app, analyst, `${path}/dispositions`, form);
}

/** Sends a file and looks at its preview. @returns the address of the preview, and the page */
async function previewed(content: string, name?: string) {
  const address = (await send(content, name)).headers.get('location') ?? '';
  return { address, page: await open(address) };
}

const columns = { customer: 'customer', disposition: 'result', date: 'date', note: 'note' };

describe('the customers of a sample', () => {
  test('are leafed through fifty at a time, and found by a part of their number', async () => {
    const many = Array.from({ length: 120 }, (_, i) =>
      aMember(i + 2, { id: `${wave.waveId}-${i}`, customer: `HJ-${1000 + i}` }),
    );
    await app.db.write((tx) => insertSampleMembers(tx, wave.waveId, many));
    const rows = ({ html }: { html: string }) =>
      [...html.matchAll(/<th scope="row"><a [^>]*>([^<]*)</g)].map(([, name]) => name);
    const follow = ({ html }: { html: string }, rel: string) =>
      new RegExp(`href="([^"]*)" rel="${rel}"`)
        .exec(html)?.[1]
        ?.replaceAll('&#x3D;', '=')
        .replaceAll('&amp;', '&') ?? '';
    const first = await open(`${path}/customers`);
    expect(first.html).toContain('Customers: 121');
    expect([rows(first).length, rows(first)[0], follow(first, 'prev')]).toEqual([50, customer.name, '']);
    const second = await open(follow(first, 'next'));
    expect([rows(second)[0], rows(second).at(-1)]).toEqual(['HJ-1049', 'HJ-1098']);
    const third = await open(follow(second, 'next'));
    expect([rows(third).length, follow(third, 'next')]).toEqual([21, '']);
    expect(rows(await open(follow(third, 'prev')))).toEqual(rows(second));
    expect(rows(await open(`${path}/customers?q=hj-107`))).toHaveLength(10);
    expect((await open(`${path}/customers?q=nobody`)).html).toContain('“nobody”');
  });

  test('show what came of each, with the code it counts as, and who was heard of', async () => {
    const before = await open(`${path}/customers`);
    expect(before.html).toContain('Has a link; no answer yet');
    expect(before.html).toContain('Unknown whether eligible (3 UH/UO)');
    for (const page of ['delivery', 'claims', 'about'] as const)
      await app.post(`/s/${customer.token}/${page}`, goodAnswers[page]);
    const after = await open(`${path}/customers`);
    expect(after.html).toContain('Complete answer (1.1 I)');
    expect((await open(`${path}/customers?only=open`)).html).not.toContain(customer.name);
  });

  test('do not show who answered where answers are anonymous', async () => {
    const anonymous = await aPublishedWave(app, aQuestionnaire({ anonymous: true }));
    const { memberId } = await aPersonalLink(app, anonymous);
    const other = await signedIn(app, 'analyst', { surveys: [anonymous.surveyId] });
    const root = `/studio/surveys/${anonymous.surveyId}/waves/q3/customers`;
    expect(await (await other.get(root, english)).text()).toContain('answers are anonymous');
    const entering = await (await other.get(`${root}/${memberId}/answers`, english)).text();
    expect(entering).toContain('Answers of this survey are anonymous');
    expect(entering).not.toContain('<button class="primary"');
  });
});

describe('a disposition recorded by hand', () => {
  test('stands with its note, day and name, is told in the log, and is taken back once', async () => {
    const done = await record({ disposition: 'noContact', at: '2026-07-14T09:30', note: 'Rang twice' });
    expect(done.headers.get('location')).toBe(`${path}/customers/${customer.id}?said=recorded`);
    await record({ disposition: 'refused', at: '', note: '' });
    await record({ disposition: 'refused', at: '', note: '' });
    expect(await stands()).toBe('refused');
    const page = await open(`${path}/customers/${customer.id}`);
    expect(page.html).toContain('Refused or broke off (2.1 R)');
    expect(page.html).toMatch(/Jul 14, 2026, 9:30.*recorded by Li Na/);
    expect(page.html).toContain('Rang twice');
    const undo = (number: string) =>
      analyst.post(`${path}/customers/${customer.id}/disposition/undo`, { number });
    expect((await undo('1')).headers.get('location')).toContain('said=notUndone');
    expect((await undo('2')).headers.get('location')).toContain('said=undone');
    expect(await stands()).toBe('noContact');
    expect((await undo('2')).headers.get('location')).toContain('said=notUndone');
    const told = (await auditEntriesOf(app.db)).filter(({ details }) => details.customer === customer.name);
    expect(told.map(({ action, personName }) => [action, personName])).toEqual([
      ['disposition.recorded', 'Li Na'],
      ['disposition.recorded', 'Li Na'],
      ['disposition.undone', 'Li Na'],
    ]);
  });

  test.each([
    ['disposition', { disposition: 'complete' }],
    ['disposition', { disposition: '__proto__' }],
    ['at', { at: '2026-02-30T09:00' }],
    ['at', { at: '2026-07-16T09:00' }],
    ['note', { note: 'x'.repeat(1001) }],
    ['note', { note: 'a\u0001b' }],
  ])('is refused at its field, with what was typed kept: %s', async (field, change) => {
    const form = { disposition: 'refused', at: '', note: 'Typed & kept', ...change };
    const page = await readPageOf(await record(form));
    expect([page.status, page.errors.map(([anchor]) => anchor)]).toEqual([422, [field]]);
    if (field !== 'note') expect(page.html).toContain('Typed &amp; kept');
    expect(await history()).toEqual([]);
  });
});

describe('dispositions from a file', () => {
  test('are shown first, then recorded all at once with day and note, and told in the log', async () => {
    const second = await aPersonalLink(app, wave);
    const name = (await memberById(app.db.read, second.memberId))?.customer;
    const rows = `${customer.name},拒绝或中途退出,2026/7/1 09:30,"say ""no""\nfor good"\n${name},NC,,\n`;
    const { address, page } = await previewed(`customer,result,date,note\n${rows}`);
    expect(page.html).toContain('Nothing is wrong. Rows: 2.');
    expect(page.html).toContain('Refused or broke off');
    expect(await stands()).toBeNull();
    const clicks = [1, 2].map(() => analyst.post(address, { ...columns, do: 'import' }));
    const [done] = await Promise.all(clicks);
    expect(done?.headers.get('location')).toBe(`${path}/customers?imported=2`);
    expect(await history()).toMatchObject([
      {
        disposition: 'refused',
        at: new Date(2026, 6, 1, 9, 30).getTime(),
        note: 'say "no"\nfor good',
        recordedBy: 'Li Na',
      },
    ]);
    expect((await memberById(app.db.read, second.memberId))?.dispositionAt).toBe(app.deps.now().getTime());
    const entries = await auditEntriesOf(app.db);
    expect(entries.filter(({ action }) => action === 'dispositions.imported')).toMatchObject([
      { personName: 'Li Na', details: { wave: 'q3', file: 'field.csv', customers: 2 } },
    ]);
    // it is gone once it is imported
    expect((await analyst.get(address)).status).toBe(404);
  });

  test('are refused altogether for any problem, all of them told with their rows', async () => {
    const rows = `${customer.name},R,2026-07-01,\n${customer.name},R,,\nnobody,R,,\n,R,,\nC,complete,2026-02-30,\nD,R,2027-01-01,\n`;
    const { address, page } = await previewed(`customer,result,date,note\n${rows}`);
    for (const problem of [
      'row 3, column “customer”: Customer',
      'row 4, column “customer”: Customer “nobody” is not in this wave’s sample',
      'row 5, column “customer”: The cell is empty',
      'row 6, column “result”: “complete” is no disposition',
      'row 6, column “date”: “2026-02-30” is not a day',
      'row 7, column “date”: “2027-01-01” is still to come',
    ])
      expect(page.html).toContain(problem);
    const tried = await analyst.post(address, { ...columns, do: 'import' }, english);
    expect(tried.status).toBe(422);
    expect(await stands()).toBeNull();
    const unread = await readPageOf(await analyst.post(address, { customer: '', disposition: '' }, english));
    expect(unread.errors.map(([anchor]) => anchor)).toEqual(['customer', 'disposition']);
  });
});

describe('bad input to the fieldwork', () => {
  test('row 4: a malicious file is echoed as text only', async () => {
    const evil = '<img src=x onerror=alert(1)>';
    const { page } = await previewed(
      `customer,result,note\n${evil},"<script>${evil}",${evil}\n`,
      '<b>x</b>.csv',
    );
    expect(page.html).toContain('&lt;img');
    expect(page.html).not.toMatch(/<img|<script>|<b>x/);
    await record({ disposition: 'other', note: evil });
    expect((await open(`${path}/customers/${customer.id}`)).html).not.toContain('<img');
  });

  test('rows 8 and 35: formulas, emoji and direction marks in notes come back as they were', async () => {
    const note = '=1+1 👍🏽 \u202eabc\u202c "q"';
    const cell = `"${note.replaceAll('"', '""')}"`;
    const { address } = await previewed(`customer,result,note\n${customer.name},R,${cell}\n`);
    await analyst.post(address, { customer: 'customer', disposition: 'result', note: 'note', do: 'import' });
    expect((await history())[0]?.note).toBe(note);
    const { page } = await previewed(`customer,result,note\n${customer.name},R,a\u0007b\n`);
    expect(page.html).toContain('U+0007');
  });

  test('row 12: customers and files of other waves and people are not there', async () => {
    const other = await aPublishedWave(app, aQuestionnaire());
    const { memberId } = await aPersonalLink(app, other);
    const foreign = `${path}/customers/${memberId}`;
    expect((await analyst.get(foreign)).status).toBe(404);
    expect((await analyst.get(`${foreign}/answers`)).status).toBe(404);
    expect((await analyst.post(`${foreign}/disposition`, { disposition: 'refused' })).status).toBe(404);
    expect((await analyst.post(`${foreign}/answers`, { ease: '4' })).status).toBe(404);
    expect((await memberById(app.db.read, memberId))?.disposition).toBeNull();
    const { address } = await previewed(`customer,result\n${customer.name},R\n`);
    const colleague = await signedIn(app, 'analyst', { surveys: [wave.surveyId, other.surveyId] });
    expect((await colleague.get(address)).status).toBe(404);
    expect((await colleague.get(address.replace(wave.surveyId, other.surveyId))).status).toBe(404);
  });

  test('row 19: a file that is too large is refused, and nothing of it kept', async () => {
    const response = await send(Buffer.alloc(65 * 1024 ** 2, 'a'));
    expect(response.status).toBe(413);
  });

  test('row 20: names of an object’s own are names like others', async () => {
    const { page } = await previewed('customer,result\n__proto__,constructor\n');
    expect(page.html).toContain('Customer “__proto__” is not in this wave’s sample');
    expect(page.html).toContain('“constructor” is no disposition');
  });

  test.each(['..%2F..%2Fetc%2Fpasswd', 'no-such-file'])('row 25: no path leads to a file: %s', async (id) => {
    expect((await analyst.get(`${path}/dispositions/${id}`)).status).toBe(404);
  });

  test('row 28: a form from another site records nothing', async () => {
    const elsewhere = { origin: 'https://evil.example' };
    const form = { disposition: 'refused' };
    const response = await analyst.post(`${path}/customers/${customer.id}/disposition`, form, elsewhere);
    expect([response.status, await stands()]).toEqual([403, null]);
  });

  test.each([`' or 1=1 --`, `%' escape ''`, '"; drop table responses; --'])(
    'row 33: a search is only searched for: %s',
    async (search) => {
      const page = await open(`${path}/customers?${new URLSearchParams({ q: search, after: '1 or 1=1' })}`);
      expect([page.status, page.html.includes(`/${customer.id}"`)]).toEqual([200, false]);
    },
  );
});
