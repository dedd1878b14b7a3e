import { describe, expect, test } from 'vitest';
import { responseCounts } from '#db/queries/responses.ts';
import { useSite } from '#test/helpers/browser.ts';
import { readQr } from '#test/helpers/qr.ts';

const site = useSite();

const delivery = {
  'speed.expectation': '9',
  'speed.perception': '7',
  'manner.expectation': '8',
  'manner.perception': '10',
};

describe.each([
  ['with', true],
  ['without', false],
])('an open link in a browser, %s JavaScript,', (_, javaScriptEnabled) => {
  test('goes on where it was after the tab was closed, and begins anew for somebody else', async () => {
    const { app, wave, origin } = site();
    const before = await responseCounts(app.db.read, wave.waveId);
    const link = `${origin}/o/${wave.openKey}`;
    const page = await site().open({ locale: 'en', javaScriptEnabled });
    const answer = async (tab: typeof page) => {
      for (const [name, value] of Object.entries(delivery)) {
        await tab.locator(`input[name="${name}"][value="${value}"]`).check({ force: true });
      }
      await tab.getByRole('button', { name: 'Continue' }).click();
      await tab.getByRole('heading', { name: 'Claims and overall' }).waitFor();
    };
    await page.goto(link);
    await answer(page);
    const address = page.url();
    const other = await page.context().newPage();
    await page.close();

    await other.goto(link);
    await other.getByRole('heading', { name: 'This survey was begun on this device' }).waitFor();
    await other.getByRole('link', { name: 'Go on' }).click();
    await other.getByRole('heading', { name: 'Claims and overall' }).waitFor();
    expect(other.url()).toBe(`${address}?resumed=1`);
    await other.getByRole('link', { name: 'Begin anew' }).click();
    await other.getByRole('heading', { name: 'How was our delivery?' }).waitFor();
    expect(await other.locator('input:checked').count()).toBe(0);
    await answer(other);
    expect(other.url()).not.toContain(address);
    const after = await responseCounts(app.db.read, wave.waveId);
    expect(after.started - before.started).toBe(2);
  });
});

test('a QR code as a browser draws it, at the size of a slip, is read by another program', async () => {
  const { app, wave } = site();
  const svg = await (await app.get(`/o/${wave.openKey}/qr.svg`)).text();
  const page = await site().open({ locale: 'en' });
  // 30 millimetres at 300 dpi
  const side = 354;
  const grey = await page.evaluate<number[]>(`(async () => {
    const image = new Image();
    image.src = 'data:image/svg+xml,' + encodeURIComponent(${JSON.stringify(svg)});
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: ${side}, height: ${side} });
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0, ${side}, ${side});
    const { data } = context.getImageData(0, 0, ${side}, ${side});
    return Array.from({ length: ${side * side} }, (_, i) => data[i * 4]);
  })()`);
  const pixels = { width: side, height: side, grey: Uint8Array.from(grey), perMetre: 0 };
  expect(readQr(pixels)).toMatch(new RegExp(`/o/${wave.openKey}$`));
});
