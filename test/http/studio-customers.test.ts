import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { frameByKey, strataOfFrame } from '#db/queries/frames.ts';
import { surveyById } from '#db/queries/surveys.ts';
import { createUploads, forgetOldUploads } from '#server/imports/kept-uploads.ts';
import { anApp, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

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
  const survey = await surveyById(app.db.read, surveyId);
  path = `/studio/surveys/${survey?.slug}/customers`;
});

const list = `客户编号,年收入,市场,联系人
C1,900,电商,"张""三, 经理"
C2,80,企业,=1+1
C3,10,零散,😀
C4,5,零散,"两
行"
`;

/** Sends a file as a browser without scripts does. */
async function upload(content: string, name = 'customers.csv', key = 'customers'): Promise<Response> {
  const form = new FormData();
  form.append('key', key);
  form.append('file', new File([content], name, { type: 'text/csv' }));
  const request = new Request('http://survey.example/', { method: 'POST', body: form });
  const cookie = [...analyst.cookies].map(([cookieName, value]) => `${cookieName}=${value}`).join('; ');
  return await app.app.request(`${path}/import`, {
    method: 'POST',
    body: await request.arrayBuffer(),
    headers: {
      'content-type': request.headers.get('content-type') ?? '',
      origin: app.deps.publicUrl.origin,
      cookie,
    },
  });
}

/** Uploads a list. @returns the address of the page of its columns */
async function uploaded(content: string, name?: string): Promise<string> {
  const response = await upload(content, name);
  expect(response.status).toBe(303);
  return response.headers.get('location') ?? '';
}

const choices = {
  'use.0': 'customer',
  'use.1': '',
  'use.2': 'attribute',
  'use.3': '',
  abc: '年收入',
  by: 'customers',
  'stratum.0': '市场',
  'stratum.1': '',
  'stratum.2': '',
};

/** What is chosen in a list of a page. */
function chosen(page: string, name: string): string | undefined {
  const select = page.split(`name="${name}"`)[1]?.split('</select>')[0] ?? '';
  return /value="([^"]*)" selected/.exec(select)?.[1];
}

/** Waits until the list is there, as somebody does who looks again. */
async function imported(): Promise<string> {
  for (;;) {
    const page = await (await analyst.get(path)).text();
    if (!page.includes('data-again')) return page;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('importing a customer list', () => {
  test('shows the first rows with what each column seems to be, and keeps nothing', async () => {
    const page = await (await analyst.get(await uploaded(list))).text();
    expect(page).toContain('张&quot;三, 经理');
    expect(page).toContain('😀');
    expect(chosen(page, 'use.0')).toBe('customer');
    expect(chosen(page, 'use.3')).toBe('');
    expect(chosen(page, 'abc')).toBe('年收入');
    expect(await frameByKey(app.db.read, surveyId, 'customers')).toBeNull();
  });

  test('counts the strata, then imports, and forgets the file', async () => {
    const address = await uploaded(list);
    const checked = await analyst.post(address, { ...choices, do: 'check' });
    expect(checked.status).toBe(200);
    expect(await checked.text()).toContain('零散');
    expect((await analyst.post(address, { ...choices, do: 'import' })).headers.get('location')).toBe(path);
    expect(await imported()).toContain('customers.csv');
    const frame = await frameByKey(app.db.read, surveyId, 'customers');
    const strata = frame === null ? [] : await strataOfFrame(app.db.read, frame.id);
    expect(Object.fromEntries(strata.map(({ stratum, population }) => [stratum, population]))).toEqual({
      电商: 1,
      企业: 1,
      零散: 2,
    });
    const kept = () => readdirSync(app.deps.incoming).filter((name) => address.includes(name));
    await expect.poll(kept).toEqual([]);
  });

  test('says every problem with its place, and imports nothing', async () => {
    const address = await uploaded(`${list}C1,x,电商,\n`);
    const response = await analyst.post(address, { ...choices, do: 'check' });
    expect(response.status).toBe(422);
    const page = await response.text();
    expect(page).toContain('C1');
    expect(page).not.toContain('value="import"');
  });

  test('speaks of one customer as of one', async () => {
    const address = await uploaded('客户编号,年收入,市场,联系人\nC1,900,电商,x\n');
    const sent = await analyst.post(address, { ...choices, do: 'check' }, { 'accept-language': 'en' });
    const page = await sent.text();
    expect(page).toContain('1 customer can be imported');
    expect(page).toContain('Import 1 customer<');
  });

  test('asks which column is the customer’s number', async () => {
    const address = await uploaded(list);
    const response = await analyst.post(address, { ...choices, 'use.0': '', do: 'import' });
    expect(response.status).toBe(422);
    expect(await frameByKey(app.db.read, surveyId, 'customers')).toBeNull();
  });

  test('asks for a file, and for a name', async () => {
    expect((await upload('', '')).status).toBe(422);
    expect((await upload(list, 'customers.csv', '../etc')).status).toBe(422);
  });
});

describe('an import that ended with its server', () => {
  /** Sends a list and leaves it as a server does that is killed while it imports it. */
  async function killed(): Promise<string> {
    const address = await uploaded(list);
    const id = /import\/([^?]+)/.exec(address)?.[1] ?? '';
    await createUploads(app.deps.incoming, app.deps).importing(id, 'customers');
    return address;
  }

  test('is told, with the way to import the same file anew', async () => {
    const address = await killed();
    const page = await (await analyst.get(`${path}?lang=en`)).text();
    expect(page).toContain('customers.csv: broken off when the server ended');
    expect(page.replaceAll('&#x3D;', '=')).toContain(`href="${address}"`);
    await analyst.post(address, { ...choices, do: 'import' });
    await imported();
    await expect.poll(async () => (await analyst.get(`${path}?lang=en`)).text()).not.toContain('broken off');
    expect(await frameByKey(app.db.read, surveyId, 'customers')).not.toBeNull();
  });

  test('leaves its file for a day, which a server forgets when it starts', async () => {
    const address = await killed();
    const stop = new AbortController();
    const tomorrow = () => new Date(Date.now() + 25 * 60 * 60 * 1000);
    const forgetting = forgetOldUploads({ folder: app.deps.incoming, now: tomorrow }, stop.signal);
    await expect.poll(() => readdirSync(app.deps.incoming)).toEqual([]);
    expect((await analyst.get(address)).status).toBe(404);
    stop.abort();
    await forgetting;
    await forgetOldUploads({ folder: `${app.deps.incoming}-never`, now: tomorrow }, stop.signal);
  });
});

describe('a malicious participant CSV', () => {
  test('is shown as text, in the preview and among its problems', async () => {
    const evil = `客户编号,<script>alert(1)</script>\nC1,"<img src=x onerror=alert(1)>"\nC1,y\n`;
    const address = await uploaded(evil, '<b>x</b>.csv');
    const preview = await (await analyst.get(address)).text();
    const checked = await analyst.post(address, { 'use.0': 'customer', 'use.1': 'attribute', do: 'check' });
    for (const page of [preview, await checked.text()]) {
      expect(page).not.toContain('<script>alert');
      expect(page).not.toContain('<img src=x');
      expect(page).not.toContain('<b>x</b>');
    }
  });
});

describe('path traversal', () => {
  test.each(['../manyi.sqlite', '%2e%2e%2fmanyi.sqlite', '..', 'nothing-of-ours'])(
    'no path of a person leads to a file: %s',
    async (id) => {
      const { status, headers } = await analyst.get(`${path}/import/${encodeURIComponent(id)}`);
      // an address that leads upwards is the one above for every browser
      expect([404, path]).toContain(status === 308 ? headers.get('location') : status);
    },
  );

  test('a file sent to one survey is not there for another', async () => {
    const address = await uploaded(list);
    const other = await aPublishedWave(app, aQuestionnaire());
    const stranger = await signedIn(app, 'analyst', { surveys: [other.surveyId] });
    const id = address.split('/').at(-1) ?? '';
    const survey = await surveyById(app.db.read, other.surveyId);
    expect((await stranger.get(`/studio/surveys/${survey?.slug}/customers/import/${id}`)).status).toBe(404);
  });
});
