import type { Page } from 'playwright-core';
import { beforeAll, expect, test, vi } from 'vitest';
import { frameByKey } from '#db/queries/frames.ts';
import { responseByLink } from '#db/queries/responses.ts';
import { insertSavedTemplate } from '#db/queries/saved-templates.ts';
import { surveyById, updateDraft } from '#db/queries/surveys.ts';
import { aPersonalLink, aVersion } from '#test/helpers/app.ts';
import { accessibilityProblems, sidewaysScroll, useSite } from '#test/helpers/browser.ts';
import { tooFaint } from '#test/helpers/faint-text.ts';
import { someFollowUp } from '#test/helpers/follow-up.ts';
import { guardedTable } from '#test/helpers/guarded-table.ts';
import { type Browser, signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';
import { aFile, aFormWithFiles, sendFiles } from '#test/helpers/upload.ts';

const site = useSite();

/** Pages that are looked at in other files, and addresses that are none: files, redirects, customers' own pages. */
const elsewhere =
  /\.(csv|json)$|\/answers\/files\/|\/begin$|\/preview\/:survey\/|\/print$|\/report($|\/(?!charts$|comments$|links$|mail$|wall$))|:member\/answers$|\/first$|\/sign-in|\/links\/|\/recovery-codes$|\/removal$/;

/** The same pages with something chosen, or something wrong with what was typed. */
const more = [
  '/studio/surveys/new?from=nothing',
  '/studio/surveys/new?from=template&of=servqual',
  '/studio/surveys/new?from=survey&of=:survey',
  '/studio/surveys/new?from=file',
  '/studio/surveys/:survey/questionnaire/part?place=page:about&about=speed',
  '/studio/surveys/:survey/waves/:planned/sizes?aim=total&value=20&earlier=&rate=100',
  '/studio/surveys/:survey/waves/:planned/sizes?aim=margin&value=no',
  '/studio/surveys/:survey/waves/:answered/live?target=50',
  '/studio/audit?action=survey.exported',
];

/** Rows of a file may be wider than a phone, and be moved; nothing else may. */
const wide = /\/import\/:upload$|\/dispositions\/:upload$/;

const long = {
  'zh-CN': '二〇二六年第三季度华捷速运快递服务顾客满意度调查（华东、华南、西北各分公司，含新开网点）',
  en: 'Customer satisfaction with Huajie Express in the third quarter of 2026, Donaudampfschifffahrtsgesellschaftskapitän included',
};

let administrator: Browser & { readonly person: { readonly id: string } };
let slug: string;
let member: string;
let response: string;
let followUp: Awaited<ReturnType<typeof someFollowUp>>;
const uploads = { list: '', dispositions: '' };

async function sendFile(path: string, file: File, fields: readonly (readonly [string, string])[] = []) {
  const form = aFormWithFiles([...fields, ['file', file]]);
  return (await sendFiles(site().app, administrator, path, form)).headers.get('location') ?? '';
}

const customers = `number,yearly revenue in yuan,market
${Array.from({ length: 30 }, (_, i) => `K${i},${i * 100},${i < 9 ? 'individual' : 'e-commerce'}`).join('\n')}
`;

/** A list that is imported, and another one whose columns wait to be named. */
async function importLists(path: string): Promise<void> {
  const { app, wave } = site();
  const file = aFile('customers.csv', customers, 'text/csv');
  const columns = { 'use.0': 'customer', 'use.1': '', 'use.2': 'attribute', 'stratum.0': 'market' };
  const first = await sendFile(`${path}/import`, file, [['key', 'customers']]);
  await administrator.post(first, { ...columns, do: 'import' });
  await vi.waitUntil(() => frameByKey(app.db.read, wave.surveyId, 'customers'), { timeout: 20_000 });
  uploads.list = await sendFile(`${path}/import`, file, [['key', 'again']]);
}

/** A wave that is drawn, one that is not, one with signed links, and in the first there was an answer that was sent. */
async function fillWaves(path: string): Promise<void> {
  const { app, wave } = site();
  const facts = [{ key: 'station', name: { 'zh-CN': '网点', en: 'Station' } }];
  await app.db.write((tx) => aVersion(tx, wave.surveyId, aQuestionnaire({ facts })));
  await administrator.post(`${path}/new`, { key: 'signed', openLink: 'yes' });
  for (const key of ['drawn', 'planned']) {
    const labels = { 'label.zh-CN': long['zh-CN'], 'label.en': long.en };
    await administrator.post(`${path}/new`, { key, ...labels, frame: 'customers' });
  }
  await administrator.post(`${path}/drawn/draw`, { seed: 's', total: '12', minimum: '2' });
  const { token, memberId, linkId } = await aPersonalLink(app, wave);
  for (const page of ['delivery', 'claims', 'about'] as const)
    await app.post(`/s/${token}/${page}`, goodAnswers[page]);
  member = memberId;
  response = (await responseByLink(app.db.read, linkId))?.id ?? '';
  uploads.dispositions = await sendFile(
    `${path}/q3/dispositions`,
    aFile('field.csv', 'customer,result\nC1,noContact\n', 'text/csv'),
  );
}

/** Has the draft differ from what is published, with a long title and something that keeps it from being published. */
async function changeDraft(): Promise<void> {
  const { app, wave } = site();
  const document = structuredClone(aQuestionnaire({ title: long }));
  if (document.pairWords) document.pairWords.expectation.label = { 'zh-CN': '您的期望', en: '' };
  const survey = await surveyById(app.db.read, wave.surveyId);
  const changed = { surveyId: wave.surveyId, seen: survey?.draftRevision ?? 0, draft: document };
  await app.db.write((tx) => updateDraft(tx, { ...changed, title: document.title }));
}

beforeAll(async () => {
  const { app, wave, origin } = site();
  app.deps.publicUrl.href = origin;
  administrator = await signedIn(app, 'administrator');
  await signedIn(app, 'analyst', { surveys: [wave.surveyId], name: long.en.slice(0, 90) });
  slug = (await surveyById(app.db.read, wave.surveyId))?.slug ?? '';
  const saved = { id: 'kept', name: 'Kept', note: 'Two\nlines', definition: aQuestionnaire() };
  await app.db.write((tx) => insertSavedTemplate(tx, { ...saved, savedBy: 'Li Na', savedAt: 0 }));
  await importLists(`/studio/surveys/${slug}/customers`);
  await fillWaves(`/studio/surveys/${slug}/waves`);
  followUp = await someFollowUp(
    app,
    { browser: administrator, path: `/studio/surveys/${slug}`, wave },
    long.en,
  );
  await changeDraft();
});

/** Which wave has something to show on a page. */
const showing: readonly (readonly [page: RegExp, wave: string])[] = [
  [/:member|:entry|live|quality|customers|dispositions/, 'q3'],
  [/draw|sizes/, 'planned'],
  [/signed/, 'signed'],
];

/** The address of a page with nothing left open. */
function filledIn(page: string): string {
  const waiting = page.includes('dispositions') ? uploads.dispositions : uploads.list;
  if (page.endsWith(':upload')) return waiting;
  const values: Readonly<Record<string, string>> = {
    survey: slug,
    name: 'factor-csi',
    template: 'kept',
    list: 'customers',
    person: administrator.person.id,
    planned: 'planned',
    answered: 'q3',
    member,
    response,
    ...followUp,
    upload: waiting.replace(/^.*\/|\?.*$/g, ''),
    wave: showing.find(([part]) => part.test(page))?.[1] ?? 'drawn',
  };
  const path = page.replace(/:([a-z]+)\b(?!=)/g, (whole, name: string) => values[name] ?? whole);
  return path.endsWith('/part') ? `${path}?place=question:speed` : path;
}

const pages = Object.keys(guardedTable)
  .flatMap((route) => (route.startsWith('GET ') ? [route.slice(4)] : []))
  .filter((route) => !elsewhere.test(route));

async function signedInPage(locale: string): Promise<Page> {
  const { origin, open } = site();
  const page = await open({ locale });
  const cookies = [...administrator.cookies].map(([name, value]) => ({ name, value, url: origin }));
  await page.context().addCookies(cookies);
  return page;
}

/** What lies beyond the edge of a part that is moved sideways, by the names of those parts. */
const cutParts = `[...document.querySelectorAll('.scroll')].flatMap((part) =>
  part.scrollWidth > part.clientWidth + 1 ? [part.getAttribute('aria-label') + ' ' + part.scrollWidth] : [])`;

/** What is wrong with a page by axe, by the contrast of every text in the light and the dark, and by its width. */
async function problemsOf(page: Page, mayBeWide: boolean): Promise<string[]> {
  await page.setViewportSize({ width: 1280, height: 800 });
  const desk = await sidewaysScroll(page);
  await page.setViewportSize({ width: 360, height: 740 });
  const phone = await sidewaysScroll(page);
  const cut = mayBeWide ? [] : await page.evaluate<string[]>(cutParts);
  const faint: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    faint.push(...(await tooFaint(page)).map((each) => `${colorScheme}: ${each}`));
  }
  return [
    ...(await accessibilityProblems(page)),
    ...faint,
    ...(desk > 0 ? [`${desk} pixels too wide at a desk`] : []),
    ...(phone > 0 ? [`${phone} pixels too wide on a phone`] : []),
    ...cut.map((each) => `cut on a phone: ${each}`),
  ];
}

test.each(['zh-CN', 'en'])(
  'every page of the studio breaks no rule of accessibility, is nowhere faint, and fits on a phone: %s',
  { timeout: 300_000 },
  async (locale) => {
    const page = await signedInPage(locale);
    const found: Record<string, readonly string[]> = {};
    for (const each of [...pages, ...more]) {
      const response = await page.goto(site().origin + filledIn(each));
      const status = response?.status() ?? 0;
      if (status !== (each.endsWith('value=no') ? 422 : 200)) found[each] = [`answered by ${status}`];
      for (const details of await page.locator('details').all())
        await details.evaluate((part) => part.setAttribute('open', ''));
      const problems = await problemsOf(page, wide.test(each));
      if (problems.length > 0) found[each] = [...(found[each] ?? []), ...problems];
    }
    expect(found).toEqual({});
  },
);
