import { afterEach, describe, expect, test } from 'vitest';
import { setUpCode } from '#server/people/first-start.ts';
import { anApp, type TestApp } from '#test/helpers/app.ts';

const origin = { origin: 'http://survey.example' };
const open: TestApp[] = [];
const start = () => {
  const app = anApp();
  open.push(app);
  return app;
};
afterEach(() => Promise.all(open.splice(0).map(({ db }) => db.close())));

const first = {
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  password: 'four words in a row',
};

function cookieFrom(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .join('; ');
}

describe('the first start', () => {
  test('makes the first administrator for whoever knows the code, and signs in', async () => {
    const app = start();
    const toFirst = await app.get('/studio/sign-in');
    expect(toFirst.status).toBe(303);
    expect(toFirst.headers.get('location')).toBe('/studio/first');
    const wrong = await app.post('/studio/first', { ...first, code: 'AAAAA' }, origin);
    expect(wrong.status).toBe(422);
    const made = await app.post('/studio/first', { ...first, code: setUpCode(app.deps.secret) }, origin);
    expect(made.status).toBe(303);
    const signedIn = await app.get('/studio/sign-in', { cookie: cookieFrom(made) });
    expect(signedIn.headers.get('location')).toBe('/studio');
    expect(app.failures).toEqual([]);
  });
});
