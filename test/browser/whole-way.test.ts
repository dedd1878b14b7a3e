import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WaveDocument } from '#server/exports/report-json.ts';
import { launchChromium } from '#test/helpers/chromium.ts';
import { aWorkplace, type Workplace } from '#test/helpers/cli.ts';
import { started } from '#test/helpers/cli-process.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

let browser: Browser;
const servers: ReturnType<typeof started>[] = [];

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(async () => {
  for (const { child } of servers) child.kill('SIGKILL');
  await browser.close();
});

/** A server process on the workplace's database, and where it is. */
async function serve(place: Workplace) {
  const server = started(place, ['serve'], {
    MANYI_PORT: '0',
    MANYI_SECRET: 's'.repeat(40),
    LANG: 'C.UTF-8',
  });
  servers.push(server);
  await expect.poll(server.out, { timeout: 30_000 }).toContain('Press Ctrl+C');
  const studio = /http:\S+\/studio\b/.exec(server.out())?.[0] ?? '';
  return { server, origin: new URL(studio).origin };
}

async function manyi(place: Workplace, line: string): Promise<void> {
  const { code, error } = await place.manyi(line);
  expect({ code, error }).toEqual({ code: 0, error: '' });
}

/** The path of a link to the report, made by the clock of the machine, which the server goes by too. */
async function reportLink(place: Workplace): Promise<string> {
  const made = started(place, ['report-links', 'add', '--survey', 's', '--for', 'Director']);
  await made.ended;
  return /\/reports\/\S+/.exec(made.out())?.[0] ?? '';
}

/** A published survey with a drawn wave: six of eight customers sampled. @returns the path of each personal link */
async function publishAndDraw(place: Workplace): Promise<string[]> {
  place.write('q.json', aQuestionnaire());
  place.write('frame.json', { customer: 'no', strata: ['class'] });
  place.write(
    'customers.csv',
    ['no,class', ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => `K${n},${n < 4 ? 'A' : 'B'}`)].join('\n'),
  );
  await manyi(place, 'questionnaire import --survey s --file @q.json');
  await manyi(place, 'publish --survey s');
  await manyi(place, 'frame import --survey s --frame f --file @customers.csv --mapping @frame.json');
  await manyi(place, 'wave create --survey s --wave q3 --frame f');
  await manyi(place, 'draw --survey s --wave q3 --seed 1 --sizes A=3,B=3 --links @links.csv');
  return [...place.read('links.csv').matchAll(/https?:\/\/[^/]+(\/s\/[\w-]+),/g)].map(
    ([, path]) => path ?? '',
  );
}

/** Answers every pair with these points, and what else is asked, and sends the answers. */
async function fillIn(page: Page, [expected, perceived]: readonly [string, string]): Promise<void> {
  const rateAll = async () => {
    for (const [half, point] of [
      ['What you expected', expected],
      ['What you got', perceived],
    ] as const) {
      for (const group of await page.getByRole('radiogroup', { name: half }).all()) {
        await group.getByRole('radio', { name: point, exact: true }).check();
      }
    }
  };
  await rateAll();
  await page.getByRole('button', { name: 'Continue' }).click();
  await rateAll();
  await page
    .getByRole('radiogroup', { name: 'How important it is to you' })
    .getByRole('radio', { name: '5' })
    .check();
  await page
    .getByRole('group', { name: 'How easy is it to reach us?' })
    .getByRole('radio', { name: '4' })
    .check();
  await page.getByRole('group', { name: 'Would you recommend us' }).getByRole('radio', { name: '9' }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('radio', { name: 'Parcels' }).check();
  await page.getByRole('textbox', { name: 'How many parcels' }).fill('12');
  await page.getByRole('button', { name: 'Send my answers' }).click();
}

test('an answer that was thanked for outlives a killed server and is counted in the report', {
  timeout: 120_000,
}, async () => {
  const place = aWorkplace();
  const links = await publishAndDraw(place);
  expect(links).toHaveLength(6);
  const first = await serve(place);
  const customer = await browser.newPage({ locale: 'en', javaScriptEnabled: false });
  await customer.goto(first.origin + (links[0] ?? ''));
  await fillIn(customer, ['8', '6']);
  await customer.getByRole('heading', { level: 1, name: 'Your answers have been sent' }).waitFor();
  first.server.child.kill('SIGKILL');
  await first.server.ended;

  const second = await serve(place);
  const report = `${second.origin}${await reportLink(place)}`;
  const director = await browser.newPage({ locale: 'en' });
  await director.goto(report);
  await director.getByText('1 answer from 6 sampled customers').waitFor();
  const json = (await (await fetch(`${report}/waves/q3.json`)).json()) as WaveDocument;
  expect(json.dispositions).toMatchObject({ sampled: 6, counts: { complete: 1, unknown: 5 } });
  const overall = json.estimates.find((one) => one.name === 'csi' && one.target === 'overall');
  expect(overall).toMatchObject({ n: 1, estimate: 0.75 });
});
