import { describe, expect, test } from 'vitest';
import { responseByLink } from '#db/queries/responses.ts';
import { aPersonalLink, aPublishedWave } from '#test/helpers/app.ts';
import { useSite } from '#test/helpers/browser.ts';
import { choose, chosenOn, cutOff, goOn, heading } from '#test/helpers/customer.ts';
import { aPrivacyText, aQuestionnaire, goodAnswersKept } from '#test/helpers/questionnaire.ts';

const site = useSite();
const delivery = {
  'speed.expectation': '9',
  'speed.perception': '7',
  'manner.expectation': '8',
  'manner.perception': '10',
};
const deliveryKept = { speed: goodAnswersKept.speed, manner: goodAnswersKept.manner };

describe('a page that agrees to what becomes of the data', () => {
  test('is sent with its tick as promised, though the page was loaded again while the server was stopped', async () => {
    const { app, open, origin } = site();
    const wave = await aPublishedWave(app, aQuestionnaire({ privacy: aPrivacyText({ ask: true }) }));
    const { token, linkId } = await aPersonalLink(app, wave);
    const page = await open({ locale: 'en' });
    page.setDefaultTimeout(10_000);
    await page.goto(`${origin}/s/${token}`);
    await page.getByRole('checkbox', { name: /agree/ }).check();
    await choose(page, delivery);
    const connect = await cutOff(page);
    await goOn(page);
    await page
      .getByRole('status')
      .getByText(/^Not sent yet/)
      .waitFor();
    await page.reload();
    await heading(page, 'Delivery');
    expect(await responseByLink(app.db.read, linkId)).toBeNull();
    await connect();
    await heading(page, 'Claims and overall');
    expect(await responseByLink(app.db.read, linkId)).toMatchObject({
      answers: deliveryKept,
      consent: { given: 'ticked', language: 'en' },
    });
  });

  test('has no tick put back that was never sent', async () => {
    const { app, open, origin } = site();
    const wave = await aPublishedWave(app, aQuestionnaire({ privacy: aPrivacyText({ ask: true }) }));
    const { token } = await aPersonalLink(app, wave);
    const page = await open({ locale: 'en' });
    await page.goto(`${origin}/s/${token}`);
    await page.getByRole('checkbox', { name: /agree/ }).check();
    await choose(page, delivery);
    await page.goto(`${origin}/s/${token}`);
    expect(await chosenOn(page)).toEqual(delivery);
  });
});
