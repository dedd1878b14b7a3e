import { randomUUID } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import { insertAuditEntry } from '#db/queries/audit-entries.ts';
import { sessionsOf } from '#db/queries/people.ts';
import { surveyById } from '#db/queries/surveys.ts';
import type { AuditEntry } from '#db/tables.ts';
import { record } from '#server/people/audit.ts';
import { auditActions } from '#server/people/audit-actions.ts';
import { anApp, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { aBrowser, anAccount, password, signedIn, signIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

let app: TestApp;
beforeEach(() => {
  app = anApp();
  return () => app.db.close();
});

const english = { 'accept-language': 'en' };

function anEntry(entry: Partial<AuditEntry>): AuditEntry {
  return {
    id: randomUUID(),
    at: Date.UTC(2026, 6, 1, 12),
    personId: null,
    personName: '',
    surveyId: null,
    action: 'survey.created',
    details: {},
    ...entry,
  };
}

async function rowsOn(
  path: string,
  browser: { get: (path: string, headers: Record<string, string>) => Promise<Response> },
) {
  const text = await (await browser.get(path, english)).text();
  return { text, count: text.match(/<tr><td[^>]*><time/g)?.length ?? 0 };
}

describe('the log', () => {
  test('tells of signing in, of failing to, of roles and of links', async () => {
    const administrator = await signedIn(app, 'administrator', { name: 'Ada' });
    const person = await anAccount(app, 'reader', { name: 'Bo' });
    await aBrowser(app).post('/studio/sign-in', { email: person.email, password: 'a wrong password' });
    await administrator.post(`/studio/people/${person.id}/role`, { role: 'designer' });
    await administrator.post(`/studio/people/${person.id}/password-link`);
    const { text } = await rowsOn('/studio/audit', administrator);
    expect(text).toContain('<td>Ada</td><td>Signed in</td>');
    expect(text).toContain('<td>somebody unknown</td><td>Sign-in failed</td>');
    expect(text).toContain('from: Reader');
    expect(text).toContain('to: Designer');
    expect(text).toContain('<td>Ada</td><td>One-time link made</td>');
    expect(text).not.toContain('a wrong password');
  });

  test('is chosen from by survey, person, action and day', async () => {
    const administrator = await signedIn(app, 'administrator');
    const { surveyId } = await aPublishedWave(app, aQuestionnaire());
    const slug = (await surveyById(app.db.read, surveyId))?.slug ?? '';
    await app.db.write(async (tx) => {
      await insertAuditEntry(tx, anEntry({ surveyId, personId: 'p1', personName: 'One' }));
      await insertAuditEntry(tx, anEntry({ personId: 'p1', personName: 'One', action: 'wave.closed' }));
      await insertAuditEntry(tx, anEntry({ at: Date.UTC(2026, 5, 1, 12), action: 'wave.closed' }));
    });
    const count = async (query: string) => (await rowsOn(`/studio/audit?${query}`, administrator)).count;
    expect(await count(`survey=${slug}`)).toBe(1);
    expect(await count('survey=nothing')).toBe(0);
    expect(await count('person=p1')).toBe(2);
    expect(await count('action=wave.closed')).toBe(2);
    expect(await count('action=wave.closed&person=p1')).toBe(1);
    expect(await count('from=2026-05-31&until=2026-06-02')).toBe(1);
    expect(await count('from=2026-07-01&until=2026-07-01')).toBe(2);
  });

  test('goes on page by page, each entry once, also where many have the same moment', async () => {
    const administrator = await signedIn(app, 'administrator');
    await app.db.write(async (tx) => {
      for (let i = 0; i < 250; i++) await insertAuditEntry(tx, anEntry({ action: 'wave.closed' }));
    });
    let path: string | undefined = '/studio/audit?action=wave.closed';
    const counts: number[] = [];
    while (path !== undefined) {
      const { text, count } = await rowsOn(path, administrator);
      counts.push(count);
      path = /href="([^"]+)" rel="next"/.exec(text)?.[1]?.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=');
    }
    expect(counts).toEqual([100, 100, 50]);
  });

  test('is written as CSV whole, with nothing a spreadsheet would run', async () => {
    const administrator = await signedIn(app, 'administrator');
    await app.db.write(async (tx) => {
      for (let i = 0; i < 2_100; i++)
        await insertAuditEntry(tx, anEntry({ action: 'wave.closed', personName: '=HYPERLINK("x")' }));
    });
    const response = await administrator.get('/studio/audit.csv?action=wave.closed');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="log.csv"');
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = new TextDecoder().decode(bytes).trim().split('\r\n');
    expect(lines).toHaveLength(2_101);
    expect(lines[1]).toContain(`"'=HYPERLINK(""x"")"`);
    const { count } = await rowsOn('/studio/audit?action=audit.exported', administrator);
    expect(count).toBe(1);
  });

  test('of one survey says nothing of another', async () => {
    const one = await aPublishedWave(app, aQuestionnaire());
    const other = await aPublishedWave(app, aQuestionnaire());
    await app.db.write(async (tx) => {
      await insertAuditEntry(tx, anEntry({ surveyId: one.surveyId, action: 'wave.closed' }));
      await insertAuditEntry(tx, anEntry({ surveyId: other.surveyId, action: 'sample.drawn' }));
    });
    const designer = await signedIn(app, 'designer', { surveys: [one.surveyId] });
    const slug = (await surveyById(app.db.read, one.surveyId))?.slug;
    const otherSlug = (await surveyById(app.db.read, other.surveyId))?.slug;
    const { text, count } = await rowsOn(`/studio/surveys/${slug}/log?survey=${otherSlug}`, designer);
    expect(count).toBe(1);
    expect(text).toContain('<td>Wave closed</td>');
    const csv = await (await designer.get(`/studio/surveys/${slug}/log.csv?survey=${otherSlug}`)).text();
    expect(csv).not.toContain('sample.drawn');
  });

  test('has an entry only where what it tells of is kept', async () => {
    const undone = app.db.write(async (tx) => {
      await record(tx, app.deps, { by: 'command line', survey: null, action: 'survey.created' });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    const { count } = await rowsOn(
      '/studio/audit?action=survey.created',
      await signedIn(app, 'administrator'),
    );
    expect(count).toBe(0);
  });

  test('keeps no sign-in and no new password that it cannot tell of', async () => {
    const browser = await signedIn(app, 'reader');
    const raw = new Sqlite(app.file);
    raw.exec(`create trigger no_entries before insert on audit_entries
      when new.action in ('person.password', 'session.signedIn')
      begin select raise(abort, 'no entry'); end`);
    const sessions = async () => (await sessionsOf(app.db.read, browser.person.id)).length;
    const before = await sessions();
    const elsewhere = aBrowser(app);
    expect((await signIn(elsewhere, browser.person)).status).toBe(500);
    expect([(await elsewhere.get('/studio')).status, await sessions()]).toEqual([303, before]);
    const form = { current: password, password: 'another four words here' };
    expect((await browser.post('/studio/account/password', form)).status).toBe(500);
    raw.exec('drop trigger no_entries');
    raw.close();
    expect((await signIn(aBrowser(app), browser.person)).status).toBe(303);
  });

  test('says every action it knows in words', async () => {
    const administrator = await signedIn(app, 'administrator');
    await app.db.write(async (tx) => {
      for (const action of auditActions) await insertAuditEntry(tx, anEntry({ action }));
    });
    const { text } = await rowsOn('/studio/audit', administrator);
    for (const action of auditActions) expect(text).not.toContain(`<td>${action}</td>`);
  });

  test('remembers names as they were', async () => {
    const administrator = await signedIn(app, 'administrator', { name: 'Old Name' });
    await administrator.post('/studio/account/profile', { name: 'New Name', language: '' });
    await signIn(aBrowser(app), administrator.person);
    const { text } = await rowsOn('/studio/audit?action=session.signedIn', administrator);
    expect(text).toContain('<td>Old Name</td>');
    expect(text).toContain('<td>New Name</td>');
  });
});
