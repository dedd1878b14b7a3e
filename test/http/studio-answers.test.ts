import { readdirSync } from 'node:fs';
import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { auditEntriesOf } from '#db/queries/audit-entries.ts';
import { responseByLink, responseCounts } from '#db/queries/responses.ts';
import { insertSampleMembers } from '#db/queries/sample-members.ts';
import { sendCsv } from '#server/http/downloads.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp, type TestWave } from '#test/helpers/app.ts';
import { type Browser, signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';
import { readSystemFile } from '#test/helpers/read-system-file.ts';
import { sheetsOf } from '#test/helpers/read-workbook.ts';

let app: TestApp;
let wave: TestWave;
let analyst: Browser & { readonly person: { readonly name: string } };
let survey: string;
const english = { 'accept-language': 'en' };

beforeAll(() => {
  app = anApp();
});
afterAll(() => app.db.close());
beforeEach(async () => {
  const document = structuredClone(aQuestionnaire());
  const about = document.pages.find(({ key }) => key === 'about');
  if (about === undefined) throw new Error('No such page');
  about.endIf = [
    {
      key: 'lettersOnly',
      when: { op: 'equals', question: 'market', value: 'letters' },
      text: { 'zh-CN': '谢谢。', en: 'Thank you.' },
    },
  ];
  wave = await aPublishedWave(app, document);
  analyst = await signedIn(app, 'analyst', { surveys: [wave.surveyId], name: 'Li Na' });
  survey = `/studio/surveys/${wave.surveyId}`;
});

type Pages = Partial<Record<keyof typeof goodAnswers, Record<string, string | readonly string[]>>>;

/** A customer of a stratum who sends these pages. @returns the path of their link, and its id */
async function aCustomer(stratum: string, pages: Pages) {
  const { token, linkId } = await aPersonalLink(app, wave, { stratum });
  for (const [page, answers] of Object.entries(pages)) {
    const sent = await app.post(`/s/${token}/${page}`, answers);
    expect(sent.status).toBe(303);
  }
  return { path: `/s/${token}`, linkId };
}

const text = async (path: string) => await (await analyst.get(path, english)).text();

/** The file that the page of answers gives. */
async function taken(form: Record<string, string>): Promise<Response> {
  return await analyst.post(`${survey}/answers`, { wave: 'q3', file: 'csv', ...form }, english);
}

/** Rows of a CSV without line ends in its cells, by their heads. */
function rowsOf(csv: string): Record<string, string>[] {
  const [heads = [], ...rows] = csv
    .replace('\uFEFF', '')
    .trimEnd()
    .split('\r\n')
    .map((line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = '']) => cell));
  return rows.map((row) => Object.fromEntries(heads.map((head, place) => [head, row[place] ?? ''])));
}

describe('what came in', () => {
  test('is the same number on every page, in the export and in the report', async () => {
    await aCustomer('A', goodAnswers);
    await aCustomer('B', goodAnswers);
    const doubtful = await aCustomer('B', goodAnswers);
    const regretful = await aCustomer('A', goodAnswers);
    await aCustomer('A', { delivery: goodAnswers.delivery });
    await aCustomer('B', { ...goodAnswers, about: { ...goodAnswers.about, market: 'letters' } });
    await aCustomer('A', {});
    await app.post(`${regretful.path}/my/withdrawal`, {});
    const response = (await responseByLink(app.db.read, doubtful.linkId))?.id ?? '';
    await analyst.post(`${survey}/waves/q3/exclusions`, { response, reason: 'test', note: '' });

    const counted = { submitted: 3, excluded: 1, started: 1, screenedOut: 1, overQuota: 0, withdrawn: 1 };
    expect(await responseCounts(app.db.read, wave.waveId)).toMatchObject(counted);

    const cell = (page: string, label: string) =>
      Number(new RegExp(`data-label="${label}">([^<]*)<`).exec(page)?.[1]);
    const fact = (page: string, label: string) =>
      Number(new RegExp(`<dt>${label}</dt><dd>([^<]*)<`).exec(page)?.[1]);
    const labels = {
      submitted: 'Sent',
      excluded: 'Of those sent, left out',
      started: 'Under way',
      screenedOut: 'Not for this survey',
      overQuota: 'No place left',
      withdrawn: 'Withdrawn',
    };
    const said = (of: (label: string) => number) =>
      Object.fromEntries(Object.entries(labels).map(([name, label]) => [name, of(label)]));

    const live = await text(`${survey}/waves/q3/live`);
    const answers = await text(`${survey}/answers`);
    const waves = await text(`${survey}/waves`);
    expect(said((label) => fact(live, label))).toEqual(counted);
    expect(said((label) => cell(answers, label))).toEqual(counted);
    expect([cell(waves, 'Sent'), cell(waves, 'Under way')]).toEqual([3, 1]);
    expect(cell(await text('/studio'), 'Answers sent')).toBe(3);
    expect(await text(survey)).toContain(
      '3 sent, 1 under way, 1 not for this survey, 1 left out by an analyst',
    );
    expect(await text(`${survey}/waves/q3/quality`)).toContain('3 sent answers were looked at.');

    const rows = rowsOf(await (await taken({})).text());
    const among = (column: string, value: string) => rows.filter((row) => row[column] === value).length;
    const { excluded, ...statuses } = counted;
    const exported = Object.keys(statuses).map((status) => [status, among('status', status)]);
    expect(Object.fromEntries(exported)).toEqual(statuses);
    expect([among('excluded', '1'), rows.length]).toEqual([excluded, 7]);

    const report = await app.deps.reports.reportOf(wave.surveyId);
    const outcomes = report?.waves[0]?.dispositions;
    expect(outcomes?.sampled).toBe(rows.length);
    for (const [disposition, count] of Object.entries(outcomes?.counts ?? {})) {
      expect([disposition, among('disposition', disposition)]).toEqual([disposition, count]);
    }
    const answered = among('disposition', 'complete') + among('disposition', 'partial');
    expect(report?.waves[0]?.figures.find(({ target }) => target === 'speed')?.n).toBe(answered);
    const total = /<tr class="total">(.*?)<\/tr>/s.exec(live)?.[1] ?? '';
    const eligible = rows.length - among('disposition', 'notEligible');
    expect(cell(total, 'Sampled')).toBe(7);
    expect(total).toContain(`data-label="Answered ÷ eligible">${answered} ÷ ${eligible}<`);
  });
});

describe('taking answers along', () => {
  test('is told of in the log, with whether contacts were among them', async () => {
    await aCustomer('A', goodAnswers);
    const response = await taken({ contacts: 'yes' });
    expect(response.headers.get('content-disposition')).toContain(`${wave.surveyId}-q3-answers.csv`);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    await response.text();
    const filter = {
      ...{ surveyId: wave.surveyId, personId: null, action: 'responses.exported' },
      ...{ from: null, until: null },
    };
    const [entry] = await auditEntriesOf(app.db.read, filter, { after: null, limit: 10 });
    expect(entry).toMatchObject({
      personName: 'Li Na',
      details: { wave: 'q3', format: 'csv', contacts: true },
    });
  });

  test('keeps text from being run by a spreadsheet, unless it is for a program', async () => {
    const comment = '=HYPERLINK("http://x","y")';
    await aCustomer('A', { ...goodAnswers, about: { ...goodAnswers.about, comment } });
    const written = comment.replaceAll('"', '""');
    expect(await (await taken({})).text()).toContain(`"'${written}"`);
    expect(await (await taken({ raw: 'yes' })).text()).toContain(`"${written}"`);
  });

  test('comes with a code book, and a mapping by which they are read in again', async () => {
    expect(await (await taken({ file: 'codebook' })).text()).toContain('manner.expectation');
    const mapping = await taken({ file: 'mapping', wave: '' });
    expect(mapping.headers.get('content-disposition')).toContain(`${wave.surveyId}-mapping.json`);
    expect(JSON.parse(await mapping.text())).toMatchObject({ customer: 'customer', formulaGuard: true });
  });

  test('is answered at once where there are few, in each format, with how many rows there are', async () => {
    await aCustomer('A', goodAnswers);
    await aCustomer('B', {});
    const workbook = await taken({ file: 'xlsx' });
    expect(workbook.headers.get('content-type')).toContain('spreadsheetml.sheet');
    expect(workbook.headers.get('content-disposition')).toContain(`${wave.surveyId}-q3-answers.xlsx`);
    const { Data = [], Notes = [] } = await sheetsOf(Buffer.from(await workbook.arrayBuffer()));
    expect([Data.length, Notes.length > 10]).toEqual([3, true]);
    const system = await taken({ file: 'sav', wave: '' });
    expect(system.headers.get('content-disposition')).toContain(`${wave.surveyId}-answers.sav`);
    const { rows, cases } = readSystemFile(Buffer.from(await system.arrayBuffer()));
    expect([rows.length, cases]).toEqual([2, 2]);
    for (const file of ['csv', 'xlsx', 'sav', 'codebook', 'notes', 'mapping']) {
      expect([file, (await taken({ file })).headers.get('x-row-count')]).toEqual([file, '2']);
    }
    expect(await (await taken({ file: 'notes' })).text()).toContain('Rows,2');
  });

  test('is no longer read when whoever asked for it has gone', async () => {
    let isClosed = false;
    const endless = async function* () {
      try {
        for (;;) yield 'x'.repeat(10_000);
      } finally {
        isClosed = true;
      }
    };
    const server = new Hono().get('/', (c) => sendCsv(c, 'x.csv', endless()));
    const reader = (await server.request('/')).body?.getReader();
    expect((await reader?.read())?.done).toBe(false);
    await reader?.cancel();
    await vi.waitFor(() => expect(isClosed).toBe(true));
  });

  test('of a wave or a file that is not there is refused', async () => {
    expect((await taken({ wave: 'q9' })).status).toBe(404);
    expect((await taken({ file: 'passwords' })).status).toBe(400);
  });
});

describe('a long file', () => {
  const long = 5_001;

  /** So many customers who were asked and said nothing. */
  beforeEach(async () => {
    const members = Array.from({ length: long }, (_, i) => ({
      ...{ id: `${wave.waveId} ${i}`, position: i + 1, customer: `C${i}`, stratum: 'A' },
      ...{ attributes: {}, disposition: null, dispositionAt: null, weight: null },
    }));
    await app.db.write((tx) => insertSampleMembers(tx, wave.waveId, members));
  });

  const fetchLink = /href="([^"]*\/answers\/files\/[^"]*)"/;
  const endForm = /action="([^"]*\/answers\/files\/[^"]*\/end)"/;

  /** The page once nothing is under way any more. */
  async function whenOver(): Promise<string> {
    for (;;) {
      const page = await text(`${survey}/answers`);
      if (!page.includes('data-again')) return page;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  test('is written while its progress is shown, and fetched once by whoever asked for it', async () => {
    const asked = await taken({ file: 'sav' });
    expect([asked.status, asked.headers.get('location')]).toEqual([303, `${survey}/answers`]);
    const page = await whenOver();
    expect(page).toContain(`${wave.surveyId}-q3-answers.sav is ready: 5,001 rows.`);
    const path = fetchLink.exec(page)?.[1] ?? '';
    const other = await signedIn(app, 'analyst', { surveys: [wave.surveyId], name: 'Wang Wei' });
    expect((await other.get(path)).status).toBe(404);
    expect(await (await other.get(`${survey}/answers`, english)).text()).not.toContain('is ready');
    const file = await analyst.get(path);
    expect(file.headers.get('x-row-count')).toBe('5001');
    const bytes = Buffer.from(await file.arrayBuffer());
    expect(bytes.length).toBe(Number(file.headers.get('content-length')));
    expect(readSystemFile(bytes).rows).toHaveLength(long);
    expect((await analyst.get(path)).status).toBe(404);
    expect(readdirSync(app.deps.outgoing)).toEqual([]);
    expect(await text(`${survey}/answers`)).not.toContain('is ready');
  });

  test('can be cancelled, and leaves nothing behind', async () => {
    await taken({});
    const page = await text(`${survey}/answers`);
    expect(page).toMatch(/q3-answers\.csv: [\d,]+ of 5,001 rows written\./);
    expect(page).toContain('data-again');
    const ended = await analyst.post(endForm.exec(page)?.[1] ?? '', {});
    expect(ended.status).toBe(303);
    const after = await whenOver();
    expect(after).toContain('q3-answers.csv was cancelled.');
    await analyst.post(endForm.exec(after)?.[1] ?? '', {});
    expect(await text(`${survey}/answers`)).not.toContain('cancelled');
    expect(readdirSync(app.deps.outgoing)).toEqual([]);
  });

  test('is there for an hour', async () => {
    await taken({});
    const path = fetchLink.exec(await whenOver())?.[1] ?? '';
    app.setClock('2026-07-15T09:00:00Z');
    try {
      expect(await text(`${survey}/answers`)).not.toContain('is ready');
      expect((await analyst.get(path)).status).toBe(404);
      expect(readdirSync(app.deps.outgoing)).toEqual([]);
    } finally {
      app.setClock('2026-07-15T08:00:00Z');
    }
  });
});
