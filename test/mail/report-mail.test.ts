import { afterEach, describe, expect, test } from 'vitest';
import { reportLinksOf } from '#db/queries/report-links.ts';
import { claimReportMail, reportMailsOf } from '#db/queries/report-mail.ts';
import { deleteSurveyPerson, insertSurveyPerson } from '#db/queries/survey-people.ts';
import {
  addRecipient,
  changeMailPlan,
  noMail,
  type PlanWish,
  sendAgain,
} from '#server/actions/report-mail-plan.ts';
import { sendReportMails } from '#server/actions/send-report-mails.ts';
import { createApp } from '#server/app.ts';
import { createBrowser } from '#server/exports/chromium.ts';
import { createMailer } from '#server/mail/mailer.ts';
import { repeating } from '#server/mail/schedule.ts';
import { recorderFor } from '#server/people/recorder.ts';
import { anApp, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { findChromium } from '#test/helpers/chromium.ts';
import { anAccount } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';
import { aReport } from '#test/helpers/report.ts';
import { anSmtpServer, aRawServer, mailParts, type SmtpServer, type TakenMail } from '#test/helpers/smtp.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

const minute = 60_000;

async function aServer(...args: Parameters<typeof anSmtpServer>): Promise<SmtpServer> {
  const server = await anSmtpServer(...args);
  opened.push(server.close);
  return server;
}

/** A survey whose wave closes at noon of 15 July, and whose report goes by a mail server to whom it is told. */
async function aMailedSurvey(url: string, plan: Partial<PlanWish> = {}, patience = 20_000) {
  const app = anApp();
  opened.push(() => app.db.close());
  app.setClock('2026-07-01T08:00:00');
  const closesAt = new Date('2026-07-15T12:00:00').getTime();
  const { surveyId } = await aPublishedWave(app, aQuestionnaire(), { key: 'q4', closesAt });
  const report = aReport();
  const reports = {
    ...app.deps.reports,
    reportOf: async () => report,
    analysisOf: async () => null,
  };
  const survey = { id: surveyId };
  const by = 'command line';
  const acting = { ...app.deps, record: recorderFor(app.deps, by) };
  const wish = { ...noMail, afterClose: 'morning' as const, ...plan };
  await changeMailPlan(acting, { survey, wish, seen: 0, by });
  const mailer = createMailer({
    url,
    from: { name: '华捷 客户研究', address: 'csi@huajie.example' },
    patience,
  });
  const deps = { ...app.deps, reports, mailer, onFailure: (error: unknown) => app.failures.push(error) };
  const site = createApp({ ...app.deps, reports });
  return {
    ...{ app, surveyId, deps, survey, acting, site },
    add: async (address: string, name = '', language: 'en' | 'zh-CN' = 'en') => {
      const added = await addRecipient(acting, { survey, wish: { name, address, language }, known: 0, by });
      if (typeof added === 'string') throw new Error(added);
      return added;
    },
    addPerson: (personId: string) =>
      addRecipient(acting, { survey, wish: { personId, language: 'zh-CN' }, known: 0, by }),
    send: () => sendReportMails(deps),
    mails: () => reportMailsOf(app.db.read, surveyId, 20),
  };
}

function textOf({ raw }: TakenMail): string {
  const part = mailParts(raw).find(({ head }) => head.get('content-type')?.startsWith('text/plain'));
  return part?.content.toString('utf8') ?? '';
}

async function shared(app: TestApp, surveyId: string) {
  const person = await anAccount(app, 'reader', { name: '王 芳' });
  await app.db.write((tx) =>
    insertSurveyPerson(tx, { surveyId, personId: person.id, grantedBy: 'test', grantedAt: 0 }),
  );
  return person;
}

describe('the mail of a report', () => {
  test('goes the morning after the close, once to each, in their language and with a way in of their own', async () => {
    const server = await aServer();
    const { app, surveyId, add, addPerson, send, site } = await aMailedSurvey(server.url);
    const person = await shared(app, surveyId);
    await addPerson(person.id);
    await add('Board@Partner.Example', 'The board');
    app.setClock('2026-07-16T07:59:00');
    expect(await send()).toBe(0);
    app.setClock('2026-07-16T08:00:00');
    expect(await send()).toBe(2);
    expect(await send()).toBe(0);
    app.setClock('2026-08-16T08:00:00');
    expect(await send()).toBe(0);
    expect(server.taken.map(({ to }) => to).sort()).toEqual(['Board@partner.example', person.email]);
    const [mine, theirs] = ['person', 'Board'].map((start) =>
      server.taken.find(({ to }) => to.startsWith(start)),
    );
    if (mine === undefined || theirs === undefined) throw new Error('Not mailed');
    const [{ head }] = mailParts(mine.raw);
    expect(head.get('from')).toBe('华捷 客户研究 <csi@huajie.example>');
    expect(head.get('to')).toBe(`王 芳 <${person.email}>`);
    expect(head.get('subject')).toMatch(/^顾客满意度调查 .*：C 0\.\d{3}，/);
    expect(head.get('content-language')).toBe('zh-CN');
    expect(textOf(mine)).toContain(`http://survey.example/studio/surveys/${surveyId}/report?wave=q4`);
    const text = textOf(theirs);
    expect(text).toMatch(/C 0\.\d{3} ± 0\.\d{3}/);
    expect(text).toContain('confidence interval');
    const path = /http:\/\/survey\.example(\/reports\/[\w-]{22}\?wave=q4)/.exec(text)?.[1] ?? '';
    app.setClock('2026-07-16T08:00:00');
    expect((await site.request(path)).status).toBe(200);
    app.setClock('2026-10-16T08:00:00');
    expect((await site.request(path)).status).toBe(410);
    const html = mailParts(theirs.raw).find(({ head }) => head.get('content-type')?.startsWith('text/html'));
    expect(html?.content.toString('utf8')).toContain('<th scope="col" align="left">Interval</th>');
    expect(app.failures).toEqual([]);
  });

  test('is sent once, however many servers look for it at the same time', async () => {
    const server = await aServer();
    const { app, add, send } = await aMailedSurvey(server.url);
    for (const name of ['a', 'b', 'c']) await add(`${name}@partner.example`);
    app.setClock('2026-07-16T09:00:00');
    const sent = await Promise.all([send(), send(), send()]);
    expect(sent.reduce((sum, each) => sum + each)).toBe(3);
    expect(server.taken.map(({ to }) => to[0]).sort()).toEqual(['a', 'b', 'c']);
  });

  test('waits when it is put off, and comes with one link in the end', async () => {
    let isGrey = true;
    const grey = Object.assign(new Error('4.7.1 Greylisted, 请稍后再试'), { responseCode: 451 });
    const server = await aServer({ onRcptTo: (_, __, done) => (isGrey ? done(grey) : done()) });
    const { app, surveyId, add, send, mails } = await aMailedSurvey(server.url);
    await add('a@partner.example');
    app.setClock('2026-07-16T08:00:00');
    expect(await send()).toBe(0);
    expect(await mails()).toMatchObject([{ state: 'pending', attempts: 1, failure: 'later' }]);
    expect((await mails())[0]?.answer).toContain('Greylisted, 请稍后再试');
    isGrey = false;
    app.setClock('2026-07-16T08:04:59');
    expect(await send()).toBe(0);
    app.setClock('2026-07-16T08:05:00');
    expect(await send()).toBe(1);
    expect(await mails()).toMatchObject([{ state: 'sent', attempts: 2, failure: null, answer: null }]);
    expect(await reportLinksOf(app.db.read, surveyId)).toHaveLength(1);
  });

  test('that is refused for good is not tried again by itself, but can be by hand', async () => {
    let isRefusing = true;
    const refusal = Object.assign(new Error('5.1.1 No such user'), { responseCode: 550 });
    const server = await aServer({ onRcptTo: (_, __, done) => (isRefusing ? done(refusal) : done()) });
    const { app, add, send, mails, acting, survey, surveyId } = await aMailedSurvey(server.url);
    await add('a@partner.example');
    app.setClock('2026-07-16T08:00:00');
    await send();
    expect(await mails()).toMatchObject([{ state: 'failed', failure: 'refused' }]);
    expect(await reportLinksOf(app.db.read, surveyId)).toEqual([]);
    app.setClock('2026-07-17T08:00:00');
    expect(await send()).toBe(0);
    isRefusing = false;
    const [{ id = '' } = {}] = await mails();
    expect(await sendAgain(acting, { survey, id })).toBe(true);
    expect(await sendAgain(acting, { survey, id })).toBe(false);
    expect(await send()).toBe(1);
  });

  test('is tried again for a day and a half where nobody answers, and then has failed', async () => {
    const silent = await aRawServer(() => null, null);
    opened.push(silent.close);
    const { app, add, send, mails } = await aMailedSurvey(silent.url, {}, 200);
    await add('a@partner.example');
    let at = new Date('2026-07-16T08:00:00').getTime();
    let attempts = 0;
    for (let state = 'pending'; state === 'pending' && attempts < 20; attempts += 1) {
      app.setClock(new Date(at).toISOString());
      await send();
      const [mail] = await mails();
      expect(mail?.failure).toBe('unreachable');
      state = mail?.state ?? '';
      at = mail?.nextAt ?? 0;
    }
    expect(attempts).toBe(8);
    expect(await mails()).toMatchObject([{ state: 'failed' }]);
  });

  test('of which nobody knows whether it arrived is never sent twice', async () => {
    const breaking = await aRawServer((line, socket) => {
      if (line === 'DATA') return '354 go on';
      if (line === '.') socket.destroy();
      return /^(EHLO|MAIL|RCPT)/.test(line) ? '250 fine' : null;
    });
    opened.push(breaking.close);
    const { app, add, send, mails } = await aMailedSurvey(breaking.url);
    await add('a@partner.example');
    app.setClock('2026-07-16T08:00:00');
    await send();
    expect(await mails()).toMatchObject([{ state: 'failed', failure: 'unsure', attempts: 1 }]);
    app.setClock('2026-07-18T08:00:00');
    expect(await send()).toBe(0);
  });

  test('that a server had begun when it was killed is given up, and said to be', async () => {
    const server = await aServer();
    const gone = await aMailedSurvey('smtp://127.0.0.1:1');
    await gone.add('a@partner.example');
    gone.app.setClock('2026-07-16T08:00:00');
    await gone.send();
    const [mail] = await gone.mails();
    if (mail === undefined) throw new Error('Not kept');
    const claimedAt = mail.nextAt;
    expect(await gone.app.db.write((tx) => claimReportMail(tx, mail, claimedAt))).not.toBeNull();
    const after = { ...gone.deps, mailer: createMailer({ url: server.url, from: gone.deps.mailer.from }) };
    gone.app.setClock(new Date(claimedAt + 14 * minute).toISOString());
    await sendReportMails(after);
    expect(await gone.mails()).toMatchObject([{ state: 'sending' }]);
    gone.app.setClock(new Date(claimedAt + 16 * minute).toISOString());
    await sendReportMails(after);
    expect(await gone.mails()).toMatchObject([{ state: 'failed', failure: 'interrupted' }]);
    expect(server.taken).toEqual([]);
  });

  test('ends with one click, from the page or from a mail program, and not by looking', async () => {
    const server = await aServer();
    const { app, add, send, site, surveyId } = await aMailedSurvey(server.url, { running: 'weekly' });
    await add('a@partner.example');
    app.setClock('2026-07-06T08:00:00');
    expect(await send()).toBe(1);
    const [{ head }] = mailParts(server.taken[0]?.raw ?? '');
    expect(head.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    const address = /^<http:\/\/survey\.example(\/reports\/mail\/[^>]+)>$/.exec(
      head.get('list-unsubscribe') ?? '',
    )?.[1];
    const look = await site.request(`${address}`);
    expect(look.status).toBe(200);
    expect(await look.text()).toContain('No more mails of this report?');
    expect((await site.request(`${address}x`)).status).toBe(404);
    app.setClock('2026-07-13T08:00:00');
    expect(await send()).toBe(1);
    const body = new FormData();
    body.set('List-Unsubscribe', 'One-Click');
    const click = await site.request(`${address}`, { method: 'POST', body });
    expect(click.status).toBe(200);
    expect(await click.text()).toContain('You get no more of these mails');
    app.setClock('2026-07-16T08:00:00');
    expect(await send()).toBe(0);
    // what was given stays readable until it expires
    expect((await reportLinksOf(app.db.read, surveyId)).map(({ revokedAt }) => revokedAt)).toEqual([
      null,
      null,
    ]);
  });

  test('does not go to an account that may not read the report any more', async () => {
    const server = await aServer();
    const { app, surveyId, addPerson, send, mails } = await aMailedSurvey(server.url);
    const person = await shared(app, surveyId);
    await addPerson(person.id);
    const stranger = await anAccount(app, 'reader');
    expect(await addPerson(stranger.id)).toBe('noRight');
    await app.db.write((tx) => deleteSurveyPerson(tx, surveyId, person.id));
    app.setClock('2026-07-16T08:00:00');
    expect(await send()).toBe(0);
    expect(await mails()).toMatchObject([{ state: 'failed', failure: 'noRight' }]);
    expect(server.taken).toEqual([]);
  });

  test('brings the chart as a picture and the report as a document where there is a browser', {
    timeout: 60_000,
  }, async () => {
    const server = await aServer();
    const { app, add, deps } = await aMailedSurvey(server.url);
    await add('a@partner.example', '', 'zh-CN');
    await add('b@partner.example', '', 'zh-CN');
    app.setClock('2026-07-16T08:00:00');
    const browser = createBrowser({ program: findChromium(), path: '/usr/bin:/bin' });
    expect(await sendReportMails({ ...deps, browser })).toBe(2);
    const parts = mailParts(server.taken[0]?.raw ?? '');
    const picture = parts.find(({ head }) => head.get('content-type')?.startsWith('image/png'));
    expect(picture?.content.subarray(1, 4).toString()).toBe('PNG');
    expect(picture?.head.get('content-id')).toBe('<trend@manyi>');
    const pdf = parts.find(({ head }) => head.get('content-type')?.startsWith('application/pdf'));
    expect(pdf?.content.subarray(0, 4).toString()).toBe('%PDF');
    const html = parts
      .find(({ head }) => head.get('content-type')?.startsWith('text/html'))
      ?.content.toString();
    expect(html).toContain('src="cid:trend@manyi"');
    expect(html).not.toContain('<table class="figures"');
    expect(app.failures).toEqual([]);
  });
});

describe('the look for mails', () => {
  test('goes on after a failure, never twice at once, and ends when it is told to', async () => {
    const failures: unknown[] = [];
    let running = 0;
    let looks = 0;
    const work = async () => {
      running += 1;
      expect(running).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      looks += 1;
      if (looks === 1) throw new Error('once');
    };
    const { stop } = repeating(work, { pause: 1, onFailure: (error) => failures.push(error) });
    await expect.poll(() => looks).toBeGreaterThan(3);
    await stop();
    const then = looks;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(looks).toBe(then);
    expect(failures).toHaveLength(1);
  });
});
