import { expect, test } from 'vitest';
import { accessibilityProblems, useSite } from '#test/helpers/browser.ts';
import { choose, cutOff, draftsOf, goOn, heading, storedAt } from '#test/helpers/customer.ts';

const site = useSite();

const delivery = {
  'speed.expectation': '9',
  'speed.perception': '7',
  'manner.expectation': '8',
  'manner.perception': '10',
};
const claims = { 'claims.perception': 'na', ease: '4', recommend: '9' };
const words = 'Left in the rain\nfor two days';

/** A customer on whose device the last page waits to be sent, while another device sends the answers. */
async function overtaken() {
  const page = await site().open({ locale: 'en' });
  page.setDefaultTimeout(20_000);
  const address = await site().link();
  await page.goto(address);
  await choose(page, delivery);
  await goOn(page);
  await heading(page, 'Claims and overall');
  await choose(page, claims);
  await goOn(page);
  await heading(page, 'About you');
  const connect = await cutOff(page);
  await choose(page, { market: 'letters' });
  await page.getByRole('textbox', { name: /parcels/ }).fill('3');
  await page.getByRole('textbox', { name: /anything else/ }).fill(words);
  await goOn(page);
  await page.getByText('Not sent yet').waitFor();

  const other = await site().open({ locale: 'en' });
  await other.goto(address);
  await heading(other, 'About you');
  await choose(other, { market: 'letters' });
  await other.getByRole('textbox', { name: /parcels/ }).fill('3');
  await goOn(other);
  await heading(other, 'Your answers have been sent');
  return { page, address, connect };
}

test('a device whose words come after another has sent the answers shows them, and does not say they are stored', async () => {
  const { page, address, connect } = await overtaken();
  await connect();
  await page.evaluate("dispatchEvent(new Event('online'))");
  await heading(page, 'Your answers had been sent before');
  expect(await page.getByText('came later and was not kept').count()).toBe(1);
  expect(await page.getByText('Left in the rain').count()).toBe(1);
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await draftsOf(page)).toEqual({});
  expect((await storedAt(site().app, address))?.answers).not.toHaveProperty('comment');
});

test('also when it was closed meanwhile, and is opened again only then', async () => {
  const { page, address, connect } = await overtaken();
  const context = page.context();
  await page.close();
  await connect();
  const again = await context.newPage();
  again.setDefaultTimeout(20_000);
  await again.goto(address);
  await heading(again, 'Your answers had been sent before');
  expect(await again.getByText('Left in the rain').count()).toBe(1);
  expect(await draftsOf(again)).toEqual({});
});
