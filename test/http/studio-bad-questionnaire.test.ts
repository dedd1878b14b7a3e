import { afterAll, beforeAll, expect, test } from 'vitest';
import { surveyBySlug } from '#db/queries/surveys.ts';
import { anApp, type TestApp } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { type Browser, signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';
import { aFile, aFormWithFiles, sendFiles } from '#test/helpers/upload.ts';

/** What a questionnaire from a file, made by somebody who means harm, may do to the studio: nothing. */
let app: TestApp;
let administrator: Browser;

beforeAll(async () => {
  app = anApp();
  administrator = await signedIn(app, 'administrator');
});
afterAll(() => app.db.close());

async function send(slug: string, content: string | Uint8Array): Promise<Response> {
  const form = aFormWithFiles([
    ['slug', slug],
    ['file', aFile('questionnaire.json', content)],
  ]);
  return await sendFiles(app, administrator, '/studio/surveys/new/file', form);
}

/** Imports a questionnaire that is taken. */
async function imported(slug: string, document: unknown): Promise<void> {
  expect((await send(slug, JSON.stringify(document))).headers.get('location')).toBe(
    `/studio/surveys/${slug}`,
  );
}

async function exported(slug: string): Promise<string> {
  return (await (await administrator.get(`/studio/surveys/${slug}/questionnaire.json`)).text()).trimEnd();
}

/** Every page of the studio that shows something of a survey's questionnaire. */
function pagesOf(slug: string): readonly string[] {
  const questionnaire = `/studio/surveys/${slug}/questionnaire`;
  return [
    '/studio',
    `/studio/surveys/${slug}`,
    questionnaire,
    ...['/factors', '/settings', '/texts', '/part?place=question:ease'].map((page) => questionnaire + page),
    `/studio/surveys/${slug}/waves`,
    `/studio/surveys/${slug}/save-template`,
    `/studio/surveys/${slug}/log`,
    '/studio/audit',
    '/studio/surveys/new',
    `/studio/surveys/new?from=survey&of=${slug}`,
  ];
}

/** The same text for both languages. */
const both = (text: string) => ({ 'zh-CN': text, en: text });

test('row 1: markup in the title, the description, the end page and the names of a survey, on every page of the studio', async () => {
  const markup = '"><script>alert(1)</script><img src=x onerror=alert(2)>';
  const { factors, pages, ...rest } = aQuestionnaire({
    title: both(markup),
    organisation: both(markup),
    introduction: both(markup),
    thanks: both(markup),
  });
  const named = factors.map((factor) => ({ ...factor, name: both(markup) }));
  const titled = pages.map((page) => ({ ...page, title: both(markup) }));
  await imported('markup', { ...rest, factors: named, pages: titled });
  await administrator.post('/studio/surveys/markup/save-template', { name: markup, note: markup });
  for (const path of [...pagesOf('markup'), '/studio/templates']) {
    const { html, status } = await readPageOf(await administrator.get(path));
    expect([path, status]).toEqual([path, 200]);
    expect([path, html.match(/<script>|<img\b|onerror=alert\(2\)>/g)]).toEqual([path, null]);
  }
  const { html } = await readPageOf(await administrator.get('/studio/surveys/markup/questionnaire'));
  expect(html).toContain('&lt;script&gt;alert(1)');
});

test('row 5: a malicious questionnaire file: unknown keys are refused, and told without their markup', async () => {
  const key = '<img src=x onerror=alert(1)>';
  const document = { ...aQuestionnaire(), [key]: 1, '\u202egnp.exe': 1, scales: { [key]: 1 } };
  const { status, html } = await readPageOf(await send('malicious', JSON.stringify(document)));
  expect(status).toBe(422);
  expect(html).not.toContain(key);
  expect(html).toContain('&lt;img src&#x3D;x onerror&#x3D;alert(1)&gt;');
  expect(html).toContain('\\u{202e}gnp.exe');
  expect(await surveyBySlug(app.db.read, 'malicious')).toBeNull();
});

test('row 6: a script as an address: of a logo, and of a link in the file’s own texts', async () => {
  const logo = { ...aQuestionnaire(), brand: { colour: '#0a6c74', logo: 'javascript:alert(1)' } };
  expect((await send('logo', JSON.stringify(logo))).status).toBe(422);
  await imported(
    'links',
    aQuestionnaire({ thanks: both('[x](javascript:alert(1)) data:text/html,<b>x</b>') }),
  );
  for (const path of pagesOf('links')) {
    const { html } = await readPageOf(await administrator.get(path));
    const addresses = [...html.matchAll(/\s(?:href|src|action|formaction)="([^"]*)"/g)].map(
      ([, each]) => each,
    );
    expect([path, addresses.filter((each) => !/^(?:\/|#|\?)/.test(each ?? ''))]).toEqual([path, []]);
  }
});

test('row 8: texts that begin as formulas do: = + - @, tab, kept as they are in the file and on the page', async () => {
  for (const [index, start] of ['=', '+', '-', '@', '\t'].entries()) {
    const title = `${start}HYPERLINK("http://example.com")`;
    const text = JSON.stringify(aQuestionnaire({ title: both(title), thanks: both(title) }), null, 2);
    await imported(`formula-${index}`, JSON.parse(text));
    expect(await exported(`formula-${index}`)).toBe(text);
  }
  const { html } = await readPageOf(await administrator.get('/studio/surveys/formula-0/questionnaire/texts'));
  expect(html).toContain('&#x3D;HYPERLINK(&quot;http://example.com&quot;)');
});

test('row 9: labels that begin with "=" do not become formulas in what the studio exports of the questionnaire', async () => {
  const response = await administrator.get('/studio/surveys/formula-0/questionnaire.json');
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="formula-0\.json"/);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

test('row 10: two questions with the same words are two questions', async () => {
  const document = aQuestionnaire();
  const alike = (key: string) => ({ key, kind: 'text', text: both('Anything else?'), required: false });
  const page = { key: 'alike', title: both('Twice'), questions: [alike('first'), alike('second')] };
  await imported('twice', { ...document, pages: [...document.pages, page] });
  const { html } = await readPageOf(await administrator.get('/studio/surveys/twice/questionnaire'));
  for (const key of ['first', 'second']) expect(html).toContain(`place&#x3D;question%3A${key}`);
  const texts = await readPageOf(await administrator.get('/studio/surveys/twice/questionnaire/texts'));
  expect(texts.html.split('Anything else?').length - 1).toBeGreaterThanOrEqual(4);
});

test('row 11: texts that look like markup, such as "a < b", come back byte for byte: import, export, import', async () => {
  const said = 'a < b & c > d, "e" \'f\' &lt;g&gt; \u00a0 h\r\ni\ttab 😀';
  const text = JSON.stringify(aQuestionnaire({ thanks: both(said) }), null, 2);
  await imported('bytes', JSON.parse(text));
  const once = await exported('bytes');
  await imported('bytes-again', JSON.parse(once));
  expect([once, await exported('bytes-again')]).toEqual([text, text]);
});

test('row 19: a huge file, a huge text and deep JSON', async () => {
  const huge = await send('huge', new Uint8Array(20 * 1024 * 1024 + 1).fill(0x20));
  expect(huge.status).toBe(413);
  expect((await readPageOf(huge)).errors).toEqual([['file', expect.stringContaining('20 MB')]]);
  const long = { ...aQuestionnaire(), thanks: both('x'.repeat(10_001)) };
  expect((await send('long', JSON.stringify(long))).status).toBe(422);
  const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
  expect((await send('deep', deep)).status).toBe(422);
  const many = { ...aQuestionnaire(), pages: Array.from({ length: 200_001 }, () => 1) };
  expect((await send('many', JSON.stringify(many))).status).toBe(422);
  for (const slug of ['huge', 'long', 'deep', 'many'])
    expect(await surveyBySlug(app.db.read, slug)).toBeNull();
});

test('row 19: a huge form is refused where no file is expected, and a file of 10 MB only from whoever may send one', async () => {
  const body = `title=${'x'.repeat(300 * 1024)}`;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const sent = await administrator.post('/studio/surveys/new', { title: 'x'.repeat(300 * 1024) }, headers);
  expect([body.length > 256 * 1024, sent.status]).toEqual([true, 413]);
  const stranger = { cookies: new Map<string, string>() };
  const form = aFormWithFiles([['file', aFile('a.json', new Uint8Array(10 * 1024 * 1024))]]);
  expect((await sendFiles(app, stranger, '/studio/surveys/new/file', form)).status).toBe(403);
  const reader = await signedIn(app, 'reader');
  expect((await sendFiles(app, reader, '/studio/surveys/new/file', form)).status).toBe(403);
});

test('row 20: names that every object has: __proto__, constructor, toString', async () => {
  const text = JSON.stringify(aQuestionnaire());
  for (const name of ['__proto__', 'constructor', 'toString']) {
    const document = text.replace(/^\{/, `{"${name}":{"isArchived":true},`);
    expect([name, (await send('names', document)).status]).toEqual([name, 422]);
    const keyed = JSON.parse(text.replaceAll('"ten"', `"${name}"`));
    expect([name, (await send('names', JSON.stringify(keyed))).status]).toEqual([name, 422]);
  }
  expect(Object.hasOwn(Object.prototype, 'isArchived')).toBe(false);
  const form = aFormWithFiles([
    ['__proto__', 'x'],
    ['file', aFile('a.json', '{}')],
  ]);
  expect((await sendFiles(app, administrator, '/studio/surveys/new/file', form)).status).toBe(400);
});

test('row 35: emoji, lone surrogates, control characters, NUL and direction overrides in a questionnaire', async () => {
  const kept = '👩‍👩‍👧 😀 \u202egnp.exe\u202c e\u0301 ﬁ';
  await imported('emoji', aQuestionnaire({ title: both(kept) }));
  expect(JSON.parse(await exported('emoji'))).toMatchObject({ title: both(kept) });
  const { html } = await readPageOf(await administrator.get('/studio/surveys/emoji/questionnaire/texts'));
  expect(html).toContain('👩‍👩‍👧 😀');
  for (const [name, text] of [
    ['lone surrogate', '\ud83d'],
    ['NUL', '\0'],
    ['escape', '\u001b[2J'],
  ]) {
    const sent = await send('characters', JSON.stringify(aQuestionnaire({ title: both(`a${text}b`) })));
    expect([name, sent.status]).toEqual([name, 422]);
  }
  expect((await send('characters', '{"format":1,\0}')).status).toBe(422);
});
