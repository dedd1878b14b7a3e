import { afterEach, describe, expect, test } from 'vitest';
import { auditEntriesOf } from '#db/queries/audit-entries.ts';
import { reportMailPlanOf, reportRecipientsOf } from '#db/queries/report-mail.ts';
import { createApp } from '#server/app.ts';
import { createMailer, type Mailer } from '#server/mail/mailer.ts';
import { anApp, aPublishedWave, encoded, type TestApp } from '#test/helpers/app.ts';
import { signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';
import { aReport } from '#test/helpers/report.ts';
import { anSmtpServer, mailParts } from '#test/helpers/smtp.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

const en = { 'accept-language': 'en' };

async function aDesigner(mailer?: Mailer) {
  const bare = anApp();
  opened.push(() => bare.db.close());
  const { surveyId } = await aPublishedWave(bare, aQuestionnaire(), { key: 'q4' });
  const report = aReport();
  const reports = { ...bare.deps.reports, reportOf: async () => report, analysisOf: async () => null };
  const site = createApp({ ...bare.deps, reports, ...(mailer === undefined ? {} : { mailer }) });
  const app: TestApp = {
    ...bare,
    app: site,
    get: async (path, headers = {}) => await site.request(path, { headers }),
    post: async (path, form, headers = {}) =>
      await site.request(path, {
        method: 'POST',
        body: encoded(form),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      }),
  };
  const designer = await signedIn(app, 'designer', { surveys: [surveyId], name: 'Lin Mei' });
  const page = `/studio/surveys/${surveyId}/report/mail`;
  return { app, designer, surveyId, page, look: async () => (await designer.get(page, en)).text() };
}

const weekly = {
  afterClose: 'morning',
  hours: '24',
  running: 'weekly',
  note: 'Dear all,\nread this.',
  withPdf: 'yes',
};

describe('the page of a report’s mail', () => {
  test('says what to set where mail is not set up, and keeps what is chosen until then', async () => {
    const { designer, surveyId, page, look, app } = await aDesigner();
    expect(await look()).toMatch(/Mail is not set up[\s\S]*MANYI_SMTP_URL[\s\S]*MANYI_MAIL_FROM/);
    expect((await designer.post(page, { ...weekly, seen: '0' })).headers.get('location')).toBe(
      `${page}?said=saved#content`,
    );
    expect((await designer.post(`${page}/trial`)).status).toBe(400);
    const html = await look();
    expect(html).toContain('Dear all,\nread this.</textarea>');
    expect(html).toContain('There is nobody to mail it to yet.');
    const person = { person: designer.person.id, personLanguage: 'en' };
    expect((await designer.post(`${page}/people`, person)).status).toBe(303);
    expect(await look()).toMatch(/Next: Jul 20, 2026, 08:00 \(q4, weekly\)/);
    const stale = await designer.post(page, { ...weekly, seen: '0' }, en);
    expect(stale.status).toBe(409);
    expect(await stale.text()).toContain('Somebody else changed this meanwhile');
    expect(await reportMailPlanOf(app.db.read, surveyId)).toMatchObject({
      revision: 1,
      changedBy: 'Lin Mei',
    });
    const filter = { surveyId, personId: designer.person.id, action: null, from: null, until: null };
    const log = await auditEntriesOf(app.db.read, filter, { after: null, limit: 9 });
    expect(log.map(({ action }) => action).sort()).toEqual([
      'reportMail.planned',
      'reportMail.recipientAdded',
    ]);
  });

  test('refuses what would say something else in the head of a mail, and keeps what was typed', async () => {
    const { app, designer, surveyId, page } = await aDesigner();
    const add = (form: Record<string, string>) =>
      designer.post(
        `${page}/addresses`,
        { name: '', address: 'a@b.example', addressLanguage: 'en', ...form },
        en,
      );
    for (const [field, value] of [
      ['name', 'Boss\r\nBcc: thief@evil.example'],
      ['name', 'ceo@bank.example'],
      ['name', 'ab\u202Ecd'],
      ['address', 'a@b.example, c@d.example'],
      ['address', 'a@b.example\nc'],
      ['address', ''],
    ] as const) {
      const response = await add({ [field]: value });
      const html = await response.text();
      expect([field, value, response.status]).toEqual([field, value, 422]);
      expect(html).toContain(`href="#${field}"`);
      expect(html).toContain(`id="${field}.error"`);
    }
    expect(await (await add({ name: 'x@y', address: 'kept@b.example' })).text()).toContain(
      'value="kept@b.example"',
    );
    expect(await reportRecipientsOf(app.db.read, surveyId)).toEqual([]);
    expect((await add({ name: '李娜' })).status).toBe(303);
    expect((await add({ address: 'A@B.example' })).status).toBe(422);
    expect(
      (await designer.post(page, { ...weekly, seen: '0', afterClose: 'hours', hours: '0' }, en)).status,
    ).toBe(422);
    expect((await designer.post(page, { ...weekly, seen: '0', note: 'x'.repeat(2001) }, en)).status).toBe(
      422,
    );
    expect(
      (await designer.post(`${page}/people`, { person: 'nobody', personLanguage: 'en' }, en)).status,
    ).toBe(422);
  });

  test('removes a recipient, who can be added again', async () => {
    const { app, designer, surveyId, page, look } = await aDesigner();
    const form = { name: 'The board', address: 'a@b.example', addressLanguage: 'en' };
    await designer.post(`${page}/addresses`, form);
    const [{ recipient } = { recipient: { id: '' } }] = await reportRecipientsOf(app.db.read, surveyId);
    expect(await look()).toContain('aria-label="Remove: The board"');
    const removal = `${page}/recipients/${recipient.id}/removal`;
    expect((await designer.post(removal)).status).toBe(303);
    expect((await designer.post(removal)).status).toBe(404);
    expect(await look()).not.toContain('The board');
    expect((await designer.post(`${page}/addresses`, form)).status).toBe(303);
    expect(await look()).toContain('The board');
  });

  test('sends the mail to whoever tries it, and says what the mail server has against it', async () => {
    let refusal: Error | null = null;
    const server = await anSmtpServer({ onRcptTo: (_, __, done) => done(refusal) });
    opened.push(server.close);
    const from = { name: '', address: 'csi@huajie.example' };
    const { designer, page } = await aDesigner(createMailer({ url: server.url, from }));
    await designer.post(page, { ...weekly, seen: '0' });
    const tried = await designer.post(`${page}/trial`, {}, en);
    expect(await (await designer.get(tried.headers.get('location') ?? '', en)).text()).toContain(
      `Sent to ${designer.person.email}.`,
    );
    const [{ head }, ...parts] = mailParts(server.taken[0]?.raw ?? '');
    expect(head.get('to')).toBe(`Lin Mei <${designer.person.email}>`);
    expect(head.has('list-unsubscribe')).toBe(false);
    expect(parts.map(({ content }) => content.toString('utf8')).join()).toContain('read this.');
    refusal = Object.assign(new Error('<b>no</b> 邮箱已满'), { responseCode: 552 });
    const refused = await designer.post(`${page}/trial`, {}, en);
    expect(refused.status).toBe(502);
    const html = await refused.text();
    expect(html).toContain('The mail server refused it for good.');
    expect(html).toContain('&lt;b&gt;no&lt;/b&gt; 邮箱已满');
  });
});
