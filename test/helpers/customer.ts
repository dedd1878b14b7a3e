import type { Page, Route } from 'playwright-core';
import { linkByTokenHash } from '#db/queries/links.ts';
import { responseByLink } from '#db/queries/responses.ts';
import { tokenHash } from '#server/tokens.ts';
import type { TestApp } from './app.ts';

/** Chooses points and options by the names of their controls. */
export async function choose(page: Page, answers: Readonly<Record<string, string>>) {
  for (const [name, value] of Object.entries(answers)) {
    // The figure that is drawn over a point is part of its label, and is what people press.
    await page.locator(`input[name="${name}"][value="${value}"]`).check({ force: true });
  }
}

/** Which points and options are chosen, by the names of their controls. */
export async function chosenOn(page: Page): Promise<Record<string, string>> {
  const controls = await page.locator('input:checked').all();
  const pairs = await Promise.all(
    controls.map(async (each) => [await each.getAttribute('name'), await each.getAttribute('value')]),
  );
  return Object.fromEntries(pairs);
}

/** Waits for a page by its main heading. */
export async function heading(page: Page, name: string) {
  await page.getByRole('heading', { name, exact: true }).waitFor();
}

/** Presses the button that goes on. */
export async function goOn(page: Page) {
  await page.locator('.primary').click();
}

/** The response that was kept for an address with a token in it; `null` when nobody has begun. */
export async function storedAt({ db }: Pick<TestApp, 'db'>, address: string) {
  const token = decodeURIComponent(new URL(address).pathname.split('/')[2] ?? '');
  const link = await linkByTokenHash(db.read, tokenHash(token));
  return link && (await responseByLink(db.read, link.id));
}

/** The addresses of everything a page sends, as it is sent. */
export function sentBy(page: Page): string[] {
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(new URL(request.url()).pathname.split('/').at(-1) ?? '');
  });
  return sent;
}

/**
 * Cuts a customer's browser off from the server, for what it sends. Unlike the browser's own offline mode this holds for
 * what is still under way when a page is closed.
 *
 * @returns what connects it again
 */
export async function cutOff(page: Page): Promise<() => Promise<void>> {
  const refuse = async (route: Route) =>
    route.request().method() === 'POST' ? await route.abort('internetdisconnected') : await route.continue();
  await page.context().route('**/s/**', refuse);
  return async () => await page.context().unroute('**/s/**', refuse);
}

/** What the browser keeps of what was typed: the pages' addresses, and what stands there for each name. */
export async function draftsOf(page: Page): Promise<Record<string, Record<string, string>>> {
  const entries = await page.evaluate<[string, string][]>('Object.entries(localStorage)');
  return Object.fromEntries(
    entries.map(([key, text]) => {
      const { typed } = JSON.parse(text) as { typed: [string, string[]][] };
      const states = typed.map(([name, [state = '']]) => [name, state]);
      return [key.replace(/^manyi\.draft \/s\/[^/]+\//, ''), Object.fromEntries(states)];
    }),
  );
}
