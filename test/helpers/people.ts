import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import { insertPerson, setPasswordHash } from '#db/queries/people.ts';
import { insertSurveyPerson } from '#db/queries/survey-people.ts';
import type { Role } from '#server/people/person.ts';
import type { Fields, TestApp } from './app.ts';

/** The password of everybody in tests. */
export const password = 'four plain words here';

let hashed: Promise<string> | undefined;

/** Hashing takes a tenth of a second; everybody's password is hashed once. */
function passwordHash(): Promise<string> {
  hashed ??= hashPassword(password);
  return hashed;
}

export interface Somebody {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

let people = 0;

/** Somebody with an account and a password. @param surveys ids of the surveys that are shared with them */
export async function anAccount(
  { db }: Pick<TestApp, 'db'>,
  role: Role,
  { surveys = [], name, email }: { surveys?: readonly string[]; name?: string; email?: string } = {},
): Promise<Somebody> {
  people += 1;
  const somebody = {
    id: randomUUID(),
    name: name ?? `Person ${people}`,
    email: email ?? `person${people}@example.com`,
  };
  const hash = await passwordHash();
  await db.write(async (tx) => {
    await insertPerson(tx, { ...somebody, role, createdAt: people });
    await setPasswordHash(tx, { id: randomUUID(), personId: somebody.id, hash, at: 0 });
    for (const surveyId of surveys)
      await insertSurveyPerson(tx, { surveyId, personId: somebody.id, grantedBy: 'test', grantedAt: 0 });
  });
  return somebody;
}

/** A browser that keeps cookies, and says with each form where its page came from. */
export interface Browser {
  readonly cookies: Map<string, string>;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, form?: Fields, headers?: Record<string, string>): Promise<Response>;
}

export function aBrowser(app: TestApp): Browser {
  const cookies = new Map<string, string>();
  const keep = (response: Response): Response => {
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/;\s*max-age=0/i.test(cookie)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  const own = (): Record<string, string> =>
    cookies.size > 0 ? { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {};
  const { origin } = app.deps.publicUrl;
  return {
    cookies,
    get: async (path, headers = {}) => keep(await app.get(path, { ...own(), ...headers })),
    post: async (path, form = {}, headers = {}) =>
      keep(await app.post(path, form, { ...own(), origin, ...headers })),
  };
}

/** Signs somebody in, as they do it themselves. */
export async function signIn(browser: Browser, { email }: Pick<Somebody, 'email'>): Promise<Response> {
  return await browser.post('/studio/sign-in', { email, password });
}

/** Somebody of a role, signed in. @param surveys ids of the surveys that are shared with them */
export async function signedIn(
  app: TestApp,
  role: Role,
  options: { surveys?: readonly string[]; name?: string } = {},
): Promise<Browser & { readonly person: Somebody }> {
  const person = await anAccount(app, role, options);
  const browser = aBrowser(app);
  const { status } = await signIn(browser, person);
  if (status !== 303) throw new Error(`Not signed in: ${status}`);
  return { ...browser, person };
}
