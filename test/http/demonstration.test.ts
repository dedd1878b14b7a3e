import { expect, test } from 'vitest';
import { createApp } from '#server/app.ts';
import { anApp } from '#test/helpers/app.ts';

const here = { host: 'localhost:3000' };

/** Asks for a page by a connection from an address. */
async function ask(
  isDemonstration: boolean,
  { address = '127.0.0.1', path = '/studio', ...init }: RequestInit & { address?: string; path?: string },
): Promise<Response> {
  const { deps, db } = anApp();
  const app = createApp({ ...deps, isDemonstration });
  const response = await app.request(path, init, { incoming: { socket: { remoteAddress: address } } });
  await db.close();
  return response;
}

test('the demonstration opens without an account to whoever sits at this machine, and says so on every page', async () => {
  for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '127.8.8.8']) {
    for (const host of ['localhost:3000', '127.0.0.1:3000', '[::1]:3000', 'LOCALHOST']) {
      expect((await ask(true, { address, headers: { host } })).status, `${address} ${host}`).toBe(200);
    }
  }
  for (const path of [
    '/studio',
    '/studio/people',
    '/studio/audit',
    '/studio/account',
    '/studio/people/new',
  ]) {
    const response = await ask(true, { path, headers: { ...here, 'accept-language': 'en' } });
    expect(await response.text(), path).toContain('Demonstration: opened without an account');
  }
});

test.each([
  ['from another machine', { address: '192.168.1.7', headers: here }],
  ['from another machine, by IPv6', { address: 'fe80::1', headers: here }],
  ['through a proxy', { headers: { ...here, 'x-forwarded-for': '203.0.113.5' } }],
  ['through a proxy that says so otherwise', { headers: { ...here, forwarded: 'for=203.0.113.5' } }],
  ['by a name of others that was made to lead here', { headers: { host: 'evil.example:3000' } }],
  ['by a name that only begins like ours', { headers: { host: 'localhost.evil.example:3000' } }],
  ['by a name that only ends like ours', { headers: { host: 'evil-localhost:3000' } }],
  ['without a name', { headers: {} }],
])('the demonstration asks for an account %s', async (_, request) => {
  const response = await ask(true, request);
  expect(response.status).toBe(303);
  expect(response.headers.get('location')).toContain('/studio/sign-in');
});

test('the demonstration takes no form from a page of another site', async () => {
  const form = { method: 'POST', path: '/studio/people/second-factor', body: 'role=reader' };
  const headers = { ...here, 'content-type': 'application/x-www-form-urlencoded' };
  const foreign = await ask(true, { ...form, headers: { ...headers, origin: 'https://evil.example' } });
  expect(foreign.status).toBe(403);
  const own = await ask(true, { ...form, headers: { ...headers, origin: 'http://localhost:3000' } });
  expect(own.status).toBe(303);
});

test('what is no demonstration asks everybody for an account', async () => {
  expect((await ask(false, { headers: here })).status).toBe(303);
});

test('a demonstration has no password that could be changed', async () => {
  const headers = {
    ...here,
    origin: 'http://localhost:3000',
    'content-type': 'application/x-www-form-urlencoded',
  };
  const form = { method: 'POST', body: 'current=x&password=y', headers };
  expect((await ask(true, { ...form, path: '/studio/account/password' })).status).toBe(403);
  expect((await ask(true, { path: '/studio/account/second-factor', headers: here })).status).toBe(403);
});
