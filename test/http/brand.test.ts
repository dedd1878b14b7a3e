import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { insertImage } from '#db/queries/images.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { aPng } from '#test/helpers/images.ts';
import { aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';

let app: TestApp;

beforeEach(() => {
  app = anApp();
});
afterEach(() => app.db.close());

/** Keeps a logo. @returns its digest */
async function aLogo(width: number, height: number): Promise<string> {
  const bytes = new Uint8Array(aPng(width, height));
  const digest = createHash('sha256').update(bytes).digest('hex');
  await app.db.write((tx) =>
    insertImage(tx, { digest, type: 'image/png', width, height, bytes, createdAt: 0 }),
  );
  return digest;
}

/** The address of a survey with a brand, without its page. */
async function branded(brand: { colour: string; logo?: string }): Promise<string> {
  const wave = await aPublishedWave(app, aQuestionnaire({ brand }));
  return `/s/${(await aPersonalLink(app, wave)).token}`;
}

async function textAt(path: string): Promise<string> {
  return await (await app.get(path)).text();
}

describe('an image', () => {
  test('is sent as what it was found to be, not to be guessed about, and kept for good', async () => {
    const response = await app.get(`/images/${await aLogo(8, 4)}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(Buffer.from(await response.arrayBuffer())).toEqual(aPng(8, 4));
  });

  test('nobody has is not found', async () => {
    for (const digest of ['a'.repeat(64), '..%2F..%2Fetc%2Fpasswd', "'%20or%201=1--", '__proto__']) {
      expect((await app.get(`/images/${digest}`)).status).toBe(404);
    }
  });
});

describe('a branded survey', () => {
  test('shows its logo, named after the organisation, with room made for it, and as the icon', async () => {
    const logo = await aLogo(800, 100);
    const html = await textAt(`${await branded({ colour: '#b42318', logo })}/delivery?lang=en`);
    expect(html).toContain(`<img src="/images/${logo}" alt="Huajie Express" width="160" height="20">`);
    expect(html).toContain(`<link rel="icon" href="/images/${logo}" type="image/png">`);
    expect(html).not.toContain('class="mark"');
    expect(html).not.toContain('icon.svg');
  });

  test('shows its name where it has no logo, or one that is not there', async () => {
    for (const logo of [undefined, 'b'.repeat(64)]) {
      const brand = { colour: '#b42318', ...(logo === undefined ? {} : { logo }) };
      const html = await textAt(`${await branded(brand)}/delivery?lang=en`);
      expect(html).not.toContain('<img');
      expect(html).toContain('class="mark" aria-hidden="true"></span>Huajie Express');
    }
  });

  test('has its colour by day and a lighter one by night, on every page', async () => {
    const address = await branded({ colour: '#6b1010' });
    const expectItsColours = async (page: string) => {
      const response = await app.get(`${address}/${page}`);
      const css = [...(await response.text()).matchAll(/<style>(.*?)<\/style>/gs)].map(
        ([, text = '']) => text,
      );
      expect([page, css.length]).toEqual([page, 2]);
      expect(css[1]).toContain('--brand:#6b1010;');
      expect(css[1]).toMatch(/@media\(prefers-color-scheme:dark\)\{:root\{--brand:#[d-f]/);
      const allowed = response.headers.get('content-security-policy') ?? '';
      for (const sheet of css) {
        expect(allowed).toContain(`'sha256-${createHash('sha256').update(sheet).digest('base64')}'`);
      }
      expect(allowed).not.toContain('unsafe');
    };
    for (const page of ['delivery', 'claims', 'about'] as const) {
      await expectItsColours(page);
      await app.post(`${address}/${page}`, goodAnswers[page]);
    }
    for (const page of ['thanks', 'my/answers']) await expectItsColours(page);
  });

  test('never lends its look to another survey with the same words', async () => {
    const colours = ['#b42318', '#6b4fa0'];
    for (const colour of colours) {
      const address = await branded({ colour });
      for (const page of ['delivery', 'claims', 'about'] as const) {
        await app.post(`${address}/${page}`, goodAnswers[page]);
      }
      expect(await textAt(`${address}/thanks`)).toContain(`--brand:${colour};`);
    }
  });
});
