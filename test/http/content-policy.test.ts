import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { anApp, aPersonalLink, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

let app: TestApp;

beforeEach(() => {
  app = anApp();
});
afterEach(() => app.db.close());

/** The sources of one directive of a response's policy. */
function sources(response: Response, directive: string): readonly string[] {
  const policy = response.headers.get('content-security-policy') ?? '';
  const found = policy.split('; ').find((each) => each.startsWith(`${directive} `));
  return found?.split(' ').slice(1) ?? [];
}

/** What would allow each style sheet that stands in a page. */
function hashesOf(html: string): readonly string[] {
  return [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(
    ([, css = '']) => `'sha256-${createHash('sha256').update(css).digest('base64')}'`,
  );
}

test('a page allows the style sheets that stand in it, by their hashes and nothing else', async () => {
  const wave = await aPublishedWave(app, aQuestionnaire());
  const { token } = await aPersonalLink(app, wave);
  for (const address of [`/s/${token}/delivery`, '/s/unknown', '/nowhere']) {
    const response = await app.get(address);
    const hashes = hashesOf(await response.text());
    expect(hashes.length).toBeGreaterThan(0);
    expect(sources(response, 'style-src')).toEqual(["'self'", ...hashes]);
  }
});

test('nothing is allowed inside a page but that, and nothing is loaded from elsewhere', async () => {
  for (const address of ['/health', '/nowhere']) {
    const response = await app.get(address);
    expect(sources(response, 'default-src')).toEqual(["'none'"]);
    for (const directive of ['script-src', 'img-src', 'connect-src', 'form-action']) {
      expect(sources(response, directive)).toEqual(["'self'"]);
    }
    expect(response.headers.get('content-security-policy')).not.toContain('unsafe');
  }
});
