import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { responseByLink } from '#db/queries/responses.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { anApp, aPersonalLink, aPublishedWave, type Fields, type TestApp } from '#test/helpers/app.ts';
import { optional } from '#test/helpers/customer-pages.ts';
import { consentOn, readPageOf } from '#test/helpers/page.ts';
import { aQuestionnaireOfKinds, goodKinds } from '#test/helpers/question-kinds.ts';
import { aPrivacyText, aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let link: Awaited<ReturnType<typeof aPersonalLink>>;

beforeEach(() => {
  app = anApp();
});
afterEach(() => {
  expect(app.failures).toEqual([]);
  return app.db.close();
});

async function begin(document: DefinitionDocument) {
  link = await aPersonalLink(app, await aPublishedWave(app, document));
}
const english = { 'accept-language': 'en' };
const send = async (page: string, form: Fields) => await app.post(`/s/${link.token}/${page}`, form, english);
const look = async (address: string) => await readPageOf(await app.get(address, english));
const stored = async () => (await responseByLink(app.db.read, link.linkId))?.answers ?? null;

describe('half of a pair that may be left out', () => {
  const half = { 'manner.expectation': '9', 'manner.perception': '8', 'speed.expectation': '3' };

  test('is told how to be left out, and one button leaves it out', async () => {
    await begin(optional(aQuestionnaire()));
    const refused = (await send('delivery', half)).headers.get('location') ?? '';
    const page = await look(refused);
    expect(page.errors).toEqual([
      ['speed.perception', 'Choose what you got for “Speed”, or press “Clear” to leave it out'],
    ]);
    expect(page.html).toContain(
      `value="clear:speed" formaction="${page.action}#speed.expectation" aria-label="Clear the answer to “Speed”"`,
    );
    const cleared = await send('delivery', { ...half, _checked: '1', _action: 'clear:speed' });
    expect(cleared.status).toBe(303);
    const again = await look(cleared.headers.get('location') ?? '');
    expect(again.errors).toEqual([]);
    expect(again.typed).toEqual({ 'manner.expectation': '9', 'manner.perception': '8' });
    expect(await stored()).toEqual({ manner: { expectation: 9, perception: 8 } });
    const { 'speed.expectation': _, ...rest } = half;
    expect((await send('delivery', rest)).headers.get('location')).toBe(`/s/${link.token}/claims`);
  });

  test('of one that must be answered is asked for as before, without a button', async () => {
    await begin(aQuestionnaire());
    const page = await look((await send('delivery', half)).headers.get('location') ?? '');
    expect(page.errors).toEqual([['speed.perception', 'Choose what you got for “Speed”']]);
    expect(page.html).not.toContain('clear:');
  });
});

test('an answer that was kept is taken back, and counts no more', async () => {
  await begin(optional(aQuestionnaire()));
  await send('delivery', {});
  await send('claims', { ease: '1', recommend: '9' });
  await send('claims', { ease: '1', recommend: '9', _action: 'clear:ease' });
  expect(await stored()).toEqual({ recommend: 9 });
  await send('about', {});
  const { html } = await look(`/s/${link.token}/my/answers`);
  expect(html).toMatch(/How easy is it to reach us\?<\/dt>\s*<dd class="hint">No answer/);
});

test('a choice is taken back with what was written beside it, and nothing else on the page is lost', async () => {
  await begin(optional(aQuestionnaireOfKinds()));
  const wrong = { ...goodKinds, 'weight.product': 'plenty', _action: 'clear:reason' };
  const page = await readPageOf(await send('kinds', wrong));
  expect(page.status).toBe(200);
  expect(page.typed).toMatchObject({ 'weight.product': 'plenty', 'done.other': goodKinds['done.other'] });
  expect(page.typed).not.toHaveProperty('reason');
  expect(page.typed['reason.other']).toBe('');
  expect(await stored()).not.toHaveProperty('reason');
});

test('before anybody agreed nothing is kept of a page on which something is taken back', async () => {
  await begin(optional(aQuestionnaire({ privacy: aPrivacyText({ ask: true }) })));
  const { html } = await look(`/s/${link.token}/delivery`);
  const form = { ...goodAnswers.delivery, _consent: consentOn(html), _action: 'clear:speed' };
  const page = await readPageOf(await send('delivery', form));
  expect(page.typed).toEqual({ 'manner.expectation': '8', 'manner.perception': '10' });
  expect(page.html).toMatch(/name="_consent"[^>]* checked>/);
  expect(await stored()).toBeNull();
});

test('taking back what no page asks changes nothing, and a button that is none is refused', async () => {
  await begin(optional(aQuestionnaire()));
  await send('delivery', { ...goodAnswers.delivery, _action: 'clear:unknown' });
  expect(await stored()).toMatchObject({ speed: { expectation: 9, perception: 7 } });
  for (const action of ['clear:', 'clear:a.b', 'clear:__proto__', 'clear'])
    expect([action, (await send('delivery', { _action: action })).status]).toEqual([action, 400]);
});
