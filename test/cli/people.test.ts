import { expect, test } from 'vitest';
import { anApp } from '#test/helpers/app.ts';
import { aWorkplace } from '#test/helpers/cli.ts';
import { aBrowser, password, signIn } from '#test/helpers/people.ts';

test('somebody who was added takes up the account by the link that was printed', async () => {
  const place = aWorkplace();
  const added = await place.manyi('people add --name Ada --email Ada@Example.com --role administrator');
  expect(added).toMatchObject({ code: 0, error: '' });
  expect(added.out).toContain('Added: Ada, Administrator.');
  const [, link = ''] = /(\/studio\/links\/[\w-]+)/.exec(added.out) ?? [];

  const app = anApp({ file: place.databaseFile });
  const browser = aBrowser(app);
  expect((await browser.post(link, { password })).status).toBe(303);
  expect((await signIn(browser, { email: 'ada@example.com' })).headers.get('location')).toBe('/studio');
  await app.db.close();

  expect((await place.manyi('people list')).out).toBe('Ada  ada@example.com  Administrator  active');
  expect((await place.manyi('people link --email ada@example.com')).out).toContain('/studio/links/');
});

test('what cannot be is refused in words', async () => {
  const place = aWorkplace();
  expect((await place.manyi('people list')).out).toBe('Nobody has an account yet.');
  const add = 'people add --name Ada --email';
  expect(await place.manyi(`${add} ada --role reader`)).toMatchObject({
    code: 1,
    error: '“ada” is no e-mail address.',
  });
  expect((await place.manyi(`${add} ada@example.com --role owner`)).code).toBe(2);
  await place.manyi(`${add} ada@example.com --role reader`);
  const again = await place.manyi(`${add} ADA@example.com --role reader`);
  expect(again).toMatchObject({ code: 1 });
  expect(again.error).toContain('There is an account with the address ada@example.com already');
  expect((await place.manyi(`${add} bo@example.com --role reader`)).error).toContain(
    'Somebody else is called “Ada”',
  );
  expect((await place.manyi('people link --email bo@example.com')).code).toBe(1);
});

test('serve prints the set-up code as long as nobody has an account, and no longer', async () => {
  const place = aWorkplace();
  const serve = () => place.manyi('serve', { MANYI_PORT: '0' });
  expect((await serve()).out).toMatch(
    /The studio has no account yet.*\/studio\/first.*([0-9A-Z]{5}-){3}[0-9A-Z]{5}/,
  );
  await place.manyi('people add --name Ada --email ada@example.com --role administrator');
  const { out } = await serve();
  expect(out).toMatch(/The studio: http:\/\/127\.0\.0\.1:\d+\/studio$/m);
  expect(out).not.toContain('set-up code');
});
